"""Exclusive choices, all in sight, with what each means below it: none is made in advance."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QWidget

from app.ui import arrangement, plain

ARROWS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}


class Choices(QWidget):
    """An arrow chooses what it goes to. `changed` tells the code chosen."""

    changed = Signal(str)

    def __init__(self, options: Mapping[str, str]):
        super().__init__()
        self._group = QButtonGroup(self)
        self._codes = list(options)
        self._below: dict[str, QLabel] = {}
        rows: list[QWidget] = []
        for place, (code, words) in enumerate(options.items()):
            made = QRadioButton(plain.without_mnemonic(words))
            made.installEventFilter(self)
            self._group.addButton(made, place)
            below = plain.label("", "small", "text_secondary", wrap=True)
            below.setContentsMargins(24, 0, 0, 0)
            below.hide()
            self._below[code] = below
            rows += [made, below]
        self._group.idToggled.connect(self._tell)
        self.setLayout(arrangement.column(*rows, spacing=6))
        if rows:
            self.setFocusProxy(rows[0])

    @property
    def chosen(self) -> str:
        """The code chosen, or nothing."""
        place = self._group.checkedId()
        return self._codes[place] if place >= 0 else ""

    def choose(self, code: str) -> None:
        made = self._button(code)
        made.setChecked(True)
        self.setFocusProxy(made)  # the keyboard never starts on another choice than the one that is made

    def clear(self) -> None:
        """Back to no choice."""
        self._group.setExclusive(False)
        for made in self._group.buttons():
            made.setChecked(False)
        self._group.setExclusive(True)
        self.setFocusProxy(self._group.buttons()[0])
        self.changed.emit("")

    def explain(self, code: str, words: str) -> None:
        """Say below that choice what it means."""
        self._below[code].setText(words)
        self._below[code].setVisible(bool(words))
        self._button(code).setAccessibleDescription(words)

    def refuse(self, code: str, reason: str) -> None:
        """That choice cannot be made, and why."""
        made = self._button(code)
        made.setEnabled(not reason)
        self.explain(code, reason)
        plain.mark(self._below[code], "tone", "error" if reason else "text_secondary")

    def _button(self, code: str) -> QRadioButton:
        made = self._group.button(self._codes.index(code))
        assert isinstance(made, QRadioButton)
        return made

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left to Qt, an arrow only moves as long as nothing is chosen."""
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if pressed not in ARROWS or not isinstance(watched, QRadioButton):
            return super().eventFilter(watched, event)
        step, place = ARROWS[Qt.Key(pressed)], self._group.id(watched)
        for n in range(1, len(self._codes) + 1):
            wanted = self._group.button((place + n * step) % len(self._codes))
            if wanted.isEnabled():
                wanted.setFocus(Qt.FocusReason.TabFocusReason)
                wanted.setChecked(True)
                break
        return True

    def _tell(self, place: int, checked: bool) -> None:
        if checked:
            self.changed.emit(self._codes[place])
