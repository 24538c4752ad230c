"""The list of records at the left of a page."""

import pytest
from PySide6.QtCore import Qt

from app.ui import theme
from app.ui.card_list import Card, CardList, CardModel, Group

CARDS = (
    Group("À faire", 2),
    Card("a", "EDL-1 v1", "Premier", "note", (("en_visa", "en visa", "info"),)),
    Card("b", "EDL-2 v1", "Second", "", strong=True),
    Group("Terminés", 1),
    Card("c", "EDL-3 v1", "", "", (("favorable", "2 lignes", "text_secondary"),)),
)


@pytest.fixture
def cards(qtbot):
    made = CardList("Messages")
    qtbot.addWidget(made)
    made.resize(264, 400)
    made.show()
    return made


def test_the_model_keeps_its_word_to_qt(qtmodeltester):
    model = CardModel()
    model.show(CARDS)
    qtmodeltester.check(model, force_py=False)


def test_the_first_record_is_chosen_and_the_keyboard_passes_over_the_heads(cards, qtbot):
    cards.show_items(CARDS)
    assert cards.current_id == "a"
    qtbot.keyClick(cards, Qt.Key.Key_Down)
    qtbot.keyClick(cards, Qt.Key.Key_Down)
    assert cards.current_id == "c"


def test_the_reader_stays_on_the_same_record_when_the_list_moves(cards):
    cards.show_items(CARDS)
    cards.choose("b")
    cards.show_items((CARDS[0], Card("z", "EDL-9 v1", "Nouveau", ""), *CARDS[1:]))
    assert cards.current_id == "b"


def test_a_record_that_is_gone_leaves_the_first_one(cards):
    cards.show_items(CARDS)
    cards.choose("b")
    cards.show_items(CARDS[:2])
    assert cards.current_id == "a"
    cards.show_items(())
    assert cards.current_id == ""


def test_every_word_of_a_card_is_spoken(cards):
    assert CARDS[1].spoken == "EDL-1 v1, en visa, Premier, note"
    cards.show_items(CARDS)
    assert cards.model().index(0, 0).data() == "À faire, 2"


@pytest.mark.parametrize(("name", "scale"), [("light", 1.0), ("dark", 2.0)])
def test_cards_are_drawn_in_both_themes_and_sizes(cards, qapp, name, scale):
    theme.apply(qapp, name, scale)
    cards.show_items(CARDS)
    drawn = cards.grab().toImage()
    assert drawn.pixelColor(1, cards.visualRect(cards.model().index(1, 0)).center().y()) == theme.current().primary
