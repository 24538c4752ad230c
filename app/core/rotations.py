"""A rotation: people who take turns, each at the same local hour, whatever the clocks do in between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.core import times
from app.core.clock import milliseconds


@dataclass(frozen=True, slots=True)
class Turn:
    """Who answers during one turn: a contact (id) or words, and his deputy, who may have none."""

    holder: str = ""
    holder_name: str = ""
    deputy: str = ""
    deputy_name: str = ""

    @property
    def is_nobody(self) -> bool:
        return not any((self.holder, self.holder_name.strip(), self.deputy, self.deputy_name.strip()))


@dataclass(frozen=True, slots=True)
class Slot:
    """One turn, in ms."""

    starts: int
    ends: int
    turn: Turn


def slots(turns: Sequence[Turn], first: date, hour: int, minute: int, zone: str, days: int, count: int) -> list[Slot]:
    """`count` turns of `days` days, one after the other, the people over and over in the order given.

    A week in which the clocks change lasts an hour more or less: it is handed over at the same local hour.
    """
    starts = [local_hour(first + timedelta(days=days * n), hour, minute, zone) for n in range(count + 1)]
    return [Slot(starts[n], starts[n + 1], turns[n % len(turns)]) for n in range(count)]


def local_hour(day: date, hour: int, minute: int, zone: str) -> int:
    """When a clock of `zone` shows that hour that day: the first time if there are two, and as long after the one
    before if summer time skips it."""
    found = times.instants(day, hour, minute, zone)
    if found:
        return found[0]
    return milliseconds(datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone)))
