"""A list of records at the left of a page: what it is called, its state, and one line more, under group heads."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import controls, theme
from app.ui.record_list import ITEM, AnyIndex, RecordList
from app.ui.states import State

TOP, BOTTOM, LEFT, RIGHT, BAR = 7, 8, 14, 12, 3


@dataclass(frozen=True, slots=True)
class Group:
    """A head over the cards that follow."""

    title: str
    count: int

    @property
    def id(self) -> str:
        return ""

    @property
    def spoken(self) -> str:
        return f"{self.title}, {self.count}"


@dataclass(frozen=True, slots=True)
class Card:
    """One record. `states` are drawn from the right; `strong`: it waits for the reader."""

    id: str
    head: str
    title: str
    note: str
    states: tuple[State, ...] = ()
    strong: bool = False

    @property
    def spoken(self) -> str:
        words = [self.head, *(word for _, word, _ in self.states), self.title, self.note]
        return ", ".join(word for word in words if word)


Item = Group | Card


class CardList(RecordList):
    """A list of cards and of their heads."""

    def __init__(self, name: str):
        super().__init__(name)
        self.setItemDelegate(CardDelegate(self))


class CardDelegate(QStyledItemDelegate):
    """Draws the cards and their heads with the colours and sizes of the theme."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        item = index.data(ITEM)
        if isinstance(item, Group):
            return QSize(100, _line("micro_strong") + 10)
        lines = _line("bold") + _line("body") + (_line("small") if isinstance(item, Card) and item.note else 0)
        return QSize(100, TOP + lines + BOTTOM + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        item = index.data(ITEM)
        painter.save()
        if isinstance(item, Group):
            paint_group(painter, option.rect, item)
        elif isinstance(item, Card):
            _paint_card(painter, option, item)
        painter.restore()


def paint_group(painter: QPainter, rect: QRect, group: Group) -> None:
    """The head over the records that follow."""
    colours = theme.current()
    painter.fillRect(rect, colours.window)
    write(painter, rect.adjusted(LEFT, 0, -RIGHT, 0), group.title, "micro_strong", "text_tertiary")
    count = rect.adjusted(rect.width() // 2, 0, -RIGHT, 0)
    painter.drawText(count, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(group.count))
    painter.setPen(QPen(colours.rule_strong, 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def _paint_card(painter: QPainter, option: QStyleOptionViewItem, card: Card) -> None:
    rect: QRect = option.rect
    state = option.state
    selected = paint_ground(painter, rect, state)
    inside = rect.adjusted(LEFT + BAR, TOP, -RIGHT, -BOTTOM)
    head = QRect(inside.topLeft(), QSize(inside.width(), _line("bold")))
    if not card.title:  # no words to tell: the states go where they would be
        write(painter, head, card.head, "bold", "text")
        below = QRect(inside.left(), head.bottom() + 1, inside.width(), _line("body"))
        for shape, word, tone in card.states:
            below.setLeft(below.left() + controls.draw_sign(painter, below, shape, word, tone) + theme.size(8))
        finish(painter, rect, state)
        return
    for drawn in reversed(card.states):
        head.setRight(head.right() - _write_state(painter, head, drawn))
    write(painter, head, card.head, "bold", "text")
    title = QRect(inside.left(), inside.top() + _line("bold"), inside.width(), _line("body"))
    write(painter, title, card.title, "strong" if card.strong or selected else "body", "text")
    second = "text_secondary" if selected else "text_tertiary"
    note = QRect(inside.left(), title.bottom() + 1, inside.width(), _line("small"))
    write(painter, note, card.note, "small", second)
    finish(painter, rect, state)


def paint_ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> bool:
    """The ground of a record; whether it is the one that is chosen."""
    colours = theme.current()
    selected = bool(state & QStyle.StateFlag.State_Selected)
    over = bool(state & QStyle.StateFlag.State_MouseOver)
    painter.fillRect(rect, colours.selection if selected else colours.hover if over else colours.surface)
    if selected:
        painter.fillRect(QRect(rect.topLeft(), QSize(BAR, rect.height())), colours.primary)
    return selected


def finish(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    """The rule under a card and, when the keyboard is on it, the ring inside."""
    colours = theme.current()
    painter.setPen(QPen(colours.rule, 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(colours.focus_ring, 2))
        painter.drawRect(rect.adjusted(BAR + 2, 2, -3, -3))


def _write_state(painter: QPainter, rect: QRect, state: State) -> int:
    """Draw a state at the right end of `rect`; the room it takes there."""
    shape, word, tone = state
    width = QFontMetrics(theme.font("small_strong")).horizontalAdvance(word) + theme.size(15) + 3
    controls.draw_sign(painter, rect.adjusted(rect.width() - width, 0, 0, 0), shape, word, tone)
    return width + theme.size(8)


def write(painter: QPainter, rect: QRect, words: str, role: str, tone: str) -> None:
    """One line of words at the left of `rect`, elided at its right."""
    font = theme.font(role)
    painter.setFont(font)
    painter.setPen(theme.current().colour(tone))
    shown = QFontMetrics(font).elidedText(words.replace("\n", " "), Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def _line(role: str) -> int:
    return QFontMetrics(theme.font(role)).height() + 2
