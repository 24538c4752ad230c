"""The briefs that the next one goes on from: what they could tell, so that it tells the rest and nothing twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.core.brief import Brief, Known, Told, known_when_frozen
from app.core.brief_formats import FORMATS
from app.core.errors import Refused
from app.core.records import Held

MOST_BEFORE = 20  # briefs that are looked back at beyond the last one


@dataclass(frozen=True, slots=True)
class Former:
    """A brief of the crisis `space`, frozen `at` (ms) and ranked by the central; `known` is None when it does not say
    what it was gathered from."""

    space: str
    format: str
    cutoff: int
    known: Known | None
    at: int
    rank: int | None

    @property
    def sections(self) -> frozenset[int]:
        return frozenset(FORMATS[self.format].sections if self.format in FORMATS else ())

    def held(self, one: Held) -> bool:
        """Whether it could tell what that operation says. Where it does not say, its hour and its rank must do."""
        if self.known is None:
            ranked = one.operation.space == self.space and None not in (one.rank, self.rank)
            after = ranked and (one.rank or 0) > (self.rank or 0)
            return one.at <= self.at and not after
        header = one.operation.header
        return header.seq <= self.bounds(one.operation.space).get(f"{header.device}:{header.incarnation}", 0)

    def bounds(self, space: str) -> dict[str, int]:
        """For each chain of that crisis, the last seq it knew; nothing when it does not say."""
        if self.known is None:
            return {}
        return dict(self.known.held if space == self.space else self.known.beside.get(space, {}))


def formers(last: Brief | None, operations: Sequence[Held]) -> tuple[Former, ...]:
    """That brief, then those before it which could tell what it could not."""
    if last is None:
        return ()
    try:
        known = known_when_frozen(operations)
    except Refused:
        known = None
    when = (last.file.at, last.rank)
    before = known.before if known else ()
    return (
        Former(last.space, last.format, last.cutoff, known, *when),
        *(Former(last.space, one.format, one.cutoff, one.known, *when) for one in before),
    )


def to_note(former: Iterable[Former], known: Known, cutoff: int, format: str) -> tuple[Told, ...]:
    """What a brief of that format, gathered from `known`, notes of those it goes on from: what they could tell and it
    cannot, for its hour is earlier, its sections are fewer, or its workstation holds less."""
    mine = Former("", format, cutoff, known, 0, None)
    kept = [
        Told(Known(one.known.held, one.known.beside), one.cutoff, one.format)
        for one in former
        if one.known and not (one.cutoff <= cutoff and one.sections <= mine.sections and _less(one.known, known))
    ]
    return tuple(kept[:MOST_BEFORE])


def _less(one: Known, other: Known) -> bool:
    """Whether all that `one` held is held by the other."""
    pairs = [(one.held, other.held), *((held, other.beside.get(space, {})) for space, held in one.beside.items())]
    return all(seq <= theirs.get(chain, 0) for held, theirs in pairs for chain, seq in held.items())
