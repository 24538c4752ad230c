"""The scales of a chart: honest values, honest hours, and words that never overlap."""

from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import moment
from app.documents.chart_scales import apart, time_ticks, values

PARIS = "Europe/Paris"
HOUR = 3_600_000


def at(month: int, day: int, hour: int = 0, minute: int = 0, zone: str = PARIS) -> int:
    return int(datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo(zone)).timestamp() * 1000)


@pytest.mark.parametrize(
    ("lowest", "highest", "shown"),
    [
        (12, 21, ("0", "10", "20", "30")),
        (0, 0, ("0", "1")),
        (0, 3, ("0", "1", "2", "3")),
        (-8, 12, ("−10", "−5", "0", "5", "10", "15")),
        (-3, -1, ("−3", "−2", "−1", "0")),
        (1, 1.5, ("0", "0,5", "1", "1,5")),
    ],
)
def test_the_scale_is_round_and_holds_zero(lowest: float, highest: float, shown: tuple[str, ...]) -> None:
    assert values(lowest, highest).shown == shown


def test_millions_are_said_once_and_not_on_each_line() -> None:
    scale = values(66e6, 1.2e9)
    assert (scale.shown[0], scale.shown[-1], scale.scale) == ("0", "1\u202f500", "en millions")
    assert values(0, 9e9).scale == "en milliards"


EXACT = st.integers(-(10**20), 10**20).map(lambda number: number / 10**6)  # as figures are kept


@given(EXACT, EXACT)
def test_every_value_stands_on_its_scale_and_zero_too(one: float, other: float) -> None:
    low, high = sorted((one, other))
    scale = values(low, high)
    assert scale.ticks[0] <= min(low, 0) <= max(high, 0) <= scale.ticks[-1]
    assert 2 <= len(scale.ticks) <= 8
    assert len(set(scale.shown)) == len(scale.shown)


def test_hours_are_those_of_the_zone_and_the_day_is_said_where_it_begins() -> None:
    ticks = time_ticks(at(9, 23, 20, 30), at(9, 24, 7), PARIS, 250)
    assert [(tick.words, tick.under) for tick in ticks] == [
        ("22\u00a0h", "mer. 23 sept."),
        ("00\u00a0h", "jeu. 24"),
        ("02\u00a0h", ""),
        ("04\u00a0h", ""),
        ("06\u00a0h", ""),
    ]
    assert time_ticks(at(9, 24, 1), at(9, 24, 3), "Pacific/Noumea", 250)[0].words == "10\u00a0h\u00a000"


@pytest.mark.parametrize(("day", "month", "skipped", "longest"), [(25, 10, False, 2), (29, 3, True, 1)])
def test_where_the_clocks_change_each_tick_is_the_hour_it_says_and_none_comes_twice(
    day: int, month: int, skipped: bool, longest: int
) -> None:
    ticks = time_ticks(at(month, day), at(month, day, 12), PARIS, 500)
    assert all(f"{moment(tick.at, PARIS):%H}" == tick.words[:2] for tick in ticks)
    assert len({tick.words for tick in ticks}) == len(ticks)
    assert ("02\u00a0h" not in {tick.words for tick in ticks}) == skipped
    assert max(later.at - tick.at for tick, later in pairwise(ticks)) == longest * HOUR


@pytest.mark.parametrize(
    ("days", "words", "under"),
    [(10, "10", "septembre 2026"), (60, "14", "septembre 2026"), (400, "janv.", "2027"), (9000, "janv.", "2027")],
)
def test_the_longer_the_span_the_coarser_the_ticks(days: int, words: str, under: str) -> None:
    first = at(9, 8, 15)
    ticks = time_ticks(first, first + days * 24 * HOUR, PARIS, 300)
    assert (words, under) in [(tick.words, tick.under) for tick in ticks] or words in [tick.words for tick in ticks]
    assert 2 <= len(ticks) <= 14
    assert ticks[0].under


@given(
    st.lists(st.tuples(st.floats(-50, 150), st.floats(1, 30)), min_size=1, max_size=12),
    st.floats(0, 200),
)
def test_names_never_overlap_and_stay_in_their_order(wanted: list[tuple[float, float]], more: float) -> None:
    places, sizes = [place for place, _ in wanted], [size for _, size in wanted]
    high = sum(sizes) + more
    found = apart(places, sizes, 0, high)
    order = sorted(range(len(found)), key=lambda index: found[index])
    for below, above in pairwise(order):
        assert found[above] - found[below] >= (sizes[below] + sizes[above]) / 2 - 1e-6
        assert places[below] <= places[above]
    assert all(size / 2 - 1e-6 <= place <= high - size / 2 + 1e-6 for place, size in zip(found, sizes, strict=True))


def test_what_has_room_stands_where_it_is_wanted_and_of_equals_the_first_is_above() -> None:
    assert apart([10, 50, 90], [10, 10, 10], 0, 100) == [10, 50, 90]
    first, second = apart([50, 50], [10, 10], 0, 100)
    assert (first, second) == (55, 45)
