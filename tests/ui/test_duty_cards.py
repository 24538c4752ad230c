"""The cards are gone through with the arrows, and give a number or ask for a private one from the keyboard."""

import pytest
from PySide6.QtCore import Qt

from app.ui.duty_cards import DutyCards, card_height
from app.ui.duty_words import GAP, DutyCard

STATE = ("favorable", "vérifié hier", "success")


def card(id, **more):
    values = {"number": "01 99 00 33 15", "state": STATE} | more
    return DutyCard(id, "Santé", f"F. Delmas {id}", "DICOM", beside="", more="", spoken=f"Santé {id}", **values)


@pytest.fixture
def cards(qtbot):
    made = DutyCards("Qui est d’astreinte")
    qtbot.addWidget(made)
    made.resize(1236, 300)
    made.be_at_most(3 * card_height())
    made.show_cards((card("1"), card("2", hidden=True), card("3"), card("4"), card("5", alarm=True)))
    made.show()
    return made


def test_four_stand_side_by_side_and_no_higher_than_they_need(cards):
    assert cards.height() == 2 * card_height()
    tops = [cards.visualRect(cards.model().index(row, 0)).top() for row in range(5)]
    assert tops == [0, 0, 0, 0, card_height()]


def test_the_arrows_go_right_and_down(cards, qtbot):
    qtbot.keyClick(cards, Qt.Key.Key_Right)
    assert cards.current_id == "2"
    qtbot.keyClick(cards, Qt.Key.Key_Left)
    qtbot.keyClick(cards, Qt.Key.Key_Down)
    assert cards.current_id == "5"


def test_a_number_is_copied_and_a_masked_one_is_asked_for(cards, qtbot):
    taken, asked = [], []
    cards.copied.connect(taken.append)
    cards.show_wanted.connect(asked.append)
    qtbot.keyClick(cards, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    cards.choose("2")
    qtbot.keyClick(cards, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(cards, Qt.Key.Key_Space)
    place = cards.button_rect(cards.currentIndex()).center()
    qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (taken, asked) == (["01 99 00 33 15"], ["2", "2"])


def test_each_is_drawn_and_says_itself_whole(cards):
    cards.show_cards((card("1", state=GAP, alarm=True, number=""),))
    assert cards.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Santé 1"
    assert not cards.grab().isNull()
