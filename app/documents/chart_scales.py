"""The scales of a chart: round numbers from zero, hours and days of a zone where they really are, words kept apart."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.core import times
from app.core.clock import moment
from app.core.curve_words import figure

INTERVALS = 4  # of the scale of values, or a few more
MILLION, MILLIARD = 10**6, 10**9
HOUR = 60 * times.MINUTE
DAY, MONTH = 24 * 60, 30 * 24 * 60  # minutes
MINUTES = (1, 5, 15, 30, 60, 120, 180, 360, 720)
HOUR_ROOM, DAY_ROOM, MONTH_ROOM = 36.0, 22.0, 30.0  # points between two of them
DAYS = (1, 2, 7, 14)
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
MONTH_NAMES = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


@dataclass(frozen=True, slots=True)
class Values:
    """Round values from the lowest to the highest, zero among them; `shown` are their words, in `scale`."""

    ticks: tuple[float, ...]
    shown: tuple[str, ...]
    scale: str = ""

    def share(self, value: float) -> float:
        """Where a value stands between the lowest (0) and the highest (1)."""
        return (value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0])


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment (ms) of the scale of time, its words, and those under them when a day, a month or a year begins."""

    at: int
    words: str
    under: str = ""


def values(lowest: float, highest: float) -> Values:
    """The scale on which all of these stand, zero included."""
    low, high = min(0.0, lowest), max(0.0, highest)
    if low == high:
        high = 1.0
    step = _round((high - low) / INTERVALS, low == int(low) and high == int(high))
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = tuple(number * step for number in range(first, last + 1))
    unit, scale = (MILLIARD, "en milliards") if step >= MILLIARD else (MILLION, "en millions")
    if step < MILLION:
        unit, scale = 1, ""
    return Values(ticks, tuple(figure(round(tick / unit, 9)) for tick in ticks), scale)


def _round(step: float, whole: bool) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    found = next(part * power for part in (1, 2, 5, 10) if part * power >= step * 0.999)
    return max(1.0, found) if whole else found


def time_ticks(first: int, last: int, zone: str, room: float) -> list[Tick]:
    """The hours, days or months of that zone that have room on so many points, the finest that fit; each where it
    really is."""
    span = (last - first) // times.MINUTE
    for step in MINUTES:
        if span // step <= room // HOUR_ROOM:
            return _dated(list(_hours(first, last, zone, step)), zone)
    for days in DAYS:
        if span // (days * DAY) <= room // DAY_ROOM:
            return list(_days(first, last, zone, days))
    months = next((one for one in MONTHS if span // (one * MONTH) <= room // MONTH_ROOM), MONTHS[-1])
    return list(_months(first, last, zone, months))


def _hours(first: int, last: int, zone: str, step: int) -> Iterator[Tick]:
    for day in _calendar(first, last, zone):
        for minutes in range(0, DAY, step):
            # An hour that comes twice is marked once; one that never comes, not at all.
            for at in times.instants(day, minutes // 60, minutes % 60, zone)[:1]:
                if first <= at <= last:
                    words = f"{minutes // 60:02}\u00a0h" + (f"\u00a0{minutes % 60:02}" if step < 60 else "")
                    yield Tick(at, words, times.short_day(at, zone) if minutes == 0 else "")


def _dated(ticks: Sequence[Tick], zone: str) -> list[Tick]:
    """The same, the first one saying its day too; a month is said once."""
    found: list[Tick] = []
    month = ""
    for place, tick in enumerate(ticks):
        if place and not tick.under:
            found.append(tick)
            continue
        local = moment(tick.at, zone)
        named = "" if MONTH_NAMES[local.month - 1] == month else f" {MONTH_NAMES[local.month - 1]}"
        month = MONTH_NAMES[local.month - 1]
        found.append(Tick(tick.at, tick.words, f"{times.short_day(tick.at, zone)}{named}"))
    return found


def _days(first: int, last: int, zone: str, step: int) -> Iterator[Tick]:
    month, year = 0, 0
    for day in _calendar(first, last, zone):
        regular = day.weekday() == 0 and (step == 7 or day.toordinal() % 14 == 1)  # the first Monday was day 1
        if not (regular if step >= 7 else day.toordinal() % step == 0):
            continue
        for at in times.instants(day, 0, 0, zone)[:1] or times.instants(day, 1, 0, zone)[:1]:
            if first <= at <= last:
                words = "1er" if day.day == 1 else str(day.day)
                of_year = f" {day.year}" if day.year != year else ""
                under = f"{times.MONTHS[day.month - 1]}{of_year}" if (day.month, day.year) != (month, year) else ""
                month, year = day.month, day.year
                yield Tick(at, words, under)


def _months(first: int, last: int, zone: str, step: int) -> Iterator[Tick]:
    start, end, year = times.local_day(first, zone), times.local_day(last, zone), 0
    for number in range(start.year * 12 + start.month - 1, end.year * 12 + end.month):
        if number % step:
            continue
        day = date(number // 12, number % 12 + 1, 1)
        for at in times.instants(day, 0, 0, zone)[:1] or times.instants(day, 1, 0, zone)[:1]:
            if first <= at <= last:
                yield Tick(at, MONTH_NAMES[day.month - 1], str(day.year) if day.year != year else "")
                year = day.year


def _calendar(first: int, last: int, zone: str) -> Iterator[date]:
    day, end = times.local_day(first, zone), times.local_day(last, zone)
    while day <= end:
        yield day
        day += timedelta(days=1)


def apart(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Where things of these sizes stand, each as near as can be to where it is wanted, none over another, all between
    `low` and `high` when there is room for them."""
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], -index))  # of equals, the first above
    before = 0.0  # room taken by those below
    pools: list[tuple[float, int]] = []  # those that touch one another stand together, around their mean
    offsets = []
    for index in order:
        offsets.append(before + sizes[index] / 2)
        pools.append((wanted[index] - offsets[-1], 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (mean, count), (other, more) = pools.pop(), pools.pop()
            pools.append(((mean * count + other * more) / (count + more), count + more))
        before += sizes[index]
    starts = [mean for mean, count in pools for _ in range(count)]
    found = [0.0] * len(wanted)
    for index, start, offset in zip(order, starts, offsets, strict=True):
        found[index] = max(low, min(start, high - before)) + offset
    return found
