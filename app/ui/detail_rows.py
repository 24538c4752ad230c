"""The rows the detail of an entry is made of: sections, names with their values, links."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QPushButton, QSizePolicy, QWidget

from app.ui import arrangement, controls, plain, theme, wording
from app.ui.flow_layout import FlowLayout

MARGINS = (16, 10, 16, 10)
NAME_WIDTH = 104  # pixels at 100 %
SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


def section(*items: QWidget | QLayout, spacing: int = 4) -> QWidget:
    """A part of the panel, with the margins all parts have."""
    return holder(arrangement.column(*items, spacing=spacing, margins=MARGINS))


def titled(title: str, *aside: QWidget) -> QLayout:
    """The title of a part, and what stands at its right."""
    return arrangement.row(plain.label(title, "strong"), None, *aside)


def words(text: str, role: str = "small", tone: str = "text", name: str = "") -> QWidget:
    """What a person wrote, over as many lines as it takes; a screen reader is given it whole."""
    return plain.label(wording.breakable(text), role, tone, wrap=True, name=name or text)


def line(name: str, *what: QWidget | QLayout | str) -> QLayout:
    """A name at the left, and its values at the right, one under another."""
    title = plain.label(name, "small", "text_tertiary", wrap=True)
    title.setFixedWidth(theme.size(NAME_WIDTH))
    shown = [words(one, name=f"{name} : {one}") if isinstance(one, str) else _at_left(one) for one in what]
    row = arrangement.row(title, arrangement.column(*shown, spacing=2), spacing=0)
    row.setStretch(1, 1)
    row.setAlignment(title, Qt.AlignmentFlag.AlignTop)
    return row


def link(text: str, press: Callable[[], object], name: str = "", look: str = "link") -> QPushButton:
    """A word of the text that can be pressed, with the mouse or from the keyboard. `look`: link or link_quiet."""
    made = controls.button(text, press, look, name)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def flow(*items: QWidget, spacing: int = 6) -> QLayout:
    """Side by side, and on to the next line when it is full."""
    made = FlowLayout(spacing=spacing)
    for item in items:
        made.addWidget(item)
    return made


def _at_left(item: QWidget | QLayout) -> QWidget | QLayout:
    """What keeps its own width stands at the left; Qt would centre it."""
    fixed = isinstance(item, QWidget) and item.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Fixed
    return arrangement.row(item, None) if fixed else item


def holder(layout: QLayout) -> QWidget:
    """That layout where a widget is asked for. Each widget is dressed by the style sheet: none where a layout does."""
    made = QWidget()
    made.setLayout(layout)
    return made
