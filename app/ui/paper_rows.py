"""Paper lines in a grid: one row a line, read as they are typed, each saying what it is understood as."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.core import entries, quick_line, times
from app.core.errors import Refused
from app.core.places import Places
from app.core.transcription import Remark, Row, Transcription

Index = QModelIndex | QPersistentModelIndex
HEADS = ("Heure", "Émetteur", "Destinataire", "Moyen", "Objet : suite du texte")
FIELDS = ("hour", "sender", "recipients", "means", "text")
ROWS = 20
NOTHING = ("",) * len(FIELDS)
REFUSED = Qt.ItemDataRole.UserRole + 1  # whether the cell has something to be put right
DOUBTED = Qt.ItemDataRole.UserRole + 2
KNOWN = Qt.ItemDataRole.UserRole + 3  # what is known already where nothing is typed, shown greyed


@dataclass(frozen=True, slots=True)
class Reading:
    """How a row was understood: its day and hour, and what is said of it."""

    said: str = ""
    problems: tuple[Remark, ...] = ()
    doubts: tuple[Remark, ...] = ()


class PaperRows(QAbstractTableModel):
    """At least twenty rows. `edited` is emitted once for each act of the person, however many cells it fills."""

    edited = Signal()

    def __init__(self, parent: QObject):
        super().__init__(parent)
        self._cells: list[list[str]] = [list(NOTHING) for _ in range(ROWS)]
        self._readings: dict[int, Reading] = {}

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._cells)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(HEADS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def stops(self, row: int) -> Sequence[int]:
        """The columns of that row where the keyboard goes, one after another."""
        return range(len(FIELDS))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self._cells[index.row()][index.column()]
        reading = self._readings.get(index.row(), Reading())
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return cell
            case Qt.ItemDataRole.AccessibleTextRole:
                why = [remark.words for remark in (*reading.problems, *reading.doubts)]
                return ". ".join((f"{HEADS[index.column()]} : {cell or 'vide'}", *why))
            case _ if role == REFUSED:
                return _concerns(reading.problems, index.column())
            case _ if role == DOUBTED:
                return _concerns(reading.doubts, index.column())
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        text = " ".join(str(value).split("\n")).strip()
        if role != Qt.ItemDataRole.EditRole or self._cells[index.row()][index.column()] == text:
            return False
        self._cells[index.row()][index.column()] = text
        self.dataChanged.emit(index, index)
        self.edited.emit()
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return HEADS[section]
        said = self._readings.get(section, Reading()).said
        return f"{section + 1} · {said}" if said else str(section + 1)

    @property
    def rows(self) -> tuple[Row, ...]:
        """As the core reads them."""
        return tuple(Row(n, *cells) for n, cells in enumerate(self._cells, 1))

    @property
    def cells(self) -> list[list[str]]:
        """What is typed, the empty rows at the end left out."""
        last = max((n for n, cells in enumerate(self._cells, 1) if any(cells)), default=0)
        return [list(cells) for cells in self._cells[:last]]

    def show(self, cells: Sequence[Sequence[str]]) -> None:
        """Put these rows back."""
        self.beginResetModel()
        given = [[*map(str, row), *NOTHING][: len(FIELDS)] for row in cells]
        self._cells = given + [list(NOTHING) for _ in range(ROWS - len(given))]
        self._readings = {}
        self.endResetModel()
        self.edited.emit()

    def fill(self, row: int, column: int, lines: Sequence[Sequence[str]]) -> None:
        """Write these cells from that one on, in as many rows as it takes."""
        self.grow(row + len(lines))
        for n, line in enumerate(lines):
            for place, cell in enumerate(line[: len(FIELDS) - column]):
                self._cells[row + n][column + place] = " ".join(cell.split())
        self.dataChanged.emit(self.index(row, 0), self.index(len(self._cells) - 1, len(FIELDS) - 1))
        self.edited.emit()

    def clear(self, indexes: Sequence[Index]) -> None:
        """Empty these cells."""
        for index in indexes:
            if self.flags(index) & Qt.ItemFlag.ItemIsEditable:
                self._cells[index.row()][index.column()] = ""
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._cells) - 1, len(FIELDS) - 1))
        self.edited.emit()

    def grow(self, rows: int) -> None:
        """Have at least that many rows."""
        missing = rows - len(self._cells)
        if missing > 0:
            self.beginInsertRows(QModelIndex(), len(self._cells), rows - 1)
            self._cells += [list(NOTHING) for _ in range(missing)]
            self.endInsertRows()

    def show_reading(self, read: Transcription, zone: str) -> None:
        """Say beside each row how it was understood."""
        readings: dict[int, Reading] = {}
        wrong = {remark.row for remark in read.problems}
        right = [row for row in self.rows if not row.empty and row.number not in wrong]
        for row, record in zip(right, read.records, strict=True):
            at = record.occurred_at or 0
            about = {"about": " env.", "unknown": " ?"}.get(record.precision, "")
            said = f"{times.short_day(at, zone)}, {times.hour(at, zone)}{about}"
            readings[row.number - 1] = Reading(said, (), tuple(one for one in read.doubts if one.row == row.number))
        for number in wrong:
            found = tuple(one for one in read.problems if one.row == number)
            readings[number - 1] = Reading("à revoir", found)
        self._readings = readings
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._cells) - 1)
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._cells) - 1, len(FIELDS) - 1))


def lines_of(text: str, now: int, zone: str, places: Places) -> list[list[str]]:
    """Pasted text as cells: those of a spreadsheet, or else each line as the quick line reads it."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [line.split("\t") if "\t" in line else _cells_of(line, now, zone, places) for line in lines]


def _cells_of(line: str, now: int, zone: str, places: Places) -> list[str]:
    try:
        read = quick_line.understand(line, now, zone, places)
    except Refused:
        return ["", "", "", "", line]
    typed: dict[str, list[str]] = {}
    for field, words in read.parts:
        typed.setdefault(field, []).append(words)
    hour = " ".join((*typed.pop("occurred_at", ()), *typed.pop("received_at", ())))
    means = " ".join(typed.pop("means", ()))
    told = f"{read.subject} : {read.content}" if read.content else read.subject
    marks = [words for field in MARKS for words in typed.get(field, ())]
    return [hour, read.sender, ", ".join(read.recipients), means or entries.MEANS[read.means], " ".join((told, *marks))]


MARKS = ("key_event", "priority", "type", "tlp", "rating", "place")


def _concerns(remarks: Sequence[Remark], column: int) -> bool:
    """Whether one of them is about that cell; one that names no cell is about the text."""
    return any((one.field if one.field in FIELDS else "text") == FIELDS[column] for one in remarks)
