"""Who covers a line of on-call slots at an hour, where nobody does, and where two do.

A line once begun is to be covered without a break until somebody ends it (`last`). A slot of a holder covers, one of a
deputy alone too; a reinforcement neither covers nor overlaps, and a cancelled slot is none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.core.duty import DutyRow


@dataclass(frozen=True, slots=True)
class Gap:
    """From `starts` nobody is on call; `ends` is None when nobody is planned after. `before` was the last on call,
    `after` is the next."""

    starts: int
    ends: int | None
    before: DutyRow
    after: DutyRow | None = None

    def meets(self, start: int, end: int) -> bool:
        return self.starts < end and (self.ends is None or self.ends > start)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Several are on call at once."""

    starts: int
    ends: int
    slots: tuple[DutyRow, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """A line at an hour. `holding`: who is on call, the last who took it first; `following`: the next to take it."""

    holding: tuple[DutyRow, ...]
    reinforcements: tuple[DutyRow, ...]
    gap: Gap | None
    following: DutyRow | None


def on_call(slots: Iterable[DutyRow], now: int, later: bool = False) -> Watch:
    """Who answers for that line at that hour. `later`: a line that has not begun lacks somebody until it does."""
    known = list(slots)
    normal = covering(known)
    holding = [one for one in normal if one.covers(now)]
    extra = sorted((one for one in known if one.reinforcement and one.covers(now)), key=lambda one: one.starts)
    coming = [one for one in normal if one.starts > now]
    gap = next(iter(gaps(normal, now, now + 1)), None)
    if later and coming and normal[0].starts > now:
        gap = Gap(now, coming[0].starts, coming[0], coming[0])
    return Watch(
        tuple(sorted(holding, key=lambda one: (-one.starts, one.id))),
        tuple(extra),
        gap,
        coming[0] if coming else None,
    )


def covering(slots: Iterable[DutyRow]) -> list[DutyRow]:
    """Those that cover something, in the order they begin."""
    kept = [one for one in slots if not one.reinforcement and not one.cancelled and one.starts < one.ends]
    return sorted(kept, key=lambda one: (one.starts, one.ends, one.id))


def gaps(slots: Iterable[DutyRow], start: int, end: int) -> list[Gap]:
    """Where nobody covers the line, as far as it meets that window (ms); each with its own bounds."""
    found: list[Gap] = []
    last: DutyRow | None = None
    over = False
    for one in covering(slots):
        if last is not None and one.starts > last.ends and not over:
            found.append(Gap(last.ends, one.starts, last, one))
        if last is None or one.ends > last.ends:
            last, over = one, one.last
        elif one.ends == last.ends:
            over = over or one.last
    if last is not None and not over:
        found.append(Gap(last.ends, None, last))
    return [one for one in found if one.meets(start, end)]


def overlaps(slots: Iterable[DutyRow], start: int, end: int) -> list[Overlap]:
    """Where several cover the line, as far as it meets that window (ms); each with its own bounds."""
    known = covering(slots)
    edges = sorted({at for one in known for at in (one.starts, one.ends)})
    found: list[Overlap] = []
    active: list[DutyRow] = []
    coming = iter([*known, None])
    after = next(coming)
    for since, until in pairwise(edges):
        active = [one for one in active if one.ends > since]
        while after is not None and after.starts <= since:
            active.append(after)
            after = next(coming)
        if len(active) > 1:
            found.append(Overlap(since, until, tuple(active)))
    return [one for one in found if one.starts < end and one.ends > start]


def handover(slots: Sequence[DutyRow], now: int) -> int | None:
    """The next hour at which somebody else answers, or nobody does any more; None when nothing is planned."""
    normal = covering(slots)
    at_hand = {one.id for one in normal if one.covers(now)}
    for at in sorted({at for one in normal for at in (one.starts, one.ends) if at > now}):
        if {one.id for one in normal if one.covers(at)} != at_hand:
            return at
    return None
