"""Time and the logical clock: always ahead of what was seen, never dragged away by a clock that runs wild."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import COUNTER_BITS, MOST_AHEAD, Clock, milliseconds, moment, rfc3339

NOON = 1_790_244_000_000  # 24 September 2026, 12:00 in Paris
TEN_YEARS = 10 * 365 * 24 * 3600 * 1000


@given(st.integers(0, 2**42), st.integers(0, 2**60))
def test_the_next_tick_is_after_all_that_was_seen(now: int, latest: int) -> None:
    tick = Clock(lambda: now).tick(latest)
    assert tick > latest
    assert tick >= now << COUNTER_BITS


def test_two_ticks_in_one_millisecond_are_two_ticks() -> None:
    clock = Clock(lambda: NOON)
    first = clock.tick(0)
    assert clock.tick(first) == first + 1


@pytest.mark.parametrize("skew", [-TEN_YEARS, -1, 0, MOST_AHEAD])
def test_a_clock_behind_or_a_little_ahead_is_believed(skew: int) -> None:
    theirs = (NOON + skew) << COUNTER_BITS
    assert Clock(lambda: NOON).believable(theirs) == theirs


def test_a_clock_years_ahead_moves_us_by_five_minutes_at_most() -> None:
    theirs = (NOON + TEN_YEARS) << COUNTER_BITS
    assert Clock(lambda: NOON).believable(theirs) == (NOON + MOST_AHEAD) << COUNTER_BITS


def test_an_instant_is_shown_in_the_zone_of_the_crisis() -> None:
    assert rfc3339(NOON) == "2026-09-24T12:00:00+02:00"
    assert rfc3339(NOON, "Indian/Reunion") == "2026-09-24T14:00:00+04:00"
    assert rfc3339(None) is None
    assert milliseconds(moment(NOON, "America/Cayenne")) == NOON


def test_the_usual_clock_tells_the_time_and_draws_chance() -> None:
    clock = Clock()
    assert clock.now() > NOON - TEN_YEARS
    assert len(clock.chance(16)) == 16
    assert clock.chance(16) != clock.chance(16)
