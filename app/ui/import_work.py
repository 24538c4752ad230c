"""What an import would do, and doing it: off the window's thread, told as it goes, and stopped at any moment."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from threading import Event

from PySide6.QtCore import QObject, Signal

from app.core import importing
from app.core.desk import Desk
from app.core.errors import Refused
from app.core.importing import Tally
from app.core.incoming import Incoming
from app.core.merging import SAME, UPDATED, Merge
from app.core.registers.imports import BeginImport
from app.core.store.import_reading import Left
from app.core.store.reading import Reading
from app.documents.incoming import Source

MOST = 2_000  # changes kept to be looked at; of more, only how many is said
MOST_TROUBLES = 500
EVERY = 50  # contacts between two words on how far it is
DIFFERENT, UNREADABLE = "different", "unreadable"
NO_PRIVATE = "numéro privé laissé de côté : il ne s’écrit que dans l’annuaire partagé"

Choices = Mapping[str, Mapping[str, str]]
"""By place in the file: field → what was chosen of it (`merging.CHOICES`)."""


class Stopped(Exception):
    """The person did not want it any more."""


class Progress(QObject):
    """How far a work is: `told` may be emitted from its thread, and is heard on the window's."""

    told = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._stop = Event()

    def stop(self) -> None:
        self._stop.set()

    def tell(self, done: int) -> None:
        """Raises Stopped when the work is not wanted any more."""
        if self._stop.is_set():
            raise Stopped
        self.told.emit(done)


@dataclass(slots=True)
class Plan:
    """What reading a file gave. `counts`: how many are `added`, `updated`, `unchanged`, `different` or `unreadable`;
    `merges` are those that change something, `troubles` (place, why) what was left out of some."""

    source: Source
    counts: Counter[str] = field(default_factory=Counter)
    merges: list[Merge] = field(default_factory=list)
    troubles: list[tuple[str, str]] = field(default_factory=list)

    @property
    def changes(self) -> int:
        """How many contacts would be written or have something to choose."""
        return self.counts["added"] + self.counts["updated"] + self.counts[DIFFERENT]

    def readable(self, incoming: Iterable[Incoming]) -> Iterator[Incoming]:
        """Those of which something could be read; the others are counted, and why is kept."""
        for one in incoming:
            for why in one.trouble:
                if len(self.troubles) < MOST_TROUBLES:
                    self.troubles.append((one.place, why))
            if one.fields:
                yield one
            else:
                self.counts[UNREADABLE] += 1

    def take(self, merge: Merge) -> None:
        """Count one, and keep it if there is something to see."""
        kind = DIFFERENT if merge.differences else outcome(merge)
        self.counts[kind] += 1
        if kind != SAME and (len(self.merges) < MOST or (kind == DIFFERENT and self._make_room())):
            self.merges.append(merge)

    def _make_room(self) -> bool:
        """A difference asks for a choice: it is kept before what asks for none."""
        for place in range(len(self.merges) - 1, -1, -1):
            if not self.merges[place].differences:
                del self.merges[place]
                return True
        return False


def outcome(merge: Merge) -> str:
    """What becomes of that contact; a private number is a change too, though it is written apart."""
    return UPDATED if merge.outcome == SAME and merge.incoming.private else merge.outcome


def plan(reading: Reading, source: Source, crisis: str, progress: Progress) -> Plan:
    """What that file would change; nothing is written. Raises Refused and Stopped."""
    made = Plan(source)
    for done, merge in enumerate(importing.preview(reading, made.readable(source.records()), crisis), 1):
        made.take(_with_new_private(reading, merge, crisis))
        if done % EVERY == 0:
            progress.tell(done)
    return made


def apply(
    desk: Desk,
    reading: Reading,
    source: Source,
    crisis: str,
    choose: Callable[[Merge], Mapping[str, str]],
    told: Progress,
) -> tuple[str, Tally]:
    """Brings it in. Returns the import (id, empty when nothing was to be written) and what became of the contacts.
    Raises Stopped; what was written by then stays, and is undone like the rest."""
    begin = BeginImport(source.name or "fichier", source.format, source.sha256, crisis)
    return importing.apply(desk, reading, begin, source.records(), choose, told.tell)


def undo(desk: Desk, reading: Reading, batch: str, told: Progress) -> tuple[int, list[Left]]:
    """Takes an import back: how many contacts are as they were, and those where something was changed since."""
    try:
        return importing.undo(desk, reading, batch, told.tell)
    except Stopped as stopped:
        raise Refused("L’annulation a été arrêtée : recommencez-la, elle reprendra où elle en était.") from stopped


def _with_new_private(reading: Reading, merge: Merge, crisis: str) -> Merge:
    """The same, with the private numbers that would be written: none in a crisis, nor one the contact has already."""
    one = merge.incoming
    if not one.private or not (crisis or merge.contact):
        return merge
    if crisis:
        return replace(merge, incoming=replace(one, private=(), trouble=(*one.trouble, NO_PRIVATE)))
    new = (each for each in one.private if not reading.has_private(merge.contact, each["medium"], each["value"]))
    return replace(merge, incoming=replace(one, private=tuple(new)))
