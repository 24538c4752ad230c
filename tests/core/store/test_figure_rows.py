"""What stands against a figure is what all the figures of its crisis amount to."""

from app.core.registers.figures import AmendFigure, ChooseFigure, RecordFigure
from app.core.store import figure_rows
from app.sync.workstation import Workstation
from tests.office import Office, share

SIX, HOUR = 1_700_000_000_000, 3_600_000


def opposed(seat: Workstation, *figures: str) -> dict[str, tuple[list[str], list[str]]]:
    with seat.store.read() as transaction:
        return figure_rows.opposed(transaction.connection, figures)


def test_two_successors_written_apart_leave_one_and_the_other_is_replaced(office: Office) -> None:
    one, two = office.workstation("SIG1", "Camille Morvan"), office.workstation("SIG2", "Léa Aubert")
    crisis = office.crisis(one, (two, "CCOM"))
    first = one.desk.do(RecordFigure(crisis, "Décès", "17", "SINUS", SIX)).id
    share(one, crisis, [two])
    early = one.desk.do(RecordFigure(crisis, "Décès", "18", "SINUS", SIX + HOUR)).id
    late = two.desk.do(RecordFigure(crisis, "Décès", "19", "SINUS", SIX + 2 * HOUR)).id
    share(two, crisis, [one])
    assert opposed(one, first, early, late, crisis) == {
        first: (["BIL-SIG1-002", "BIL-SIG2-002"], []),
        early: (["BIL-SIG2-002"], []),
        late: ([], []),
    }


def test_a_choice_stands_against_a_figure_as_long_as_both_are_what_they_were(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    one = sig.desk.do(RecordFigure(crisis, "Décès", "17", "SINUS", SIX)).id
    two = sig.desk.do(RecordFigure(crisis, "Décès", "21", "Préfecture 76", SIX)).id
    sig.desk.do(ChooseFigure(two, (one,), "plus récent"))
    assert opposed(sig, one) == {one: ([], ["BIL-SIG1-002"])}
    sig.desk.do(AmendFigure(two, {"value": "22"}, "relu"))
    assert opposed(sig, one) == {one: ([], [])}
    assert opposed(sig) == {}
