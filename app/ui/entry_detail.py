"""One entry in full, folded from its verified operations, with what can be done about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.core.changes import Changes
from app.core.entries import Attachment
from app.core.entry import Entry
from app.core.entry_commands import Handle, settling
from app.core.errors import Refused, Unavailable
from app.core.places import Places
from app.core.store.journal_reading import Related
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow
from app.ui import arrangement, entry_acts, entry_parts, entry_words, file_drop, focus, plain, theme, triage_keys
from app.ui.action_bar import ActionBar
from app.ui.amend_dialog import AmendDialog
from app.ui.conflict_values import SETTLED
from app.ui.copy_dialog import CopyDialog, Holder
from app.ui.decide_dialog import DecideDialog
from app.ui.entry_links import Asked, Tie
from app.ui.entry_parts import Calls, Sight
from app.ui.file_joining import FileJoining
from app.ui.form import FormDialog
from app.ui.link_dialog import LinkDialog
from app.ui.part_column import Part, PartColumn
from app.ui.settle_dialog import SettleDialog
from app.ui.station import Station
from app.ui.unlink_dialog import UnlinkDialog

AGES = 30_000  # ms: an hour due may pass while nobody writes
EMPTY = "Choisissez une entrée pour la lire en entier."
CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry, what surrounds it, where the content of each of its files is, and how much of it has come."""

    entry: Entry
    related: Related
    files: dict[str, str]
    come: dict[str, int]


def look(reading: Reading, id: str) -> Opened:
    """Read all that the panel shows. Runs on the reader's thread."""
    entry = reading.entry(id)
    hashes = [file.sha256 for file in entry.files]
    return Opened(entry, reading.related(id), reading.file_states(hashes), reading.file_progress(hashes))


