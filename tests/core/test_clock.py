"""Time and the logical clock: always ahead of what was seen, never dragged away by a clock that runs wild."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import COUNTER_BITS, MOST_AHEAD, THIS_RUN, Clock, milliseconds, moment, of_this_machine, rfc3339

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


def test_the_steady_clock_of_a_machine_only_goes_forward_within_one_boot() -> None:
    first, second = Clock().steady(), Clock().steady()
    assert first.boot == second.boot
    assert first.at <= second.at


def test_where_the_kernel_says_nothing_the_steady_clock_is_good_for_this_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("app.core.clock.UPTIME", tmp_path / "absent")
    first, second = of_this_machine(), of_this_machine()
    assert first.boot == second.boot == THIS_RUN
    assert first.at <= second.at
