"""Bringing a file into the directory, part by part: seen first, applied, and undone as a whole."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.core.desk import Desk
from app.core.errors import Refused
from app.core.incoming import Incoming
from app.core.merging import BOTH, Key, Merge, keys
from app.core.registers.imports import PART, ApplyImport, BeginImport, UndoImport
from app.core.registers.private import AddPrivate
from app.core.store.import_reading import Left
from app.core.store.reading import Reading

Told = Callable[[int], object]
Choices = Callable[[Merge], Mapping[str, str]]
"""What is done with the differences of a merge: field → `merging.CHOICES`."""


def by_default(merge: Merge) -> Mapping[str, str]:
    """What is done when nobody chooses: what was verified here stays, the rest is kept beside theirs."""
    return {one.field: one.by_default for one in merge.differences}


@dataclass(slots=True)
class Tally:
    """What became of the contacts of a file. `conflicts`: fields that now hold both values; `kept`: those where ours
    stayed. `refused`: (place, why) of each that was left out."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    conflicts: int = 0
    kept: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)

    def count(self, merge: Merge, choices: Mapping[str, str]) -> None:
        chosen = [choices.get(one.field, one.by_default) for one in merge.differences]
        wrote = merge.fields or any(one != "keep" for one in chosen)
        if not merge.contact:
            self.added += 1
        elif wrote:
            self.updated += 1
        else:
            self.unchanged += 1
        self.conflicts += chosen.count(BOTH)
        self.kept += chosen.count("keep")
        self.refused += [(merge.incoming.place, why) for why in merge.incoming.trouble]


def preview(reading: Reading, incoming: Iterable[Incoming], crisis: str = "") -> Iterator[Merge]:
    """What each would become, a part at a time; nothing is written."""
    for part in parts(incoming):
        yield from reading.merges(part, crisis)


def readable(incoming: Iterable[Incoming], tally: Tally) -> Iterator[Incoming]:
    """Those that could be taken; why the others could not is counted."""
    for one in incoming:
        if one.fields:
            yield one
        else:
            tally.refused += [(one.place, why) for why in one.trouble]


def parts(incoming: Iterable[Incoming]) -> Iterator[list[Incoming]]:
    """These in their order, a part at a time. Two of one file that may be one contact are never in one part: the
    second finds what the first wrote."""
    part: list[Incoming] = []
    known: set[Key] = set()
    for one in incoming:
        mine = set(keys(one.fields))
        if len(part) >= PART or mine & known:
            yield part
            part, known = [], set()
        part.append(one)
        known |= mine
    if part:
        yield part


def apply(
    desk: Desk,
    reading: Reading,
    begin: BeginImport,
    incoming: Iterable[Incoming],
    choices: Choices = by_default,
    told: Told = lambda _: None,
) -> tuple[str, Tally]:
    """Brings them in. Returns the import (id) and what became of them. Stopped in the middle, what was written stays
    and is undone with the rest; begun again, it goes on where it was. `told` hears how many are done."""
    batch, tally, done = "", Tally(), 0
    for part in parts(readable(incoming, tally)):
        merges = [(one, choices(one)) for one in reading.merges(part, begin.crisis)]
        writing = [pair for pair in merges if _writes(*pair)]
        if writing:
            batch = batch or desk.do(begin).id
            _write(desk, batch, writing, tally)
        for pair in merges:
            tally.count(*pair)
        for place, command in list(_private(reading, part, begin.crisis)):
            batch = batch or desk.do(begin).id
            try:
                desk.do(replace(command, batch=batch))
            except Refused as refused:
                tally.refused.append((place, f"numéro privé laissé de côté : {refused}"))
        done += len(part)
        told(done)
    return batch, tally


def _writes(merge: Merge, choices: Mapping[str, str]) -> bool:
    chosen = (choices.get(one.field, one.by_default) for one in merge.differences)
    return not merge.contact or bool(merge.fields) or any(one != "keep" for one in chosen)


def _write(desk: Desk, batch: str, merges: list[tuple[Merge, Mapping[str, str]]], tally: Tally) -> None:
    """All of a part, or else each by itself, so that one the rules refuse keeps no other out."""
    try:
        desk.do(ApplyImport(batch, tuple(merges)))
    except Refused:
        for merge, chosen in merges:
            try:
                desk.do(ApplyImport(batch, ((merge, chosen),)))
            except Refused as refused:
                tally.refused.append((merge.incoming.place, str(refused)))
                tally.added -= not merge.contact
                tally.updated -= bool(merge.contact)


def _private(reading: Reading, incoming: Iterable[Incoming], crisis: str) -> Iterator[tuple[str, AddPrivate]]:
    """The private numbers of these that are not there yet, each with its place in the file."""
    for merge in reading.merges([one for one in incoming if one.private], crisis):
        for one in merge.incoming.private:
            if merge.contact and not reading.has_private(merge.contact, one["medium"], one["value"]):
                given = (one["value"], one["medium"], one["usage"], one.get("remark", ""))
                yield merge.incoming.place, AddPrivate(merge.contact, *given)


def undo(desk: Desk, reading: Reading, batch: str, told: Told = lambda _: None) -> tuple[int, list[Left]]:
    """Takes an import back. Returns how many contacts are as they were before, and those where something was changed
    since and stays."""
    for start, part in _parts_of(reading.imported(batch)):
        wanted = [known.id for known, undoing in reading.undoing(batch, part) if undoing.fields]
        if wanted or not reading.import_of(batch).undone_at:
            desk.do(UndoImport(batch, tuple(wanted)))
        told(start + len(part))
    numbers = reading.private_imported(batch)
    for start in range(0, len(numbers), PART):
        desk.do(UndoImport(batch, (), tuple(numbers[start : start + PART])))
    if not reading.import_of(batch).undone_at:  # stopped before it wrote anything
        desk.do(UndoImport(batch, ()))
    return undo_preview(reading, batch)


def undo_preview(reading: Reading, batch: str) -> tuple[int, list[Left]]:
    """What `undo` answers; nothing is written."""
    back, left = 0, list[Left]()
    for _, part in _parts_of(reading.imported(batch)):
        for known, undoing in reading.undoing(batch, part):
            back += not undoing.left
            left += [Left(known.id, known.name, undoing.left)] if undoing.left else []
    return back, left


def _parts_of(ids: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    return ((start, ids[start : start + PART]) for start in range(0, len(ids), PART))
