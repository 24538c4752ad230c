"""Saisie après coup: the lines of a sheet of paper typed in a grid, and written all or not at all."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from app.core import transcription
from app.core.errors import Refused
from app.core.places import Places
from app.core.store.rows import CrisisRow
from app.core.transcription import Sheet, Transcription
from app.ui import arrangement, controls, form, plain, screen, theme, wording
from app.ui.column_layout import ColumnLayout
from app.ui.kept_text import KeptText
from app.ui.moment_field import read_day
from app.ui.paper_grid import PaperGrid
from app.ui.paper_rows import PaperRows, lines_of
from app.ui.station import Station

WIDTH, HEIGHT = 1080, 720
PAUSE = 120  # ms after the last change, before the sheet is read again
MOST = 6  # remarks shown at once, fewer with larger text
HINT = "Entrée : ligne suivante. Tab : cellule suivante. Ctrl+V : plusieurs lignes. « ? » : heure illisible."


class TranscriptionDialog(form.FormDialog):
    """Twenty rows, or as many as it takes. What is half-typed is there the next time."""

    recorded = Signal(int, str)  # how many entries were written, and from which sheet

    def __init__(
        self, parent: QWidget | None, station: Station, crisis: CrisisRow, now: Callable[[], int], places: Places
    ):
        super().__init__(parent, "Saisie après coup", "Enregistrer", station.background)
        self._station, self._crisis, self._now, self._places = station, crisis, now, places
        self.read: Transcription | None = None
        self.sheet = form.line("Feuille n°", hint="2")
        self.day = form.line("Jour de la première ligne", hint="24/09/2026")
        self.rows = PaperRows(self)
        self.grid = PaperGrid(self.rows, self._paste)
        self.remarks = plain.label("", "small", "text_secondary", wrap=True, name="Ce qui est à revoir")
        self.kept = KeptText(station, self)
        self._lay_out(crisis)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._read)
        self.rows.edited.connect(self._changed)
        self.sheet.textChanged.connect(self._changed)
        self.day.textChanged.connect(self._changed)
        self._restoring = False
        if parent is not None:
            parent.window().installEventFilter(self)
        self.kept.move(f"{crisis.id} sheet", self._restore)
        self._read()
        self.sheet.setFocus()

    def submit(self) -> None:
        self.form.forgive()
        self._read()
        try:
            self._day()
            assert self.read is not None  # it was read just now
            command = transcription.command(self.read)
        except Refused as refused:
            self.form.refuse(refused)
            self._go_to_problem()
            return
        self.kept.flush()
        self.run(partial(self._station.desk.do, command))

    def done_with(self, outcome: Any) -> None:
        self._pause.stop()
        self.kept.forget()
        count = len(self.read.records) if self.read else 0
        self.accept()
        self.recorded.emit(count, self.sheet.text().strip())

    def reject(self) -> None:
        """Going back loses nothing: the sheet is there the next time."""
        self.kept.flush()
        super().reject()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close:  # the window is closed, or locked, under it
            self.kept.flush()
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.kept.flush()
        super().closeEvent(event)

    def empty(self) -> None:
        """Begin another sheet."""
        self.sheet.clear()
        self.day.clear()
        self.rows.show(())
        self.grid.setCurrentIndex(self.rows.index(0, 0))
        self.sheet.setFocus()

    def _lay_out(self, crisis: CrisisRow) -> None:
        head = QWidget()
        columns = ColumnLayout(least=170)
        for field, words, line, hint in (
            ("sheet", "Feuille n°", self.sheet, "Elle reste écrite sur chaque entrée."),
            ("day", "Jour de la première ligne", self.day, "Vide : le dernier possible."),
        ):
            cell, into = QWidget(), arrangement.column()
            cell.setLayout(into)
            self.form.add(field, words, line, hint, into=into)
            into.addStretch(1)
            columns.addWidget(cell)
        head.setLayout(columns)
        self.form.add_plain(head)
        named = plain.label(crisis.title, "small", "text_secondary", wrap=True, name="Crise")
        keys = plain.label(HINT, "small", "text_tertiary", wrap=True)
        body = arrangement.column(named, self.form, self.grid, self.remarks, keys, spacing=8)
        body.setStretch(2, 1)
        self.put(arrangement.scroll(arrangement.panel(body)))
        self._cancel.setText("Fermer, garder la feuille  Échap")
        self._cancel.setAccessibleName("Fermer, garder la feuille")
        self.foot_row.addWidget(controls.button("Vider la feuille", self.empty, "quiet"))
        self.act.setDefault(False)  # Enter goes on to the lines, it never writes the sheet
        self.sheet.returnPressed.connect(self.day.setFocus)
        self.day.returnPressed.connect(self.grid.setFocus)
        self.show_frame(crisis.frame)
        screen.give_size(self, WIDTH, HEIGHT)

    def _paste(self, text: str) -> None:
        """Fill rows with the lines of a spreadsheet, or of a text, from the current cell on."""
        index = self.grid.currentIndex()
        lines = lines_of(text, self._now(), self._crisis.zone, self._places)
        if len(lines) == 1 and "\t" not in text:
            self.rows.setData(index, text)
        elif lines:
            self.rows.fill(index.row(), index.column() if "\t" in text else 0, lines)

    def _changed(self) -> None:
        self._pause.start()
        if not self._restoring:
            typed = {"sheet": self.sheet.text(), "day": self.day.text(), "rows": self.rows.cells}
            self.kept.change(json.dumps(typed) if any(typed.values()) else "")

    def _restore(self, text: str) -> None:
        typed = json.loads(text)
        self._restoring = True
        self.sheet.setText(str(typed.get("sheet", "")))
        self.day.setText(str(typed.get("day", "")))
        self.rows.show(typed.get("rows", ()))
        self.grid.setCurrentIndex(self.rows.index(0, 0))
        self._restoring = False

    def _day(self) -> Any:
        return read_day(self.day.text(), self._now(), self._crisis.zone)

    def _read(self) -> None:
        """Read the sheet as it stands, and say so beside each row."""
        try:
            day = self._day()
        except Refused:
            day = None  # said when the sheet is written
        crisis = self._crisis
        territory = tuple(filter(None, crisis.territory.split(",")))
        sheet = Sheet(self.sheet.text().strip(), crisis.id, crisis.zone, territory, crisis.opened_at, day)
        self.read = transcription.transcribe(self.rows.rows, sheet, self._now(), self._places)
        self.rows.show_reading(self.read, crisis.zone)
        count = sum(not row.empty for row in self.rows.rows)
        self.act.setText(f"Enregistrer {wording.number(count, 'ligne')}  Ctrl+Entrée" if count else "Enregistrer")
        self.act.setAccessibleName(self.act.text())
        self._show_remarks(self.read)

    def _show_remarks(self, read: Transcription) -> None:
        said = [f"Ligne {one.row} : {one.words}" for one in (*read.problems, *read.doubts)]
        shown = round(MOST / theme.scale())
        more = len(said) - shown
        rest = [f"Et {more} autres."] if more > 1 else said[shown:]
        self.remarks.setText("\n".join((*said[:shown], *rest)))
        self.remarks.setVisible(bool(said))
        plain.mark(self.remarks, "tone", "error" if read.problems else "warning")

    def _go_to_problem(self) -> None:
        """Put the keyboard on the first row to be put right, unless the head of the sheet is refused."""
        if self.read is not None and self.read.problems and self.sheet.text().strip():
            self.grid.setCurrentIndex(self.rows.index(self.read.problems[0].row - 1, 0))
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
