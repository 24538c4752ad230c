"""The grid of paper lines is filled without the mouse."""

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from app.ui import theme
from app.ui.paper_grid import PaperGrid
from app.ui.paper_rows import PaperRows

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def grid(qtbot):
    owner = QObject()
    pasted = []
    made = PaperGrid(PaperRows(owner), pasted.append)
    made.pasted, made.rows = pasted, made.model()
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made
    owner.deleteLater()


def typing(grid) -> QLineEdit:
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    return editor


def here(grid) -> tuple[int, int]:
    return grid.currentIndex().row(), grid.currentIndex().column()


def test_a_row_is_typed_with_tab_between_cells_and_enter_at_its_end(grid, qtbot):
    for cell in ("02:48", "SDIS 76", "", "tel"):
        for letter in cell:  # the first opens the cell, the others go to what it opened
            qtbot.keyClicks(QApplication.focusWidget(), letter)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    for letter in "depart de feu":
        qtbot.keyClicks(QApplication.focusWidget(), letter)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert here(grid) == (1, 0)
    first = grid.rows.rows[0]
    assert (first.hour, first.sender, first.means, first.text) == ("02:48", "SDIS 76", "tel", "depart de feu")


def test_enter_at_the_last_row_makes_one_more(grid, qtbot):
    grid.setCurrentIndex(grid.rows.index(19, 3))
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert here(grid) == (20, 0)
    assert grid.rows.rowCount() == 21


def test_what_is_typed_begins_the_cell_anew_and_escape_leaves_it(grid, qtbot):
    grid.rows.setData(grid.rows.index(0, 0), "02:48")
    qtbot.keyClicks(grid, "03:00")
    qtbot.keyClick(typing(grid), Qt.Key.Key_Escape)
    assert grid.rows.rows[0].hour == "02:48"


def test_delete_empties_what_is_selected(grid, qtbot):
    grid.rows.fill(0, 0, [["02:48", "SDIS"]])
    grid.setCurrentIndex(grid.rows.index(0, 1))
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert (grid.rows.rows[0].hour, grid.rows.rows[0].sender) == ("02:48", "")


def test_several_lines_are_pasted_as_rows_even_while_a_cell_is_typed(grid, qtbot):
    QGuiApplication.clipboard().setText("02:48\tSDIS\n02:50\tCOGIC")
    qtbot.keyClick(grid, Qt.Key.Key_V, CONTROL)
    qtbot.keyClicks(grid, "0")
    qtbot.keyClick(typing(grid), Qt.Key.Key_V, CONTROL)
    assert grid.pasted == ["02:48\tSDIS\n02:50\tCOGIC"] * 2


def test_one_word_is_pasted_in_the_cell_being_typed(grid, qtbot):
    QGuiApplication.clipboard().setText("SDIS 76")
    qtbot.keyClicks(grid, "x")
    qtbot.keyClick(typing(grid), Qt.Key.Key_V, CONTROL)
    assert typing(grid).text() == "xSDIS 76"
    assert grid.pasted == []


def test_in_a_narrow_window_the_other_columns_give_way_to_the_text(grid, qtbot):
    grid.resize(1080, 400)
    assert [grid.columnWidth(column) for column in range(4)] == [84, 150, 150, 110]
    grid.resize(760, 400)
    assert sum(grid.columnWidth(column) for column in range(5)) <= grid.viewport().width()
    assert grid.columnWidth(4) >= 250
    grid.resize(500, 400)
    assert [grid.columnWidth(column) for column in range(5)] == [64, 92, 92, 72, 250]


def test_the_text_takes_the_room_that_is_left_and_rows_grow_with_the_text(grid, qapp):
    assert grid.columnWidth(4) >= 250
    theme.apply(qapp, "dark", 2.0)
    assert grid.verticalHeader().defaultSectionSize() == 56
    assert grid.columnWidth(4) >= 500
