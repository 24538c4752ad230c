"""Values written apart are shown, all of them, until somebody chooses."""

import pytest

from app.ui.conflicts_page import ConflictsPage
from tests.ui.by_name import button, words
from tests.ui.lines import at


@pytest.fixture
def page(room, qtbot):
    made = ConflictsPage(room.station)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def entry(page, room, qtbot):
    done = room.record("Reprise de feu", occurred_at=at(24, 2, 48), sender="SDIS 76")
    room.send()
    page.show_crisis(room.crisis)
    room.amend_apart(done.id, "sender", "CODIS 76", "COGIC")
    qtbot.waitUntil(lambda: len(page.shown) == 1 and "SIG1-0001 : émetteur" in words(page))
    return done.id


def test_a_field_with_two_values_shows_both_and_opens_its_record(page, entry, qtbot):
    assert "SIG1-0001 : émetteur" in words(page)
    assert "CODIS 76" in words(page)
    assert "COGIC" in words(page)
    with qtbot.waitSignal(page.opened) as opened:
        button(page, "Aller à SIG1-0001 : émetteur").click()
    assert opened.args == ["journal", entry]


def test_a_choice_settles_the_field_and_it_leaves_the_page(page, room, entry, qtbot):
    button(page, "Garder COGIC").click()
    qtbot.waitUntil(lambda: not page.shown)
    assert room.mine.reading.entry(entry).sender == "COGIC"
    qtbot.waitUntil(lambda: "Rien n’attend de choix." in words(page))


def test_the_keyboard_goes_from_a_conflict_to_the_next_and_round(page, room, entry, qtbot):
    room.amend_apart(entry, "place", {"code": "76540", "name": "Rouen"}, {"code": "", "name": "Quai de France"})
    qtbot.waitUntil(lambda: [box.isVisible() for box in page._boxes] == [True, True])
    page.activateWindow()
    seen = []
    for _ in range(3):
        page.next()
        seen.append(next(place for place, box in enumerate(page._boxes) if box.isAncestorOf(page.focusWidget())))
    assert seen == [0, 1, 0]


def test_without_a_crisis_nothing_is_listed(page):
    page.show_crisis(None)
    assert not page.shown