class EntryDetail(QFrame):
    """The panel at the right of the main courante. It reads the entry again when somebody changes it.

    `opened` tells that an entry a person asked for is before his eyes: the page notes it as read. `wanted` asks the
    page to show another entry, whose number was pressed.
    """

    closed = Signal()
    opened = Signal(str)
    wanted = Signal(str)

    def __init__(self, station: Station, places: Places, now: Callable[[], int]) -> None:
        super().__init__()
        self.setProperty("look", "surface")
        self._station, self._places, self._now = station, places, now
        self._crisis: CrisisRow | None = None
        self._id = self._to_tell = ""
        self._opened: Opened | None = None
        self._unfolded: frozenset[str] = frozenset()
        self._dressed = _dress()
        self.parts = PartColumn()
        self.told = plain.label("", "small", "text_secondary", wrap=True, name="Ce qui vient d’être fait")
        self.refusal = plain.label("", "small_strong", "error", wrap=True, name="Refus")
        for said in (self.told, self.refusal):
            said.setContentsMargins(16, 6, 16, 6)
            said.hide()
        self.acts = ActionBar()
        self._add_acts()
        self.setLayout(arrangement.column(self.parts, self.told, self.refusal, self.acts))
        self.joining = FileJoining(station, self)
        self.joining.told.connect(self._say)
        self.drop = file_drop.FileDrop(self, self._why_not_join, now, self._zone)
        self.drop.brought.connect(self.join)
        self.drop.refused.connect(self._refuse)
        self._ages = QTimer(self)
        self._ages.setInterval(AGES)
        self._ages.timeout.connect(self._show)
        self._ages.start()
        station.background.changed.connect(self._changed)
        self.show_entry("")

    @property
    def entry(self) -> Entry | None:
        """The entry shown."""
        return self._opened.entry if self._opened else None

    def show_crisis(self, crisis: CrisisRow | None) -> None:
        """Show the entries of that crisis from now on; none is shown yet. The same crisis again may have changed."""
        same = crisis is not None and self._crisis is not None and crisis.id == self._crisis.id
        self._crisis = crisis
        if same:
            self._show()
        else:
            self.show_entry("")

    def show_entry(self, id: str, *, automatic: bool = False) -> None:
        """Show that entry, or an empty panel. `automatic`: no person asked for it, and `opened` will not tell."""
        same = bool(id) and id == self._id
        self._id, self._to_tell = id, "" if automatic else id
        if same and self._opened is not None:
            self._tell_opened()
            return
        self._say("", "")
        self._opened, self._unfolded = None, frozenset()
        if id:
            self._read()
        else:
            self._station.prefer_files([])
            self._show(from_top=True)

    def let_close(self, closable: bool) -> None:
        """Offer to close the panel, where it stands over the table."""
        self.acts.button(CLOSE).setVisible(closable)

    # -- what a person does here

    def amend(self) -> None:
        """Open the form that rectifies this entry."""
        if self.entry is not None and self._crisis is not None:
            self._open(AmendDialog(self, self._station, self.entry, self._crisis, self._now, self._places))

    def link(self) -> None:
        """Open the form that links this entry to another."""
        if self.entry is not None and self._crisis is not None:
            self._open(LinkDialog(self, self._station, self.entry, self._crisis.zone))

    def decide(self) -> None:
        """Open the form of the decision this entry waits for."""
        if self.entry is not None:
            self._open(DecideDialog(self, self._station, self.entry))

    def settle_contradiction(self, tie: Tie) -> None:
        """Ask how that contradiction is settled."""
        if self.entry is not None:
            self._open(SettleDialog(self, self._station, self.entry, tie))

    def unlink(self, tie: Tie) -> None:
        """Ask why that link was a mistake."""
        if self.entry is not None:
            self._open(UnlinkDialog(self, self._station, self.entry, tie))

    def save(self, file: Attachment) -> None:
        """Ask where a copy of that file goes."""
        if self.entry is not None:
            holder = Holder(self.entry.space, self.entry.number, self.entry.subject)
            self._open(CopyDialog(self, self._station, holder, file))

    def attach(self) -> None:
        """Ask which files to join."""
        if paths := file_drop.choose(self):
            self.join(paths)

    def join(self, brought: Sequence[file_drop.Brought]) -> None:
        """Join these files to the entry shown."""
        if self.entry is not None:
            self.joining.join(self.entry.id, self.entry.number, brought)

    def paste(self) -> None:
        """Join the files or the picture of the clipboard."""
        self.drop.paste()

    def act(self, key: str) -> None:
        """Do what that key of the table does, to the entry shown."""
        if self.entry is None or self._crisis is None:
            return
        self._say("", "")
        said = partial(self._say, refused="")
        acting = triage_keys.Acting(self, self._station, self._crisis, self._now, said, self._refuse)
        triage_keys.act(acting, key, (self.entry,))

    def toggle_key_event(self) -> None:
        """Mark the entry as a key event, or no longer."""
        if self.entry is not None:
            fields = {"key_event": not self.entry.key_event}
            self._write(Handle(self.entry.id, fields, {"key_event": self.entry.fields["key_event"].seen}))

    def settle(self, name: str, value: object) -> None:
        """Keep one of the values of a field: an ordinary change that names all those it replaces."""
        if self.entry is not None:
            self._write(settling(self.entry, name, value, SETTLED))

    # -- what is shown

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell_opened()

    def changeEvent(self, event: QEvent) -> None:
        """Colours and measures are in the parts: another dress draws them all again."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._dressed != _dress():
            self._dressed = _dress()
            self.parts.forget()
            self._show()

    def _add_acts(self) -> None:
        pressed: dict[str, Callable[[], object]] = {
            entry_acts.ANSWER: self.decide,
            entry_acts.AMEND: self.amend,
            entry_acts.LINK: self.link,
            triage_keys.MARK: self.toggle_key_event,
            entry_acts.ATTACH: self.attach,
        }
        for act in entry_acts.IN_ORDER:
            self.acts.add(act, triage_keys.WORDS.get(act, act), pressed.get(act, partial(self.act, act)))
        self.acts.add(CLOSE, "Fermer", self.closed.emit).hide()

    def _open(self, dialog: FormDialog) -> None:
        if self._crisis is not None:
            dialog.show_frame(self._crisis.frame)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _write(self, command: Any) -> None:
        self._say("", "")
        desk = self._station.desk
        self._station.background.write(lambda: desk.do(command), None, self._failed)

    def _read(self) -> None:
        work = partial(look, self._station.reading, self._id)
        self._station.background.read(work, self._arrived, self._not_read)

    def _arrived(self, opened: Opened) -> None:
        if opened.entry.id != self._id or self._crisis is None:
            return
        again = self.entry is not None
        self._opened = opened
        self._station.prefer_files([hash for hash, place in opened.files.items() if place == "away"])
        self._show(from_top=not again)
        self._tell_opened()

    def _not_read(self, error: Exception) -> None:
        if self._opened is None:
            self._id = ""
            self._show(from_top=True)
        self._station.background.failed.emit(error)

    def _tell_opened(self) -> None:
        if self._to_tell and self.entry is not None and self.isVisible():
            told, self._to_tell = self._to_tell, ""
            self.opened.emit(told)

    def _show(self, *, from_top: bool = False) -> None:
        if self._id and self._opened is None:
            return  # it is being read: what was shown stays until then
        if self._opened is None or self._crisis is None:
            self.setAccessibleName("Aucune entrée choisie")
            self.parts.show_parts([Part("empty", EMPTY, _nothing)], from_top=True)
            self.acts.hide()
            return
        one, crisis = self._opened, self._crisis
        why_not = entry_words.why_not_write(crisis)
        sight = Sight(one.entry, one.related, one.files, crisis.zone, self._now(), why_not, self._unfolded, one.come)
        asked = Asked(self.wanted.emit, self.settle_contradiction, self.unlink, why_not)
        calls = Calls(self.settle, asked, self.save, self._unfold)
        self.parts.show_parts(entry_parts.parts(sight, calls, self._places), from_top=from_top)
        self.setAccessibleName(f"Entrée {one.entry.number}")
        self._show_acts(one.entry)

    def _show_acts(self, entry: Entry) -> None:
        words = entry_acts.offered(entry)
        if any(self.acts.button(act).hasFocus() and act not in words for act in entry_acts.IN_ORDER):
            focus.enter(self.parts)  # Qt would choose another act, which Enter pressed again would do
        for act in entry_acts.IN_ORDER:
            self.acts.show_act(act, words.get(act, ""))
        self.acts.show_reasons(entry_acts.reasons(entry, self._crisis), entry_acts.next_act(entry, self._crisis))
        self.acts.show()

    def _unfold(self, name: str) -> None:
        self._unfolded = self._unfolded ^ {name}
        self._show()

    def _changed(self, changes: Changes) -> None:
        """Links, readings and sendings touch an entry through other records: the whole crisis is listened to."""
        if self._id and self._crisis is not None and self._crisis.id in changes.spaces:
            self._read()

    def _zone(self) -> str:
        return self._crisis.zone if self._crisis is not None else "UTC"

    def _why_not_join(self) -> str:
        return entry_words.why_not_write(self._crisis) or ("" if self.entry else "aucune entrée n’est ouverte")

    def _say(self, done: str, refused: str) -> None:
        for label, words in ((self.told, done), (self.refusal, refused)):
            label.setText(words)
            label.setVisible(bool(words))

    def _refuse(self, why: str) -> None:
        self._say(self.told.text(), why)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Refused | Unavailable):
            self._refuse(str(error))
        if not isinstance(error, Refused):
            self._station.background.failed.emit(error)


def _nothing() -> QWidget:
    empty = plain.label(EMPTY, "body", "text_tertiary", wrap=True)
    empty.setContentsMargins(16, 16, 16, 16)
    return empty


def _dress() -> tuple[str, int]:
    return theme.current().name, theme.size(1000)
