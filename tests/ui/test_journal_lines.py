"""The lines as keys: what comes or goes does so in its place, and nothing else is read again."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from app.core.entry_commands import Amend, Handle
from app.core.store.filtering import EntryFilter
from app.ui.journal_lines import Kept, changed, following, look, look_again, place_for, place_of
from tests.ui.lines import at, line

KEYS = st.lists(st.integers(0, 2**62), unique=True, max_size=40).map(lambda found: sorted(found, reverse=True))


def rows(*keys_and_typed):
    held = {key: line(key, recorded_at=typed) for key, typed in keys_and_typed}
    return lambda keys: [held.get(key) for key in keys]


@given(KEYS, st.sampled_from(["occurred", "recorded"]))
def test_every_key_is_found_where_it_stands(keys, order):
    held = array("q", keys)
    assert [place_of(key, held, order) for key in keys] == list(range(len(keys)))
    assert place_of(None, held, order) == place_of(-1, held, order) == -1


@given(KEYS, KEYS, KEYS)
def test_keys_that_come_and_go_leave_the_others_in_order(shown, came, gone):
    gone = [key for key in gone if key not in came]
    new = changed(array("q", shown), came, gone, "occurred", rows())
    assert list(new) == sorted((set(shown) - set(gone)) | set(came), reverse=True)


def test_nothing_that_changes_gives_the_very_same_lines():
    keys = array("q", [5, 4, 3])
    assert changed(keys, [4], [9], "occurred", rows()) is keys


@given(st.permutations(range(12)), st.integers(0, 11))
def test_by_the_hour_of_typing_a_line_goes_where_its_hour_says(typed, new):
    read = rows(*((key, hour) for key, hour in enumerate(typed)))
    ordered = sorted(range(12), key=lambda key: (typed[key], key), reverse=True)
    others = array("q", [key for key in ordered if key != new])
    assert place_for(new, others, "recorded", read) == ordered.index(new)


def test_a_change_is_read_alone(room):
    ids = [room.record(f"Entrée {n}", occurred_at=at(23, 12) + n * 60_000).id for n in range(5)]
    wanted = EntryFilter(room.space)
    seen = look(room.mine.reading, wanted, None, Kept())
    later = room.record("Plus récente", occurred_at=at(24, 3))
    again = look_again(room.mine.reading, wanted, (later.id,), seen.keys, Kept())
    assert list(again.keys[1:]) == list(seen.keys)
    room.mine.desk.do(Amend(ids[0], {"occurred_at": at(24, 2)}, "heure corrigée"))
    moved = look_again(room.mine.reading, wanted, (ids[0],), again.keys, Kept())
    assert [row.subject for row in moved.rows] == [
        "Plus récente",
        "Entrée 0",
        *(f"Entrée {n}" for n in range(4, 0, -1)),
    ]
    room.mine.desk.do(Handle(ids[1], {"priority": 1}))
    assert look_again(room.mine.reading, wanted, (ids[1],), moved.keys, Kept()).keys is moved.keys


def test_what_no_longer_meets_the_filter_goes(room):
    ids = [room.record(f"Entrée {n}", key_event=True).id for n in range(3)]
    wanted = EntryFilter(room.space, key_events=True)
    seen = look(room.mine.reading, wanted, None, Kept())
    room.mine.desk.do(Handle(ids[1], {"key_event": False}))
    assert len(look_again(room.mine.reading, wanted, (ids[1],), seen.keys, Kept()).keys) == 2


def test_the_next_line_of_a_kind_is_found_in_either_direction_and_from_the_other_end(room):
    marked = {1, 4}
    for n in range(6):
        room.record(f"Entrée {n}", occurred_at=at(23, 12) + n * 60_000, key_event=n in marked)
    reading = room.mine.reading
    for order in ("occurred", "recorded"):
        wanted = EntryFilter(room.space, order=order)
        sought = EntryFilter(room.space, key_events=True, order=order)
        keys = reading.entry_keys(wanted)  # lines 1 and 4 hold entries 4 and 1

        def line_after(line, step, but=(), sought=sought, keys=keys, order=order):
            key = following(reading, sought, keys, line, step, but)
            return place_of(key, keys, order)

        assert [line_after(line, 1) for line in (-1, 0, 1, 3, 4, 5)] == [1, 1, 4, 4, 1, 1]
        assert [line_after(line, -1) for line in (0, 1, 2, 4, 5)] == [4, 4, 1, 1, 4]
        assert line_after(0, 1, but=(keys[1],)) == 4
    assert following(reading, EntryFilter(room.space, query="absent"), keys, 0, 1) is None
