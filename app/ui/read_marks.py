"""What this person has read, noted when its detail was before his eyes, and written a batch at a time."""

import logging
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.errors import Refused
from app.core.registers.acknowledgements import Acknowledge
from app.ui.station import Station

DWELL = 600  # ms the detail of an entry stays before it counts as read: arrows held down read nothing
PAUSE = 1500  # ms without a new one before the batch is written
FULL = 20  # entries written without waiting

log = logging.getLogger(__name__)


class ReadMarks(QObject):
    """`look` says which entry is read now; `note` that entries were. `keep` writes what waits, at the end.

    `noted` tells the ids at once, before they are written.
    """

    noted = Signal(object)

    def __init__(self, station: Station, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._station = station
        self._crisis = ""
        self._looked = ""
        self._waiting: dict[str, None] = {}
        self._dwell = self._timer(DWELL, self._dwelt)
        self._pause = self._timer(PAUSE, self.keep)

    def show_crisis(self, crisis: str) -> None:
        """Write what waits, and go on in that crisis."""
        self.keep()
        self.look("")
        self._crisis = crisis

    def look(self, id: str) -> None:
        """That entry is shown in full, because this person asked for it; nothing: none is."""
        self._looked = id
        if id:
            self._dwell.start()
        else:
            self._dwell.stop()

    def note(self, ids: Iterable[str]) -> None:
        """These entries were read."""
        self._waiting |= dict.fromkeys(ids)
        self.noted.emit(frozenset(self._waiting))
        if len(self._waiting) >= FULL:
            self.keep()
        elif self._waiting:
            self._pause.start()

    def keep(self) -> None:
        """Write what waits."""
        self._pause.stop()
        ids, self._waiting = tuple(self._waiting), {}
        if not ids or not self._crisis:
            return
        desk, command = self._station.desk, Acknowledge(self._crisis, ids)
        self._station.background.write(lambda: desk.do(command), None, self._failed)

    def _dwelt(self) -> None:
        if self._looked:
            self.note((self._looked,))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Refused):  # read elsewhere meanwhile, or the crisis was closed: nothing is lost
            log.info("not acknowledged: %s", error)
            return
        self._station.background.failed.emit(error)

    def _timer(self, interval: int, then: Callable[[], object]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(interval)
        made.timeout.connect(then)
        return made
