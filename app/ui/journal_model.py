"""The main courante as a table: the keys of all its lines, and the rows of those that were looked at."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.core.store.rows import EntryRow
from app.ui import hours
from app.ui.journal_lines import place_of
from app.ui.journal_words import COLUMNS, SUBJECT, cell, spoken

Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[int], Callable[[list[EntryRow | None]], None]], None]

PAGE = 200  # lines read at a time
KEPT = 10_000  # rows
WAITING = 2  # pages asked for while one is read: those passed over on the way are not read
ROW = Qt.ItemDataRole.UserRole


class JournalModel(QAbstractTableModel):
    """Lines newest first. `fetch` reads rows by key, elsewhere, and answers on the window's thread. Rows are kept by
    key: a line that comes or goes above moves none of them.

    `loaded` tells that rows came; `vanished` names keys whose entry is no longer there.
    """

    loaded = Signal()
    vanished = Signal(object)

    def __init__(self, fetch: Fetch, now: Callable[[], int], zone: str = hours.PARIS, parent: Any = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self.now = now
        self.zone = zone
        self.order = "occurred"
        self.query = ""  # what was searched, to be shown where it was found
        self.keys: array[int] = array("q")
        self._rows: OrderedDict[int, EntryRow] = OrderedDict()
        self._asked: int | None = None  # the page being read
        self._waiting: list[int] = []
        self._turn = 0  # what was asked before the last news may be stale when it comes

    def show_keys(self, keys: "array[int]", rows: Iterable[EntryRow]) -> None:
        """Show these lines instead; `rows` were just read, so that nothing on screen goes blank."""
        self.beginResetModel()
        self.keys = keys
        self._keep(rows)
        self.endResetModel()
        self.loaded.emit()

    def show_rows(self, rows: Iterable[EntryRow]) -> None:
        """The same lines, as they are now; those that are not among `rows` are read again when they are looked at."""
        self._keep(rows)
        self._tell()

    def extend(self, keys: "array[int]") -> None:
        """Show the rest: `keys` begins with the lines shown now."""
        first = len(self.keys)
        if len(keys) <= first:
            return
        self.beginInsertRows(QModelIndex(), first, len(keys) - 1)
        self.keys = keys
        self.endInsertRows()

    def row(self, line: int) -> EntryRow | None:
        """The row of that line if it was read; otherwise it is asked for."""
        if not 0 <= line < len(self.keys):
            return None
        found = self._rows.get(self.keys[line])
        if found is None:
            self._ask(line // PAGE)
        return found

    def known_row(self, line: int) -> EntryRow | None:
        """The row of that line if it was read; nothing is asked."""
        return self._rows.get(self.keys[line]) if 0 <= line < len(self.keys) else None

    def known_keys(self, records: Collection[str]) -> dict[str, int]:
        """The key of each of those records whose row was read."""
        return {row.id: row.key for row in self._rows.values() if row.id in records}

    def known_rows(self) -> tuple[EntryRow, ...]:
        """Every row that was read and is still kept."""
        return tuple(self._rows.values())

    def line_of(self, id: str) -> int:
        """Where that record stands among the lines read, or -1."""
        return self.line_of_key(self.known_keys((id,)).get(id))

    def line_of_key(self, key: int | None) -> int:
        """Where that key stands, or -1."""
        return place_of(key, self.keys, self.order)

    def begins_a_day(self, line: int) -> bool:
        """True when the line above is of another day, in the crisis's zone."""
        row, above = self.known_row(line), self.known_row(line - 1)
        if row is None or above is None or line == 0:
            return False
        return hours.day_number(self.day_of(row), self.zone) != hours.day_number(self.day_of(above), self.zone)

    def day_of(self, row: EntryRow) -> int:
        """The instant whose day a line stands under, as lines are ordered now."""
        return row.recorded_at if self.order == "recorded" else row.occurred_at

    def change(self, rows: Mapping[int, EntryRow]) -> None:
        """Show these rows, by key, instead of those that were read: what this person just did shows at once."""
        for key, row in rows.items():
            if key in self._rows:
                self._rows[key] = row
        self._tell()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.keys)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.row(index.row())
        if role == ROW:
            return row
        if row is None:
            return "lecture en cours"
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == SUBJECT:
            return spoken(row, self.zone, self.now())
        return cell(row, index.column(), self.zone, self.now())

    def _keep(self, rows: Iterable[EntryRow]) -> None:
        self._rows = OrderedDict((row.key, row) for row in rows)
        self._asked = None
        self._waiting.clear()
        self._turn += 1

    def _ask(self, page: int) -> None:
        if page == self._asked:
            return
        if self._asked is not None:
            self._waiting = [*(one for one in self._waiting if one != page), page][-WAITING:]
            return
        keys = [key for key in self.keys[page * PAGE : (page + 1) * PAGE] if key not in self._rows]
        if keys:
            self._asked, turn = page, self._turn
            self._fetch(keys, lambda rows: self._answer(turn, keys, rows))

    def _answer(self, turn: int, keys: Sequence[int], rows: Sequence[EntryRow | None]) -> None:
        if turn != self._turn:
            return
        self._asked = None
        for row in rows:
            if row is not None:
                self._rows[row.key] = row
        while len(self._rows) > KEPT:
            self._rows.popitem(last=False)
        gone = [key for key, row in zip(keys, rows, strict=True) if row is None]
        self._tell()
        if gone:
            self.vanished.emit(gone)
        if self._waiting:
            self._ask(self._waiting.pop())

    def _tell(self) -> None:
        if len(self.keys):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.keys) - 1, len(COLUMNS) - 1))
            self.loaded.emit()
