"""Paper lines as rows: what is typed, pasted, and how each is understood."""

import pytest
from PySide6.QtCore import QObject, Qt

from app.core import transcription
from app.core.places import Places
from app.core.transcription import Sheet
from app.ui.paper_rows import DOUBTED, REFUSED, PaperRows, lines_of
from tests.ui.lines import NOW, ZONE

PLACES = Places()


@pytest.fixture
def rows(qapp):
    owner = QObject()
    yield PaperRows(owner)
    owner.deleteLater()


def read(rows) -> None:
    rows.show_reading(transcription.transcribe(rows.rows, Sheet("2", "7" * 64, ZONE), NOW, PLACES), ZONE)


def heads(rows, count: int) -> list[str]:
    return [rows.headerData(row, Qt.Orientation.Vertical) for row in range(count)]


def test_there_are_twenty_rows_and_as_many_more_as_it_takes(rows):
    assert rows.rowCount() == 20
    rows.fill(19, 0, [["02:48"], ["02:50"]])
    assert rows.rowCount() == 21
    assert rows.rows[20].hour == "02:50"


def test_each_row_says_the_day_its_hour_is_of_midnight_included(rows):
    rows.fill(0, 0, [["23:58", "", "", "", "a"], ["00:12", "", "", "", "b"], ["?", "", "", "", "c"]])
    read(rows)
    assert heads(rows, 4) == ["1 · mer. 23, 23:58", "2 · jeu. 24, 00:12", "3 · jeu. 24, 00:12 ?", "4"]


def test_what_is_to_be_put_right_is_shown_in_its_cell_and_said(rows):
    rows.fill(0, 0, [["02:48", "", "", "fax", "feu"], ["25:99", "", "", "", "x"], ["02:50", "", "", "", ""]])
    read(rows)
    assert rows.index(0, 3).data(REFUSED)
    assert not rows.index(0, 0).data(REFUSED)
    assert rows.index(1, 0).data(REFUSED)
    assert heads(rows, 2) == ["1 · à revoir", "2 · à revoir"]
    said = rows.index(0, 3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Moyen : fax. « fax » n'est pas un moyen connu")
    assert rows.index(2, 4).data(Qt.ItemDataRole.AccessibleTextRole).startswith("Objet : suite du texte : vide.")


def test_an_hour_that_goes_back_is_doubted_and_kept(rows):
    rows.fill(0, 0, [["02:48", "", "", "", "a"], ["02:30", "", "", "", "b"]])
    read(rows)
    assert rows.index(1, 0).data(DOUBTED)
    assert heads(rows, 2)[1] == "2 · jeu. 24, 02:30"


def test_rows_are_told_once_however_many_cells_they_fill(rows):
    told = []
    rows.edited.connect(lambda: told.append(1))
    rows.fill(0, 0, [["02:48", "SDIS", "", "", "x"]] * 5)
    rows.setData(rows.index(0, 0), "02:49")
    rows.setData(rows.index(0, 0), "02:49")
    rows.clear([rows.index(0, 0), rows.index(1, 1)])
    assert told == [1, 1, 1]
    assert (rows.rows[0].hour, rows.rows[1].sender) == ("", "")


def test_what_is_half_typed_is_put_back(rows):
    rows.fill(1, 1, [["SDIS 76"]])
    assert rows.cells == [[""] * 5, ["", "SDIS 76", "", "", ""]]
    kept = rows.cells
    rows.show(())
    assert rows.cells == []
    rows.show([*kept, ["trop", "de", "cellules", "ici", "oui", "non"]])
    assert rows.cells[1][1] == "SDIS 76"
    assert rows.cells[2] == ["trop", "de", "cellules", "ici", "oui"]
    assert rows.rowCount() == 20


def test_lines_of_a_spreadsheet_are_its_cells():
    assert lines_of("02:48\tSDIS\t\ttel\tfeu\n\n02:50\tCOGIC", NOW, ZONE, PLACES) == [
        ["02:48", "SDIS", "", "tel", "feu"],
        ["02:50", "COGIC"],
    ]


def test_lines_of_a_text_are_read_as_the_quick_line_reads_them_and_lose_nothing():
    (cells,) = lines_of("02:48 SDIS76 tel -> CIC, COGIC > Reprise : visible #fait !1 @76540", NOW, ZONE, PLACES)
    assert cells == ["02:48", "SDIS76", "CIC, COGIC", "tel", "Reprise : visible #fait !1 @76540"]
    assert lines_of("appel d’un riverain", NOW, ZONE, PLACES) == [["", "", "", "", "appel d’un riverain"]]
