"""The figures of the crisis: those in force, what disagrees first, and the history of the one that is chosen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QSplitter, QStackedWidget, QWidget

from app.core.changes import Changes
from app.core.clock import Clock
from app.core.errors import Refused
from app.core.figure import Figure
from app.core.figure_commands import settling
from app.core.figures import FigureRow
from app.core.reckoning import Account, Disagreement, account
from app.core.store.reading import Reading
from app.core.store.rows import CrisisRow
from app.documents import figures_import
from app.documents.figures_import import Brought
from app.ui import arrangement, controls, figure_words, plain
from app.ui.conflict_values import SETTLED
from app.ui.figure_choice import ChooseDialog, ClearDialog
from app.ui.figure_detail import Acts, FigureDetail
from app.ui.figure_editor import FigureEditor
from app.ui.figure_list import FigureList, Heads
from app.ui.form import FormDialog
from app.ui.station import Station
from app.ui.wording import number

NOTHING = "Aucun chiffre dans cette crise.\n« Nouveau chiffre… » en écrit un, « Importer… » lit des chiffres publiés."
IMPORT, FILES = "Importer des chiffres publiés", "Chiffres publiés (*.yaml *.yml);;Tous les fichiers (*)"


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure and the account it stands in."""

    figure: Figure
    account: Account


