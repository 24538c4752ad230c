"""The lines stay equal to what is asked, whatever comes meanwhile."""

import pytest

from app.core.entry_commands import Amend
from app.core.store.filtering import EntryFilter
from app.ui import journal_feed
from app.ui.journal_feed import JournalFeed
from app.ui.journal_lines import Kept
from app.ui.journal_model import JournalModel
from tests.ui.lines import NOW, at


class Screen:
    """A model and what was shown of it, without a table."""

    def __init__(self, room) -> None:
        self.room, self.shown, self.grown = room, [], 0
        background, reading = room.station.background, room.station.reading
        self.model = JournalModel(
            lambda keys, answer: background.read(lambda: reading.entry_rows(keys), answer), lambda: NOW
        )
        self.feed = JournalFeed(room.station, self.model, Kept, self.show, self.grew)
        background.changed.connect(lambda changes: self.feed.change(changes.records))

    def show(self, sight) -> None:
        self.shown.append(sight)
        self.model.order = sight.wanted.order
        if sight.keys is self.model.keys:
            self.model.show_rows(sight.rows)
        else:
            self.model.show_keys(sight.keys, sight.rows)

    def grew(self) -> None:
        self.grown += 1

    @property
    def subjects(self) -> list[str]:
        rows = self.room.mine.reading.entry_rows(self.model.keys)
        return [row.subject for row in rows if row is not None]


@pytest.fixture
def screen(room, qapp):
    return Screen(room)


def test_what_is_asked_is_shown_then_kept_up_to_date(screen, room, qtbot):
    room.record("Premier", occurred_at=at(24, 1))
    screen.feed.want(EntryFilter(room.space))
    qtbot.waitUntil(lambda: screen.feed.whole and len(screen.model.keys) == 1)
    room.record("Second", occurred_at=at(24, 2))
    qtbot.waitUntil(lambda: screen.subjects == ["Second", "Premier"])


def test_the_last_thing_asked_is_what_is_shown(screen, room, qtbot):
    for n in range(5):
        room.record(f"Entrée {n}", key_event=n == 3)
    screen.feed.want(EntryFilter(room.space))
    screen.feed.want(EntryFilter(room.space, query="absent"))
    screen.feed.want(EntryFilter(room.space, key_events=True))
    qtbot.waitUntil(lambda: screen.subjects == ["Entrée 3"])
    assert screen.shown[-1].wanted.key_events


def test_the_first_lines_come_at_once_and_the_rest_follows(screen, room, qtbot, monkeypatch):
    monkeypatch.setattr(journal_feed, "FIRST", 3)
    for n in range(8):
        room.record(f"Entrée {n}", occurred_at=at(23, 12) + n * 60_000)
    screen.feed.want(EntryFilter(room.space))
    qtbot.waitUntil(lambda: len(screen.model.keys) == 3)
    assert not screen.feed.whole
    qtbot.waitUntil(lambda: screen.grown == 1)
    assert screen.feed.whole
    assert screen.subjects == [f"Entrée {n}" for n in range(7, -1, -1)]


def test_what_comes_before_the_rest_was_read_is_shown_with_it(screen, room, qtbot, monkeypatch):
    monkeypatch.setattr(journal_feed, "FIRST", 3)
    for n in range(8):
        room.record(f"Entrée {n}", occurred_at=at(23, 12) + n * 60_000)
    screen.feed.want(EntryFilter(room.space))
    qtbot.waitUntil(lambda: len(screen.model.keys) == 3)
    room.record("Venue entre-temps", occurred_at=at(24, 2))
    qtbot.waitUntil(lambda: screen.feed.whole and len(screen.model.keys) == 9)
    assert screen.subjects[0] == "Venue entre-temps"


def test_an_entry_given_another_hour_is_shown_once(screen, room, qtbot):
    ids = [room.record(f"Entrée {n}", occurred_at=at(23, 12) + n * 60_000).id for n in range(4)]
    screen.feed.want(EntryFilter(room.space))
    qtbot.waitUntil(lambda: len(screen.model.keys) == 4)
    room.mine.desk.do(Amend(ids[0], {"occurred_at": at(24, 2)}, "heure corrigée"))
    qtbot.waitUntil(lambda: screen.subjects == ["Entrée 0", "Entrée 3", "Entrée 2", "Entrée 1"])


def test_a_line_whose_entry_is_gone_leaves_the_table(screen, room, qtbot):
    room.record("Là")
    screen.feed.want(EntryFilter(room.space))
    qtbot.waitUntil(lambda: len(screen.model.keys) == 1)
    screen.model.vanished.emit([screen.model.keys[0]])
    assert len(screen.model.keys) == 0


def test_the_same_filter_asked_again_while_the_rest_is_read_is_shown_whole(screen, room, qtbot, monkeypatch):
    monkeypatch.setattr(journal_feed, "FIRST", 3)
    for n in range(8):
        room.record(f"Entrée {n}", occurred_at=at(23, 12) + n * 60_000)
    screen.feed.want(EntryFilter(room.space))
    qtbot.waitUntil(lambda: len(screen.model.keys) == 3)
    screen.feed._read_rest()
    screen.feed.want(EntryFilter(room.space, query="Entrée 3"))
    screen.feed.want(EntryFilter(room.space))
    qtbot.waitUntil(lambda: screen.feed.whole and len(screen.model.keys) == 8)
