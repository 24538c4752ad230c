"""Every key of the window, read from the acts themselves (F1); Enter does what the line says."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui import arrangement, controls, plain
from app.ui.goal_list import GoalList
from app.ui.goals import Goal
from app.ui.sheet import Sheet

WIDTH, HEIGHT = 560, 640


class KeysSheet(Sheet):
    """The keys, under the place they work in."""

    def __init__(self, window: QWidget, below: QWidget):
        super().__init__(window, below, "Raccourcis", WIDTH, HEIGHT)
        self.list = GoalList()
        self.list.setAccessibleName("Raccourcis")
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        close = controls.button("Fermer", self.leave, "dense")
        head = arrangement.row(plain.label("Raccourcis", "page_title"), None, close, margins=(16, 10, 12, 10))
        whole = arrangement.column(head, controls.rule(), self.list)
        whole.setStretch(2, 1)
        self.put(whole)
        self.list.activated.connect(lambda _: self._go())

    def enter(self, keys: Sequence[Goal]) -> None:
        """Come over the window with these keys; or go, if there."""
        if self.isVisible():
            self.leave()
            return
        self.list.show_goals(keys, None)
        self.come(self.list)

    def _go(self) -> None:
        goal = self.list.current
        if goal is not None:
            self.leave()
            goal.go()
