"""Forty entries sorted by the keyboard alone: one key each, and the next one is there."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.core.places import Places
from app.ui.journal_keys import TOO_MANY
from app.ui.journal_page import JournalPage
from tests.ui.lines import NOW, at

MINUTE = 60_000
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(room, qtbot):
    made = JournalPage(room.station, Places(), lambda: NOW)
    qtbot.addWidget(made)
    made.words = []
    made.said.connect(made.words.append)
    made.resize(1256, 600)
    made.show()
    made.activateWindow()
    made.table.setFocus()
    return made


def opened(page, room, qtbot, count: int, **fields) -> list[str]:
    """That many entries, newest first as they stand in the table."""
    ids = [room.record(f"Entrée {n}", occurred_at=at(23, 12) + n * MINUTE, **fields).id for n in range(count)]
    page.show_crisis(room.crisis)
    qtbot.waitUntil(lambda: len(page.model.keys) == count)
    return ids[::-1]


def steps(room, ids) -> list[str]:
    return [entry.triage for entry in room.mine.reading.entries(ids)]


def test_forty_entries_are_sorted_with_forty_keys(page, room, qtbot):
    ids = opened(page, room, qtbot, 40)
    page.table.choose(0)
    for key in "DTC" * 13 + "C":
        qtbot.keyClick(page.table, key)
    qtbot.waitUntil(lambda: len(page.words) >= 40)
    assert steps(room, ids) == ["to_decide", "to_pass_on", "closed"] * 13 + ["closed"]
    qtbot.waitUntil(lambda: page.words[-1] == "Plus aucune entrée à trier")
    assert page.words[0] == "SIG1-0040 : à décider"


def test_the_next_entry_to_sort_is_current_at_once(page, room, qtbot):
    ids = opened(page, room, qtbot, 5)
    page.table.choose(0)
    qtbot.keyClick(page.table, Qt.Key.Key_C)
    assert page.table.currentIndex().row() == 1
    page.table.choose(4, by_hand=True)
    qtbot.keyClick(page.table, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: page.table.currentIndex().row() == 1)  # from the other end, what is still to sort
    qtbot.waitUntil(lambda: page.detail.entry is not None and page.detail.entry.id == ids[1])


def test_several_lines_are_sorted_with_one_key(page, room, qtbot):
    ids = opened(page, room, qtbot, 6)
    page.table.choose(1, by_hand=True)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(page.table, Qt.Key.Key_T)
    assert page.table.currentIndex().row() == 4
    qtbot.waitUntil(lambda: page.words == ["3\u00a0entrées : à transmettre"])
    assert steps(room, ids) == ["to_sort", "to_pass_on", "to_pass_on", "to_pass_on", "to_sort", "to_sort"]


def test_a_priority_and_a_mark_leave_the_line_current(page, room, qtbot):
    ids = opened(page, room, qtbot, 3)
    page.table.choose(1)
    qtbot.keyClick(page.table, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: len(page.words) == 1)
    qtbot.keyClick(page.table, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: len(page.words) == 2)
    entry = room.mine.reading.entry(ids[1])
    assert (entry.priority, entry.key_event) == (1, True)
    assert page.table.currentIndex().row() == 1


def test_n_goes_from_one_unread_entry_to_the_next_and_back(page, room, qtbot):
    for n in range(8):
        room.record(f"Entrée {n}", by=room.colleague if n in (2, 5) else None, occurred_at=at(23, 12) + n * MINUTE)
    room.receive()
    page.show_crisis(room.crisis)
    qtbot.waitUntil(lambda: len(page.model.keys) == 8)
    page.table.choose(0)
    for modifier, line in ((Qt.KeyboardModifier.NoModifier, 2), (Qt.KeyboardModifier.NoModifier, 5), (SHIFT, 2)):
        qtbot.keyClick(page.table, Qt.Key.Key_N, modifier)
        qtbot.waitUntil(lambda line=line: page.table.currentIndex().row() == line)


def test_n_says_when_everything_is_read(page, room, qtbot):
    opened(page, room, qtbot, 3)
    qtbot.keyClick(page.table, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: page.words == ["Plus aucune entrée non lue"])


def test_l_marks_the_line_as_read(page, room, qtbot):
    room.record("La sienne", by=room.colleague)
    room.receive()
    page.show_crisis(room.crisis)
    qtbot.waitUntil(lambda: len(page.model.keys) == 1)
    page.table.choose(0)
    qtbot.keyClick(page.table, Qt.Key.Key_L)
    qtbot.waitUntil(lambda: page.words == ["SIG2-0001 : lue"])
    qtbot.waitUntil(lambda: not page.model.row(0).unread)


def test_a_refusal_stays_in_words_until_the_next_key(page, room, qtbot):
    ids = opened(page, room, qtbot, 2)
    page.show_crisis(replace(room.crisis, role="RED"))
    page.table.choose(0)
    qtbot.keyClick(page.table, Qt.Key.Key_C)
    assert "chef de la cellule communication" in page.notes.refusal.text()
    assert page.table.currentIndex().row() == 0
    assert steps(room, ids) == ["to_sort", "to_sort"]
    qtbot.keyClick(page.table, Qt.Key.Key_M)
    assert page.notes.refusal.text() == ""


def test_too_many_lines_at_once_are_refused(page, room, qtbot, monkeypatch):
    ids = opened(page, room, qtbot, 5)
    monkeypatch.setattr("app.ui.journal_keys.MOST", 3)
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_C)
    assert page.notes.refusal.text() == TOO_MANY
    assert set(steps(room, ids)) == {"to_sort"}


def test_lines_that_were_never_looked_at_are_read_before_they_are_sorted(page, room, qtbot):
    ids = opened(page, room, qtbot, 180)
    page.table.selectAll()
    assert page.model.known_row(150) is None
    qtbot.keyClick(page.table, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: page.words[:1] == ["180\u00a0entrées : clos"])
    assert set(steps(room, ids)) == {"closed"}
