"""The results of a sheet keyed in from paper: every target has its row, and all is written or nothing."""

import pytest

from app.ui.cascade_paper import PaperDialog
from app.ui.paper_rows import REFUSED
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
    assert heading(dialog, 1) == "à revoir"
    assert dialog.rows.index(1, 1).data(REFUSED) is True
    assert dialog.rows.index(0, 1).data(REFUSED) is False
    assert "Ligne 2" in dialog.remarks.text()
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
