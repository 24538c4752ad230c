"""The results of a call sheet keyed in from paper: every target is there, and all is written or nothing."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from app.core import cascade_paper, times
from app.core.cascade import RESULTS, Attempt, Cascade, Target
from app.core.cascade_commands import LogCalls
from app.core.cascade_paper import Keyed, Problem, Row
from app.core.clock import Clock
from app.core.errors import Refused
from app.core.store.rows import CrisisRow
from app.ui import arrangement, form, plain, screen, wording
from app.ui.form import FormDialog
from app.ui.paper_grid import Measures, PaperGrid
from app.ui.paper_rows import DOUBTED, KNOWN, REFUSED, PaperRows
from app.ui.station import Station

Index = QModelIndex | QPersistentModelIndex
HEADS = ("N°", "Résultat", "Heure", "Suppléant", "Remarque")
FIELDS = ("target", "result", "hour", "deputy", "note")
BLAMED = {"at": "hour", "number": "target"}  # what a refusal names, and the column it is about
TO_PUT_RIGHT = {"target": "n°", "result": "résultat", "hour": "heure", "deputy": "suppléant", "note": "remarque"}
HINT = (
    "Résultat : j, m, s, f ou 1 à 4. Heure : 03:12, 0312 ou 3h12. Entrée va du résultat à l’heure, à la remarque, "
    "puis à la ligne suivante. Suppléant : oui (flèche gauche depuis la remarque). En gris : le dernier appel noté. "
    "Une ligne sans résultat ni heure est ignorée."
)
MOST, WIDTH, HEIGHT = 6, 960, 680
MEASURES = Measures(reading=216, widths=(46, 140, 112, 88), least=(40, 100, 80, 72))


class CallRows(PaperRows):
    """The lines of a call sheet: each says whom it names, keeps its printed number, and shows what is known of him as
    long as nothing is typed in it."""

    def __init__(self, parent: QObject, cascade: Cascade, now: int, zone: str):
        super().__init__(parent)
        self._cascade = cascade
        self._problems: dict[int, Problem] = {}
        self._printed = [str(one.order) for one in cascade.targets]
        self._by_order = dict(zip(self._printed, cascade.targets, strict=True))
        self._known = {one.target: _told(one, now, zone) for one in cascade.attempts}  # the last call stays
        self.show([[order] for order in self._printed])

    @property
    def keyed(self) -> tuple[Row, ...]:
        """As the core reads them: a line on which only the number stands says nothing."""
        filled = ((place, cells) for place, cells in enumerate(self.cells, 1) if any(cells[1:]))
        return tuple(Row(place, **dict(zip(FIELDS, cells, strict=True))) for place, cells in filled)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags & ~Qt.ItemFlag.ItemIsEditable if index.column() == 0 and self._is_printed(index.row()) else flags

    def stops(self, row: int) -> Sequence[int]:
        """Result, hour, remark; a line that names nobody yet begins by its number. Arrows lead to the deputy."""
        return (1, 2, 4) if self._is_printed(row) else (0, 1, 2, 4)

    def name(self, row: int) -> str:
        """Whom that line names, or nothing."""
        target = self._target(row)
        return target.name if target else ""

    def lacks(self, problem: Problem) -> bool:
        """Whether it is only that a cell is still empty."""
        return not self._cells[problem.line - 1][FIELDS.index(blamed(problem))]

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark what is to be put right."""
        self._problems = {one.line: one for one in problems}
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(FIELDS) - 1))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        problem = self._problems.get(index.row() + 1)
        field = FIELDS[index.column()]
        if role == REFUSED:
            return problem is not None and blamed(problem) == field
        if role == DOUBTED:
            return False
        if role == KNOWN:
            target = None if any(self._cells[index.row()][1:]) else self._target(index.row())
            return self._known.get(target.key, {}).get(field, "") if target else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            known = self.data(index, KNOWN)
            cell = super().data(index) or (f"vide, déjà noté {known}" if known else "vide")
            said = f"{HEADS[index.column()]} : {cell}"
            return f"{said}. {problem.words}" if problem else said
        return super().data(index, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return HEADS[section]
        problem = self._problems.get(section + 1)
        wrong = f"{TO_PUT_RIGHT[blamed(problem)]}{wording.NBSP}?" if problem else ""
        return " : ".join(filter(None, (self.name(section), wrong)))

    def _is_printed(self, row: int) -> bool:
        return row < len(self._printed) and self._cells[row][0] == self._printed[row]

    def _target(self, row: int) -> Target | None:
        typed = self._cells[row][0]
        if not typed or typed in self._by_order:
            return self._by_order.get(typed)
        try:
            return cascade_paper.named(typed, self._cascade)
        except Refused:
            return None


def blamed(problem: Problem) -> str:
    """The column that problem is about."""
    field = BLAMED.get(problem.field, problem.field)
    return field if field in FIELDS else "target"


def _told(attempt: Attempt, now: int, zone: str) -> Mapping[str, str]:
    """What the cells of a line would hold of that call."""
    day = "" if times.local_day(attempt.at, zone) == times.local_day(now, zone) else times.short_day(attempt.at, zone)
    hour = " ".join(filter(None, (day, times.hour(attempt.at, zone))))
    deputy = "oui" if attempt.deputy else ""
    return {"result": RESULTS[attempt.result], "hour": hour, "deputy": deputy, "note": attempt.note}


class PaperDialog(FormDialog):
    """One row a target, in the order of the sheet; more rows for those who were called twice."""

    def __init__(
        self,
        parent: QWidget | None,
        station: Station,
        crisis: CrisisRow,
        cascade: Cascade,
        now: Callable[[], int] | None = None,
    ):
        super().__init__(parent, f"Résultats du papier : {cascade.number}", "Enregistrer", station.background)
        self._station, self._crisis, self._cascade = station, crisis, cascade
        self._now = now or Clock().now
        self.show_frame(crisis.frame)
        self.by = form.line("Appels passés par", hint=station.name)
        self.rows = CallRows(self, cascade, self._now(), crisis.zone)
        self.grid = PaperGrid(self.rows, self._paste, MEASURES, cell_by_cell=True)
        self.remarks = plain.label("", "small", "error", wrap=True, name="Ce qui est à revoir")
        self.form.add("by", "Appels passés par", self.by, "Vide : vous.")
        keys = plain.label(HINT, "small", "text_tertiary", wrap=True)
        body = arrangement.column(self.form, self.grid, self.remarks, keys, spacing=8)
        body.setStretch(1, 1)
        self.put(arrangement.scroll(arrangement.panel(body)))
        self.act.setDefault(False)  # Enter goes on to the lines, it never writes the sheet
        self.by.returnPressed.connect(self.grid.setFocus)
        self.rows.edited.connect(self._follow)
        self.grid.setCurrentIndex(self.rows.index(0, 1))
        self.grid.selectionModel().currentRowChanged.connect(lambda *_: self._follow())
        screen.give_size(self, WIDTH, HEIGHT)
        self._follow()

    def submit(self) -> None:
        keyed = self._read()
        if keyed.problems:
            first = keyed.problems[0]
            self.grid.setCurrentIndex(self.rows.index(first.line - 1, FIELDS.index(blamed(first))))
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
            self._say(keyed.problems)
            return
        self.run(partial(self._station.desk.do, LogCalls(self._cascade.id, tuple(keyed.calls.values()))))

    def _read(self) -> Keyed:
        """What the sheet says as it stands."""
        by = form.value(self.by)
        rows = [Row(one.line, one.target, one.result, one.hour, one.deputy, one.note, by) for one in self.rows.keyed]
        return cascade_paper.read(rows, self._cascade, self._now(), self._crisis.zone)

    def _follow(self) -> None:
        """Say what is to be put right, but for what the line being typed does not tell yet."""
        typed = self.grid.currentIndex().row() + 1
        self._say([one for one in self._read().problems if one.line != typed or not self.rows.lacks(one)])
        count = len(self.rows.keyed)
        self.act.setText(f"Enregistrer {wording.number(count, 'appel')}  Ctrl+Entrée" if count else "Enregistrer")
        self.act.setEnabled(bool(count))

    def _say(self, problems: Sequence[Problem]) -> None:
        self.rows.show_problems(problems)
        said = [f"{self.rows.name(one.line - 1) or f'Ligne {one.line}'} : {one.words}" for one in problems]
        more = [f"Et {len(said) - MOST} autres."] if len(said) > MOST else []
        self.remarks.setText("\n".join((*said[:MOST], *more)))
        self.remarks.setVisible(bool(said))

    def _paste(self, text: str) -> None:
        """Fill rows with the lines of a spreadsheet, from the current cell on."""
        lines: Sequence[Sequence[str]] = [line.split("\t") for line in text.splitlines() if line.strip()]
        index = self.grid.currentIndex()
        self.rows.fill(index.row(), index.column(), lines)
