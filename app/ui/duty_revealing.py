"""The private numbers of the cards: shown for a minute on demand, and each showing is written down first."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.errors import Refused
from app.core.registers.private import Private
from app.core.revealing import reveal
from app.ui.private_numbers import SHOWN_FOR
from app.ui.station import Station

NONE = "aucun numéro de téléphone privé"


class DutyRevealing(QObject):
    """One contact at a time. `changed`: what is shown is no longer the same; `refused` tells why nothing is."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, station: Station, parent: QObject):
        super().__init__(parent)
        self._station = station
        self._asked = ""
        self.clear: dict[str, str] = {}
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.setInterval(SHOWN_FOR)
        self._minute.timeout.connect(self.conceal)

    def toggle(self, contact: str, about: str) -> None:
        """Show the private numbers of that contact, once that was written down; or hide them. `about`: the line."""
        if contact in self.clear:
            self.conceal()
            return
        self._asked = contact
        station = self._station
        work = partial(reveal, station.desk, station.reading, (contact,), "shown", about)
        station.background.write(work, self._reveal, self._refuse)

    def conceal(self) -> None:
        """Hide what is shown, and what was about to be."""
        self._minute.stop()
        self._asked = ""
        if self.clear:
            self.clear = {}
            self.changed.emit()

    def _reveal(self, found: dict[str, tuple[Private, ...]]) -> None:
        if self._asked not in found:
            return  # hidden again meanwhile
        numbers = [one.shown for one in found[self._asked] if one.medium == "phone"]
        self.clear = {self._asked: " ou ".join(numbers) or NONE}
        self._asked = ""
        self._minute.start()
        self.changed.emit()

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self.refused.emit(f"Refusé : {error}")
        else:
            self._station.background.failed.emit(error)
