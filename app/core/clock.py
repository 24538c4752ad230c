"""Time, chance and the hybrid logical clock: the only source of each, passed in everywhere."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

COUNTER_BITS = 16
MOST_AHEAD = 5 * 60 * 1000  # a workstation whose clock runs wild must not drag the others along


@dataclass(frozen=True, slots=True)
class Clock:
    """`now` gives milliseconds since 1970 UTC; `chance(n)` gives n random bytes."""

    now: Callable[[], int] = lambda: time.time_ns() // 1_000_000
    chance: Callable[[int], bytes] = secrets.token_bytes

    def tick(self, latest: int) -> int:
        """The next logical time after `latest`: milliseconds in the high bits, a counter in the low ones."""
        return max(self.now() << COUNTER_BITS, latest + 1)

    def believable(self, clock: int) -> int:
        """`clock`, or as much of it as we are ready to adopt from somebody else."""
        return min(clock, (self.now() + MOST_AHEAD) << COUNTER_BITS)


def moment(milliseconds: int, zone: str = "Europe/Paris") -> datetime:
    """That instant, in `zone`."""
    return datetime.fromtimestamp(milliseconds / 1000, ZoneInfo(zone))


def rfc3339(milliseconds: int | None, zone: str = "Europe/Paris") -> str | None:
    """That instant with seconds and offset, as RFC 3339 writes it."""
    return None if milliseconds is None else moment(milliseconds, zone).isoformat(timespec="seconds")


def milliseconds(when: datetime) -> int:
    """An aware datetime, as the journal keeps it."""
    return round(when.timestamp() * 1000)
