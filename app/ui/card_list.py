"""A list of records at the left of a page: what it is called, its state, and one line more, under group heads."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import controls, theme
from app.ui.states import State

AnyIndex = QModelIndex | QPersistentModelIndex
ITEM = int(Qt.ItemDataRole.UserRole)
TOP, BOTTOM, LEFT, RIGHT, BAR = 7, 8, 14, 12, 3


@dataclass(frozen=True, slots=True)
class Group:
    """A head over the cards that follow."""

    title: str
    count: int

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


class CardModel(QAbstractListModel):
    """The items of the list, all at once: a page's records are hundreds, not millions."""

    def __init__(self) -> None:
        super().__init__()
        self.items: Sequence[Item] = ()

    def show(self, items: Sequence[Item]) -> None:
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == ITEM:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return item.spoken
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.items[index.row()], Card):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.NoItemFlags


class CardList(QListView):
    """`chosen` tells the id of the card the person is on, `""` when there is none."""

    chosen = Signal(str)

    def __init__(self, name: str):
        super().__init__()
        self._model = CardModel()
        self._shown_id = ""
        self.setModel(self._model)
        self.setItemDelegate(CardDelegate(self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._tell)

    @property
    def current_id(self) -> str:
        return self._shown_id

    def show_items(self, items: Sequence[Item], wanted: str = "") -> None:
        """Show these instead, staying on the same record, else on `wanted`, else on the first card."""
        if tuple(items) == tuple(self._model.items) and not wanted:
            return
        place = self.verticalScrollBar().value()
        kept = wanted or self._shown_id
        self.selectionModel().blockSignals(True)
        self._model.show(tuple(items))
        self.selectionModel().blockSignals(False)
        rows = [row for row, item in enumerate(items) if isinstance(item, Card)]
        row = next((row for row in rows if items[row].id == kept), rows[0] if rows else -1)  # type: ignore[union-attr]
        self.verticalScrollBar().setValue(place)
        if row < 0:
            self._shown_id = ""
            self.chosen.emit("")
            return
        self.selectionModel().setCurrentIndex(self._model.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def choose(self, id: str) -> bool:
        """Go to that record, if it is in the list."""
        for row, item in enumerate(self._model.items):
            if isinstance(item, Card) and item.id == id:
                self.setCurrentIndex(self._model.index(row))
                return True
        return False

    def _tell(self, index: QModelIndex) -> None:
        item = index.data(ITEM)
        if isinstance(item, Card) and item.id != self._shown_id:
            self._shown_id = item.id
            self.chosen.emit(item.id)


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
            _paint_group(painter, option.rect, item)
        elif isinstance(item, Card):
            _paint_card(painter, option, item)
        painter.restore()


def _paint_group(painter: QPainter, rect: QRect, group: Group) -> None:
    colours = theme.current()
    painter.fillRect(rect, colours.window)
    _write(painter, rect.adjusted(LEFT, 0, -RIGHT, 0), group.title, "micro_strong", "text_tertiary")
    count = rect.adjusted(rect.width() // 2, 0, -RIGHT, 0)
    painter.drawText(count, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(group.count))
    painter.setPen(QPen(colours.rule_strong, 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def _paint_card(painter: QPainter, option: QStyleOptionViewItem, card: Card) -> None:
    colours = theme.current()
    rect: QRect = option.rect
    state = option.state
    selected = bool(state & QStyle.StateFlag.State_Selected)
    if selected:
        painter.fillRect(rect, colours.selection)
        painter.fillRect(QRect(rect.topLeft(), QSize(BAR, rect.height())), colours.primary)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, colours.hover)
    else:
        painter.fillRect(rect, colours.surface)
    inside = rect.adjusted(LEFT + BAR, TOP, -RIGHT, -BOTTOM)
    head = QRect(inside.topLeft(), QSize(inside.width(), _line("bold")))
    if not card.title:  # no words to tell: the states go where they would be
        _write(painter, head, card.head, "bold", "text")
        below = QRect(inside.left(), head.bottom() + 1, inside.width(), _line("body"))
        for shape, word, tone in card.states:
            below.setLeft(below.left() + controls.draw_sign(painter, below, shape, word, tone) + theme.size(8))
        _finish(painter, rect, state)
        return
    for drawn in reversed(card.states):
        head.setRight(head.right() - _write_state(painter, head, drawn))
    _write(painter, head, card.head, "bold", "text")
    title = QRect(inside.left(), inside.top() + _line("bold"), inside.width(), _line("body"))
    _write(painter, title, card.title, "strong" if card.strong or selected else "body", "text")
    second = "text_secondary" if selected else "text_tertiary"
    note = QRect(inside.left(), title.bottom() + 1, inside.width(), _line("small"))
    _write(painter, note, card.note, "small", second)
    _finish(painter, rect, state)


def _finish(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
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


def _write(painter: QPainter, rect: QRect, words: str, role: str, tone: str) -> None:
    font = theme.font(role)
    painter.setFont(font)
    painter.setPen(theme.current().colour(tone))
    shown = QFontMetrics(font).elidedText(words.replace("\n", " "), Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def _line(role: str) -> int:
    return QFontMetrics(theme.font(role)).height() + 2
