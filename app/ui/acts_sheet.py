"""Every act on the message on screen, those that are refused with their reason; Enter does what the line says."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui import arrangement, controls, plain
from app.ui.goal_list import GoalList
from app.ui.goals import Goal
from app.ui.message_acts import Act
from app.ui.sheet import Sheet

WIDTH, HEIGHT = 520, 620
POSSIBLE, REFUSED = "Possibles maintenant", "Refusés maintenant, et pourquoi"


class ActsSheet(Sheet):
    """`press` is called with the key of the act chosen."""

    def __init__(self, window: QWidget, below: QWidget, press: Callable[[str], object]):
        super().__init__(window, below, "Actes sur ce message", WIDTH, HEIGHT, aside=True)
        self._press = press
        self._reasons: dict[str, str] = {}
        self.list = GoalList()
        self.list.setAccessibleName("Actes sur ce message")
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.reason = plain.label("", "small_strong", "error", wrap=True, name="Pourquoi cet acte est refusé")
        self.reason.setContentsMargins(16, 8, 16, 10)
        close = controls.button("Fermer", self.leave, "dense")
        head = arrangement.row(plain.label("Actes", "page_title"), None, close, margins=(16, 10, 12, 10))
        whole = arrangement.column(head, controls.rule(), self.list, controls.rule(), self.reason)
        whole.setStretch(2, 1)
        self.put(whole)
        self.list.activated.connect(lambda _: self._go())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._tell())

    def enter(self, acts: Sequence[Act], refused: Mapping[str, str]) -> None:
        """Come over the window with these acts; or go, if there."""
        if self.isVisible():
            self.leave()
            return
        self._reasons = {one.words: reason for one in acts if (reason := refused.get(one.key, ""))}
        possible = [
            Goal(POSSIBLE, one.words, partial(self._press, one.key)) for one in acts if not refused.get(one.key)
        ]
        others = [
            Goal(REFUSED, one.words, lambda: None, refused[one.key], shape="hors_ligne")
            for one in acts
            if refused.get(one.key)
        ]
        self.list.show_goals([*possible, *others], None)
        self._tell()
        self.come(self.list)

    def _tell(self) -> None:
        goal = self.list.current
        reason = self._reasons.get(goal.words, "") if goal else ""
        self.reason.setText(f"{goal.words.removesuffix('…')} : {reason}" if goal and reason else "")
        self.reason.setVisible(bool(reason))

    def _go(self) -> None:
        goal = self.list.current
        if goal is not None and goal.words not in self._reasons:
            self.leave()
            goal.go()
