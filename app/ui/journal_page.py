"""The main courante: the table, what is filtered in it, and the entry chosen beside it."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QPushButton, QSplitter, QWidget

from app.core.changes import Changes
from app.core.places import Places
from app.core.store.reading import EntryFilter, Reading
from app.core.store.rows import CrisisRow, EntryRow
from app.ui import arrangement, controls, entry_words, plain, theme, wording
from app.ui.entry_detail import EntryDetail
from app.ui.journal_model import OCCURRED, PAGE, RECORDED, JournalModel
from app.ui.journal_view import JournalView
from app.ui.station import Station

FIRST = 1000  # lines shown at once; the rest follow
IN_SIGHT = 30  # lines a tall window shows
DETAIL = 376  # pixels at 100 %
ORDERS = {"occurred": "Ordre : heure du fait", "recorded": "Ordre : heure de saisie"}


@dataclass(frozen=True, slots=True)
class Sight:
    """What one reading brought: the lines, and the pages of rows around what was on screen."""

    wanted: EntryFilter
    keys: "array[int]"
    pages: dict[int, list[EntryRow | None]]
    whole: bool


def look(reading: Reading, wanted: EntryFilter, limit: int | None, kept: Sequence[int | None]) -> Sight:
    """Read the lines `wanted`, and the rows near the keys `kept`. Runs on the reader's thread."""
    keys = reading.entry_keys(wanted, limit)
    places = [place_of(key, keys) for key in kept]
    near = {place // PAGE for start in places for place in (start, start + IN_SIGHT) if 0 <= place < len(keys)}
    if len(keys):
        near.add(0)
    pages = {page: reading.entry_rows(keys[page * PAGE : (page + 1) * PAGE]) for page in sorted(near)}
    return Sight(wanted, keys, pages, limit is None or len(keys) < limit)


def place_of(key: int | None, keys: "array[int]") -> int:
    """Where a key stands, or -1."""
    try:
        return -1 if key is None else keys.index(key)
    except ValueError:
        return -1


class JournalPage(QWidget):
    """The page of the main courante. It shows a colleague's entry by itself, without moving what is being read."""

    counted = Signal(int)
    left = Signal()

    def __init__(self, station: Station, places: Places, now: Callable[[], int]) -> None:
        super().__init__()
        self._station = station
        self._crisis: CrisisRow | None = None
        self._wanted: EntryFilter | None = None
        self._busy = self._stale = False
        self._narrow = False
        self._current = ""
        self.model = JournalModel(self._fetch, parent=self)
        self.table = JournalView(self.model, now)
        self.detail = EntryDetail(station, places, now)
        self._title = plain.label("Main courante", "page_title")
        self._count = plain.label("", "small", "text_tertiary", name="Nombre d’entrées")
        self.key_events = self._chip("Faits marquants", self._toggle_key_events)
        self.words = self._chip("", self._forget_words)
        self.order = controls.button(ORDERS["occurred"], self._turn_order, "dense")
        self._empty = plain.label("", "body", "text_secondary", wrap=True)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(self._table_side())
        self._splitter.addWidget(self.detail)
        self._splitter.setStretchFactor(0, 1)
        self.setLayout(arrangement.column(self._splitter))
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._open_detail)
        self.table.first_line_moved.connect(self._show_day)
        self.table.horizontalHeader().sectionClicked.connect(self._order_by_column)
        self.detail.closed.connect(self._close_detail)
        station.background.changed.connect(self._changed)
        self.be_narrow(False)

    def show_crisis(self, crisis: CrisisRow | None) -> None:
        """Show the main courante of this crisis, from its newest entry."""
        same = crisis is not None and self._crisis is not None and crisis.id == self._crisis.id
        self._crisis = crisis
        if same:
            self.refresh()
            return
        self.detail.show_crisis(crisis)
        self._current = ""
        self.model.show_keys(array("q"), {})
        if crisis is None:
            self._wanted = None
            self._tell(0)
            return
        self.model.zone = crisis.zone
        self._want(EntryFilter(crisis.id))

    def search(self, words: str) -> None:
        """Show only the entries that hold these words, accents or not."""
        if self._wanted is not None and words != self._wanted.query:
            self._want(replace(self._wanted, query=words))

    def show_record(self, id: str) -> None:
        """Show that entry in the panel, and its line when it is among those read."""
        self._current = id
        line = self.model.line_of(id)
        if line >= 0:
            self.table.choose(line, show=True)
        self.detail.show_entry(id)
        self._open_detail()

    def refresh(self) -> None:
        """Read the lines again; what is on screen stays where it is."""
        wanted = self._wanted
        if wanted is None:
            return
        if self._busy:
            self._stale = True
            return
        self._busy, self._stale = True, False
        limit = FIRST if len(self.model.keys) < FIRST else None
        kept = self._kept()
        reading = self._station.reading
        self._station.background.read(lambda: look(reading, wanted, limit, kept), self._show, self._failed)

    def be_narrow(self, narrow: bool) -> None:
        """Without room, the detail is shown only when an entry is opened."""
        self._narrow = narrow
        self.detail.let_close(narrow)
        self.detail.setVisible(not narrow)
        self._splitter.setSizes([self.width() - theme.size(DETAIL), theme.size(DETAIL)])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._splitter.setSizes([self.width() - theme.size(DETAIL), theme.size(DETAIL)])

    def _table_side(self) -> QWidget:
        bar = arrangement.panel(
            arrangement.row(
                self._title, self._count, self.key_events, self.words, None, self.order, margins=(16, 8, 16, 8)
            )
        )
        self._empty.setContentsMargins(24, 16, 24, 16)
        self._empty.hide()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.table.viewport().setLayout(arrangement.column(self._empty))  # in place of the lines
        table = arrangement.column(bar, controls.rule(), self.table)
        table.setStretch(2, 1)
        side = arrangement.panel(table)
        side.setMinimumWidth(theme.size(320))
        return side

    def _chip(self, words: str, pressed: Callable[[], object]) -> QPushButton:
        made = controls.button(words, pressed, "chip")
        made.setCheckable(True)
        made.setVisible(bool(words))
        return made

    def _want(self, wanted: EntryFilter) -> None:
        self._wanted = wanted
        self.model.order = wanted.order
        self.key_events.setChecked(wanted.key_events)
        self.words.setText(plain.without_mnemonic(f"« {wanted.query} »  ✕"))
        self.words.setAccessibleName(f"Recherche : {wanted.query}. Appuyer pour l’effacer.")
        self.words.setChecked(True)
        self.words.setVisible(bool(wanted.query))
        self.order.setText(ORDERS[wanted.order])
        self.refresh()

    def _kept(self) -> tuple[int | None, int | None]:
        """The keys of the line on top (None at the very top, where the newest must show) and of the chosen one."""
        keys, line, chosen = self.model.keys, self.table.first_line(), self.table.currentIndex().row()
        return (keys[line] if line > 0 else None, keys[chosen] if 0 <= chosen < len(keys) else None)

    def _fetch(self, keys: Sequence[int], answer: Callable[[list[EntryRow | None]], None]) -> None:
        reading = self._station.reading
        self._station.background.read(lambda: reading.entry_rows(keys), answer)

    def _show(self, sight: Sight) -> None:
        self._busy = False
        if sight.wanted != self._wanted:
            self.refresh()
            return
        top, current = (place_of(key, sight.keys) for key in self._kept())  # it may have moved while we read
        self.table.blockSignals(True)
        self.model.show_keys(sight.keys, sight.pages)
        line = current if current >= 0 else self.model.line_of(self._current)
        if line >= 0 and self._current:
            self.table.choose(line)
        self.table.show_from(top)
        self.table.blockSignals(False)
        self._tell(len(sight.keys))
        self._show_day()
        if not sight.whole:
            reading, wanted = self._station.reading, sight.wanted
            self._busy = True
            background = self._station.background
            background.read(lambda: (wanted, reading.entry_keys(wanted, None)), self._extend, self._failed)
        elif self._stale:
            self.refresh()

    def _extend(self, rest: "tuple[EntryFilter, array[int]]") -> None:
        self._busy = False
        wanted, keys = rest
        if wanted == self._wanted and keys[: len(self.model.keys)] == self.model.keys:
            self.model.extend(keys)
            self._tell(len(keys))
        else:
            self._stale = True
        if self._stale:
            self.refresh()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._station.background.failed.emit(error)

    def _tell(self, count: int) -> None:
        self._count.setText(wording.number(count, "entrée"))
        self._empty.setText(self._why_empty())
        self._empty.setVisible(count == 0)
        self.counted.emit(count)

    def _why_empty(self) -> str:
        if self._wanted is None:
            return "Aucune crise n’est ouverte."
        if self._wanted.query or self._wanted.key_events:
            return "Aucune entrée ne répond à ce filtre. Les autres sont masquées, rien n’est perdu."
        if entry_words.why_not_write(self._crisis):
            return "Aucune entrée dans cette crise.\nCelles que d’autres écriront apparaîtront ici d’elles-mêmes."
        return "Aucune entrée dans cette crise.\nLa première s’écrit dans la ligne de saisie, en bas : Ctrl+N."

    def _changed(self, changes: Changes) -> None:
        if self._crisis is not None and self._crisis.id in changes.spaces:
            self.refresh()

    def _choose(self, id: str) -> None:
        if id != self._current:
            self._current = id
            self.detail.show_entry(id)

    def _open_detail(self) -> None:
        self.detail.show()

    def _close_detail(self) -> None:
        self.detail.setVisible(not self._narrow)
        self.table.setFocus()

    def _show_day(self) -> None:
        row = self.model.known_row(max(0, self.table.first_line()))
        self.table.days.show_day(self.model.day_of(row) if row is not None else None, self.model.zone)

    def _toggle_key_events(self) -> None:
        if self._wanted is not None:
            self._want(replace(self._wanted, key_events=not self._wanted.key_events))

    def _forget_words(self) -> None:
        self.left.emit()

    def _turn_order(self) -> None:
        if self._wanted is not None:
            self._want(replace(self._wanted, order="recorded" if self._wanted.order == "occurred" else "occurred"))

    def _order_by_column(self, column: int) -> None:
        wanted = {OCCURRED: "occurred", RECORDED: "recorded"}.get(column)
        if self._wanted is not None and wanted is not None and wanted != self._wanted.order:
            self._turn_order()
