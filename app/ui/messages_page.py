"""Messages: what there is to do at the left, the text in the middle, its visas at the right."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.core.changes import Changes
from app.core.errors import Refused
from app.core.message_commands import Command, Submit
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow, MessageRow
from app.core.texts import Version
from app.sync.state import ExchangeState
from app.ui import arrangement, controls, message_acts, message_dialogs, message_list, plain, theme
from app.ui.acts_sheet import ActsSheet
from app.ui.card_list import CardList
from app.ui.circuit_dialog import CircuitDialog
from app.ui.form import FormDialog
from app.ui.link_state import known
from app.ui.message_editor import MessageEditor
from app.ui.message_text import MessageText
from app.ui.opened_message import Opened, open_message
from app.ui.station import Station
from app.ui.two_heads import TwoHeads
from app.ui.version_choices import since_when
from app.ui.visa_panel import VisaPanel

LIST_WIDTH, CIRCUIT_WIDTH = 264, 372
KEYS_UP_TO = 1.5  # size of text
AGES = 30_000  # ms between two looks at what the hour changes: late visas, validities
NOTHING = "Aucun message dans cette crise.\nLe premier est souvent un message d’attente : Ctrl+M."


class MessagesPage(QWidget):
    """The messages of one crisis. What is on the screen is what a visa signs."""

    def __init__(self, station: Station):
        super().__init__()
        self._station = station
        self._crisis: CrisisRow | None = None
        self._opened: Opened | None = None
        self._exchange: ExchangeState | None = None
        self._sheet: ActsSheet | None = None
        self.new = controls.button("Nouveau…", self.new_message, "dense", name="Nouveau message")
        self.new.setToolTip("Nouveau message (Ctrl+M)")
        self.circuits = controls.button("Circuits de visas…", self.show_circuits, "dense")
        self.cards = CardList("Messages")
        self.cards.chosen.connect(self._open)
        self.text = MessageText(station.background, station.reading)
        self.heads = TwoHeads(station.background, self._keep, partial(self.press, message_acts.REVISE), self._later)
        self.panel = VisaPanel(station, self.press, self.list_acts, self.show_record)
        self.panel.embargo_over.connect(self._read_again)
        self._refusal = plain.label("", "small_strong", "error", wrap=True, name="Refus")
        self._refusal.setContentsMargins(16, 6, 16, 6)
        self._refusal.hide()
        self._arrived = plain.label("", "small_strong", "warning", wrap=True, name="Nouvelle version")
        self._arrived.setContentsMargins(20, 6, 20, 6)
        self._arrived.hide()
        self._middle = QStackedWidget()
        for widget in (_empty(), self.text, self.heads):
            self._middle.addWidget(widget)
        self._ages = QTimer(self)
        self._ages.setInterval(AGES)
        self._ages.timeout.connect(self._read_again)
        self._lay_out()
        self._add_keys()
        self._dress()
        station.background.changed.connect(self._look_again)
        station.background.exchange.connect(self._show_exchange)

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
        self._ask(editor)

    def show_circuits(self) -> None:
        """Show who must sign in this crisis; its head of cell may change it."""
        if self._crisis is not None:
            CircuitDialog(self, self._station, self._crisis).exec()

    def press(self, key: str) -> None:
        """Do that act on the message and the version that are on the screen."""
        opened, crisis = self._opened, self._crisis
        act = next((one for one in opened.acts if one.key == key), None) if opened else None
        if opened is None or crisis is None or act is None:
            return
        if act.kind in message_acts.AT_ONCE and act.probe is not None:
            self._do(act.probe)
            return
        if act.kind == message_acts.KEEP:
            self.heads.setFocus()
            return
        circuit = message_dialogs.only_circuit(opened) if act.kind == message_acts.SUBMIT else None
        if circuit is not None:
            self._do(Submit(opened.message.id, opened.version.label, circuit.id))
            return
        dialog = message_dialogs.dialog_for(act.kind, self, self._station, crisis, opened)
        if dialog is not None:
            self._ask(dialog)

    def list_acts(self) -> None:
        """Every act on the message on screen, those that are refused with their reason."""
        if self._opened is None:
            return
        if self._sheet is None:  # only now is the page in its window
            self._sheet = ActsSheet(self.window(), self._head, self.press)
        self._sheet.enter(self._opened.acts, self._opened.refused)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
            self._show_panel()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ages.start()
        self._read_again()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ages.stop()

    def _dress(self) -> None:
        """The keys stand in the button as long as there is room for them."""
        self.new.setText("Nouveau…  Ctrl+M" if theme.scale() < KEYS_UP_TO else "Nouveau…")

    def _lay_out(self) -> None:
        head = arrangement.row(plain.label("Messages", "page_title"), None, self.new, margins=(14, 7, 12, 7))
        self._head = arrangement.panel(head)
        foot = arrangement.row(self.circuits, None, margins=(12, 6, 12, 6))
        left = arrangement.panel(arrangement.column(self._head, controls.rule(), self.cards, controls.rule(), foot))
        self._right = arrangement.panel(arrangement.column(self.panel, self._refusal))
        self._right.hide()
        middle = arrangement.panel(arrangement.column(self._arrived, self._middle))
        split = arrangement.split(
            (left, LIST_WIDTH, 200),
            (middle, 620, 260),
            (self._right, CIRCUIT_WIDTH, 280),
            stretched=1,
        )
        self.setLayout(arrangement.column(split))

    def _add_keys(self) -> None:
        for words, key, act in (
            ("Actes sur ce message…", "Ctrl+Shift+A", self.list_acts),
            ("Différences, ou texte seul", "F3", self.text.toggle),
        ):
            action = QAction(words, self)
            action.setShortcut(key)
            action.triggered.connect(lambda _=False, act=act: act())
            self.addAction(action)

    def _look_again(self, changes: Changes) -> None:
        """What changed out of sight is read when the page is shown."""
        if self._crisis is not None and self.isVisible() and (self._crisis.id in changes.spaces or changes.members):
            self._read_again()

    def _read_again(self) -> None:
        if self._crisis is not None:
            self._read_list()
            if self.cards.current_id:
                self._open(self.cards.current_id)

    def _read_list(self, wanted: str = "") -> None:
        if self._crisis is not None:
            read = partial(_rows, self._station.reading, self._crisis.id, wanted)
            self._station.background.read(read, self._show_list)

    def _show_list(self, found: tuple[str, str, list[MessageRow], int]) -> None:
        space, wanted, rows, now = found
        if self._crisis is not None and self._crisis.id == space:
            self.cards.show_items(message_list.items(rows, now, self._crisis.zone), wanted)
            if not rows:
                self._show_nothing()

    def _open(self, id: str) -> None:
        if not id or self._crisis is None:
            self._show_nothing()
            return
        read = partial(open_message, self._station, self._crisis, id)
        self._station.background.read(read, self._show_opened)

    def _show_nothing(self) -> None:
        self._opened = None
        self._arrived.hide()
        self._middle.setCurrentIndex(0)
        self._right.hide()

    def _show_opened(self, opened: Opened) -> None:
        message, version = opened.message, opened.version
        if self._crisis is None or message.id != self.cards.current_id:
            return
        read = self._opened.version if self._opened and self._opened.message.id == message.id else None
        if read is None:
            self._refusal.hide()
            self._arrived.hide()
        self._opened = opened
        if message.state == "conflict":
            self._arrived.hide()
            self.heads.show_message(opened, self._crisis.zone)
            self._middle.setCurrentWidget(self.heads)
        else:
            since = since_when(message, version, opened.acting)
            if read is not None and read.hash != version.hash and self.text.version == read:
                since = read
                self._say_arrived(read, opened)
            self.text.show_message(message, version, self._crisis.zone, since)
            self._middle.setCurrentWidget(self.text)
        self._show_panel()
        self._right.show()

    def _say_arrived(self, read: Version, opened: Opened) -> None:
        """The text changed under the reader's eyes: he must not go on as if it had not."""
        mine = {one.person for one in opened.acting} & {one.person for one in opened.version.authors}
        words = f"{opened.version.label} a remplacé {read.label} pendant votre lecture : les mots changés sont marqués."
        self._arrived.setText(words)
        self._arrived.setVisible(not mine)

    def _show_panel(self) -> None:
        if self._opened is not None and self._crisis is not None:
            self.panel.show_message(
                self._opened, self._crisis, known(self._opened.time, self._exchange, self._crisis.zone)
            )

    def _show_exchange(self, state: ExchangeState) -> None:
        changed = self._exchange is None or self._exchange.online != state.online
        self._exchange = state
        if changed:
            self._show_panel()

    def _keep(self, version: Version) -> None:
        if self._opened is not None and self._crisis is not None:
            self._ask(message_dialogs.keep_dialog(self, self._station, self._crisis, self._opened, version))

    def _later(self) -> None:
        self.cards.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, dialog: FormDialog) -> None:
        if isinstance(dialog, MessageEditor):  # it stays as long as it takes to write, beside the window
            dialog.recorded.connect(self._read_list)
            dialog.begin()
            return
        dialog.exec()
        dialog.deleteLater()

    def _do(self, command: Command) -> None:
        self._refusal.hide()
        self._station.background.write(partial(self._station.desk.do, command), failed=self._refused)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            self._station.background.failed.emit(error)
            return
        self._refusal.setText(f"Refusé : {error}")
        self._refusal.show()
        self._read_again()


def _rows(reading: Reading, space: str, wanted: str) -> tuple[str, str, list[MessageRow], int]:
    return space, wanted, reading.messages(space), reading.server_time().now


def _empty() -> QWidget:
    words = plain.label(NOTHING, "body", "text_secondary", wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return arrangement.panel(arrangement.column(None, words, None, margins=(40, 40, 40, 40)))
