"""The main courante as a table: the keys of all its lines, and pages of rows read when they are looked at."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.core import entries, times
from app.core.store.rows import EntryRow
from app.ui import hours

Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[int], Callable[[list[EntryRow | None]], None]], None]

PAGE = 200
PAGES_KEPT = 50
ROW = Qt.ItemDataRole.UserRole
COLUMNS = ("", "Fait", "Saisie", "N° · type", "Émetteur, destinataire", "Objet · premiers mots", "Priorité · cotation")
GUTTER, OCCURRED, RECORDED, NUMBER, SENDER, SUBJECT, FOLLOW_UP = range(len(COLUMNS))


class JournalModel(QAbstractTableModel):
    """Lines newest first. `fetch` reads rows by key, elsewhere, and answers on the window's thread.

    `loaded` tells which lines just came: (first, last).
    """

    loaded = Signal(int, int)

    def __init__(self, fetch: Fetch, zone: str = "Europe/Paris", parent: Any = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self.zone = zone
        self.order = "occurred"
        self.keys: array[int] = array("q")
        self._pages: OrderedDict[int, list[EntryRow | None]] = OrderedDict()
        self._asked: set[int] = set()
        self._reading = 0  # answers to questions about former keys are not wanted any more

    def show_keys(self, keys: "array[int]", pages: dict[int, list[EntryRow | None]]) -> None:
        """Show these lines instead; `pages` are rows already read, so that nothing on screen goes blank."""
        self.beginResetModel()
        self.keys = keys
        self._pages = OrderedDict(sorted(pages.items()))
        self._asked.clear()
        self._reading += 1
        self.endResetModel()
        for page in pages:
            self._tell_loaded(page)

    def extend(self, keys: "array[int]") -> None:
        """Show the rest: `keys` begins with the lines shown now."""
        first = len(self.keys)
        if len(keys) <= first:
            return
        self.beginInsertRows(QModelIndex(), first, len(keys) - 1)
        self.keys = keys
        self._pages.pop((first - 1) // PAGE, None)  # its last page was cut short
        self._asked.clear()
        self._reading += 1
        self.endInsertRows()

    def row(self, line: int) -> EntryRow | None:
        """The row of that line if it was read; otherwise it is asked for."""
        if not 0 <= line < len(self.keys):
            return None
        page = line // PAGE
        rows = self._pages.get(page)
        if rows is None:
            self._ask(page)
            return None
        place = line - page * PAGE
        return rows[place] if place < len(rows) else None

    def known_row(self, line: int) -> EntryRow | None:
        """The row of that line if it was read; nothing is asked."""
        rows = self._pages.get(line // PAGE)
        place = line % PAGE
        return rows[place] if rows is not None and place < len(rows) else None

    def lines_read(self) -> list[tuple[int, int]]:
        """The first and last line of each page that was read."""
        return [(page * PAGE, page * PAGE + len(rows) - 1) for page, rows in self._pages.items()]

    def line_of(self, id: str) -> int:
        """Where that record stands among the lines read, or -1."""
        for page, rows in self._pages.items():
            for place, row in enumerate(rows):
                if row is not None and row.id == id:
                    return page * PAGE + place
        return -1

    def begins_a_day(self, line: int) -> bool:
        """True when the line above is of another day, in the crisis's zone."""
        row, above = self.known_row(line), self.known_row(line - 1)
        if row is None or above is None or line == 0:
            return False
        return hours.day_number(self.day_of(row), self.zone) != hours.day_number(self.day_of(above), self.zone)

    def day_of(self, row: EntryRow) -> int:
        """The instant whose day a line stands under, as lines are ordered now."""
        return row.recorded_at if self.order == "recorded" else row.occurred_at

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
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row, self.zone) if index.column() == SUBJECT else cell(row, index.column(), self.zone)
        return cell(row, index.column(), self.zone)

    def _ask(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        reading = self._reading
        wanted = self.keys[page * PAGE : (page + 1) * PAGE]
        self._fetch(wanted, lambda rows: self._answer(page, reading, rows))

    def _answer(self, page: int, reading: int, rows: list[EntryRow | None]) -> None:
        if reading != self._reading:
            return
        self._asked.discard(page)
        self._pages[page] = rows
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        self._tell_loaded(page)

    def _tell_loaded(self, page: int) -> None:
        first = page * PAGE
        last = min(first + PAGE, len(self.keys)) - 1
        if last < first:
            return
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))
        self.loaded.emit(first, last)


def cell(row: EntryRow, column: int, zone: str) -> str:
    """What one cell says, in words."""
    match column:
        case 1:
            about = {"about": ", environ", "unknown": ", heure inconnue"}.get(row.precision, "")
            return times.hour(row.occurred_at, zone) + about
        case 2:
            late = f", saisie différée de {row.late_minutes} min" if row.late_minutes else ""
            return times.hour(row.recorded_at, zone) + late
        case 3:
            pending = ", en attente d’envoi" if row.pending else ""
            return f"{row.number}, {entries.TYPES.get(row.type, row.type)}{pending}"
        case 4:
            return f"{row.sender} → {row.recipients}" if row.recipients else row.sender
        case 5:
            return row.subject
        case 6:
            verified = entries.VERIFICATIONS.get(row.verification, row.verification)
            return f"priorité {row.priority}, cotation {row.rating}, {verified}"
    return ""


def spoken(row: EntryRow, zone: str) -> str:
    """The whole line as a screen reader says it, states included."""
    states = (
        ("fait marquant", row.key_event),
        ("rectifiée", row.amended),
        ("deux valeurs écrites séparément", row.conflict),
    )
    words = [times.day(row.occurred_at, zone), *(cell(row, column, zone) for column in range(1, len(COLUMNS)))]
    words += [word for word, true in states if true]
    return ". ".join(filter(None, [*words, row.opening]))
