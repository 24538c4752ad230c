"""What surrounds the pages is read at once, for the crisis that is wanted."""

from app.core.registers.crisis import CloseCrisis, OpenCrisis
from app.ui.glance import glance


def test_the_crisis_that_was_chosen_is_shown_and_otherwise_the_newest_open_one(room):
    other = room.mine.desk.do(OpenCrisis("Crue", "real", "natural", "INT")).id
    assert glance(room.mine.reading, room.space).crisis.id == room.space
    assert len(glance(room.mine.reading, "").crises) == 2
    room.mine.desk.do(CloseCrisis(other))
    assert glance(room.mine.reading, "").crisis.id == room.space
    assert glance(room.mine.reading, other).crisis.id == other


def test_pending_and_conflicts_are_counted(room):
    entry = room.record("Reprise de feu", sender="SDIS 76").id
    assert glance(room.mine.reading, room.space).pending == 1
    room.send()
    room.amend_apart(entry, "sender", "CODIS 76", "COGIC")
    seen = glance(room.mine.reading, room.space)
    assert (seen.pending, seen.conflicts, seen.vital.entries) == (1, 1, 1)  # our own rectification waits


def test_without_a_crisis_there_are_no_vital_signs(office):
    seen = glance(office.workstation("SIG1", "C. Morvan").reading, "")
    assert (seen.crises, seen.crisis, seen.vital, seen.conflicts) == ((), None, None, 0)
