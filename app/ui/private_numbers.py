"""The private numbers of a contact: hidden, shown for a minute on demand, and each showing is written down first."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from app.core.contact import USAGES
from app.core.errors import Refused
from app.core.registers.private import Private
from app.core.revealing import reveal
from app.core.store.private_reading import PrivateRow
from app.ui import arrangement, controls, plain
from app.ui.detail_rows import SELECTABLE, flow
from app.ui.station import Station

SHOWN_FOR = 60_000  # ms
SHOW, HIDE = "Montrer", "Masquer"
TOLD = "Montrer est inscrit au journal des consultations, avec votre nom et l’heure. Masqué à nouveau après une minute."
LOCK = "embargo"


class PrivateNumbers(QWidget):
    """Those of one contact. Another contact, a minute, or leaving the page hides them again."""

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._station = station
        self._contact, self._rows = "", tuple[PrivateRow, ...]()
        self._shown: dict[str, str] = {}
        self._asking = False
        self.button = controls.button(SHOW, self.toggle, "dense", "Montrer les numéros privés")
        self._told = plain.label(TOLD, "small", "text_tertiary", wrap=True)
        self._lines = arrangement.column(spacing=4)
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.setInterval(SHOWN_FOR)
        self._minute.timeout.connect(self.conceal)
        head = arrangement.row(controls.Sign(LOCK, "Numéros privés", "text_secondary"), None, self.button)
        self.setLayout(arrangement.column(head, self._lines, self._told, spacing=4))
        self.hide()

    def show_rows(self, contact: str, rows: Sequence[PrivateRow]) -> None:
        """The private numbers of that contact, as they are now."""
        if contact != self._contact:
            self._forget()
        self._contact, self._rows = contact, tuple(rows)
        self.setVisible(bool(rows))
        self._draw()

    def toggle(self) -> None:
        """Show them, once that was written down; or hide them."""
        if self._shown:
            self.conceal()
            return
        if self._asking:
            return  # and the button stays as it is: disabled, it would lose the keyboard
        self._asking = True
        station = self._station
        work = partial(reveal, station.desk, station.reading, (self._contact,), "shown")
        station.background.write(work, self._reveal, self._refused)

    def conceal(self) -> None:
        """Hide them again."""
        self._forget()
        self._draw()

    def hideEvent(self, event: QHideEvent) -> None:
        if self._shown and not event.spontaneous():
            self.conceal()
        super().hideEvent(event)

    def _reveal(self, found: dict[str, tuple[Private, ...]]) -> None:
        self._asking = False
        if self._contact in found:  # else the person went on to another
            self._shown = {one.id: one.shown for one in found[self._contact]}
            self._minute.start()
            self._draw()

    def _refused(self, error: Exception) -> None:
        self._asking = False
        if isinstance(error, Refused):
            self._told.setText(f"Refusé : {error}")
            plain.mark(self._told, "tone", "error")
        else:
            self._station.background.failed.emit(error)

    def _forget(self) -> None:
        self._minute.stop()
        self._shown = {}
        self._told.setText(TOLD)
        plain.mark(self._told, "tone", "text_tertiary")

    def _draw(self) -> None:
        arrangement.clear(self._lines)
        for row in self._rows:
            words = self._shown.get(row.id, row.masked)
            number = plain.label(words, "vital", name=f"Numéro privé {USAGES.get(row.usage, '')} : {words}")
            if row.id in self._shown:
                number.setTextInteractionFlags(SELECTABLE)
            about = [USAGES.get(row.usage, row.usage), row.remark, "deux valeurs" if row.conflict else ""]
            about.append("en attente d’envoi" if row.pending else "")
            note = plain.label(" · ".join(filter(None, about)), "small", "text_secondary")
            self._lines.addLayout(flow(number, note, spacing=12))
        words = HIDE if self._shown else SHOW
        self.button.setText(words)
        self.button.setAccessibleName(f"{words} les numéros privés")
