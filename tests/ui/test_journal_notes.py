"""What is said about the lines says what is known."""

import pytest

from app.core.store.counting import Counts
from app.core.store.filtering import EntryFilter
from app.sync.state import ExchangeState
from app.ui.journal_notes import EmptyNote, JournalNotes, away_words
from tests.ui.lines import CRISIS, ZONE, at

AWAY = Counts(away=12, away_since=at(24, 2, 10), away_until=at(24, 4, 25))


@pytest.fixture
def notes(qtbot):
    made = JournalNotes()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def empty(qtbot):
    made = EmptyNote(lambda: None)
    qtbot.addWidget(made)
    return made


def test_what_came_in_meanwhile_is_said_with_its_hours_and_can_be_walked_through(notes, qtbot):
    notes.show_bearings(AWAY, ZONE)
    assert notes.away.text() == "12\u00a0entrées arrivées pendant que ce poste était hors ligne (02:10 – 04:25)"
    with qtbot.waitSignal(notes.walk_wanted):
        notes.walk.click()
    assert away_words(Counts(away=1), ZONE) == "1\u00a0entrée arrivée pendant que ce poste était hors ligne"


def test_nothing_to_say_takes_no_room(notes):
    assert notes.isHidden()
    notes.refuse("Clore : votre rôle ne le permet pas.")
    assert not notes.isHidden()
    notes.refuse("")
    notes.show_bearings(Counts(), ZONE)
    assert notes.isHidden()


def test_an_empty_list_says_why(empty):
    wanted = EntryFilter(CRISIS.id)
    empty.show_why(0, None, None)
    assert empty.words.text() == "Aucune crise n’est ouverte."
    empty.show_why(0, wanted, CRISIS)
    assert "Ctrl+N" in empty.words.text()
    assert empty.back.isHidden()
    empty.show_why(0, EntryFilter(CRISIS.id, query="absent"), CRISIS)
    assert "masquées" in empty.words.text()
    assert not empty.back.isHidden()
    empty.show_why(3, wanted, CRISIS)
    assert empty.isHidden()


def test_offline_it_says_that_more_may_be_known_elsewhere(empty):
    empty.show_exchange(ExchangeState(False, at(24, 2, 10), None, None), ZONE)
    empty.show_why(0, EntryFilter(CRISIS.id), CRISIS)
    assert "hors ligne depuis 02:10 : il ne montre que ce qu’il a reçu" in empty.words.text()
    empty.show_exchange(ExchangeState(True, at(24, 3), at(24, 3), 0), ZONE)
    empty.show_why(0, EntryFilter(CRISIS.id), CRISIS)
    assert "hors ligne" not in empty.words.text()
