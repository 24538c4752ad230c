"""The main courante on screen: what arrives shows by itself, what is read does not move."""

import pytest
from PySide6.QtCore import Qt

from app.core.places import Places
from app.ui.journal_model import PAGE
from app.ui.journal_page import JournalPage
from tests.ui.lines import NOW, at

MINUTE = 60_000


@pytest.fixture
def page(room, qtbot):
    made = JournalPage(room.station, Places(), lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1256, 600)
    made.show()
    return made


def subjects(page) -> list[str]:
    rows = [page.model.known_row(line) for line in range(len(page.model.keys))]
    return [row.subject for row in rows if row is not None]


def record_many(room, count: int) -> list[str]:
    """That many entries, a minute apart, oldest first; their ids."""
    return [room.record(f"Entrée {n}", occurred_at=at(23, 12) + n * MINUTE).id for n in range(count)]


def opened(page, room, qtbot, count: int) -> None:
    page.show_crisis(room.crisis)
    qtbot.waitUntil(lambda: len(page.model.keys) == count)


def test_the_newest_fact_comes_first(page, room, qtbot):
    room.record("Ancien", occurred_at=at(23, 22))
    room.record("Récent", occurred_at=at(24, 3))
    room.record("Saisi en retard", occurred_at=at(24, 1))
    opened(page, room, qtbot, 3)
    assert subjects(page) == ["Récent", "Saisi en retard", "Ancien"]
    assert page._count.text() == "3\u00a0entrées"


def test_a_colleague_s_entry_shows_by_itself(page, room, qtbot):
    room.record("La mienne")
    room.send()
    opened(page, room, qtbot, 1)
    room.record("La sienne", by=room.colleague)
    room.receive()
    qtbot.waitUntil(lambda: "La sienne" in subjects(page))


def test_what_is_chosen_stays_chosen_when_something_arrives_above(page, room, qtbot):
    ids = record_many(room, 30)
    opened(page, room, qtbot, 30)
    page.table.choose(20)
    qtbot.waitUntil(lambda: page.detail.entry is not None and page.detail.entry.id == ids[9])
    room.record("Plus récente", occurred_at=at(24, 3))
    qtbot.waitUntil(lambda: len(page.model.keys) == 31)
    assert page.table.currentIndex().row() == 21
    assert page.model.row(21).id == ids[9]
    assert page.detail.entry.id == ids[9]


def test_what_is_read_does_not_move_when_something_arrives_above(page, room, qtbot):
    record_many(room, 60)
    opened(page, room, qtbot, 60)
    page.table.verticalScrollBar().setValue(25)
    top = page.model.row(page.table.first_line()).subject
    room.record("Plus récente", occurred_at=at(24, 3))
    qtbot.waitUntil(lambda: len(page.model.keys) == 61)
    assert page.model.row(page.table.first_line()).subject == top


def test_at_the_top_the_newest_line_is_in_sight(page, room, qtbot):
    record_many(room, 40)
    opened(page, room, qtbot, 40)
    room.record("Plus récente", occurred_at=at(24, 3))
    qtbot.waitUntil(lambda: len(page.model.keys) == 41)
    assert page.table.first_line() == 0


def test_lines_far_down_are_read_when_they_are_looked_at(page, room, qtbot):
    record_many(room, PAGE + 40)
    opened(page, room, qtbot, PAGE + 40)
    assert page.model.known_row(PAGE + 30) is None
    page.table.scrollToBottom()
    qtbot.waitUntil(lambda: page.model.known_row(PAGE + 30) is not None)


def test_one_searches_without_accents(page, room, qtbot):
    room.record("Quartier évacué")
    room.record("Feu éteint")
    opened(page, room, qtbot, 2)
    page.search("evacue")
    qtbot.waitUntil(lambda: subjects(page) == ["Quartier évacué"])
    assert page.words.isVisible()
    assert "evacue" in page.words.text()
    page.search("")
    qtbot.waitUntil(lambda: len(page.model.keys) == 2)
    assert not page.words.isVisible()


def test_key_events_alone_can_be_shown(page, room, qtbot):
    room.record("Fait marquant", key_event=True)
    room.record("Le reste")
    opened(page, room, qtbot, 2)
    page.key_events.click()
    qtbot.waitUntil(lambda: subjects(page) == ["Fait marquant"])
    page.key_events.click()
    qtbot.waitUntil(lambda: len(page.model.keys) == 2)


def test_lines_can_be_ordered_by_the_hour_they_were_typed(page, room, qtbot):
    room.record("Fait récent", occurred_at=at(24, 3))
    room.record("Fait ancien, saisi après", occurred_at=at(23, 1))
    opened(page, room, qtbot, 2)
    assert subjects(page)[0] == "Fait récent"
    page.order.click()
    qtbot.waitUntil(lambda: page.model.order == "recorded" and len(subjects(page)) == 2)
    assert page.order.text() == "Ordre : heure de saisie"


def test_an_empty_list_says_why(page, room, qtbot):
    page.show_crisis(room.crisis)
    qtbot.waitUntil(page._empty.isVisible)
    assert "Ctrl+N" in page._empty.text()
    page.search("introuvable")
    qtbot.waitUntil(lambda: "filtre" in page._empty.text())


def test_in_a_narrow_window_enter_opens_the_entry_and_it_can_be_closed(page, room, qtbot):
    record_many(room, 3)
    opened(page, room, qtbot, 3)
    page.be_narrow(True)
    assert not page.detail.isVisible()
    page.table.choose(1)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.detail.isVisible() and page.detail.entry is not None)
    page.detail.acts.button("close").click()
    assert not page.detail.isVisible()


def test_a_record_can_be_shown_from_elsewhere(page, room, qtbot):
    ids = record_many(room, 5)
    opened(page, room, qtbot, 5)
    page.show_record(ids[1])
    qtbot.waitUntil(lambda: page.detail.entry is not None and page.detail.entry.id == ids[1])
    assert page.model.row(page.table.currentIndex().row()).id == ids[1]
