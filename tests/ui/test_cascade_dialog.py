"""A cascade run on screen: a key for each result, the next one by itself, and it stays true while others call."""

import pytest
from PySide6.QtCore import Qt

from app.core.registers.crisis import CloseCrisis
from app.ui.cascade_dialog import NONE, CascadeDialog
from tests.core.cascades import FONTAINE, KERJEAN
from tests.ui.switchboard import Switchboard


@pytest.fixture
def board(room):
    return Switchboard(room)


def opened(room, station, qtbot, name="D. Kerjean"):
    dialog = CascadeDialog(None, station, room.crisis)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.panel.name.text() == name)
    return dialog


def test_a_key_writes_the_call_down_and_the_next_one_comes(room, station, board, qtbot):
    dialog = opened(room, station, qtbot)
    qtbot.keyClick(dialog.list, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: dialog.panel.name.text() == "G. Fontaine")
    (attempt,) = board.now.attempts
    assert (attempt.result, attempt.number) == ("message", "+33199001201")
    assert dialog.progress.text() == "joint 0/3, message 1, à appeler 2"
    assert dialog.list.items[0].states[0][1] == "message laissé"
    qtbot.keyClick(dialog.panel.note, Qt.Key.Key_1)  # a figure of a remark is no result
    assert dialog.panel.note.text() == "1"
    assert len(board.now.attempts) == 1


def test_one_stays_on_him_as_long_as_a_number_is_left_and_a_key_goes_on(room, station, board, qtbot):
    dialog = opened(room, station, qtbot)
    qtbot.keyClick(dialog.list, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: "01 99 00 12 02" in dialog.panel.following.text())
    assert (dialog.panel.name.text(), dialog.panel.note.text()) == ("D. Kerjean", "")
    qtbot.keyClick(dialog.list, Qt.Key.Key_5)
    assert dialog.panel.name.text() == "G. Fontaine"
    for _ in range(2):  # he and the next are left for later too: the round begins again
        qtbot.keyClick(dialog.list, Qt.Key.Key_5)
    assert dialog.panel.name.text() == "G. Fontaine"
    assert len(board.now.attempts) == 1


def test_one_who_was_called_stays_in_the_cascade_and_the_window_says_why(room, station, board, qtbot):
    dialog = opened(room, station, qtbot)
    assert dialog.remove.isEnabled()
    qtbot.keyClick(dialog.list, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: not dialog.remove.isEnabled())
    assert "D. Kerjean a déjà été appelé : il reste dans la cascade." in dialog.remove.toolTip()


def test_the_second_pass_is_those_who_were_not_reached(room, station, board, qtbot):
    board.call(KERJEAN, "reached")
    board.call(FONTAINE, "message")
    dialog = opened(room, station, qtbot, "Poulain")
    dialog.second.setChecked(True)
    qtbot.waitUntil(lambda: dialog.panel.name.text() == "G. Fontaine")
    assert [one.head for one in dialog.list.items] == ["2. G. Fontaine"]


def test_what_others_call_is_shown_and_whom_i_look_at_stays(room, station, board, qtbot):
    dialog = opened(room, station, qtbot)
    dialog.list.choose(FONTAINE.key)
    assert dialog.panel.name.text() == "G. Fontaine"
    board.call(KERJEAN, "reached")
    qtbot.waitUntil(lambda: dialog.progress.text().startswith("joint 1/3"))
    assert dialog.panel.name.text() == "G. Fontaine"


def test_without_a_cascade_one_is_told_what_it_is_built_from(room, station, qtbot):
    dialog = CascadeDialog(None, station, room.crisis)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.progress.text() == NONE)
    assert not dialog.print.isEnabled()
    assert dialog.new.isEnabled()


def test_in_a_closed_crisis_the_cascade_is_read_and_nothing_written(room, station, board, qtbot):
    room.mine.desk.do(CloseCrisis(room.space))
    dialog = opened(room, station, qtbot)
    assert not dialog.new.isEnabled()
    assert not any(button.isEnabled() for button in dialog.panel.results.values())


def test_a_sheet_without_anybody_to_call_again_is_refused(room, station, board, qtbot):
    dialog = opened(room, station, qtbot)
    dialog.second.setChecked(True)
    dialog.print.click()
    qtbot.waitUntil(lambda: "Personne à rappeler" in dialog.told.text())
