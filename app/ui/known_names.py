"""The names that fields propose as one types: fetched off the window's thread, at hand on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from PySide6.QtCore import QObject, QTimer

from app.core import completion, naming_index, quick_texts
from app.core.changes import Changes
from app.core.completion import Completion, Known, complete, complete_names
from app.core.naming_index import Names
from app.core.organisations import organisations
from app.core.places import Places
from app.core.store.rows import CrisisRow
from app.ui.completer import Proposal
from app.ui.station import Station

AFTER = 3_000  # ms: names that came are read once for a whole batch of entries
DETAILS = {"sender": "déjà cité", "contact": "annuaire"}
COMMUNES = 8


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was read for a crisis."""

    crisis: str
    known: Known


class KnownNames(QObject):
    """Those of the crisis on screen: its senders, the directory, the organisations, the communes."""

    def __init__(self, station: Station, parent: QObject):
        super().__init__(parent)
        self._station = station
        self._crisis: CrisisRow | None = None
        self._fetched: Fetched | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(AFTER)
        self._later.timeout.connect(self._fetch)
        station.background.changed.connect(self._changed)

    @property
    def ready(self) -> bool:
        return self._fetched is not None

    def show_crisis(self, crisis: CrisisRow | None) -> None:
        """Propose the names of that crisis from now on."""
        former, self._crisis = self._crisis, crisis
        if crisis is not None and (former is None or (former.id, former.territory) != (crisis.id, crisis.territory)):
            self._fetched = None  # the names of an exercise are not proposed in a real crisis
            self._fetch()

    def in_line(self, line: str, caret: int) -> Sequence[Proposal]:
        """What may complete the quick line."""
        if self._fetched is None:
            return ()
        found = complete(line, caret, self._fetched.known)
        return [_proposal(one, " " if one.end == len(line) else "") for one in found]

    def of_people(self, text: str, caret: int) -> Sequence[Proposal]:
        """What may complete a field that holds names."""
        if self._fetched is None:
            return ()
        return [_proposal(one) for one in complete_names(text, caret, self._fetched.known)]

    def of_communes(self, text: str, caret: int) -> Sequence[Proposal]:
        """The communes these words begin: the code is the text to keep."""
        if self._fetched is None:
            return ()
        found = self._fetched.known.communes.beginning(text, COMMUNES)
        return [Proposal(name.words[1], 0, len(text), name.label, name.words[1]) for name in found]

    def _fetch(self) -> None:
        crisis = self._crisis
        if crisis is not None:
            work = partial(_fetched, self._station, crisis)
            self._station.background.read(work, self._came)

    def _came(self, fetched: Fetched) -> None:
        if self._crisis is not None and fetched.crisis == self._crisis.id:
            self._fetched = fetched

    def _changed(self, changes: Changes) -> None:
        if self._crisis is not None and self._crisis.id in changes.spaces:
            self._later.start()


def _fetched(station: Station, crisis: CrisisRow) -> Fetched:
    quick_texts.texts(crisis.nature)  # read before they are asked for
    territory = tuple(filter(None, crisis.territory.split(",")))
    senders = station.reading.senders(crisis.id)
    contacts = station.reading.contact_names(crisis.id)
    names = completion.known_names(senders, contacts, organisations().all(), territory)
    return Fetched(crisis.id, Known(names, _communes(territory)))


@lru_cache(maxsize=4)
def _communes(territory: tuple[str, ...]) -> Names:
    """Sorted for a territory once: it takes a few tenths of a second."""
    return naming_index.communes(Places(), territory)


def _proposal(one: Completion, after: str = "") -> Proposal:
    shown = one.label if one.kind == "place" else one.text
    detail = "lieu" if one.kind == "place" else DETAILS.get(one.kind, one.label)
    return Proposal(one.text + after, one.start, one.end, shown, detail)