class FiguresPage(QWidget):
    """Two lists that show one account: what stands, and all that was ever said of one indicator."""

    def __init__(self, station: Station, now: Callable[[], int] | None = None):
        super().__init__()
        self._station, self._now = station, now or Clock().now
        self._crisis: CrisisRow | None = None
        self._account = account(())
        self._shown: Figure | None = None
        self.new = controls.button("Nouveau chiffre…", self.new_figure, "dense", name="Nouveau chiffre (Ctrl+M)")
        self.bring = controls.button("Importer…", self._choose_files, "dense", name=IMPORT)
        self.figures = FigureList("Chiffres en vigueur")
        self.figures.chosen.connect(self._open)
        self.former = FigureList("Historique de l’indicateur")
        self.former.chosen.connect(self._open_former)
        acts = Acts(self._choose, self._amend, self._update, self._clear, self.show_record, self._keep)
        self.detail = FigureDetail(acts)
        self._count = plain.PartsLabel("Bilan", "small", "text_tertiary")
        self._apart = controls.Sign("contredit", "", "warning")
        self._history = plain.label("Historique", "heading")
        self._told = plain.label("", "small_strong", "text_secondary", wrap=True, name="Résultat")
        self._told.setContentsMargins(20, 6, 20, 6)
        self._told.hide()
        self._lay_out()
        station.background.changed.connect(self._look_again)

    def show_crisis(self, crisis: CrisisRow | None) -> None:
        """Show the figures of that crisis."""
        former, self._crisis = self._crisis, crisis
        if crisis is None or former is None or crisis.id != former.id:
            self._told.hide()
            self._shown = None
            self._right.setCurrentIndex(0)
            self._show((crisis.id if crisis else "", "", ()))
        self._say_what_may_be_done()
        self._read()

    def show_record(self, id: str) -> None:
        """Go to that figure, in force or not."""
        if not self.figures.choose(id):
            self._read(id)

    def new_figure(self) -> None:
        """Write a figure."""
        self._edit()

    def changeEvent(self, event: QEvent) -> None:
        """What is drawn for one size of text is drawn again for another."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._shown is not None:
            self._read_detail(self._shown.id)

    def _lay_out(self) -> None:
        title = plain.label("Bilan", "page_title")
        count = arrangement.wide(self._count)
        head = arrangement.row(title, self._apart, count, self.bring, self.new, margins=(20, 7, 12, 7))
        above = arrangement.panel(
            arrangement.column(
                arrangement.panel(head), controls.rule(), self._told, Heads(self.figures), controls.rule(), self.figures
            )
        )
        below_head = arrangement.panel(arrangement.row(self._history, None, margins=(20, 7, 12, 7)))
        below = arrangement.panel(arrangement.column(below_head, controls.rule(), self.former))
        left = QSplitter(Qt.Orientation.Vertical)
        left.setHandleWidth(1)
        left.setChildrenCollapsible(False)
        for part, share in ((above, 3), (below, 2)):
            left.addWidget(part)
            left.setStretchFactor(left.count() - 1, share)
        left.setSizes([480, 260])
        self._below = below
        empty = plain.label(NOTHING, "body", "text_secondary", wrap=True)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._right = QStackedWidget()
        self._right.addWidget(arrangement.panel(arrangement.column(None, empty, None, margins=(24, 40, 24, 40))))
        self._right.addWidget(self.detail)
        self.setLayout(arrangement.column(arrangement.split((left, 880, 320), (self._right, 376, 280), stretched=0)))

    def _say_what_may_be_done(self) -> None:
        why_not = figure_words.why_not_write(self._crisis)
        for act in (self.new, self.bring):
            act.setEnabled(not why_not)
            plain.tip(act, why_not)
            act.setAccessibleDescription(why_not)

    def _look_again(self, changes: Changes) -> None:
        if self._crisis is not None and self._crisis.id in changes.spaces:
            self._read()

    def _read(self, wanted: str = "") -> None:
        if self._crisis is not None:
            read = partial(_rows, self._station.reading, self._crisis.id, wanted)
            self._station.background.read(read, self._show)

    def _show(self, found: tuple[str, str, Sequence[FigureRow]]) -> None:
        space, wanted, rows = found
        if space != (self._crisis.id if self._crisis else ""):
            return
        self._account = account(rows)
        zone = self._crisis.zone if self._crisis else "Europe/Paris"
        lines = figure_words.in_force(self._account, zone)
        self._count.show_parts((number(len(lines), "chiffre en vigueur", "chiffres en vigueur"),) if lines else ())
        apart = len(self._account.disagreements)
        self._apart.show_state("contredit", number(apart, "écart") if apart else "", "warning")
        self._apart.setVisible(bool(apart))
        self._below.setVisible(bool(lines))
        former = wanted or (self._shown.id if self._shown else "")
        known = former in self._account.figures
        self.figures.show_items(lines, choose_first=not known)
        if known:
            self.figures.choose(former)
            self._open(former)
        if not lines:
            self._right.setCurrentIndex(0)

    def _open(self, id: str) -> None:
        if not id or self._crisis is None:
            self._shown = None
            self._right.setCurrentIndex(0)
            self.former.show_items(())
            return
        self.former.blockSignals(True)
        self.former.show_items(figure_words.history(self._account, id, self._crisis.zone), id)
        self.former.blockSignals(False)
        self.figures.leave(id)
        one = self._account.figures.get(id)
        if one is not None:
            where = f" ({one.row.perimeter})" if one.row.perimeter else ""
            self._history.setText(f"Historique : {one.row.indicator}{where}")
        self._read_detail(id)

    def _open_former(self, id: str) -> None:
        if id:
            self._open(id)

    def _read_detail(self, id: str) -> None:
        read = partial(_open, self._station.reading, id, self._account)
        self._station.background.read(read, self._show_detail)

    def _show_detail(self, opened: Opened) -> None:
        if opened.figure.id != self.former.current_id or self._crisis is None:
            return  # the person went on
        self._shown = opened.figure
        may = figure_words.why_not_write(self._crisis), figure_words.why_not_choose(self._crisis)
        self.detail.show_figure(opened.figure, opened.account, self._crisis.zone, *may)
        self._right.setCurrentIndex(1)

    def _edit(self, figure: Figure | None = None, after: Figure | None = None) -> None:
        if self._crisis is None or figure_words.why_not_write(self._crisis):
            return
        editor = FigureEditor(self, self._station, self._crisis, self._account, self._now, figure, after)
        editor.show_frame(self._crisis.frame)
        if editor.exec() == QDialog.DialogCode.Accepted and editor.written:
            self._read(editor.written)

    def _amend(self) -> None:
        if self._shown is not None:
            self._edit(self._shown)

    def _update(self) -> None:
        if self._shown is not None:
            self._edit(after=self._shown)

    def _choose(self, disagreement: Disagreement) -> None:
        if self._crisis is not None:
            self._ask(ChooseDialog(self, self._station, disagreement, self._crisis.zone), self._crisis)

    def _clear(self, publishable: bool) -> None:
        if self._shown is not None and self._crisis is not None:
            self._ask(ClearDialog(self, self._station, self._shown, publishable), self._crisis)

    def _ask(self, dialog: FormDialog, crisis: CrisisRow) -> None:
        dialog.show_frame(crisis.frame)
        dialog.exec()

    def _keep(self, field: str, value: Any) -> None:
        if self._shown is not None:
            command = settling(self._shown, field, value, SETTLED)
            self._station.background.write(partial(self._station.desk.do, command), failed=self._refused)

    def _choose_files(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, IMPORT, "", FILES)
        if paths:
            self.bring_in([Path(path) for path in paths])

    def bring_in(self, paths: Sequence[Path]) -> None:
        """Bring in what these files publish, all of it or nothing, and say what came of it."""
        if self._crisis is not None:
            self._say("Lecture des fichiers…")
            work = partial(_bring_in, self._station, self._crisis.id, paths)
            self._station.background.carry(work, self._brought, self._refused)

    def _brought(self, brought: Brought) -> None:
        self._say(figures_import.told(brought), "success" if brought.added else "text_secondary")

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self._say(f"Refusé : {error}", "error")
        else:
            self._told.hide()
            self._station.background.failed.emit(error)

    def _say(self, words: str, tone: str = "text_secondary") -> None:
        self._told.setText(words)
        plain.mark(self._told, "tone", tone)
        self._told.show()


def _rows(reading: Reading, space: str, wanted: str) -> tuple[str, str, Sequence[FigureRow]]:
    return space, wanted, reading.figures(space)


def _open(reading: Reading, id: str, among: Account) -> Opened:
    return Opened(reading.figure(id), among)


def _bring_in(station: Station, space: str, paths: Sequence[Path]) -> Brought:
    return figures_import.bring_in(station.desk, station.reading, station.reading.crisis(space), paths)
