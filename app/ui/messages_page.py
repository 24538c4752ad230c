"""Messages: what there is to do at the left, the text in the middle, its visas at the right."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.records import Author
from app.core.registers.messages import Message, Revise, Submit
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow, MessageRow
from app.core.texts import Version
from app.ui import arrangement, controls, message_acts, message_list, plain, theme
from app.ui.card_list import CardList
from app.ui.form import FormDialog
from app.ui.message_editor import MessageEditor
from app.ui.message_text import MessageText, since_when
from app.ui.station import Station
from app.ui.two_heads import TwoHeads
from app.ui.visa_dialog import VisaDialog, WithdrawDialog
from app.ui.visa_panel import VisaPanel

LIST_WIDTH, CIRCUIT_WIDTH = 264, 372
KEYS_UP_TO = 1.5  # size of text
NOTHING = "Aucun message dans cette crise.\nLe premier est souvent un message d’attente : Ctrl+M."


@dataclass(frozen=True, slots=True)
class Opened:
    """A message with the one who reads it, as the crisis knows him: once for each role held there."""

    message: Message
    me: Author
    acting: tuple[Author, ...]


class MessagesPage(QWidget):
    """The messages of one crisis. What is on the screen is what a visa signs."""

    def __init__(self, station: Station):
        super().__init__()
        self._station = station
        self._crisis: CrisisRow | None = None
        self._opened: Opened | None = None
        self.new = controls.button("Nouveau…", self.new_message, "dense", name="Nouveau message")
        self.new.setToolTip("Nouveau message (Ctrl+M)")
        self.cards = CardList("Messages")
        self.cards.chosen.connect(self._open)
        self.text = MessageText(station.background)
        self.heads = TwoHeads(station.background, self._keep, self._write_other)
        self.panel = VisaPanel(
            {
                message_acts.REVISE: self._revise,
                message_acts.SUBMIT: self._submit,
                message_acts.SIGN: self._sign,
                message_acts.WITHDRAW: self._withdraw,
            }
        )
        self._refusal = plain.label("", "small_strong", "error", wrap=True, name="Refus")
        self._refusal.setContentsMargins(16, 6, 16, 6)
        self._refusal.hide()
        self._middle = QStackedWidget()
        for widget in (_empty(), self.text, self.heads):
            self._middle.addWidget(widget)
        self._lay_out()
        self._dress()
        station.background.changed.connect(self._look_again)

    def show_crisis(self, crisis: CrisisRow) -> None:
        """Show the messages of that crisis."""
        if self._crisis is None or self._crisis.id != crisis.id:
            self._opened = None
            self.cards.show_items(())
        self._crisis = crisis
        self._read_list()

    def show_record(self, id: str) -> None:
        """Go to that message, wherever it is in the list."""
        if not self.cards.choose(id):
            self._read_list(id)

    def new_message(self) -> None:
        if self._crisis is None:
            return
        editor = MessageEditor(self, self._station, self._crisis.id)
        editor.show_frame(self._crisis.frame)
        if editor.exec() == QDialog.DialogCode.Accepted:
            self._read_list(editor.written)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        """The keys stand in the button as long as there is room for them."""
        self.new.setText("Nouveau…  Ctrl+M" if theme.scale() < KEYS_UP_TO else "Nouveau…")

    def _lay_out(self) -> None:
        head = arrangement.row(plain.label("Messages", "page_title"), None, self.new, margins=(14, 7, 12, 7))
        left = arrangement.panel(arrangement.column(arrangement.panel(head), controls.rule(), self.cards))
        self._right = arrangement.panel(arrangement.column(self.panel, self._refusal))
        self._right.hide()
        split = arrangement.split(
            (left, LIST_WIDTH, 200),
            (self._middle, 620, 260),
            (self._right, CIRCUIT_WIDTH, 280),
            stretched=1,
        )
        self.setLayout(arrangement.column(split))

    def _look_again(self, changes: Changes) -> None:
        if self._crisis is not None and (self._crisis.id in changes.spaces or changes.members):
            self._read_list()
            if self.cards.current_id:
                self._open(self.cards.current_id)

    def _read_list(self, wanted: str = "") -> None:
        if self._crisis is not None:
            read = partial(_rows, self._station.reading, self._crisis.id, wanted)
            self._station.background.read(read, self._show_list)

    def _show_list(self, found: tuple[str, str, list[MessageRow]]) -> None:
        space, wanted, rows = found
        if self._crisis is not None and self._crisis.id == space:
            self.cards.show_items(message_list.items(rows), wanted)
            if not rows:
                self._show_nothing()

    def _open(self, id: str) -> None:
        if not id or self._crisis is None:
            self._show_nothing()
            return
        read = partial(_open, self._station.reading, self._crisis, id)
        self._station.background.read(read, self._show_opened)

    def _show_nothing(self) -> None:
        self._opened = None
        self._middle.setCurrentIndex(0)
        self._right.hide()

    def _show_opened(self, opened: Opened) -> None:
        message = opened.message
        if self._crisis is None or message.id != self.cards.current_id:
            return
        if self._opened is None or self._opened.message.id != message.id:
            self._refusal.hide()
        self._opened = opened
        version, zone, open = message.current, self._crisis.zone, self._crisis.open
        if message.state == "conflict":
            why_not = message_acts.reasons(message, version, opened.acting, open)[message_acts.REVISE]
            self.heads.show_message(message, zone, why_not)
            self._middle.setCurrentWidget(self.heads)
        else:
            since = since_when(message, version, opened.acting)
            self.text.show_message(message, version, zone, since)
            self._middle.setCurrentWidget(self.text)
        self.panel.show_message(message, version, opened.acting, zone, open)
        self._right.show()

    def _revise(self) -> None:
        if self._opened is not None:
            message = self._opened.message
            self._edit(message, message.current)

    def _write_other(self) -> None:
        if self._opened is not None:
            self._edit(self._opened.message, self._opened.message.current)

    def _edit(self, message: Message, version: Version) -> None:
        if self._crisis is not None:
            seen = message.fields["version"].seen
            self._act(MessageEditor(self, self._station, self._crisis.id, message, version.text, seen))

    def _keep(self, version: Version) -> None:
        if self._opened is not None:
            message = self._opened.message
            self._do(Revise(message.id, version.text, message.fields["version"].seen))

    def _submit(self) -> None:
        if self._opened is not None and self.text.version is not None:
            self._do(Submit(self._opened.message.id, self.text.version.label))

    def _sign(self) -> None:
        if self._opened is not None and self.text.version is not None:
            self._act(VisaDialog(self, self._station, self._opened.message, self.text.version))

    def _withdraw(self) -> None:
        if self._opened is not None:
            self._act(WithdrawDialog(self, self._station, self._opened.message))

    def _act(self, dialog: FormDialog) -> None:
        """Run a dialog that acts in the crisis on screen: it repeats its frame."""
        if self._crisis is not None:
            dialog.show_frame(self._crisis.frame)
        dialog.exec()

    def _do(self, command: Revise | Submit) -> None:
        self._refusal.hide()
        self._station.background.write(partial(self._station.desk.do, command), failed=self._refused)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            self._station.background.failed.emit(error)
            return
        self._refusal.setText(f"Refusé : {error}")
        self._refusal.show()


def _rows(reading: Reading, space: str, wanted: str) -> tuple[str, str, list[MessageRow]]:
    return space, wanted, reading.messages(space)


def _open(reading: Reading, crisis: CrisisRow, id: str) -> Opened:
    me = reading.me()
    held = [member for member in reading.members(crisis.id) if member.person == me.person]
    acting = tuple(replace(me, role=member.role, organisation=member.organisation) for member in held)
    return Opened(reading.message(id), me, acting)


def _empty() -> QWidget:
    words = plain.label(NOTHING, "body", "text_secondary", wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return arrangement.panel(arrangement.column(None, words, None, margins=(40, 40, 40, 40)))
