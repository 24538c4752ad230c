"""Giving a visa, or taking a message back: two acts that are signed and named."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from app.core.errors import Refused
from app.core.registers.messages import GiveVisa, Message, Withdraw
from app.core.registers.visas import DECISIONS
from app.core.texts import Version
from app.ui import arrangement, form, plain
from app.ui.form import FormDialog
from app.ui.station import Station

ARROWS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}


class Choices(QWidget):
    """Exclusive choices, all in sight, none made in advance. An arrow chooses what it goes to."""

    def __init__(self, options: dict[str, str]):
        super().__init__()
        self._group = QButtonGroup(self)
        self._codes = list(options)
        buttons = []
        for place, words in enumerate(options.values()):
            made = QRadioButton(plain.without_mnemonic(words))
            made.installEventFilter(self)
            self._group.addButton(made, place)
            buttons.append(made)
        self.setLayout(arrangement.column(*buttons, spacing=6))
        self.setFocusProxy(buttons[0])

    @property
    def chosen(self) -> str:
        """The code chosen, or nothing."""
        place = self._group.checkedId()
        return self._codes[place] if place >= 0 else ""

    def choose(self, code: str) -> None:
        self._group.button(self._codes.index(code)).setChecked(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left to Qt, an arrow only moves as long as nothing is chosen."""
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if pressed not in ARROWS or not isinstance(watched, QRadioButton):
            return super().eventFilter(watched, event)
        wanted = (self._group.id(watched) + ARROWS[Qt.Key(pressed)]) % len(self._codes)
        self._group.button(wanted).setFocus(Qt.FocusReason.TabFocusReason)
        self._group.button(wanted).setChecked(True)
        return True


class VisaDialog(FormDialog):
    """A visa of the version that was on the screen when the button was pressed: never of one that came since."""

    def __init__(self, parent: QWidget | None, station: Station, message: Message, version: Version):
        super().__init__(parent, f"Viser {message.reference} {version.label}", "Signer le visa", station.background)
        self._station, self._message, self._version = station, message, version
        self.decision = Choices({code: words[:1].upper() + words[1:] for code, words in DECISIONS.items()})
        self.comment = form.area("Réserve ou remarque", lines=3)
        what = f"« {version.text.title} ». Votre visa vaut pour ce texte exact : un mot changé, et il tombe."
        self.form.add_plain(plain.label(what, wrap=True))
        self.form.add("decision", "Décision", self.decision)
        self.form.add("comment", "Réserve ou remarque", self.comment, "Obligatoire pour une réserve.")
        self.put_form()
        self.resize(480, 420)

    def submit(self) -> None:
        if not self.decision.chosen:
            self.form.refuse(Refused("choisissez une décision.", "decision"))
            return
        command = GiveVisa(self._message.id, self._version.label, self.decision.chosen, form.value(self.comment))
        self.run(partial(self._station.desk.do, command))


class WithdrawDialog(FormDialog):
    """Takes a message back, with its reason."""

    def __init__(self, parent: QWidget | None, station: Station, message: Message):
        super().__init__(parent, f"Retirer {message.reference}", "Retirer le message", station.background)
        self._station, self._message = station, message
        self.reason = form.area("Motif", lines=3)
        what = "Le message reste lisible, avec ses versions et ses visas. Un message retiré ne se reprend pas."
        self.form.add_plain(plain.label(what, wrap=True))
        self.form.add("reason", "Motif", self.reason)
        self.put_form()
        self.resize(480, 300)

    def submit(self) -> None:
        self.run(partial(self._station.desk.do, Withdraw(self._message.id, form.value(self.reason))))
