"""Half-written entries are on the disk as soon as they are typed, each in its crisis."""

import pytest
from PySide6.QtCore import QObject

from app.core import drafts_text
from app.ui.entry_drafts import EntryDrafts
from tests.ui.lines import NOW


@pytest.fixture
def drafts(room):
    owner = QObject()
    made = EntryDrafts(room.station, lambda: NOW, owner)
    made.show_crisis(room.space)
    yield made
    owner.deleteLater()


def kept(room, crisis: str = "") -> list[str]:
    crisis = crisis or room.space
    found = room.mine.reading.drafts(drafts_text.prefix(crisis))
    return [draft.words for draft in drafts_text.drafts(crisis, found)]


def again(room, qtbot, count: int):
    owner = QObject()
    made = EntryDrafts(room.station, lambda: NOW + 60_000, owner)
    made.owner = owner
    made.show_crisis(room.space)
    qtbot.waitUntil(lambda: len(made.all) == count)
    return made


def test_what_is_set_aside_is_on_the_disk_at_once_and_found_again(drafts, room, qtbot):
    drafts.add("02:48 SDIS76 tel > incendie")
    drafts.add("COGIC > bilan")
    qtbot.waitUntil(lambda: kept(room) == ["02:48 SDIS76 tel > incendie", "COGIC > bilan"])
    assert [draft.words for draft in again(room, qtbot, 2).all] == ["02:48 SDIS76 tel > incendie", "COGIC > bilan"]


def test_a_detailed_entry_is_kept_as_it_is_typed(drafts, room, qtbot):
    draft = drafts.add(fields={"subject": "Reprise"})
    for subject in ("Reprise d", "Reprise de feu"):
        drafts.keep(draft.key, {"subject": subject, "sender": "SDIS 76", "hour": "02:48"})
    qtbot.waitUntil(lambda: kept(room) == ["02:48 SDIS 76 > Reprise de feu"])


def test_the_drafts_of_a_crisis_stay_with_it(drafts, room, qtbot):
    drafts.add("pour la première")
    other = "7" * 64
    drafts.show_crisis(other)
    assert drafts.all == ()
    drafts.add("pour l’autre")
    qtbot.waitUntil(lambda: kept(room, other) == ["pour l’autre"])
    drafts.show_crisis(room.space)
    qtbot.waitUntil(lambda: [draft.words for draft in drafts.all] == ["pour la première"])


def test_what_was_discarded_can_be_had_back(drafts, room, qtbot):
    first, second = drafts.add("un"), drafts.add("deux")
    drafts.discard(first.key)
    assert [draft.words for draft in drafts.all] == ["deux"]
    assert drafts.discarded == 1
    qtbot.waitUntil(lambda: kept(room) == ["deux"])
    drafts.discard(second.key)
    drafts.have_back()
    drafts.have_back()
    assert [draft.words for draft in drafts.all] == ["un", "deux"]
    qtbot.waitUntil(lambda: kept(room) == ["un", "deux"])


def test_what_was_recorded_does_not_come_back(drafts, room, qtbot):
    draft = drafts.add("un")
    drafts.add("deux")
    drafts.forget(draft.key)
    drafts.have_back()
    qtbot.waitUntil(lambda: kept(room) == ["deux"])


def test_the_oldest_comes_first_even_within_one_millisecond(drafts):
    assert [drafts.add(words).key for words in ("a", "b", "c")] == [NOW, NOW + 1, NOW + 2]
    assert [draft.words for draft in drafts.all] == ["a", "b", "c"]


def test_contents_of_files_no_draft_names_are_forgotten_when_the_crisis_is_shown(drafts, room, qtbot):
    drafts.add(fields={"subject": "Plan", "files": [{"sha256": "a" * 64}]})
    qtbot.waitUntil(lambda: len(kept(room)) == 1)  # and what the crisis shown first forgot is forgotten
    for sha256 in ("a" * 64, "b" * 64):
        room.mine.desk.keep_draft(f"{room.space} file {sha256}", "eA==")
    again(room, qtbot, 1)
    assert [name for name, _ in room.mine.reading.drafts(f"{room.space} file ")] == [f"{room.space} file {'a' * 64}"]
