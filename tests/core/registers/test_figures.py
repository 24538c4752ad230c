"""The figures of a crisis: each source keeps its own, and somebody decides which is published."""

from typing import Any

import pytest

from app.core.errors import Refused
from app.core.reckoning import Account
from app.core.registers.crisis import CloseCrisis
from app.core.registers.figures import (
    AmendFigure,
    ChooseFigure,
    ImportFigures,
    RecordFigure,
    SetPublishable,
)
from app.sync.workstation import Workstation
from tests.office import Office, share

HOUR = 3_600_000
SIX = 1_700_000_000_000


@pytest.fixture
def opened(office: Office) -> tuple[Workstation, str]:
    sig = office.workstation("SIG1", "Camille Morvan")
    return sig, office.crisis(sig)


def deaths(crisis: str, value: str, source: str = "SINUS", cutoff: int = SIX, **more: Any) -> RecordFigure:
    return RecordFigure(crisis, "Décès", value, source, cutoff, **more)


def test_a_figure_has_a_number_of_its_workstation_at_once(opened: tuple[Workstation, str]) -> None:
    sig, crisis = opened
    assert sig.desk.do(deaths(crisis, "17")).label == "BIL-SIG1-001"
    assert sig.desk.do(deaths(crisis, "21", "Préfecture 76")).label == "BIL-SIG1-002"


def test_a_newer_figure_of_one_source_replaces_the_one_that_stood(opened: tuple[Workstation, str]) -> None:
    sig, crisis = opened
    first = sig.desk.do(deaths(crisis, "17")).id
    sig.desk.do(deaths(crisis, "9", "Préfecture 76"))
    newer = sig.reading.figure(sig.desk.do(deaths(crisis, "19", " sinus ", SIX + HOUR)).id)
    assert newer.replaces == first
    late = sig.reading.figure(sig.desk.do(deaths(crisis, "12", cutoff=SIX - HOUR)).id)
    assert (late.replaces, late.row.alone) == ("", False)
    beside = sig.reading.figure(sig.desk.do(deaths(crisis, "3", cutoff=SIX + 2 * HOUR, replaces="")).id)
    assert (beside.replaces, beside.row.alone) == ("", True)


def test_a_figure_may_replace_that_of_another_source_when_one_says_so(opened: tuple[Workstation, str]) -> None:
    sig, crisis = opened
    first = sig.desk.do(deaths(crisis, "17")).id
    sig.desk.do(deaths(crisis, "21", "Préfecture 76", replaces=first))
    assert sig.reading.account(crisis).disagreements == ()


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (lambda crisis, one, two: RecordFigure(crisis, "", "17", "SINUS"), "indicator"),
        (lambda crisis, one, two: RecordFigure(crisis, "Décès", "dix", "SINUS"), "value"),
        (lambda crisis, one, two: RecordFigure(crisis, "Décès", "17", ""), "source"),
        (lambda crisis, one, two: RecordFigure("0" * 64, "Décès", "17", "SINUS"), "crisis"),
        (lambda crisis, one, two: deaths(crisis, "17"), "value"),
        (lambda crisis, one, two: deaths(crisis, "18", replaces="0" * 64), "figure"),
        (lambda crisis, one, two: AmendFigure(one, {"value": "18"}, " "), "reason"),
        (lambda crisis, one, two: AmendFigure(one, {"value": "17"}, "relu"), ""),
        (lambda crisis, one, two: AmendFigure(one, {"note": ""}, "relu"), ""),
        (lambda crisis, one, two: AmendFigure(one, {}, "relu"), ""),
        (lambda crisis, one, two: AmendFigure(one, {"publishable": True}, "relu"), "publishable"),
        (lambda crisis, one, two: AmendFigure(one, {"replaces": one}, "relu"), "replaces"),
        (lambda crisis, one, two: ChooseFigure(one, (two,), ""), "reason"),
        (lambda crisis, one, two: ChooseFigure(one, (), "sûr"), "over"),
        (lambda crisis, one, two: ChooseFigure(one, (one,), "sûr"), "over"),
        (lambda crisis, one, two: ChooseFigure("0" * 64, (one,), "sûr"), "figure"),
        (lambda crisis, one, two: SetPublishable(one, False), "reason"),
    ],
)
def test_what_is_refused_names_its_field_and_writes_nothing(
    opened: tuple[Workstation, str], command: Any, field: str
) -> None:
    sig, crisis = opened
    one, two = sig.desk.do(deaths(crisis, "17")).id, sig.desk.do(deaths(crisis, "21", "Préfecture 76")).id
    before = sig.reading.pending()
    with pytest.raises(Refused) as refusal:
        sig.desk.do(command(crisis, one, two))
    assert refusal.value.field == field
    assert sig.reading.pending() == before


