"""EDL en vigueur: what may be said now, by topic, and what no longer may."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu

from app.core import times
from app.core.board import Board
from app.core.errors import Refused, Unavailable
from app.core.store.board_reading import Lines
from app.core.store.reading import Reading
from app.documents import board_export
from app.documents.message_outputs import PAPER
from app.ui import arrangement, board_words, controls, plain, printing, theme
from app.ui.board_export_dialog import BoardExportDialog
from app.ui.board_list import NAMES
from app.ui.board_words import Wanted
from app.ui.card_list import Item
from app.ui.flow_layout import FlowLayout
from app.ui.lines_page import LinesPage
from app.ui.station import Station
from app.ui.wording import number

WHOLE_WORDS = 1100  # width at 100 % under which the words of a button are fewer
EVERY = "Tous les thèmes"
PRINT = "Imprimer la fiche porte-parole"
EXPORT = "Exporter les EDL en vigueur"
NOTHING = (
    "Rien n’a encore été dit dans cette crise.\n"
    "Un message paraît ici dès qu’il est diffusé : ce qui vaut, ce qui ne vaut plus, et pourquoi."
)


class BoardPage(LinesPage):
    """Everything that went out, in force or not; filters leave out, and never say that something holds."""

    def __init__(self, station: Station) -> None:
        super().__init__(station, "EDL en vigueur", NAMES)
        self.wanted = Wanted()
        self.topic = controls.button(EVERY, lambda: None, "chip", "Thème")
        self.topic.setCheckable(True)
        self.topics = QMenu(self.topic)
        self.topics.setAccessibleName("Thèmes")
        self.topics.aboutToShow.connect(self._fill_topics)
        self.topic.setMenu(self.topics)
        self.ending = controls.button("", self._filter, "chip")
        self.replaced = controls.button("Montrer les remplacés", self._filter, "chip")
        for chip in (self.ending, self.replaced):
            chip.setCheckable(True)
        self.print = controls.button(PRINT, self.print_paper, "dense", PRINT)
        self.export = controls.button("Exporter…", self.export_file, "dense", EXPORT)
        bar = FlowLayout(spacing=8)
        for part in (self.title, self.hour, self.topic, self.ending, self.replaced):
            bar.addWidget(part)
        row = arrangement.row(bar, self.print, self.export, margins=(16, 8, 16, 8))
        row.setStretch(0, 1)
        for button in (self.print, self.export):
            row.setAlignment(button, Qt.AlignmentFlag.AlignTop)
        self.lay_out(row)

    def items(self, lines: Lines, zone: str) -> Sequence[Item]:
        before = board_words.next_hours(lines.time.now, zone)
        count = board_words.ending(lines, before)
        self.ending.setText(f"Expirent avant {times.hour(before, zone)}  {count}")
        self.ending.setAccessibleName(f"Expirent avant {times.hour(before, zone)} : {number(count, 'ligne')}")
        self.wanted = Wanted(
            self.wanted.topic if self.wanted.topic in self._names(lines) else "",
            before if self.ending.isChecked() else 0,
            self.replaced.isChecked(),
        )
        self.topic.setText(plain.without_mnemonic(self.wanted.topic or EVERY) + "\u00a0" * 4)  # room for its sign
        self.topic.setAccessibleName(f"Thème : {self.wanted.topic or 'tous'}")
        self.topic.setChecked(True)
        return board_words.items(lines, zone, self.wanted)

    def nothing(self, lines: Lines) -> str:
        return "" if lines.gone or any(topic.lines or topic.coming for topic in lines.topics) else NOTHING

    def forget_filters(self) -> None:
        self.wanted = Wanted()
        for chip in (self.ending, self.replaced):
            chip.setChecked(False)

    def choose_topic(self, name: str) -> None:
        """Show the lines of that topic alone; empty: of all."""
        self.wanted = Wanted(name, self.wanted.before, self.wanted.gone)
        self.render_lines()

    def print_paper(self) -> None:
        """The same, on paper: in black and white, and noted as it leaves."""
        if self._crisis is not None:
            work = partial(_paper, self._station.reading, self._crisis.id)
            self._station.background.carry(work, self._print, self._not_printed)

    def export_file(self) -> None:
        """The same as a file, to keep, or to rework."""
        if self._crisis is not None:
            BoardExportDialog(self, self._station, self._crisis).exec()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.print.setText(PRINT if self.width() >= theme.size(WHOLE_WORDS) else "Imprimer…")

    def _print(self, made: tuple[Board, bytes]) -> None:
        board, pdf = made
        note = partial(self._station.desk.do, board_export.logged(board, PAPER, pdf))
        name = f"Fiche porte-parole {board.crisis.code}"
        printing.print_file(self, self._station.background, name, pdf, note)

    def _not_printed(self, error: Exception) -> None:
        if isinstance(error, Refused | Unavailable):
            plain.warn(self, "Rien n’est sorti", str(error))
            return
        self._station.background.failed.emit(error)

    def _filter(self) -> None:
        self.render_lines()

    def _fill_topics(self) -> None:
        self.topics.clear()
        for name in ("", *(self._names(self.lines) if self.lines else ())):
            action = self.topics.addAction(plain.without_mnemonic(name or EVERY))
            action.setCheckable(True)
            action.setChecked(name == self.wanted.topic)
            action.triggered.connect(partial(self.choose_topic, name))

    def _names(self, lines: Lines) -> Sequence[str]:
        return [topic.name for topic in lines.topics]


def _paper(reading: Reading, space: str) -> tuple[Board, bytes]:
    """The sheet as it stands now."""
    board = reading.board(space)
    return board, board_export.made(board, "pdf")
