"""The results of a sheet keyed in from paper: every target has its row, and all is written or nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.ui.cascade_paper import PaperDialog
from app.ui.paper_rows import KNOWN, REFUSED
from tests.core.cascades import FONTAINE
from tests.ui.lines import NOW
from tests.ui.switchboard import Switchboard


@pytest.fixture
def board(room):
    return Switchboard(room)


@pytest.fixture
def dialog(room, station, board, qtbot):
    made = PaperDialog(None, station, room.crisis, board.now, lambda: NOW)
    qtbot.addWidget(made)
    return made


def heading(dialog, row):
    return dialog.rows.headerData(row, dialog.grid.verticalHeader().orientation())


def test_each_target_has_its_row_and_an_untouched_one_says_nothing(dialog):
    assert [heading(dialog, row) for row in range(4)] == ["D. Kerjean", "G. Fontaine", "Poulain", ""]
    assert not dialog.act.isEnabled()


def test_what_is_keyed_in_is_written_with_who_called(dialog, board, qtbot):
    dialog.by.setText("L. Aubert")
    dialog.rows.fill(0, 1, [["j", "02:10", "", ""], ["2", "02:12", "oui", "rappelle"]])
    assert "2\u00a0appels" in dialog.act.text()
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.result() == dialog.DialogCode.Accepted)
    told = [(one.result, one.deputy, one.by, one.note) for one in board.now.attempts]
    assert told == [("reached", False, "L. Aubert", ""), ("message", True, "L. Aubert", "rappelle")]


def test_a_line_to_put_right_is_marked_and_nothing_is_written(dialog, board):
    dialog.rows.fill(0, 1, [["j", "02:10"], ["?", "02:12"]])
    dialog.submit()
    assert heading(dialog, 1) == "G. Fontaine : résultat\u00a0?"
    assert dialog.rows.index(1, 1).data(REFUSED) is True
    assert dialog.rows.index(0, 1).data(REFUSED) is False
    assert dialog.remarks.text().startswith("G. Fontaine : Résultat incompris")
    assert board.now.attempts == ()


def test_a_call_told_twice_is_refused_by_the_rules_and_said(dialog, board, qtbot):
    dialog.rows.fill(0, 1, [["j", "02:10"]])
    dialog.rows.fill(3, 0, [["1", "j", "02:10"]])
    dialog.submit()
    qtbot.waitUntil(lambda: "déjà noté" in dialog.form.refusal)
    assert board.now.attempts == ()


def test_lines_are_pasted_from_a_spreadsheet(dialog):
    dialog.grid.setCurrentIndex(dialog.rows.index(0, 1))
    dialog.grid.paste("joint\t02:10\nmessage\t02:12\n")
    assert [one.result for one in dialog.rows.keyed] == ["joint", "message"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_a_line_is_typed_from_its_result_to_its_remark_then_the_next_and_its_number_stays(dialog, qtbot, key):
    dialog.show()
    dialog.activateWindow()
    dialog.grid.setFocus()
    qtbot.waitUntil(dialog.grid.hasFocus)
    for cell in ("j", "0210", "arrive", "m", "0212"):
        for letter in cell:
            qtbot.keyClicks(QApplication.focusWidget(), letter)
        qtbot.keyClick(QApplication.focusWidget(), key)
    rows = [(one.target, one.result, one.hour, one.deputy, one.note) for one in dialog.rows.keyed]
    assert rows == [("1", "j", "0210", "", "arrive"), ("2", "m", "0212", "", "")]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert (dialog.grid.currentIndex().row(), dialog.grid.currentIndex().column()) == (1, 2)


def test_a_printed_number_is_not_typed_over_and_one_is_typed_on_a_line_more(dialog):
    dialog.rows.clear([dialog.rows.index(0, 0)])
    assert dialog.rows.index(0, 0).data() == "1"
    editable = [bool(dialog.rows.flags(dialog.rows.index(row, 0)) & Qt.ItemFlag.ItemIsEditable) for row in (2, 3)]
    assert editable == [False, True]


def test_a_line_shows_its_last_call_until_something_is_typed_in_it(room, station, board, qtbot):
    for result, minutes, more in (("no_answer", 600, {}), ("message", 30, {"deputy": True, "note": "rappelle"})):
        board.call(FONTAINE, result, at=NOW - minutes * 60_000, **more)
    made = PaperDialog(None, station, room.crisis, board.now, lambda: NOW)
    qtbot.addWidget(made)
    assert [made.rows.index(1, n).data(KNOWN) for n in range(1, 5)] == ["message laissé", "02:46", "oui", "rappelle"]
    assert made.rows.keyed == ()
    made.rows.fill(1, 2, [["0310"]])
    assert made.rows.index(1, 1).data(KNOWN) == ""


def test_what_the_line_being_typed_does_not_tell_yet_is_not_to_be_put_right(dialog):
    dialog.rows.fill(0, 1, [["j"]])
    assert heading(dialog, 0) == "D. Kerjean"
    dialog.grid.setCurrentIndex(dialog.rows.index(1, 1))
    assert heading(dialog, 0) == "D. Kerjean : heure\u00a0?"


def test_the_deputy_is_reached_by_an_arrow_from_an_empty_remark(dialog, qtbot):
    dialog.show()
    dialog.activateWindow()
    dialog.grid.setFocus()
    qtbot.waitUntil(dialog.grid.hasFocus)
    qtbot.keyClicks(QApplication.focusWidget(), "j")
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Left):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert dialog.grid.currentIndex().column() == 3
