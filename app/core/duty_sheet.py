"""The on-call table as it is printed: what a workstation holds of some days, and when it knew it."""

from dataclasses import dataclass
from datetime import timedelta

from app.core import rotations, times
from app.core.errors import Refused
from app.core.on_call import DutyLine, OnCall

MOST_DAYS = 14


@dataclass(frozen=True, slots=True)
class Days:
    """Days of the calendar, by their midnights (ms), the last one being the end."""

    midnights: tuple[int, ...]

    @property
    def start(self) -> int:
        return self.midnights[0]

    @property
    def end(self) -> int:
        return self.midnights[-1]


@dataclass(frozen=True, slots=True)
class DutySheet:
    """What is printed. `at`: the hour of the data (ms). `frame`, `title` and `code` are those of a crisis, whose own
    slots come before those of the directory; empty for the directory alone. `space` is where its printing is logged."""

    space: str
    lines: tuple[DutyLine, ...]
    now: tuple[OnCall, ...]
    frame: str
    title: str
    code: str
    zone: str
    at: int
    days: Days
    author: str
    workstation: str
    offline: bool
    last_exchange: int | None

    def answer(self, line: DutyLine) -> OnCall | None:
        """Who answers for that line at the hour of the sheet."""
        return next((one for one in self.now if (one.space, one.line) == (line.space, line.line)), None)

    def is_own(self, line: DutyLine) -> bool:
        """Whether that line is written for the crisis of the sheet."""
        return bool(self.frame) and line.space == self.space


def days_from(since: int, count: int, zone: str) -> Days:
    """From the midnight before `since`, that many days. Raises Refused for more than a sheet shows."""
    if not 1 <= count <= MOST_DAYS:
        raise Refused(f"Le tableau d'astreinte couvre de 1 à {MOST_DAYS} jours.", "days")
    first = times.local_day(since, zone)
    return Days(tuple(rotations.local_hour(first + timedelta(days=n), 0, 0, zone) for n in range(count + 1)))
