"""The lines of a section with their boxes: each is taken or left, and moved, with the mouse or from the keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem

from app.ui.brief_lines import Item, Line
from app.ui.brief_pick_drawing import ITEM, PickDrawing

Index = QModelIndex | QPersistentModelIndex
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
TICKED, UNTICKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class PickModel(QAbstractListModel):
    """The lines under their heads. A box that is pressed asks for it by `wanted`: the author's choices decide."""

    wanted = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[Item, ...] = ()

    def show(self, items: Sequence[Item]) -> bool:
        """Show these; whether the lines are others, or in another order."""
        former, self.items = self.items, tuple(items)
        if [one.id for one in former] != [one.id for one in self.items]:
            self.beginResetModel()
            self.endResetModel()
            return True
        for row, (before, now) in enumerate(zip(former, self.items, strict=True)):
            if before != now:
                self.dataChanged.emit(self.index(row), self.index(row))
        return False

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == ITEM:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return item.spoken
        if role == Qt.ItemDataRole.CheckStateRole and isinstance(item, Line):
            return TICKED if item.taken else UNTICKED
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        item = self.items[index.row()] if index.isValid() else None
        if role != Qt.ItemDataRole.CheckStateRole or not isinstance(item, Line):
            return False
        self.wanted.emit(item.id, Qt.CheckState(value) == TICKED)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not self.items[index.row()].id:
            return Qt.ItemFlag.NoItemFlags
        able = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        return able | Qt.ItemFlag.ItemNeverHasChildren


class PickList(QListView):
    """`ticked` tells the key of a line and whether it is wanted, `moved` the key and how many lines further."""

    ticked = Signal(str, bool)
    moved = Signal(str, int)
    gone_to = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._model = PickModel()
        self.setModel(self._model)
        self.setItemDelegate(PickDelegate(self))
        self.setAccessibleName(name)
        self.setAccessibleDescription("Espace prend ou laisse la ligne, Alt et les flèches la déplacent.")
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model.wanted.connect(self.ticked)
        self.selectionModel().currentChanged.connect(lambda *_: self.gone_to.emit())

    @property
    def items(self) -> tuple[Item, ...]:
        return self._model.items

    @property
    def current(self) -> Line | None:
        """The line the person is on."""
        index = self.currentIndex()
        item = self._model.items[index.row()] if index.isValid() and index.row() < len(self._model.items) else None
        return item if isinstance(item, Line) else None

    def show_items(self, items: Sequence[Item], *, from_top: bool = False) -> None:
        """Show these instead, staying on the same line and at the same place; `from_top` when they are of another
        section."""
        here, place = self.current, self.verticalScrollBar().value()
        others = self._model.show(items)
        if from_top:
            self.scrollToTop()
        if not others:
            return
        if here is None or from_top or not self.choose(here.id):
            first = next((one.id for one in self.items if one.id), "")
            self.choose(first)
        if not from_top:
            self.verticalScrollBar().setValue(place)

    def choose(self, key: str) -> bool:
        """Go to that line, if it is there."""
        row = next((row for row, one in enumerate(self.items) if key and one.id == key), -1)
        if row < 0:
            return False
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self._model.index(row), flag)
        self.scrollTo(self._model.index(row))
        return True

    def shift(self, step: int) -> None:
        """Ask for the line the person is on to go that many lines further."""
        if self.current is not None:
            self.moved.emit(self.current.id, step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.current
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in STEPS:
            self.shift(STEPS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Space and line is not None and not event.modifiers():
            self.ticked.emit(line.id, not line.taken)
        else:
            super().keyPressEvent(event)


class PickDelegate(PickDrawing):
    """A press on the box takes the line or leaves it; elsewhere it is gone to, twice takes it or leaves it."""

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if not isinstance(event, QMouseEvent) or event.button() != Qt.MouseButton.LeftButton:
            return False
        line = index.data(ITEM)
        if not isinstance(line, Line):
            return False
        released = event.type() == QEvent.Type.MouseButtonRelease and self.is_on_box(option, event.position().toPoint())
        twice = event.type() == QEvent.Type.MouseButtonDblClick and not self.is_on_box(
            option, event.position().toPoint()
        )
        if released or twice:
            wanted = UNTICKED if line.taken else TICKED
            return model.setData(index, wanted, Qt.ItemDataRole.CheckStateRole)
        return False
