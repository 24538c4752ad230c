"""Rows, columns and panels: the few arrangements every page is made of."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui import theme

Margins = tuple[int, int, int, int]
NO_MARGINS: Margins = (0, 0, 0, 0)
AIR = 14  # pixels at 100 % between two columns of a list


def column(*items: QWidget | QLayout | None, spacing: int = 0, margins: Margins = NO_MARGINS) -> QVBoxLayout:
    """These, one under another. None is a space that takes what is left."""
    made = QVBoxLayout()
    _fill(made, items, spacing, margins)
    return made


def row(*items: QWidget | QLayout | None, spacing: int = 8, margins: Margins = NO_MARGINS) -> QHBoxLayout:
    """These, side by side. None is a space that takes what is left."""
    made = QHBoxLayout()
    _fill(made, items, spacing, margins)
    return made


def panel(layout: QLayout, look: str = "surface") -> QFrame:
    """A frame dressed as `look` in the style sheet, holding that layout."""
    made = QFrame()
    made.setProperty("look", look)
    made.setLayout(layout)
    return made


def wide(widget: QWidget) -> QWidget:
    """The same widget, taking what its neighbours in a row leave, and asking for no width of its own."""
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    policy.setHorizontalStretch(1)
    widget.setSizePolicy(policy)
    return widget


def narrow(pixels: int) -> int:
    """A width at 100 %, for text of the size in use: a panel widens less than its text, which goes to the line."""
    return round(pixels * math.sqrt(theme.size(1000) / 1000))


class Split(QSplitter):
    """Parts side by side, each (widget, width at 100 %, least width); that of `stretched` takes what is left."""

    def __init__(self, parts: Sequence[tuple[QWidget, int, int]], stretched: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._widths = [width for _, width, _ in parts]
        self._stretched = stretched
        for place, (widget, _, least) in enumerate(parts):
            widget.setMinimumWidth(least)
            self.addWidget(widget)
            self.setStretchFactor(place, int(place == stretched))
        self._measured = 0.0
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._measure()
        super().changeEvent(event)

    def _measure(self) -> None:
        """Take the widths for the size of text in use; those a person chose stand until it changes."""
        if theme.scale() == self._measured:
            return
        self._measured = theme.scale()
        wanted = [narrow(width) for width in self._widths]
        left = self.width() - sum(wanted) + wanted[self._stretched]
        wanted[self._stretched] = max(left, self._widths[self._stretched])
        self.setSizes(wanted)


def split(*parts: tuple[QWidget, int, int], stretched: int) -> QSplitter:
    """Parts side by side, each (widget, width at 100 %, least width); that of `stretched` takes what is left."""
    return Split(parts, stretched)


def fit_columns(list: QTreeWidget) -> None:
    """Give each column the width of its words, and some air."""
    for column in range(list.columnCount() - 1):  # the last takes what is left
        list.resizeColumnToContents(column)
        list.setColumnWidth(column, list.columnWidth(column) + theme.size(AIR))


def scroll(inside: QWidget) -> QScrollArea:
    """A part of the page that scrolls up and down, never sideways, and is not itself a stop of the keyboard."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    made.setWidget(inside)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout. The widgets are deleted once the event in progress is over."""
    while item := layout.takeAt(0):
        if inner := item.layout():
            clear(inner)
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()


def _fill(layout: QBoxLayout, items: tuple[QWidget | QLayout | None, ...], spacing: int, margins: Margins) -> None:
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)
