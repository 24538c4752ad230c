"""What is asked of the figures of a crisis: all of them together, and one in detail."""

import pytest

from app.core.brief_content import Table
from app.core.entry_commands import Record
from app.core.errors import Refused
from app.core.registers.figures import AmendFigure, ChooseFigure, RecordFigure
from tests.office import Office

SIX = 1_700_000_000_000


def test_the_figures_of_a_crisis_are_listed_from_the_first_cut_off(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis, other = office.crisis(sig), office.crisis(sig, title="Autre")
    two = sig.desk.do(RecordFigure(crisis, "Décès", "21", "Préfecture 76", SIX + 1)).id
    one = sig.desk.do(RecordFigure(crisis, "Décès", "17", "SINUS", SIX)).id
    assert [row.id for row in sig.reading.figures(crisis)] == [one, two]
    assert sig.reading.figures(other) == []
    assert sig.reading.figures(crisis)[0] == sig.reading.figure(one).row
    assert sig.reading.account(crisis).disputed == {one, two}
    with pytest.raises(Refused, match="pas connu"):
        sig.reading.figure(crisis)


def test_a_figure_is_found_by_its_number(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    done = sig.desk.do(RecordFigure(crisis, "Décès", "21", "Préfecture 76", SIX))
    for text in ("BIL-SIG1-001", "bil-1", done.id[:12]):
        assert [one.id for one in sig.reading.find(text, "figure", crisis)] == [done.id]


def test_the_ground_of_a_message_tells_what_became_of_its_figure(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    one = sig.desk.do(RecordFigure(crisis, "Décès", "17", "SINUS", SIX)).id
    two = sig.desk.do(RecordFigure(crisis, "Décès", "21", "Préfecture 76", SIX, publishable=True)).id
    grounds = [sig.reading.figure_footing(one, "Europe/Paris")]
    sig.desk.do(ChooseFigure(two, (one,), "plus récent"))
    grounds.append(sig.reading.figure_footing(one, "Europe/Paris"))
    sig.desk.do(RecordFigure(crisis, "Décès", "18", "SINUS", SIX + 60_000))
    grounds.append(sig.reading.figure_footing(one, "Europe/Paris"))
    sig.desk.do(AmendFigure(one, {"value": "16"}, "relu"))
    grounds.append(sig.reading.figure_footing(one, "Europe/Paris"))
    assert len({hash for hash, _ in grounds}) == 4
    assert "écarté au profit de BIL-SIG1-002" in grounds[1][1]
    assert "remplacé par BIL-SIG1-003" in grounds[2][1]
    assert grounds[3][1].startswith("16 décès")


def test_a_brief_prints_the_figures_of_the_register_and_those_of_entries_only_without_it(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    sig.desk.do(Record(crisis, "17 décès", type="figures", sender="SINUS", occurred_at=SIX))
    for value in ("", "21"):
        if value:
            sig.desk.do(RecordFigure(crisis, "Décès", value, "Préfecture 76", SIX))
        [section] = [one for one in sig.reading.compose(crisis, SIX, False).sections if one.number == 3]
        [table] = section.blocks
        assert isinstance(table, Table)
        assert table.heads[0] == ("Indicateur" if value else "Arrêté à")
        assert table.rows[0][1:3] == (("21", "") if value else ("SINUS", "17 décès"))
