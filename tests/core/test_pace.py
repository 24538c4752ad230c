"""The brief that is awaited: counted down to, then late, and the same for those who print it and those who wait."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import pace
from app.core.pace import AHEAD, Pace, announced, countdown, expected, to_prepare, to_remind, wakes_at
from app.core.rhythm import EVERY, Rhythm, made, next_due, plain
from app.core.times import MINUTE
from tests.ui.lines import ZONE, at

FOUR = Pace("c" * 64, Rhythm(4), ZONE, since=at(23, 21), last=at(24, 0))
PACES = st.builds(
    Pace,
    st.just("c" * 64),
    st.builds(made, st.sampled_from(EVERY), st.integers(0, 59), st.integers(0, 23)),
    st.sampled_from(("Europe/Paris", "Australia/Lord_Howe", "America/Cayenne")),
    since=st.integers(at(1, 0), at(20, 0)),
    last=st.none() | st.integers(at(1, 0), at(28, 0)),
)


def test_the_next_brief_is_counted_down_to():
    assert expected(FOUR, at(24, 3, 18)) == pace.Expected(at(24, 4), False, at(24, 4))
    assert countdown(FOUR, at(24, 3, 18)) == "prochain point à 04:00, dans 42 min"
    assert countdown(FOUR, at(24, 3, 59)) == "prochain point à 04:00, dans 1 min"


def test_a_brief_that_nobody_froze_is_late_and_says_since_when():
    assert expected(FOUR, at(24, 4)).late
    assert countdown(FOUR, at(24, 4, 12)) == "point de 04:00 attendu depuis 12 min"
    missed = expected(FOUR, at(24, 9, 30))  # the one of 08:00 was not made either
    assert (missed.at, missed.then) == (at(24, 4), at(24, 12))


def test_a_brief_of_another_day_says_which():
    daily = replace(FOUR, rhythm=Rhythm(24, 0, 19))
    assert countdown(daily, at(24, 3)) == "prochain point à jeu. 24 19:00, dans 16 h 00"


def test_a_brief_that_stops_a_little_before_its_hour_is_the_one_of_that_hour():
    for cutoff, due in ((at(24, 3, 44), at(24, 4)), (at(24, 3, 45), at(24, 8)), (at(24, 4, 20), at(24, 8))):
        assert expected(replace(FOUR, last=cutoff), at(24, 4, 21)).at == due
        assert announced("4h 00:00 standard", ZONE, cutoff) == due


def test_without_a_rhythm_a_brief_announces_none():
    assert announced("", ZONE, at(24, 4)) is None
    assert announced("un jour sur deux", ZONE, at(24, 4)) is None


def test_nothing_was_due_before_the_rhythm_was_decided():
    fresh = replace(FOUR, since=at(24, 5, 30), last=None)
    assert expected(fresh, at(24, 5, 31)) == pace.Expected(at(24, 8), False, at(24, 8))
    assert to_prepare(fresh, at(24, 5, 31)) == 0


def test_it_is_reminded_of_a_quarter_of_an_hour_before_unless_it_is_frozen():
    assert [to_remind(FOUR, at(24, 3, minute)) for minute in (44, 45, 59)] == [0, at(24, 4), at(24, 4)]
    assert to_remind(FOUR, at(24, 4)) == 0
    assert to_remind(replace(FOUR, last=at(24, 3, 50)), at(24, 3, 55)) == 0


def test_it_is_prepared_at_the_hour_once_and_late_rather_than_never():
    assert to_prepare(FOUR, at(24, 3, 59)) == 0
    assert to_prepare(FOUR, at(24, 4)) == to_prepare(FOUR, at(24, 5, 47)) == at(24, 4)
    assert to_prepare(replace(FOUR, prepared=at(24, 4)), at(24, 4, 1)) == 0
    assert to_prepare(replace(FOUR, last=at(24, 3, 50)), at(24, 4, 1)) == 0


def test_of_those_that_were_missed_the_last_one_is_prepared_and_none_when_the_next_is_near():
    assert to_prepare(FOUR, at(25, 9)) == at(25, 8)
    assert to_prepare(FOUR, at(25, 11, 44)) == at(25, 8)
    assert to_prepare(FOUR, at(25, 11, 45)) == 0


def test_one_looks_again_at_the_reminder_then_at_the_hour():
    assert wakes_at(FOUR, at(24, 0)) == at(24, 3, 45)
    assert wakes_at(FOUR, at(24, 3, 45)) == at(24, 4)
    assert wakes_at(FOUR, at(24, 4)) == at(24, 7, 45)


@settings(max_examples=200, deadline=None)
@given(PACES, st.integers(at(1, 0), at(29, 0)))
def test_what_is_awaited_agrees_with_what_is_prepared_and_reminded_of(kept, now):
    one = expected(kept, now)
    assert one.late == (one.at <= now)
    assert now < one.then <= now + 26 * 60 * MINUTE
    assert not kept.has(one.at)
    prepared, reminded = to_prepare(kept, now), to_remind(kept, now)
    assert not prepared or (one.late and one.at <= prepared <= now)
    assert not reminded or now < reminded <= now + AHEAD
    assert not (prepared and reminded)
    assert now < wakes_at(kept, now) <= one.then


@given(PACES, st.integers(at(1, 0), at(28, 0)))
def test_what_a_brief_announces_is_what_is_awaited_once_it_is_frozen(kept, cutoff):
    frozen = replace(kept, since=0, last=cutoff)
    told = announced(plain(kept.rhythm), kept.zone, cutoff)
    assert told == expected(frozen, cutoff).at == next_due(kept.rhythm, kept.zone, cutoff + AHEAD)


@pytest.mark.parametrize("minutes", [0, 1, 59])
def test_a_wait_is_never_nothing(minutes):
    assert pace.waited(pace.Expected(at(24, 4), True, at(24, 8)), at(24, 4, minutes)) == f"{max(1, minutes)} min"
