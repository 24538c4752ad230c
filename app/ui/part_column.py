"""Parts one under another: what did not change is not drawn again, and what is being read does not move."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from app.ui import arrangement, controls, focus

PASSES = 3  # a text knows its height once it has its width, and what holds it only then


@dataclass(frozen=True, slots=True)
class Part:
    """One part, by its name. `shown` is all that it is drawn from: as long as it is equal, the widget stays."""

    name: str
    shown: object
    draw: Callable[[], QWidget]


@dataclass(frozen=True, slots=True)
class _Held:
    part: Part
    widget: QWidget


class PartColumn(QFrame):
    """It scrolls up and down. The keyboard stays on what it was on, when that is drawn again."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[_Held] = []
        self._stale = False
        self._inside = arrangement.column(spacing=0)
        self._inside.addStretch(1)
        self._holder = arrangement.panel(self._inside)
        self._scroll = arrangement.scroll(self._holder)
        self.setLayout(arrangement.column(self._scroll))

    @property
    def bar(self) -> int:
        """How far down the reader is, in pixels."""
        return self._scroll.verticalScrollBar().value()

    def forget(self) -> None:
        """Keep nothing of what is drawn: colours and measures have changed."""
        self._stale = True

    def scroll_to(self, pixels: int) -> None:
        """Show the page from that far down."""
        self._scroll.verticalScrollBar().setValue(pixels)

    def part(self, name: str) -> QWidget | None:
        """The widget of that part, if it is shown."""
        return next((one.widget for one in self._held if one.part.name == name), None)

    def show_parts(self, parts: Sequence[Part], *, from_top: bool = False) -> None:
        """Show these in that order; `from_top`, when they are those of another record."""
        top = None if from_top else self._top()
        focused = self._focused()
        former = {} if self._stale else {one.part.name: one for one in self._held}
        self._stale = False
        held = []
        for part in parts:
            kept = former.get(part.name)
            same = kept is not None and kept.part.shown == part.shown
            held.append(former.pop(part.name) if same else _Held(part, _ruled(part.draw())))
        gone = [one.widget for one in self._held if all(one is not other for other in held)]
        self._held = held
        self._lay_out(gone)
        self._give_back(focused)
        self._settle()
        self._scroll.verticalScrollBar().setValue(0 if top is None else self._place_of(*top))

    def _lay_out(self, gone: Sequence[QWidget]) -> None:
        while self._inside.takeAt(0):
            pass
        held = tuple(self._held)
        for one in held:
            self._inside.addWidget(one.widget)
        self._inside.addStretch(1)
        for one in held:  # once all have their place: showing one has the others laid out at once
            one.widget.show()
            one.widget.raise_()  # a screen reader goes through them in this order
        for widget in gone:
            widget.hide()
            widget.deleteLater()
        stops = [stop for one in held for stop in _stops(one.widget)]
        self._holder.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt orders nothing after what takes no focus
        for former, following in pairwise((self._holder, *stops)):  # else what is new comes after the whole window
            QWidget.setTabOrder(former, following)
        self._holder.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _settle(self) -> None:
        """Have everything take its place now, not when Qt comes back to it: the scroll bar is about to be set."""
        if self.isVisible():
            for _ in range(PASSES):
                QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def _top(self) -> tuple[str, int] | None:
        """The part being read, and how far into it; None at the very top, where what is new must show."""
        value = self.bar
        if value == 0:
            return None
        for one in self._held:
            if one.widget.geometry().bottom() >= value:
                return one.part.name, value - one.widget.y()
        return None

    def _place_of(self, name: str, further: int) -> int:
        widget = self.part(name)
        return self.bar if widget is None else widget.y() + further

    def _focused(self) -> tuple[QWidget, str] | None:
        """What has the keyboard, and the part it is in."""
        focused = QApplication.focusWidget()
        if focused is None:
            return None
        return next(((focused, one.part.name) for one in self._held if one.widget.isAncestorOf(focused)), None)

    def _give_back(self, focused: tuple[QWidget, str] | None) -> None:
        if focused is None or QApplication.focusWidget() is focused[0]:
            return
        name = focused[0].accessibleName()
        widget = self.part(focused[1])
        for stop in _stops(widget) if widget is not None else ():
            if stop.accessibleName() == name:
                stop.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        focus.begin(widget or self._holder)


def _ruled(part: QWidget) -> QWidget:
    return arrangement.panel(arrangement.column(part, controls.rule()))


def _stops(inside: QWidget) -> list[QWidget]:
    """What the keyboard stops at, in order."""
    return [one for one in inside.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
