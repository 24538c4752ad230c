"""Which brief is awaited: from the rhythm of the crisis, and the hour at which the last one stopped."""

from dataclasses import dataclass

from app.core import rhythm, times
from app.core.rhythm import Rhythm, next_due, previous_due
from app.core.times import MINUTE

AHEAD = 15 * MINUTE  # a brief that stops so little before an hour is the one of that hour, which is then called for
HALF_A_DAY = 12 * 60 * MINUTE


@dataclass(frozen=True, slots=True)
class Pace:
    """How a crisis (`space`) keeps its rhythm, decided at `since`. `last`: cut-off of its last brief; `prepared`: the
    last hour for which this workstation prepared one, 0 for none. All in ms."""

    space: str
    rhythm: Rhythm
    zone: str
    since: int
    last: int | None = None
    prepared: int = 0

    def has(self, due: int) -> bool:
        """Whether nobody waits for the brief of that hour: it was frozen, or nobody had asked for it yet."""
        return due <= self.since or (self.last is not None and due <= self.last + AHEAD)


@dataclass(frozen=True, slots=True)
class Expected:
    """The first brief that is due and not frozen; when it is `late`, `then` is when the next one is due."""

    at: int
    late: bool
    then: int


def expected(pace: Pace, now: int) -> Expected:
    """The brief that is awaited at `now`."""
    since = pace.since if pace.last is None else max(pace.since, pace.last + AHEAD)
    due = next_due(pace.rhythm, pace.zone, since)
    return Expected(due, due <= now, next_due(pace.rhythm, pace.zone, now))


def announced(written: str, zone: str, cutoff: int) -> int | None:
    """When a brief that stops at `cutoff` says the next one is due, by the rhythm of the crisis as it is kept; None
    without a rhythm."""
    known = rhythm.read(written)
    return next_due(known, zone, cutoff + AHEAD) if known else None


def to_remind(pace: Pace, now: int) -> int:
    """The hour (ms) of the brief to be reminded of at `now`, or 0."""
    due = next_due(pace.rhythm, pace.zone, now)
    return due if now >= due - AHEAD and not pace.has(due) else 0


def to_prepare(pace: Pace, now: int) -> int:
    """The hour (ms) of the brief to prepare at `now`, or 0: of several that were missed the last one, and none once
    the next is called for."""
    due = previous_due(pace.rhythm, pace.zone, now)
    done = pace.has(due) or due <= pace.prepared
    return 0 if done or now >= next_due(pace.rhythm, pace.zone, now) - AHEAD else due


def wakes_at(pace: Pace, now: int) -> int:
    """The first instant after `now` at which there is something to remind of, or to prepare."""
    due = next_due(pace.rhythm, pace.zone, now)
    return due - AHEAD if due - AHEAD > now else due


def countdown(pace: Pace, now: int) -> str:
    """`prochain point à 08:00, dans 42 min`, `point de 08:00 attendu depuis 12 min`."""
    one = expected(pace, now)
    if one.late:
        return f"point de {near_hour(one.at, now, pace.zone)} attendu depuis {waited(one, now)}"
    return f"prochain point à {near_hour(one.at, now, pace.zone)}, dans {waited(one, now)}"


def waited(one: Expected, now: int) -> str:
    """How long it is until then, or since then: `42 min`; never nothing."""
    return times.lasting(max(1, abs(one.at - now) // MINUTE))


def near_hour(at: int, now: int, zone: str) -> str:
    """`08:00`; with its day when that is more than half a day away: `ven. 25 08:00`."""
    shown = times.hour(at, zone)
    return shown if abs(at - now) < HALF_A_DAY else f"{times.short_day(at, zone)} {shown}"
