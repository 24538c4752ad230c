"""A sheet of paper becomes entries: in order, all or none, and never lost half-typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.core.places import Places
from app.core.store.filtering import EntryFilter
from app.ui.transcription_dialog import TranscriptionDialog
from tests.ui.by_name import button
from tests.ui.lines import NOW, at

PLACES = Places()
LINES = [
    ["23:58", "préfet", "CIC", "", "CIC activée"],
    ["00:12", "COGIC", "", "mail", "demande de renfort : trois groupes"],
    ["?", "", "", "", "appel illisible"],
]


@pytest.fixture
def dialog(room, qtbot):
    return opened(room, qtbot)


def opened(room, qtbot):
    made = TranscriptionDialog(None, room.station, room.crisis, lambda: NOW, PLACES)
    qtbot.addWidget(made)
    made.show()
    return made


def entries(room):
    reading = room.mine.reading
    keys = reading.entry_keys(EntryFilter(room.space))
    return sorted(reading.entries(reading.entry_ids(keys)), key=lambda entry: entry.number)


def kept(room) -> str:
    return room.mine.reading.draft(f"{room.space} sheet")


def test_a_sheet_is_written_in_its_order_with_its_number(dialog, room, qtbot):
    dialog.sheet.setText("2")
    dialog.rows.fill(0, 0, LINES)
    qtbot.waitUntil(lambda: dialog.act.text().startswith("Enregistrer 3\u00a0lignes"))
    with qtbot.waitSignal(dialog.recorded) as recorded:
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert recorded.args == [3, "2"]
    written = entries(room)
    assert [entry.subject for entry in written] == ["CIC activée", "demande de renfort", "appel illisible"]
    assert [entry.occurred_at for entry in written] == [at(23, 23, 58), at(24, 0, 12), at(24, 0, 12)]
    assert [entry.precision for entry in written] == ["exact", "exact", "unknown"]
    assert all(entry.sheet for entry in written)
    qtbot.waitUntil(lambda: not kept(room))


def test_one_wrong_line_and_nothing_is_written(dialog, room, qtbot):
    dialog.sheet.setText("2")
    dialog.rows.fill(0, 0, [*LINES, ["02:10", "DREAL", "", "fax", "solvant"]])
    dialog.submit()
    assert "ligne 4" in dialog.form.refusal
    assert dialog.grid.currentIndex().row() == 3
    assert entries(room) == []
    assert "Ligne 4 : « fax »" in dialog.remarks.text()


def test_without_its_number_the_sheet_is_refused_at_the_number(dialog):
    dialog.rows.fill(0, 0, LINES)
    dialog.submit()
    assert dialog.sheet.property("refused")


def test_the_day_of_the_first_line_can_be_told(dialog, qtbot):
    dialog.sheet.setText("2")
    dialog.day.setText("20/09")
    dialog.rows.fill(0, 0, LINES)
    qtbot.waitUntil(lambda: bool(dialog.read.records))
    assert dialog.read.records[0].occurred_at == at(20, 23, 58)
    dialog.day.setText("31/02")
    dialog.submit()
    assert dialog.day.property("refused")


def test_pasted_lines_fill_rows(dialog, qtbot):
    QGuiApplication.clipboard().setText("23:58 préfet -> CIC > CIC activée\n00:12 COGIC mail > demande de renfort\n")
    dialog.grid.setFocus()
    qtbot.keyClick(dialog.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog.rows.cells == [
        ["23:58", "préfet", "CIC", "", "CIC activée"],
        ["00:12", "COGIC", "", "mail", "demande de renfort"],
    ]


def test_a_half_typed_sheet_is_there_the_next_time(dialog, room, qtbot):
    dialog.sheet.setText("2")
    dialog.rows.fill(0, 0, LINES[:1])
    qtbot.waitUntil(lambda: "CIC activée" in kept(room) or "CIC activ" in kept(room))
    again = opened(room, qtbot)
    qtbot.waitUntil(lambda: again.rows.cells == LINES[:1])
    assert again.sheet.text() == "2"


def test_an_emptied_sheet_is_kept_no_more(dialog, room, qtbot):
    dialog.rows.fill(0, 0, LINES)
    qtbot.waitUntil(lambda: bool(kept(room)))
    button(dialog, "Vider la feuille").click()
    qtbot.waitUntil(lambda: not kept(room))


def test_closing_keeps_at_once_what_was_typed_last(dialog, room, qtbot):
    dialog.rows.fill(0, 0, LINES)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(kept(room)))


def test_enter_in_the_grid_never_writes_the_sheet(dialog, room, qtbot):
    dialog.sheet.setText("2")
    dialog.rows.fill(0, 0, LINES)
    dialog.grid.setFocus()
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.grid.currentIndex().row() == 1
    assert entries(room) == []


def test_a_window_closed_under_the_sheet_keeps_it_at_once(room, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made = TranscriptionDialog(window, room.station, room.crisis, lambda: NOW, PLACES)
    made.show()
    made.rows.fill(0, 0, LINES)
    window.close()
    room.background.close()
    assert "CIC activ" in kept(room)


def test_enter_goes_from_the_number_to_the_day_and_to_the_lines(dialog, qtbot):
    dialog.activateWindow()
    qtbot.waitUntil(dialog.sheet.hasFocus)
    qtbot.keyClick(dialog.sheet, Qt.Key.Key_Return)
    assert dialog.day.hasFocus()
    qtbot.keyClick(dialog.day, Qt.Key.Key_Return)
    assert dialog.grid.hasFocus()
