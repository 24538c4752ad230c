"""What surrounds the pages is read at once, for the crisis that is wanted."""

from dataclasses import replace

from app.core.pace import Pace
from app.core.registers.crisis import CloseCrisis, EditCrisis, OpenCrisis
from app.core.rhythm import Rhythm
from app.core.store import alarms
from app.core.store.rows import Waiting
from app.ui.glance import Count, counted, glance
from tests.ui.duties import at, duty
from tests.ui.figures import dispute
from tests.ui.lines import NOW


def test_the_crisis_that_was_chosen_is_shown_and_otherwise_the_newest_open_one(room):
    other = room.mine.desk.do(OpenCrisis("Crue", "real", "natural", "INT")).id
    assert glance(room.mine.reading, room.space, NOW).crisis.id == room.space
    assert len(glance(room.mine.reading, "", NOW).crises) == 2
    room.mine.desk.do(CloseCrisis(other))
    assert glance(room.mine.reading, "", NOW).crisis.id == room.space
    assert glance(room.mine.reading, other, NOW).crisis.id == other


def test_the_crisis_looked_at_last_is_shown_again(room):
    other = room.mine.desk.do(OpenCrisis("Crue", "real", "natural", "INT")).id
    before = glance(room.mine.reading, "", NOW).crisis.id
    for chosen in (room.space, other):
        room.mine.desk.keep_crisis(chosen)
        assert glance(room.mine.reading, "", NOW).crisis.id == chosen
        assert glance(room.mine.reading, room.space, NOW).crisis.id == room.space
    room.mine.desk.keep_crisis("f" * 64)  # no longer held here
    assert glance(room.mine.reading, "", NOW).crisis.id == before


def test_pending_and_conflicts_are_counted(room):
    entry = room.record("Reprise de feu", sender="SDIS 76").id
    assert glance(room.mine.reading, room.space, NOW).pending == 1
    room.send()
    room.amend_apart(entry, "sender", "CODIS 76", "COGIC")
    seen = glance(room.mine.reading, room.space, NOW)
    assert (seen.pending, seen.conflicts, seen.vital.entries) == (1, 1, 1)  # our own rectification waits


def test_the_rhythm_of_the_crisis_is_read_with_the_rest(room):
    assert glance(room.mine.reading, room.space, NOW).pace is None
    room.mine.desk.do(EditCrisis(room.space, {"rhythm": "4h"}))
    assert glance(room.mine.reading, room.space, NOW).pace == Pace(room.space, Rhythm(4), "Europe/Paris", NOW)


def test_without_a_crisis_there_are_no_vital_signs(office):
    seen = glance(office.workstation("SIG1", "C. Morvan").reading, "", NOW)
    assert (seen.crises, seen.crisis, seen.vital, seen.counts, seen.conflicts) == ((), None, None, None, 0)
    assert counted(seen) == {}


def test_what_waits_on_a_page_is_said_in_words_and_with_the_shape_of_its_state(room):
    for subject in ("Un", "Deux"):
        room.record(subject)
    seen = glance(room.mine.reading, room.space, NOW)
    assert counted(seen) == {"journal": Count("2\u00a0à trier", "a_trier")}
    assert counted(replace(seen, conflicts=2))["conflicts"] == Count("2\u00a0champs")


def test_late_visas_and_expired_lines_are_alarms_on_their_pages(room):
    seen = glance(room.mine.reading, room.space, NOW)
    late = Waiting("ministries", "Santé", "SAN", True, 1, False)
    vital = replace(seen.vital, visas_mine=1, overdue=(late, late), expired=1)
    found = counted(replace(seen, vital=vital))
    assert found["messages"] == Count("2\u00a0en retard", "priority_1", "alarm")
    assert found["visas"] == Count("1\u00a0à viser", "en_visa")
    assert found["board"] == Count("1\u00a0périmé", "perime", "alarm")


def test_the_notices_of_every_crisis_that_were_not_seen_are_there(room):
    room.record("Second départ", by=room.colleague, priority=1)
    room.receive()
    assert [one.subject for one in glance(room.mine.reading, "", NOW).notices] == ["Second départ"]
    room.mine.desk.see_notices()
    assert glance(room.mine.reading, "", NOW).notices == ()


def test_figures_that_disagree_are_counted_on_their_page(room):
    dispute(room.mine, room.space)
    waiting = counted(glance(room.mine.reading, room.space, NOW))["figures"]
    assert (waiting.words, waiting.shape) == ("1\u00a0écart", "contredit")


def test_a_line_of_the_crisis_that_nobody_covers_is_an_alarm_on_the_directory(room):
    duty(room.mine, at(20), at(23), organisation="INT")
    duty(room.mine, at(20), at(23), organisation="AGRI")
    waiting = counted(glance(room.mine.reading, room.space, NOW))["directory"]
    assert waiting == Count("1\u00a0lacune", "lacune", "alarm")
    assert "directory" not in counted(glance(room.mine.reading, room.space, at(21)))


def test_only_what_was_noticed_and_not_seen_is_told_around_the_pages(room):
    with room.mine.store.write() as transaction:
        transaction.ring(alarms.HISTORY, room.space)
    assert [one.kind for one in glance(room.mine.reading, "", NOW).alarms] == [alarms.HISTORY]
    room.mine.desk.see_alarms()
    assert glance(room.mine.reading, "", NOW).alarms == ()
