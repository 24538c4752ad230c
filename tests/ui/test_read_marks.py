"""Reading is noted when it took place, and written a batch at a time."""

import pytest

from app.core.registers.acknowledgements import Acknowledge
from app.ui.read_marks import FULL, ReadMarks


@pytest.fixture
def theirs(room):
    """Entries of the colleague, received here."""
    ids = [room.record(f"La sienne {n}", by=room.colleague).id for n in range(FULL + 2)]
    room.receive()
    return ids


@pytest.fixture
def marks(room, qapp):
    made = ReadMarks(room.station)
    made.show_crisis(room.space)
    yield made
    made.deleteLater()


def unread(room) -> int:
    return room.mine.reading.counts(room.space).unread


def test_what_stays_before_the_eyes_is_read(marks, room, theirs, qtbot):
    with qtbot.waitSignal(marks.noted) as noted:
        marks.look(theirs[0])
    assert noted.args == [frozenset(theirs[:1])]
    qtbot.waitUntil(lambda: unread(room) == FULL + 1)


def test_what_is_only_passed_over_is_not(marks, theirs, qtbot):
    with qtbot.waitSignal(marks.noted) as noted:
        for id in theirs[:5]:
            marks.look(id)
        marks.look("")
        marks.look(theirs[5])
    assert noted.args == [frozenset([theirs[5]])]


def test_several_are_one_operation(marks, room, theirs, qtbot):
    written = []
    room.mine.desk.subscribe(written.append)
    marks.note(theirs[:3])
    marks.note(theirs[2:5])
    marks.keep()
    qtbot.waitUntil(lambda: unread(room) == FULL - 3)
    assert len(written) == 1


def test_a_full_batch_does_not_wait(marks, room, theirs, qtbot):
    marks.note(theirs[:FULL])
    qtbot.waitUntil(lambda: unread(room) == 2, timeout=1000)


def test_what_was_read_meanwhile_is_no_refusal(marks, room, theirs, qtbot):
    failed = []
    room.background.failed.connect(failed.append)
    room.mine.desk.do(Acknowledge(room.space, tuple(theirs[:1])))
    marks.note(theirs[:1])
    marks.keep()
    marks.note(theirs[1:2])
    marks.keep()
    qtbot.waitUntil(lambda: unread(room) == FULL)
    assert failed == []


def test_going_to_another_crisis_writes_what_waits(marks, room, theirs, qtbot):
    marks.note(theirs[:1])
    marks.show_crisis("0" * 64)
    qtbot.waitUntil(lambda: unread(room) == FULL + 1)
