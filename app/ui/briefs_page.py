"""Briefs: those that were frozen, read from their file, and the next one while it is composed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.core.changes import Changes
from app.core.clock import Clock
from app.core.store.reading import Reading
from app.core.store.rows import BriefRow, CrisisRow
from app.ui import arrangement, controls, focus, plain, printing
from app.ui.brief_composer import BriefComposer
from app.ui.card_list import Card, CardList
from app.ui.page_preview import WIDTH, PagePreview
from app.ui.station import Station
from app.ui.wording import day_and_hour, number, short_day_and_hour

LIST_WIDTH = 300
NOTHING = "Aucun point de situation figé dans cette crise.\nComposer en prépare un avec ce que ce poste détient."


@dataclass(frozen=True, slots=True)
class Frozen:
    """A frozen file and its pages. `verified`: its SHA-256 is the one signed with it."""

    row: BriefRow
    pdf: bytes
    pages: tuple[QImage, ...]
    verified: bool


class BriefsPage(QWidget):
    """A frozen brief is shown, saved and printed from its own file, never made again."""

    def __init__(self, station: Station, now: Callable[[], int] | None = None):
        super().__init__()
        self._station = station
        self._crisis: CrisisRow | None = None
        self._rows: Sequence[BriefRow] = ()
        self._frozen: Frozen | None = None
        self.compose = controls.button("Composer…", self.begin, "dense", name="Composer un point de situation")
        self.cards = CardList("Points de situation")
        self.cards.chosen.connect(self._open)
        self.composer = BriefComposer(station, now or Clock().now)
        self.composer.closed.connect(self._composed)
        self.title = plain.label("", "page_title", wrap=True)
        self.fingerprint = plain.label("", "small", "text_secondary", wrap=True, name="Empreinte du fichier")
        self._verified = controls.Sign("favorable", "vérifié", "success")
        self._told = plain.label("", "small", "text_secondary", wrap=True)
        self.save = controls.button("Enregistrer le PDF…", self._save, "dense")
        self.print = controls.button("Imprimer…", self._print, "dense")
        self.preview = PagePreview()
        self._stack = QStackedWidget()
        for widget in (_empty(), self._viewer(), self.composer):
            self._stack.addWidget(widget)
        title = plain.label("Points de situation", "page_title")
        head = arrangement.row(title, None, self.compose, margins=(14, 7, 12, 7))
        self._left = arrangement.panel(arrangement.column(arrangement.panel(head), controls.rule(), self.cards))
        split = arrangement.split((self._left, LIST_WIDTH, 240), (self._stack, 900, 320), stretched=1)
        self.setLayout(arrangement.column(split))
        station.background.changed.connect(self._look_again)

    def show_crisis(self, crisis: CrisisRow) -> None:
        """Show the briefs of that crisis."""
        if self._crisis is not None and self._crisis.id != crisis.id:
            self._composed("")
            self.cards.show_items(())
        self._crisis = crisis
        self._read_list()

    def show_record(self, id: str) -> None:
        """Go to that brief, if this workstation holds it."""
        self._composed("")
        if not self.cards.choose(id):
            self._read_list(id)

    def begin(self) -> None:
        """Compose the next brief: the list makes room for it."""
        if self._crisis is not None:
            self._left.hide()
            self._stack.setCurrentWidget(self.composer)
            self.composer.begin(self._crisis)
            focus.enter(self.composer)

    def _viewer(self) -> QWidget:
        line = arrangement.row(arrangement.wide(self.title), self.save, self.print)
        second = arrangement.row(self._verified, arrangement.wide(self.fingerprint))
        head = arrangement.column(line, second, self._told, spacing=3, margins=(20, 8, 16, 8))
        return arrangement.panel(arrangement.column(arrangement.panel(head), controls.rule(), self.preview))

    def _look_again(self, changes: Changes) -> None:
        if self._crisis is not None and self._crisis.id in changes.spaces:
            self._read_list()
            self.composer.look_again()

    def _read_list(self, wanted: str = "") -> None:
        if self._crisis is not None:
            read = partial(_rows, self._station.reading, self._crisis.id, wanted)
            self._station.background.read(read, self._show_list)

    def _show_list(self, found: tuple[str, str, Sequence[BriefRow]]) -> None:
        space, wanted, rows = found
        if self._crisis is None or self._crisis.id != space:
            return
        self._rows = rows
        zone = self._crisis.zone
        self.cards.show_items([card(row, zone) for row in rows], wanted)
        if not rows and self._stack.currentWidget() is not self.composer:
            self._stack.setCurrentIndex(0)

    def _open(self, id: str) -> None:
        row = next((row for row in self._rows if row.id == id), None)
        if row is not None:
            self._told.setText("")
            self._told.hide()
            self._station.background.read(partial(_opened, self._station.reading, row), self._show_frozen)

    def _show_frozen(self, frozen: Frozen) -> None:
        if frozen.row.id != self.cards.current_id or self._crisis is None:
            return
        self._frozen = frozen
        row, zone = frozen.row, self._crisis.zone
        self.title.setText(f"Point de situation n° {row.number} · {row.reference}")
        if frozen.verified:
            self._verified.show_state("favorable", "vérifié", "success")
        else:
            self._verified.show_state("contredit", "fichier différent de celui qui fut signé", "alarm")
        made = f"figé {day_and_hour(row.frozen_at, zone)} par {row.author}"
        self.fingerprint.setText(f"{number(row.pages, 'page')} · {made} · SHA-256 {grouped(row.sha256)}")
        plain.tip(self.fingerprint, row.sha256)
        self.preview.show_pages(frozen.pages)
        if self._stack.currentWidget() is not self.composer:
            self._stack.setCurrentIndex(1)

    def _composed(self, id: str) -> None:
        self._left.show()
        self._stack.setCurrentIndex(1 if self._rows else 0)
        if id:
            self._read_list(id)
        elif self.cards.current_id:
            self._open(self.cards.current_id)

    def _save(self) -> None:
        if self._frozen is not None:
            row, pdf = self._frozen.row, self._frozen.pdf
            printing.save_file(self, self._station.background, row.reference, pdf, self._saved)

    def _print(self) -> None:
        if self._frozen is not None:
            row, pdf = self._frozen.row, self._frozen.pdf
            printing.print_file(self, self._station.background, row.reference, pdf, self._printed)

    def _saved(self, path: str) -> None:
        self._tell(f"Enregistré : {path}")

    def _printed(self) -> None:
        self._tell("Donné à l’imprimante.")

    def _tell(self, words: str) -> None:
        self._told.setText(words)
        self._told.show()


def card(row: BriefRow, zone: str) -> Card:
    """One brief as the list shows it: its hour of cut-off is what a person looks for."""
    state = ("favorable", "approuvé", "success") if row.approved else ("en_visa", "projet", "text_secondary")
    words = (row.author, short_day_and_hour(row.frozen_at, zone), "en attente d’envoi" if row.pending else "")
    return Card(
        id=row.id,
        head=row.reference,
        title=f"Arrêté {short_day_and_hour(row.cutoff, zone)}",
        note=" · ".join(word for word in words if word),
        states=(state,),
    )


def grouped(fingerprint: str) -> str:
    """The first half of a hash by groups of four, as it is compared aloud."""
    return " ".join(fingerprint[place : place + 4] for place in range(0, 32, 4)) + "…"


def _rows(reading: Reading, space: str, wanted: str) -> tuple[str, str, Sequence[BriefRow]]:
    return space, wanted, reading.briefs(space)


def _opened(reading: Reading, row: BriefRow) -> Frozen:
    pdf = reading.brief_file(row.id)
    pages = tuple(printing.drawn(pdf, WIDTH))
    return Frozen(row, pdf, pages, sha256(pdf).hexdigest() == row.sha256)


def _empty() -> QWidget:
    words = plain.label(NOTHING, "body", "text_secondary", wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return arrangement.panel(arrangement.column(None, words, None, margins=(40, 40, 40, 40)))
