"""The quick line: an entry in under ten seconds without leaving the keyboard, and how it was understood, live."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QSizePolicy, QWidget

from app.core import quick_line, times
from app.core.desk import Done
from app.core.errors import Refused, Unavailable
from app.core.places import Places
from app.core.registers.crisis import FRAMES
from app.core.store.rows import CrisisRow
from app.ui import arrangement, controls, entry_words, plain, theme
from app.ui.controls import draw_words, sign_width
from app.ui.flow_layout import FlowLayout
from app.ui.kept_text import KeptText
from app.ui.station import Station

HINT = "Nouvelle entrée : heure émetteur moyen > objet"
CHIP_TONES = {"typed": "text", "default": "text_secondary", "late": "warning", "ahead": "warning", "proposed": "info"}


class QuickLine(QFrame):
    """One field, a clock, and a row of chips. Enter records, Tab accepts what is proposed, Esc keeps the draft."""

    left = Signal()  # Esc: the keyboard goes back to the table
    recorded = Signal(str, str)  # id and number of the entry just written

    def __init__(self, station: Station, places: Places, now: Callable[[], int]) -> None:
        super().__init__()
        self._station, self._places, self._now = station, places, now
        self._crisis: CrisisRow | None = None
        self._accepted = False
        self._kept = KeptText(station, self)
        self.setProperty("look", "quick")
        self._clock = plain.label("", "vital", name="Heure")
        self.line = EntryField()
        self.line.setAccessibleName("Saisie rapide")
        self.line.textChanged.connect(self._understand)
        self.line.textEdited.connect(self._kept.change)
        self.line.returnPressed.connect(self._record)
        self.line.left.connect(self.left)
        self.line.accepted.connect(self._accept)
        self.act = controls.button("Enregistrer  Entrée", self._record, "primary", "Enregistrer l’entrée")
        self._shortcut = plain.label("Ctrl+N", "key", "text_tertiary")
        self.chips = QWidget()
        self._flow = FlowLayout(self.chips, spacing=6)
        self.refusal = plain.label("", "small_strong", "error", wrap=True, name="Refus")
        self._frame = plain.label("", "key", "text_secondary", name="Cadre")
        for key in (self._frame, self._shortcut):
            key.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        whole = QGridLayout()
        whole.setContentsMargins(16, 8, 16, 6)
        whole.setHorizontalSpacing(10)
        whole.setVerticalSpacing(8)
        whole.addWidget(self._clock, 0, 0)
        whole.addWidget(self.line, 0, 1)
        whole.addLayout(arrangement.row(self._frame, self._shortcut, self.act, spacing=10), 0, 2)
        whole.addWidget(self.refusal, 1, 1, 1, 2)
        whole.addWidget(self.chips, 2, 1, 1, 2)
        whole.setColumnStretch(1, 1)
        self.setLayout(whole)
        self._tick()
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self.show_crisis(None)

    def show_crisis(self, crisis: CrisisRow | None) -> None:
        """Write into this crisis from now on. What was typed for another stays with that other."""
        if (crisis.id if crisis else "") != (self._crisis.id if self._crisis else ""):
            self._kept.move("", self._restore)
            self.line.clear()
            self._kept.move(f"{crisis.id} quick line" if crisis else "", self._restore)
        self._crisis = crisis
        why = entry_words.why_not_write(crisis)
        self.line.setEnabled(not why)
        self.act.setEnabled(not why)
        self.line.setPlaceholderText(f"Saisie inactive : {why}" if why else HINT)
        self.line.setAccessibleDescription(why)
        self._tick()
        self._understand()

    def keep(self) -> None:
        """Keep on the disk what is typed, without waiting for a pause."""
        self._kept.flush()

    def enter(self) -> None:
        """Take the keyboard."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.surface)
        used = self.line.hasFocus() or bool(self.line.text())
        painter.fillRect(0, 0, self.width(), 2 if used else 1, colours.primary if used else colours.rule_strong)
        painter.end()

    def _tick(self) -> None:
        zone = self._crisis.zone if self._crisis else "Europe/Paris"
        self._clock.setText(times.hour(self._now(), zone))

    def _understand(self) -> None:
        """Show the chips of the line as it stands; nothing is read from the disk here."""
        self.refusal.hide()
        arrangement.clear(self._flow)
        typed = bool(self.line.text().strip()) and self._crisis is not None
        self.chips.setVisible(typed)
        self.act.setVisible(typed)
        self._shortcut.setVisible(not typed and self.line.isEnabled())
        self._frame.setText(FRAMES.get(self._crisis.frame, "") if self._crisis else "")
        self._frame.setVisible(self._shortcut.isVisibleTo(self))
        self.line.proposes = False
        if not typed:
            self._accepted = False
            self.update()
            return
        try:
            understood = self._understood()
        except Refused as refused:
            self._refuse(refused)
            return
        if understood.proposed_place is None:
            self._accepted = False
        self.line.proposes = understood.proposed_place is not None and not self._accepted
        for chip in quick_line.chips(understood):
            accepted = chip.kind == "proposed" and self._accepted
            self._flow.addWidget(ChipView(quick_line.Chip("Lieu", chip.value) if accepted else chip))
            if chip.kind == "proposed" and not accepted:
                self._flow.addWidget(plain.label("Tab", "key", "text_tertiary"))
        self.update()

    def _understood(self) -> quick_line.Understood:
        zone = self._crisis.zone if self._crisis else "Europe/Paris"
        return quick_line.understand(self.line.text(), self._now(), zone, self._places)

    def _accept(self) -> None:
        self._accepted = True
        self._understand()

    def _record(self) -> None:
        if self._crisis is None or self.line.isReadOnly() or not self.line.text().strip():
            return
        try:
            command = quick_line.to_record(self._understood(), self._crisis.id, self._accepted)
        except Refused as refused:
            self._refuse(refused)
            return
        self.line.setReadOnly(True)
        desk = self._station.desk
        self._station.background.write(lambda: desk.do(command), self._succeeded, self._failed)

    def _restore(self, text: str) -> None:
        self.line.setText(text)

    def _succeeded(self, done: Done) -> None:
        self.line.setReadOnly(False)
        self.line.clear()
        self._kept.forget()
        self.recorded.emit(done.id, done.label)

    def _failed(self, error: Exception) -> None:
        self.line.setReadOnly(False)
        if isinstance(error, Refused | Unavailable):
            self._refuse(error)
        if not isinstance(error, Refused):
            self._station.background.failed.emit(error)

    def _refuse(self, error: Exception) -> None:
        self.refusal.setText(f"Refusé : {error}" if isinstance(error, Refused) else str(error))
        self.refusal.show()
        self.line.setAccessibleDescription(str(error))


