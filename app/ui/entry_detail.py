"""One entry in full, folded from its verified operations, with what can be done about it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.core.changes import Changes
from app.core.errors import Refused, Unavailable
from app.core.places import Places
from app.core.registers.journal import Amend, Entry, Handle
from app.core.store.rows import CrisisRow
from app.ui import arrangement, controls, entry_parts, entry_words, plain
from app.ui.action_bar import ActionBar
from app.ui.amend_dialog import AmendDialog
from app.ui.station import Station

HANDLED = ("key_event", "priority")
SETTLED = "Choix entre deux valeurs écrites séparément."


class EntryDetail(QFrame):
    """The panel at the right of the main courante. It reads the entry again when somebody changes it."""

    closed = Signal()

    def __init__(self, station: Station, places: Places, now: Callable[[], int]) -> None:
        super().__init__()
        self.setProperty("look", "surface")
        self._station, self._places, self._now = station, places, now
        self._crisis: CrisisRow | None = None
        self._id = ""
        self.entry: Entry | None = None
        self._inside = arrangement.column(spacing=0)
        holder = QFrame()
        holder.setProperty("look", "surface")
        holder.setLayout(self._inside)
        self._scroll = arrangement.scroll(holder)
        self.refusal = plain.label("", "small_strong", "error", wrap=True, name="Refus")
        self.refusal.setContentsMargins(16, 6, 16, 6)
        self.refusal.hide()
        self.acts = ActionBar()
        self.acts.add("amend", "Rectifier…", self.amend)
        self.acts.add("key_event", "Fait marquant", self.toggle_key_event)
        self._close = self.acts.add("close", "Fermer", self.closed.emit)
        self._close.hide()
        self.setLayout(arrangement.column(self._scroll, self.refusal, self.acts))
        station.background.changed.connect(self._changed)
        self.show_entry("")

    def show_crisis(self, crisis: CrisisRow | None) -> None:
        self._crisis = crisis
        self.show_entry("")

    def show_entry(self, id: str) -> None:
        """Show that entry, or an empty panel."""
        self._id = id
        self.refusal.hide()
        if not id:
            self.entry = None
            self._show(())
            return
        self._read()

    def let_close(self, closable: bool) -> None:
        """Offer to close the panel, where it stands over the table."""
        self._close.setVisible(closable)

    def amend(self) -> None:
        """Open the form that rectifies this entry."""
        if self.entry is None or self._crisis is None:
            return
        dialog = AmendDialog(self, self._station, self.entry, self._crisis.zone, self._now(), self._places)
        dialog.show_frame(self._crisis.frame)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def toggle_key_event(self) -> None:
        """Mark the entry as a key event, or no longer."""
        if self.entry is None:
            return
        fields = {"key_event": not self.entry.key_event}
        self._write(Handle(self.entry.id, fields, {"key_event": self.entry.fields["key_event"].seen}))

    def settle(self, name: str, value: object) -> None:
        """Keep one of the values of a field: an ordinary change that names all those it replaces."""
        if self.entry is None:
            return
        seen = {name: self.entry.fields[name].seen}
        if name in HANDLED:
            self._write(Handle(self.entry.id, {name: value}, seen))
        else:
            self._write(Amend(self.entry.id, {name: value}, SETTLED, seen))

    def _write(self, command: Amend | Handle) -> None:
        self.refusal.hide()
        desk = self._station.desk
        self._station.background.write(lambda: desk.do(command), None, self._failed)

    def _read(self) -> None:
        reading, id = self._station.reading, self._id
        self._station.background.read(lambda: reading.entry(id), self._arrived)

    def _arrived(self, entry: Entry) -> None:
        if entry.id != self._id or self._crisis is None:
            return
        former = self._scroll.verticalScrollBar().value() if self.entry and self.entry.id == entry.id else 0
        self.entry = entry
        zone = self._crisis.zone
        self._show(entry_parts.parts(entry, zone, self.settle, entry_words.why_not_write(self._crisis)))
        self._scroll.verticalScrollBar().setValue(former)

    def _show(self, parts: Sequence[QWidget]) -> None:
        arrangement.clear(self._inside)
        if not parts:
            empty = plain.label("Choisissez une entrée pour la lire en entier.", "body", "text_tertiary", wrap=True)
            empty.setContentsMargins(16, 16, 16, 16)
            self._inside.addWidget(empty)
        for part in parts:
            self._inside.addWidget(part)
            self._inside.addWidget(controls.rule())
        self._inside.addStretch(1)
        self._show_acts()

    def _show_acts(self) -> None:
        reason = entry_words.why_not_write(self._crisis)
        self.acts.show_reasons({"amend": reason, "key_event": reason} if reason else {})
        self.acts.setVisible(self.entry is not None)
        marked = self.entry is not None and self.entry.key_event
        self.acts.button("key_event").setText("Retirer des faits marquants" if marked else "Fait marquant")
        self.acts.button("key_event").setAccessibleName(self.acts.button("key_event").text())

    def _changed(self, changes: Changes) -> None:
        sent = self._crisis is not None and self._crisis.id in changes.spaces and not changes.local
        if self._id and (self._id in changes.records or (sent and self.entry is not None and self.entry.pending)):
            self._read()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Refused | Unavailable):
            self.refusal.setText(str(error))
            self.refusal.show()
        if not isinstance(error, Refused):
            self._station.background.failed.emit(error)
