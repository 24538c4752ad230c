"""The pages, by word, shape and count; by shape and count alone when the window is narrow."""

from dataclasses import dataclass
from typing import Any

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
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import shapes, theme
from app.ui.controls import draw_words

Index = QModelIndex | QPersistentModelIndex

WIDTH, NARROW, ITEM = 204, 64, 31  # pixels at 100 %
BAR = 3
PLACE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Place:
    """One page of the navigation. `count` is shown at the right, its shape `sign` before it, both in that `tone`."""

    page: str
    word: str
    shape: str
    count: str = ""
    sign: str = ""
    tone: str = "text_secondary"  # work that waits is no alarm

    @property
    def spoken(self) -> str:
        return f"{self.word}, {self.count}" if self.count else self.word


class Places(QAbstractListModel):
    """The pages that exist now, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.places: tuple[Place, ...] = ()

    def show_places(self, places: tuple[Place, ...]) -> None:
        if [place.page for place in places] != [place.page for place in self.places]:
            self.beginResetModel()
            self.places = places
            self.endResetModel()
        elif places != self.places:
            self.places = places
            self.dataChanged.emit(self.index(0), self.index(len(places) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place = self.places[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return place.word
            case Qt.ItemDataRole.AccessibleTextRole:
                return place.spoken
            case _ if role == PLACE:
                return place
        return None


class Navigation(QListView):
    """One column of pages; the one shown is the current item."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Pages")
        self.setProperty("look", "navigation")
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.narrow = False
        self.places = Places()
        self.setModel(self.places)
        self.setItemDelegate(PlaceDelegate(self))
        self.selectionModel().currentChanged.connect(self._tell)

    def show_places(self, places: tuple[Place, ...], page: str) -> None:
        """Show these pages, `page` being the one on screen."""
        self.places.show_places(places)
        self.show_page(page)

    def show_page(self, page: str) -> None:
        """Mark the page on screen without opening it again."""
        for line, place in enumerate(self.places.places):
            if place.page == page:
                blocked = self.selectionModel().blockSignals(True)
                flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.selectionModel().setCurrentIndex(self.places.index(line), flags)
                self.selectionModel().blockSignals(blocked)
        self.viewport().update()

    def be_narrow(self, narrow: bool) -> None:
        """Show shapes and counts only, or words too."""
        self.narrow = narrow
        self.setFixedWidth(theme.size(NARROW if narrow else WIDTH))
        self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def _tell(self, current: QModelIndex) -> None:
        place = current.data(PLACE)
        if place is not None:
            self.opened.emit(place.page)


class PlaceDelegate(QStyledItemDelegate):
    """Word at the left, shape and count at the right; a bar at the left of the page on screen."""

    def __init__(self, view: Navigation) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.size(NARROW), theme.size(ITEM))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place = index.data(PLACE)
        if place is None:
            return
        colours = theme.current()
        rect = QRect(option.rect)
        shown = index == self._view.currentIndex()
        painter.save()
        if shown:
            painter.fillRect(rect, colours.surface)
            painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), colours.primary)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colours.hover)
        tone = "primary" if shown else "text_secondary"
        side = theme.size(13)
        shape = QRect(rect.left() + theme.size(14), rect.center().y() - side // 2, side, side)
        shapes.paint(painter, place.shape, shape, colours.colour(tone))
        words = rect.adjusted(theme.size(34), 0, -theme.size(8), 0)
        if self._view.narrow:
            draw_words(
                painter, words.adjusted(0, 0, theme.size(8), 0), short(place.count, 99), place.tone, "micro_strong"
            )
        else:
            said = draw_words(painter, words, place.word, tone, "bold" if shown else "body")
            _paint_count(painter, words, words.left() + said, place)
        if shown and self._view.hasFocus():
            painter.setPen(QPen(colours.focus_ring, 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()


def _paint_count(painter: QPainter, room: QRect, taken: int, place: Place) -> None:
    """The count at the right of the word, with its own words where there is room for them, and its shape before it."""
    metrics, small = QFontMetrics(theme.font("micro_strong")), theme.size(9)
    before = small + theme.size(5) if place.sign and place.count else 0
    left = room.right() - taken - theme.size(4) - before
    whole = place.count if metrics.horizontalAdvance(place.count) <= left else short(place.count, 9999)
    width = metrics.horizontalAdvance(whole)
    count = QRect(room.right() - width, room.top(), width + 1, room.height())
    draw_words(painter, count, whole, place.tone, "micro_strong")
    if before and width <= left:
        sign = QRect(count.left() - before, count.center().y() - small // 2, small, small)
        shapes.paint(painter, place.sign, sign, theme.current().colour(place.tone))


def short(count: str, most: int) -> str:
    """The figure alone, `99+` beyond `most`: it is whole, with its word, in the accessible name."""
    figure = count.split("\u00a0", 1)[0].split(" ", 1)[0]
    value = int("".join(filter(str.isdigit, figure)) or 0)
    return f"{most}+" if value > most else figure
