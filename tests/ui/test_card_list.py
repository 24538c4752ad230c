"""The list of records at the left of a page."""

import pytest

from app.ui import theme
from app.ui.card_list import Card, CardList, Group

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
