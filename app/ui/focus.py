"""The focus ring, two pixels around whatever has the keyboard, and the round of the panes (F6)."""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app.ui import theme

WIDTH, OFFSET = 2, 1
RINGED = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)
MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest)


class Ring(QWidget):
    """One ring for a window: it lies over it and goes where the focus goes. Tables draw their own, inside the row."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def follow(self, new: QWidget | None) -> None:
        """The focus went to `new`, of this window or not."""
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()
        self._around = None
        if isinstance(new, RINGED) and new.window() is self._window and not isinstance(new.parent(), QAbstractSpinBox):
            self._around = new
            above: QWidget | None = new
            while above is not None and above is not self._window:  # any of them may move it
                above.installEventFilter(self)
                self._watched.append(above)
                above = above.parentWidget()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in MOVES:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(theme.current().focus_ring, WIDTH))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _place(self) -> None:
        around = self._around
        if around is None or not shiboken6.isValid(around) or not around.isVisible():
            self.hide()
            return
        seen = self._part_in_sight(around)
        if seen.isEmpty():
            self.hide()  # scrolled away
            return
        margin = WIDTH + OFFSET
        self.setGeometry(seen.adjusted(-margin, -margin, margin, margin))
        self.raise_()
        self.show()

    def _part_in_sight(self, widget: QWidget) -> QRect:
        """Where it is in the window, less what is scrolled away; it need not have been painted yet."""
        seen, inside = widget.rect(), widget
        while inside is not self._window and (above := inside.parentWidget()) is not None:
            seen = seen.translated(inside.pos()).intersected(above.rect())
            inside = above
        return seen


class Rings(QObject):
    """A ring for each window that gets the focus: dialogs have theirs."""

    def __init__(self, app: QApplication, owner: QObject) -> None:
        super().__init__(owner)
        self._shown: Ring | None = None
        app.focusChanged.connect(self.follow)

    @Slot()
    def follow(self) -> None:
        """Go where the focus is now. The signal's own widgets are not taken: one may be in the middle of its end, and
        naming it to Python would end the program."""
        focused = QApplication.focusWidget()
        former, self._shown = self._shown, None
        if focused is not None:
            window = focused.window()
            ring = window.findChild(Ring, options=Qt.FindChildOption.FindDirectChildrenOnly) or Ring(window)
            ring.follow(focused)
            self._shown = ring
        if former is not None and former is not self._shown and shiboken6.isValid(former):
            former.follow(None)


def follow_focus(app: QApplication, owner: QObject) -> None:
    """Draw the ring around what has the focus, for as long as `owner` lives."""
    Rings(app, owner)


def next_pane(panes: Sequence[QWidget]) -> None:
    """Move the focus to the pane after the one that has it. Panes that cannot take it are passed over."""
    focused = QApplication.focusWidget()
    here = next((place for place, pane in enumerate(panes) if _holds(pane, focused)), -1)
    for step in range(1, len(panes) + 1):
        if enter(panes[(here + step) % len(panes)]):
            return


def enter(pane: QWidget) -> bool:
    """Give the focus to what that pane says is its first, else to the first thing in it that can take it; whether
    there was one."""
    if not pane.isVisible() or not pane.isEnabled():
        return False
    first = pane.focusProxy()
    candidates = [*((first,) if first is not None else ()), pane, *pane.findChildren(QWidget)]
    for widget in candidates:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False


def begin(part: QWidget) -> None:
    """Have the keyboard start at the first thing of that part that can take it, once its window is shown."""
    for widget in part.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and not widget.isHidden():
            widget.setFocus()
            return


def _holds(pane: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (pane is widget or pane.isAncestorOf(widget))
