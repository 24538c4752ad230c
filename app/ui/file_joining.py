"""Joining files to an entry, one after another: each is read and written on its own, and one refused holds no other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.core.desk import Desk
from app.core.entry_commands import Attach
from app.core.errors import Refused, Unavailable
from app.ui.file_drop import Brought, contents, name_of
from app.ui.station import Station


@dataclass(slots=True)
class _Round:
    """The files of one gesture, and what became of those that were tried."""

    entry: str
    number: str
    left: list[Brought]
    count: int
    joined: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class FileJoining(QObject):
    """`told` says where it stands; once ended it says what was joined, and what was not, and why."""

    told = Signal(str, str)  # what is done or under way; what was refused

    def __init__(self, station: Station, owner: QObject):
        super().__init__(owner)
        self._station = station
        self._rounds: list[_Round] = []

    @property
    def busy(self) -> bool:
        return bool(self._rounds)

    def join(self, entry: str, number: str, brought: Sequence[Brought]) -> None:
        """Join these to that entry, after those already under way. `number` tells it when another one is on screen."""
        self._rounds.append(_Round(entry, number, list(brought), len(brought)))
        if len(self._rounds) == 1:
            self._next()

    def _next(self) -> None:
        now = self._rounds[0]
        if not now.left:
            self._end()
            return
        one = now.left.pop(0)
        place = now.count - len(now.left)
        which = f" ({place} sur {now.count})" if now.count > 1 else ""
        self.told.emit(f"{now.number} : lecture de « {name_of(one)} »{which}…", "\n".join(now.refused))
        work = partial(join_one, self._station.desk, now.entry, one)
        self._station.background.carry(work, self._joined, self._failed)

    def _joined(self, name: str) -> None:
        self._rounds[0].joined.append(name)
        self._next()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Refused | Unavailable):
            broken = self._rounds.pop(0)
            self.told.emit("", f"{broken.number} : les fichiers n’ont pas tous été joints.")
            self._station.background.failed.emit(error)
            if self._rounds:
                self._next()
            return
        self._rounds[0].refused.append(str(error))
        self._next()

    def _end(self) -> None:
        ended = self._rounds.pop(0)
        names = ", ".join(f"« {name} »" for name in ended.joined)
        count = len(ended.joined)
        what = "Joint" if count == 1 else f"{count} fichiers joints"
        self.told.emit(f"{what} à {ended.number} : {names}." if count else "", "\n".join(ended.refused))
        if self._rounds:
            self._next()


def join_one(desk: Desk, entry: str, one: Brought) -> str:
    """Read it and join it; the name it is shown under. Raises Refused, naming it."""
    file, data = contents(one)
    try:
        desk.do(Attach(entry, (file,)), files=[data])
    except Refused as refused:
        known = str(refused)
        raise Refused(known if file.name in known else f"« {file.name} » : {known}", "files") from refused
    return file.name
