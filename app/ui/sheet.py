"""A sheet laid over the window: it holds nothing up, Esc takes it away, and the keyboard goes back where it was."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QWidget

from app.ui import arrangement, theme

EDGE = 8  # pixels kept free around it
FOOT = 40  # pixels at 100 %: the state line stays in sight


class Sheet(QFrame):
    """Over `window`, `below` one of its parts, in the middle or (`aside`) at the right. It goes when the keyboard goes
    elsewhere in the window; another program in front of it leaves it there."""

    closed = Signal()

    def __init__(self, window: QWidget, below: QWidget, name: str, width: int, height: int, *, aside: bool = False):
        super().__init__(window)
        self._window, self._below, self._aside = window, below, aside
        self._wanted = (width, height)
        self._fitting: int | None = None
        self._from: QWidget | None = None
        self.setProperty("look", "sheet")
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.hide()
        window.installEventFilter(self)

    def put(self, inside: QLayout) -> None:
        """Lay these on the sheet."""
        whole = arrangement.column(inside)
        whole.setContentsMargins(1, 1, 1, 1)
        self.setLayout(whole)

    def come(self, focus: QWidget) -> None:
        """Show the sheet, the keyboard on `focus`."""
        if not self.isVisible():
            self._from = QApplication.focusWidget()
            app = QApplication.instance()
            if isinstance(app, QApplication):
                app.focusChanged.connect(self._follow)
        self._place()
        self.show()
        self.raise_()
        focus.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def fit(self, height: int) -> None:
        """Be no higher than that (pixels), nor than what was given."""
        self._fitting = height
        if self.isVisible():
            self._place()

    def leave(self) -> None:
        """Take the sheet away, and give the keyboard back if it has it."""
        if not self.isVisible():
            return
        held = self._holds(QApplication.focusWidget())
        self._vanish()
        former = self._from
        if held and former is not None and shiboken6.isValid(former) and former.isVisible():
            former.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            self._place()
        super().changeEvent(event)

    def _follow(self) -> None:
        """The signal's own widgets are not taken: one may be in the middle of its end."""
        focused = QApplication.focusWidget()
        if focused is not None and focused.window() is self._window and not self._holds(focused):
            self._vanish()

    def _vanish(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication) and self.isVisible():
            app.focusChanged.disconnect(self._follow)
        self.hide()
        self.closed.emit()

    def _holds(self, widget: QWidget | None) -> bool:
        return widget is not None and (widget is self or self.isAncestorOf(widget))

    def _place(self) -> None:
        room = self._window.rect()
        top = self._below.mapTo(self._window, self._below.rect().bottomLeft()).y() + EDGE
        width = min(theme.size(self._wanted[0]), room.width() - 2 * EDGE)
        height = min(theme.size(self._wanted[1]), room.height() - top - theme.size(FOOT))
        if self._fitting is not None:
            height = min(height, self._fitting)
        left = room.right() - width - EDGE if self._aside else (room.width() - width) // 2
        self.setGeometry(QRect(left, top, width, height))