class EntryField(QLineEdit):
    """The field of the quick line, with its three keys."""

    left = Signal()
    accepted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "quick")
        self.proposes = False

    def event(self, event: QEvent) -> bool:
        tab = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab
        if tab and self.proposes:
            self.accepted.emit()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class ChipView(QWidget):
    """One thing understood: what it is, and its value. Dashed as long as it is only proposed."""

    def __init__(self, chip: quick_line.Chip) -> None:
        super().__init__()
        self._chip = chip
        self._value = chip.value if len(chip.value) <= 60 else f"{chip.value[:59]}…"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{chip.label} : {chip.value}")

    def sizeHint(self) -> QSize:
        name = sign_width("", self._chip.label, "micro")
        value = sign_width("", self._value, "small_strong")
        return QSize(name + value + theme.size(26), theme.size(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        tone = CHIP_TONES.get(self._chip.kind, "text")
        painter = QPainter(self)
        box = self.rect().adjusted(0, 0, -1, -1)
        name = QRect(box.left(), box.top(), sign_width("", self._chip.label, "micro") + theme.size(12), box.height())
        painter.fillRect(name, colours.window)
        edge = colours.rule_strong if tone in ("text", "text_secondary") else colours.colour(tone)
        style = Qt.PenStyle.DashLine if self._chip.kind == "proposed" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(edge, 1, style))
        painter.drawRect(box)
        painter.drawLine(name.topRight(), name.bottomRight())
        draw_words(painter, name.adjusted(theme.size(6), 0, 0, 0), self._chip.label, "text_tertiary", "micro")
        value = QRect(name.right() + theme.size(8), box.top(), box.right() - name.right(), box.height())
        draw_words(painter, value, self._value, tone, "small_strong")
        painter.end()
