"""Rows, columns and panels: the few arrangements every page is made of."""

import math

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.ui import theme

Margins = tuple[int, int, int, int]
NO_MARGINS: Margins = (0, 0, 0, 0)


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


def split(*parts: tuple[QWidget, int, int], stretched: int) -> QSplitter:
    """Parts side by side, each (widget, width, least width); the one called `stretched` takes what is left."""
    made = QSplitter(Qt.Orientation.Horizontal)
    made.setHandleWidth(1)
    made.setChildrenCollapsible(False)
    for place, (widget, _, least) in enumerate(parts):
        widget.setMinimumWidth(least)
        made.addWidget(widget)
        made.setStretchFactor(place, int(place == stretched))
    made.setSizes([width for _, width, _ in parts])
    return made


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