def test_figures_of_two_things_are_not_chosen_one_over_the_other(opened: tuple[Workstation, str]) -> None:
    sig, crisis = opened
    one = sig.desk.do(deaths(crisis, "17")).id
    other = sig.desk.do(RecordFigure(crisis, "Blessés", "40", "SINUS")).id
    with pytest.raises(Refused, match="ne compte pas la même chose"):
        sig.desk.do(ChooseFigure(one, (other,), "plus sûr"))


def test_who_writes_entries_records_and_who_decides_chooses(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    loggist = office.workstation("SIG2", "Noé Bellec", role="MC")
    crisis = office.crisis(sig, (loggist, "MC"))
    one, two = loggist.desk.do(deaths(crisis, "17")).id, loggist.desk.do(deaths(crisis, "21", "Préfecture 76")).id
    loggist.desk.do(AmendFigure(one, {"value": "18"}, "relu"))
    for refused in (
        ChooseFigure(one, (two,), "plus sûr"),
        SetPublishable(one, True),
        deaths(crisis, "40", "SAMU", publishable=True),
    ):
        with pytest.raises(Refused, match="chef de la cellule"):
            loggist.desk.do(refused)
    share(loggist, crisis, [sig])
    sig.desk.do(ChooseFigure(two, (one,), "liste nominative"))
    sig.desk.do(SetPublishable(two, True, "validé avec la préfecture"))
    assert sig.reading.account(crisis).disagreements == ()
    assert sig.reading.figure(two).publishable


def test_an_observer_writes_no_figure_and_a_closed_crisis_takes_none(office: Office) -> None:
    sig, watcher = office.workstation("SIG1", "Camille Morvan"), office.workstation("SIG2", "Noé Bellec", role="OBS")
    crisis = office.crisis(sig, (watcher, "OBS"))
    with pytest.raises(Refused, match="rôle"):
        watcher.desk.do(deaths(crisis, "17"))
    sig.desk.do(CloseCrisis(crisis))
    with pytest.raises(Refused, match="close"):
        sig.desk.do(deaths(crisis, "17"))


def awaiting(workstation: Workstation, crisis: str) -> list[tuple[set[str], bool]]:
    found: Account = workstation.reading.account(crisis)
    return [({one.number for one in each.figures}, each.contested) for each in found.disagreements]


def test_two_choices_made_apart_are_both_shown_until_a_third(office: Office) -> None:
    one, two = office.workstation("SIG1", "Camille Morvan"), office.workstation("SIG2", "Léa Aubert")
    crisis = office.crisis(one, (two, "DIR"))
    first, second = one.desk.do(deaths(crisis, "17")).id, one.desk.do(deaths(crisis, "21", "Préfecture 76")).id
    share(one, crisis, [two])
    assert awaiting(two, crisis) == [({"BIL-SIG1-001", "BIL-SIG1-002"}, False)]
    one.desk.do(ChooseFigure(first, (second,), "source habituelle"))
    two.desk.do(ChooseFigure(second, (first,), "plus récent"))
    assert awaiting(one, crisis) == awaiting(two, crisis) == []
    share(two, crisis, [one])
    assert awaiting(one, crisis) == [({"BIL-SIG1-001", "BIL-SIG1-002"}, True)]
    one.desk.do(ChooseFigure(second, (first,), "vu avec la préfecture"))
    assert awaiting(one, crisis) == []
    share(one, crisis, [two])
    assert awaiting(two, crisis) == []


def test_a_choice_does_not_settle_what_the_other_became_meanwhile(office: Office) -> None:
    one, two = office.workstation("SIG1", "Camille Morvan"), office.workstation("SIG2", "Léa Aubert")
    crisis = office.crisis(one, (two, "CCOM"))
    first, second = one.desk.do(deaths(crisis, "17")).id, one.desk.do(deaths(crisis, "21", "Préfecture 76")).id
    share(one, crisis, [two])
    one.desk.do(ChooseFigure(second, (first,), "plus récent"))
    two.desk.do(AmendFigure(first, {"value": "23"}, "deux de plus"))
    share(two, crisis, [one])
    assert awaiting(one, crisis) == [({"BIL-SIG1-001", "BIL-SIG1-002"}, False)]


def test_any_order_of_exchange_leaves_the_same_account(office: Office) -> None:
    seats = [office.workstation(f"SIG{n}", name) for n, name in enumerate(("Ann", "Bob", "Cam"), 1)]
    crisis = office.crisis(seats[0], *((one, "CCOM") for one in seats[1:]))
    for n, seat in enumerate(seats):
        seat.desk.do(deaths(crisis, str(17 + n), cutoff=SIX + n * HOUR))
        seat.desk.do(deaths(crisis, str(21 + n), "Préfecture 76", SIX + n * HOUR))
    for here, there in ((0, 1), (1, 2), (2, 0), (0, 1)):
        share(seats[here], crisis, [seats[there]])
    accounts = [seat.reading.account(crisis) for seat in seats]
    shown = [[(one.row.number, one.replaced_by, one.change) for one in found.figures.values()] for found in accounts]
    assert shown[0] == shown[1] == shown[2]
    assert awaiting(seats[0], crisis) == [({"BIL-SIG3-001", "BIL-SIG3-002"}, False)]


def imported(crisis: str, days: int, indicators: int) -> ImportFigures:
    return ImportFigures(
        crisis,
        tuple(
            RecordFigure(crisis, f"Indicateur {n}", str(day), "Santé", SIX + day * HOUR, origin=f"{n}:{day}")
            for day in range(days)
            for n in range(indicators)
        ),
    )


def test_an_import_is_written_whole_each_day_in_place_of_the_day_before(opened: tuple[Workstation, str]) -> None:
    sig, crisis = opened
    sig.desk.do(imported(crisis, 3, 2))
    found = sig.reading.account(crisis)
    assert len(found.figures) == 6
    assert [one.row.value for one in found.kept()] == ["2", "2"]
    assert all(one.row.replaces for one in found.figures.values() if one.row.value != "0")


def test_an_import_made_twice_writes_nothing(opened: tuple[Workstation, str]) -> None:
    sig, crisis = opened
    sig.desk.do(imported(crisis, 2, 1))
    before = sig.reading.pending()
    with pytest.raises(Refused, match="déjà au bilan"):
        sig.desk.do(imported(crisis, 2, 1))
    assert sig.reading.pending() == before
    sig.desk.do(imported(crisis, 3, 1))
    assert sig.reading.pending() == before + 1


def test_one_wrong_figure_stops_the_whole_import(opened: tuple[Workstation, str]) -> None:
    sig, crisis = opened
    sound = imported(crisis, 2, 2)
    wrong = RecordFigure(crisis, "Décès", "dix", "Santé", SIX + 9 * HOUR)
    before = sig.reading.pending()
    with pytest.raises(Refused):
        sig.desk.do(ImportFigures(crisis, (*sound.figures, wrong)))
    assert (sig.reading.pending(), sig.reading.figures(crisis)) == (before, [])


def test_ninety_days_of_five_figures_are_imported_at_once(opened: tuple[Workstation, str]) -> None:
    sig, crisis = opened
    sig.desk.do(imported(crisis, 90, 5))
    assert len(sig.reading.account(crisis).kept()) == 5
