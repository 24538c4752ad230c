"""What all the figures of a crisis amount to together, whatever the order in which they came.

A figure that another one replaces stands no more. Two sources that count the same thing otherwise are a disagreement:
both are kept side by side until somebody chooses, and his choice settles only what it names, as it was then.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from app.core import exact_numbers
from app.core.figures import FigureRow, key


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure among the others. `replaced_by` and `set_aside_by`: ids; `former`: the one before it, of its source;
    `change` since that one (`+2 931`), empty when they do not compare."""

    row: FigureRow
    replaced_by: tuple[str, ...] = ()
    set_aside_by: tuple[str, ...] = ()
    former: FigureRow | None = None
    change: str = ""

    @property
    def stands(self) -> bool:
        return not self.replaced_by

    @property
    def kept(self) -> bool:
        """Whether it stands and nobody preferred another one to it."""
        return not self.replaced_by and not self.set_aside_by


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Figures that say otherwise of the same thing, oldest first, and await a choice. `contested`: choices were made
    apart, and go against one another."""

    figures: tuple[FigureRow, ...]
    contested: bool = False

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(one.id for one in self.figures)


@dataclass(frozen=True)
class Account:
    """Every figure of a crisis, by id, in the order of their cut-offs; and those that await a choice."""

    figures: Mapping[str, Counted]
    disagreements: tuple[Disagreement, ...]

    def kept(self) -> list[Counted]:
        """Those in force, indicator by indicator in alphabetical order."""
        found = [one for one in self.figures.values() if one.kept]
        return sorted(found, key=lambda one: (*one.row.counts, one.row.source_key, one.row.in_time))

    @cached_property
    def disputed(self) -> frozenset[str]:
        """The ids of the figures that await a choice."""
        return frozenset(id for one in self.disagreements for id in one.ids)


def account(rows: Iterable[FigureRow]) -> Account:
    """What these figures, all those of a crisis, amount to together: the same in whatever order they are given."""
    ordered = sorted(rows, key=lambda row: row.in_time)
    known = {row.id: row for row in ordered}
    replaced_by = _replaced(ordered, known)
    figures, disagreements = {}, []
    for rows_of_one in _gathered(ordered, lambda row: row.counts).values():
        standing = [row for row in rows_of_one if not replaced_by.get(row.id)]
        chosen, contested = _chosen(standing)
        kept = [row for row in standing if row.id not in chosen]
        disputed = {id for one, other in combinations(kept, 2) if differ(one, other) for id in (one.id, other.id)}
        if disputed:
            awaiting = tuple(row for row in kept if row.id in disputed)
            disagreements.append(Disagreement(awaiting, not disputed.isdisjoint(contested)))
        for row in rows_of_one:
            former = _former(row, known, rows_of_one)
            change = exact_numbers.change(row.value, former.value) if former and compare(row, former) else ""
            figures[row.id] = Counted(row, replaced_by.get(row.id, ()), chosen.get(row.id, ()), former, change)
    disagreements.sort(key=lambda one: (*one.figures[0].counts, one.figures[0].id))
    return Account({row.id: figures[row.id] for row in ordered}, tuple(disagreements))


def differ(one: FigureRow, other: FigureRow) -> bool:
    """Whether two figures that stand contradict each other: other sources, or one source at one moment."""
    if one.source_key == other.source_key and one.cutoff != other.cutoff:
        return False
    return one.value != other.value or not compare(one, other)


def _gathered(rows: Iterable[FigureRow], by: Callable[[FigureRow], Hashable]) -> dict[Hashable, list[FigureRow]]:
    found: dict[Hashable, list[FigureRow]] = {}
    for row in rows:
        found.setdefault(by(row), []).append(row)
    return found


def _replaced(ordered: Sequence[FigureRow], known: Mapping[str, FigureRow]) -> dict[str, tuple[str, ...]]:
    """What replaces each figure: those that say so, else the next one of the same source that does not say otherwise.
    Figures that replace one another in a ring replace nothing."""
    pointed = {row.id: row.replaces for row in ordered if row.replaces in known}
    ring = set(_in_rings(pointed))
    found: dict[str, list[str]] = {}
    for row in ordered:
        if row.id in pointed and row.id not in ring:
            found.setdefault(pointed[row.id], []).append(row.id)
    said = frozenset(found)
    for rows in _gathered((row for row in ordered if row.id not in said), lambda row: row.of_one_source).values():
        for place, row in enumerate(rows):
            later = next((one for one in rows[place + 1 :] if one.cutoff > row.cutoff and not one.alone), None)
            if later is not None:
                found[row.id] = [later.id]
    return {id: tuple(ids) for id, ids in found.items()}


def _in_rings(pointed: Mapping[str, str]) -> Iterator[str]:
    """Those from which the pointers lead back to themselves."""
    seen: set[str] = set()
    for start in pointed:
        path: dict[str, None] = {}
        here = start
        while here in pointed and here not in seen:
            seen.add(here)
            path[here] = None
            here = pointed[here]
        if here in path:
            steps = list(path)
            yield from steps[steps.index(here) :]


def _chosen(standing: Sequence[FigureRow]) -> tuple[dict[str, tuple[str, ...]], set[str]]:
    """Over which figures others were chosen, as both still are; and those whose choices go against one another."""
    states = {row.id: row.state for row in standing}
    edges = {
        row.id: {other for other, mine, theirs in row.over if mine == row.state and states.get(other) == theirs}
        for row in standing
    }
    found: dict[str, list[str]] = {}
    contested: set[str] = set()
    for winner, losers in edges.items():
        for loser in losers:
            if winner in _reached(loser, edges):
                contested |= {winner, loser}
            else:
                found.setdefault(loser, []).append(winner)
    return {id: tuple(sorted(ids)) for id, ids in found.items()}, contested


def _reached(start: str, edges: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    pending = [start]
    while pending:
        here = pending.pop()
        if here not in found:
            found.add(here)
            pending.extend(edges.get(here, ()))
    return found


def _former(row: FigureRow, known: Mapping[str, FigureRow], alike: Sequence[FigureRow]) -> FigureRow | None:
    """The one it says it replaces, else the last one of its source before it."""
    if row.replaces in known and row.replaces != row.id:
        return known[row.replaces]
    before = [one for one in alike if one.source_key == row.source_key and one.cutoff < row.cutoff]
    return before[-1] if before else None


def compare(one: FigureRow, other: FigureRow) -> bool:
    """Whether two numbers are of one unit; one that nobody wrote is the other's."""
    units = {key(one.unit), key(other.unit)} - {""}
    return len(units) < 2
