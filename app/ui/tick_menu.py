"""Several values of a list, ticked in a menu that stays open."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu

from app.ui import controls, plain

AIR = "\u00a0\u00a0"  # the style sheet gives a button with a menu no room at its left


class OpenMenu(QMenu):
    """A menu that stays open while one ticks: Space and the mouse tick, Enter and Esc close it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.activeAction()
        if action is None or not action.isCheckable():
            super().mouseReleaseEvent(event)
            return
        action.trigger()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None:
            action.trigger()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
            return
        super().keyPressEvent(event)


class Several(controls.Button):
    """Any of several values: none ticked keeps them all."""

    ticked = Signal()

    def __init__(self, name: str, options: Mapping[Any, str]) -> None:
        super().__init__(AIR)
        self._name, self._options = name, options
        self.setProperty("look", "field")
        self.list = OpenMenu(self)
        self.list.setAccessibleName(name)
        self.actions_of = {}
        for value, words in options.items():
            action = self.list.addAction(plain.without_mnemonic(words))
            action.setCheckable(True)
            action.triggered.connect(self._tick)
            self.actions_of[value] = action
        self.setMenu(self.list)
        self._say()

    @property
    def values(self) -> tuple[Any, ...]:
        """The values ticked, in the order of the list."""
        return tuple(value for value, action in self.actions_of.items() if action.isChecked())

    def show_values(self, values: Sequence[Any]) -> None:
        for value, action in self.actions_of.items():
            action.setChecked(value in values)
        self._say()

    def _tick(self) -> None:
        self._say()
        self.ticked.emit()

    def _say(self) -> None:
        words = [self._options[value] for value in self.values]
        shown = "tous" if not words else words[0] if len(words) == 1 else f"{words[0]} + {len(words) - 1}"
        self.setText(AIR + plain.without_mnemonic(shown))
        self.setAccessibleName(f"{self._name} : {', '.join(words) or 'tous'}")
