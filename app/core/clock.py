"""Time, chance and the hybrid logical clock: the only source of each, passed in everywhere."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

COUNTER_BITS = 16
MOST_AHEAD = 5 * 60 * 1000  # a workstation whose clock runs wild must not drag the others along
UPTIME, BOOT = Path("/proc/uptime"), Path("/proc/sys/kernel/random/boot_id")
THIS_RUN = secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class Steady:
    """A reading (ms) of a clock that nobody sets. Two of one `boot` may be subtracted, and no others."""

    boot: str
    at: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """The hour the server said (ms), and what the steady clock of this workstation read when it had heard it."""

    server: int
    steady: Steady

    def __str__(self) -> str:
        """As it is kept."""
        return f"{self.server} {self.steady.at} {self.steady.boot}"


def of_this_machine() -> Steady:
    """The time since this machine started, its sleep included. Asked of the kernel itself: what a library loaded
    before all others answers in its place is the hour somebody wanted. Elsewhere it is good for this run alone."""
    try:
        return Steady(BOOT.read_text().strip(), round(float(UPTIME.read_text().split()[0]) * 1000))
    except (OSError, ValueError, IndexError):
        return Steady(THIS_RUN, time.monotonic_ns() // 1_000_000)


@dataclass(frozen=True, slots=True)
class Clock:
    """`now` gives milliseconds since 1970 UTC; `chance(n)` gives n random bytes; `steady` reads a clock nobody sets."""

    now: Callable[[], int] = lambda: time.time_ns() // 1_000_000
    chance: Callable[[int], bytes] = secrets.token_bytes
    steady: Callable[[], Steady] = of_this_machine

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
