"""A list of records that a person goes through with the arrows, and which keeps his place when it changes."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

AnyIndex = QModelIndex | QPersistentModelIndex
ITEM = int(Qt.ItemDataRole.UserRole)


class Item(Protocol):
    """What such a list is made of. Without an id it is a head, which the keyboard passes over."""

    @property
    def id(self) -> str: ...

    @property
    def spoken(self) -> str: ...


class RecordModel(QAbstractListModel):
    """The items of the list, all at once: a page's records are hundreds, not millions."""

    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[Item, ...] = ()

    def show(self, items: Sequence[Item]) -> None:
        self.beginResetModel()
        self.items = tuple(items)
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
        if index.isValid() and self.items[index.row()].id:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.NoItemFlags


class RecordList(QListView):
    """`chosen` tells the id of the record the person is on, `""` when there is none. A delegate draws the items."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._model = RecordModel()
        self._shown_id = ""
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._tell)

    @property
    def items(self) -> tuple[Item, ...]:
        return self._model.items

    @property
    def current_id(self) -> str:
        return self._shown_id

    def show_items(self, items: Sequence[Item], wanted: str = "", *, choose_first: bool = True) -> None:
        """Show these instead, staying on the same record, else on `wanted`, else on the first or none."""
        if tuple(items) == self.items and not wanted:
            return
        place, kept = self.verticalScrollBar().value(), wanted or self._shown_id
        self.selectionModel().blockSignals(True)
        self._model.show(items)
        self.selectionModel().blockSignals(False)
        self.verticalScrollBar().setValue(place)
        rows = {item.id: row for row, item in enumerate(items) if item.id}
        first = next(iter(rows.values()), -1) if choose_first else -1
        row = rows.get(kept, first)
        if row < 0:
            self._shown_id = ""
            self.chosen.emit("")
            return
        self.selectionModel().setCurrentIndex(self._model.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def choose(self, id: str) -> bool:
        """Go to that record, if it is in the list."""
        for row, item in enumerate(self.items):
            if id and item.id == id:
                self.setCurrentIndex(self._model.index(row))
                return True
        return False

    def _tell(self, index: QModelIndex) -> None:
        item: Item | None = index.data(ITEM)
        if item is not None and item.id and item.id != self._shown_id:
            self._shown_id = item.id
            self.chosen.emit(item.id)
