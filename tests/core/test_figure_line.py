"""The line of a figure in the lists, its number, what search finds it by, and what it says of other figures."""

from app.core.figure_line import COLUMNS, number, row, row_of, words
from app.core.registers.figures import AmendFigure, ChooseFigure, RecordFigure
from tests.office import Office


def test_the_line_says_all_that_lists_show_and_gives_it_back(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    one = sig.desk.do(RecordFigure(crisis, "Décès", "17", "SINUS", cutoff=5, perimeter="Rouen", territory="76540"))
    two = sig.desk.do(RecordFigure(crisis, "Décès", "21", "Préf. 76", cutoff=9, perimeter="Rouen", territory="76540"))
    sig.desk.do(AmendFigure(two.id, {"note": "décompte à l'hôpital", "replaces": one.id}, "oubli"))
    sig.desk.do(ChooseFigure(two.id, (one.id,), "plus récent"))
    figure = sig.reading.figure(two.id)
    line = row(figure)
    assert list(line) == list(COLUMNS)
    assert (line["indicator_key"], line["perimeter_key"], line["source_key"]) == ("deces", "76540", "PREF76")
    assert row_of({**line, "id": figure.id, "pending": 1, "conflict": 0}) == figure.row
    numbered = number(figure)
    assert numbered is not None
    assert (numbered.series, numbered.n, numbered.text) == ("BIL", 2, "BIL-SIG1-002")
    for word in ("BIL-SIG1-002", "Préf. 76", "Rouen", "76540", "hôpital", "oubli", "plus récent", "Camille"):
        assert word in words(figure)
