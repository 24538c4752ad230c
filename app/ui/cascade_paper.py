"""The results of a call sheet keyed in from paper: every target is there, and all is written or nothing."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from app.core import cascade_paper
from app.core.cascade import Cascade
from app.core.cascade_commands import LogCalls
from app.core.cascade_paper import Keyed, Problem, Row
from app.core.clock import Clock
from app.core.errors import Refused
from app.core.store.rows import CrisisRow
from app.ui import arrangement, form, plain, screen, wording
from app.ui.form import FormDialog
from app.ui.paper_grid import PaperGrid
from app.ui.paper_rows import DOUBTED, REFUSED, PaperRows
from app.ui.station import Station

Index = QModelIndex | QPersistentModelIndex
HEADS = ("N°", "Résultat", "Heure", "Suppléant", "Remarque")
FIELDS = ("target", "result", "hour", "deputy", "note")
BLAMED = {"at": "hour", "number": "target"}  # what a refusal names, and the column it is about
HINT = "Résultat : j, m, s, f ou 1 à 4. Heure : 03:12. Suppléant : oui. Une ligne sans résultat ni heure est ignorée."
MOST, WIDTH, HEIGHT = 6, 900, 680


class CallRows(PaperRows):
    """The lines of a call sheet: each says whom it names."""

    def __init__(self, parent: QObject, cascade: Cascade):
        super().__init__(parent)
        self._cascade = cascade
        self._problems: dict[int, Problem] = {}
        called = [one.order for one in cascade.targets]
        self.show([[str(order)] for order in called])

    @property
    def keyed(self) -> tuple[Row, ...]:
        """As the core reads them: a line on which only the number stands says nothing."""
        filled = ((place, cells) for place, cells in enumerate(self.cells, 1) if any(cells[1:]))
        return tuple(Row(place, **dict(zip(FIELDS, cells, strict=True))) for place, cells in filled)

    def show_keyed(self, keyed: Keyed) -> None:
        """Mark what is to be put right."""
        self._problems = {one.line: one for one in keyed.problems}
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(FIELDS) - 1))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        problem = self._problems.get(index.row() + 1)
        field = FIELDS[index.column()]
        if role == REFUSED:
            return problem is not None and BLAMED.get(problem.field, problem.field) == field
        if role == DOUBTED:
            return False
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cell = super().data(index, Qt.ItemDataRole.DisplayRole)
            said = f"{HEADS[index.column()]} : {cell or 'vide'}"
            return f"{said}. {problem.words}" if problem else said
        return super().data(index, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return HEADS[section]
        cells = self.cells
        typed = cells[section][0] if section < len(cells) else ""
        if section + 1 in self._problems:
            return "à revoir"
        try:
            return cascade_paper.named(typed, self._cascade).name if typed else ""
        except Refused:
            return "?"


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
        self.rows = CallRows(self, cascade)
        self.grid = PaperGrid(self.rows, self._paste)
        self.remarks = plain.label("", "small", "error", wrap=True, name="Ce qui est à revoir")
        self.form.add("by", "Appels passés par", self.by, "Vide : vous.")
        keys = plain.label(HINT, "small", "text_tertiary", wrap=True)
        body = arrangement.column(self.form, self.grid, self.remarks, keys, spacing=8)
        body.setStretch(1, 1)
        self.put(arrangement.scroll(arrangement.panel(body)))
        self.act.setDefault(False)  # Enter goes on to the lines, it never writes the sheet
        self.by.returnPressed.connect(self.grid.setFocus)
        self.rows.edited.connect(self._read)
        self.grid.setCurrentIndex(self.rows.index(0, 1))
        screen.give_size(self, WIDTH, HEIGHT)
        self._read()

    def submit(self) -> None:
        keyed = self._read()
        if keyed.problems:
            self.grid.setCurrentIndex(self.rows.index(keyed.problems[0].line - 1, 1))
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.run(partial(self._station.desk.do, LogCalls(self._cascade.id, tuple(keyed.calls.values()))))

    def _read(self) -> Keyed:
        """Read the sheet as it stands, and say what is to be put right."""
        by = form.value(self.by)
        rows = [Row(one.line, one.target, one.result, one.hour, one.deputy, one.note, by) for one in self.rows.keyed]
        keyed = cascade_paper.read(rows, self._cascade, self._now(), self._crisis.zone)
        self.rows.show_keyed(keyed)
        said = [f"Ligne {one.line} : {one.words}" for one in keyed.problems]
        more = [f"Et {len(said) - MOST} autres."] if len(said) > MOST else []
        self.remarks.setText("\n".join((*said[:MOST], *more)))
        self.remarks.setVisible(bool(said))
        count = len(rows)
        self.act.setText(f"Enregistrer {wording.number(count, 'appel')}  Ctrl+Entrée" if count else "Enregistrer")
        self.act.setEnabled(bool(count))
        return keyed

    def _paste(self, text: str) -> None:
        """Fill rows with the lines of a spreadsheet, from the current cell on."""
        lines: Sequence[Sequence[str]] = [line.split("\t") for line in text.splitlines() if line.strip()]
        index = self.grid.currentIndex()
        self.rows.fill(index.row(), index.column(), lines)
