"""The main courante: the table, what is filtered in it, what is done to it by key, and the entry chosen beside it."""

from array import array
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from app.core.changes import Changes
from app.core.places import Places
from app.core.store.filtering import EntryFilter
from app.core.store.rows import CrisisRow, EntryRow
from app.sync.state import ExchangeState
from app.ui import arrangement, controls, focus, theme
from app.ui.entry_detail import EntryDetail
from app.ui.filter_panel import FilterPanel
from app.ui.journal_feed import JournalFeed
from app.ui.journal_filters import Bearings, FilterBar, bearings
from app.ui.journal_keys import MOST, JournalKeys
from app.ui.journal_lines import Kept, Sight
from app.ui.journal_model import JournalModel
from app.ui.journal_notes import EmptyNote, JournalNotes
from app.ui.journal_view import SORTED, JournalView
from app.ui.read_marks import ReadMarks
from app.ui.station import Station

DETAIL, LINES = 376, 480  # pixels at 100 %: the entry, and the least of the lines beside which it is shown
COUNT_AFTER = 200  # ms: many changes at once are counted once


class JournalPage(QWidget):
    """The page of the main courante. It shows a colleague's entry by itself, without moving what is being read."""

    left = Signal()  # the search was taken away here
    said = Signal(str)  # what was just done, for the state line
    print_wanted = Signal(object)  # EntryFilter: exactly what is on the screen
    export_wanted = Signal(object)

    def __init__(self, station: Station, places: Places, now: Callable[[], int]) -> None:
        super().__init__()
        self._station, self._now = station, now
        self._crisis: CrisisRow | None = None
        self._narrow = False
        self._current = ""
        self._automatic = True  # the entry in the detail was not asked for by anybody
        self.model = JournalModel(self._fetch, now, parent=self)
        self.table = JournalView(self.model, now)
        self.detail = EntryDetail(station, places, now)
        self.feed = JournalFeed(station, self.model, self._kept, self._show, self._tell)
        self.marks = ReadMarks(station, self)
        self.bar = FilterBar(station)
        self.panel = FilterPanel(station, places, now)
        self.notes = JournalNotes()
        self.keys = JournalKeys(self, station, self.table, self.feed, now)
        self.empty = EmptyNote(self.bar.clear)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(COUNT_AFTER)
        self._counting.timeout.connect(self._count)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._lines = self._table_side()
        self._splitter.addWidget(self._lines)
        self._splitter.addWidget(self.detail)
        self._splitter.setStretchFactor(0, 1)
        self.setLayout(arrangement.column(self._splitter))
        self._connect()
        self.be_narrow(False)
        self.show_filter(None)

    # -- what is shown

    def show_crisis(self, crisis: CrisisRow | None) -> None:
        """Show the main courante of this crisis, from its newest entry."""
        same = crisis is not None and self._crisis is not None and crisis.id == self._crisis.id
        self._crisis = crisis
        self.detail.show_crisis(crisis)
        self.keys.show_crisis(crisis)
        if same:
            self.refresh()
            return
        self.marks.show_crisis(crisis.id if crisis else "")
        self.notes.refuse("")
        self.panel.hide()  # the names it proposes are those of one crisis
        self._current = ""
        self.model.show_keys(array("q"), ())
        self.empty.hide()
        self.bar.show_bearings(None)
        self.notes.show_bearings(None, self._zone)
        self.show_filter(EntryFilter(crisis.id) if crisis else None)
        self._count()

    def show_filter(self, wanted: EntryFilter | None) -> None:
        """Show what that filter asks."""
        if self._lines.isHidden():
            self._close_detail()
        former = self.feed.wanted
        self.feed.want(wanted)
        self.bar.show_filter(wanted, self._zone)
        self.panel.show_filter(wanted, self._zone)
        if former is not None and former.query and wanted is not None and not wanted.query:
            self.left.emit()
        if wanted is None:
            self._tell()

    def search(self, words: str) -> None:
        """Show only the entries that hold these words, accents or not."""
        wanted = self.feed.wanted
        if wanted is not None and words != wanted.query:
            self.show_filter(replace(wanted, query=words))

    def show_record(self, id: str) -> None:
        """Show that entry in the panel, and its line when the filter keeps it."""
        self._current, self._automatic = id, False
        self.detail.show_entry(id)
        self._open_detail()
        line = self.model.line_of(id)
        if line >= 0:
            self.table.choose(line, show=True, by_hand=True)
        elif (wanted := self.feed.wanted) is not None:
            reading = self._station.reading
            self._station.background.read(lambda: reading.changes_in(wanted, (id,)), self._reach)

    def refresh(self) -> None:
        """Read the lines again; what is on screen stays where it is."""
        self.feed.refresh()

    def enter_filter(self) -> None:
        """Open the panel of filters, or close it."""
        if self._lines.isHidden():
            self._close_detail()
        opens = self.panel.isHidden()
        self.panel.setVisible(opens)
        if opens:
            self.panel.enter(self._crisis)
        else:
            self.table.setFocus()

    def keep(self) -> None:
        """Write what waits to be written."""
        self.marks.keep()

    def take_keyboard(self) -> None:
        """Give the keyboard to the lines, or to the entry that stands in their place."""
        if self._lines.isHidden():
            focus.enter(self.detail)
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def be_narrow(self, narrow: bool) -> None:
        """Without room, the detail is shown only when an entry is opened; without room for both, alone."""
        self._narrow = narrow
        self.detail.let_close(narrow)
        self.detail.setVisible(not narrow)
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_lines()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._share_room()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.keep()
        super().closeEvent(event)

    def _share_room(self) -> None:
        self._splitter.setSizes([self.width() - theme.size(DETAIL), theme.size(DETAIL)])
        self._share_lines()

    def _share_lines(self) -> None:
        both = not self._narrow or self.width() >= theme.size(DETAIL + LINES)
        self._lines.setVisible(both or self.detail.isHidden())

    @property
    def _zone(self) -> str:
        return self._crisis.zone if self._crisis else "Europe/Paris"

    def _table_side(self) -> QWidget:
        self.panel.hide()
        self.table.viewport().setLayout(arrangement.column(self.empty))  # in place of the lines
        bar = arrangement.panel(arrangement.column(self.bar))
        table = arrangement.column(bar, self.panel, self.notes, controls.rule(), self.table)
        table.setStretch(4, 1)
        side = arrangement.panel(table)
        side.setMinimumWidth(theme.size(320))
        return side

    def _connect(self) -> None:
        self.bar.filter_wanted.connect(self.show_filter)
        self.panel.filter_wanted.connect(self.show_filter)
        self.bar.panel_wanted.connect(self.enter_filter)
        self.panel.closed.connect(self.enter_filter)
        self.bar.print_wanted.connect(lambda: self.print_wanted.emit(self.feed.wanted))
        self.bar.export_wanted.connect(lambda: self.export_wanted.emit(self.feed.wanted))
        self.notes.walk_wanted.connect(self.keys.walk_arrivals)
        self.feed.refused.connect(self._refuse_brief)
        self.keys.said.connect(self.said)
        self.keys.refused.connect(self.notes.refuse)
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._enter_detail)
        self.table.pressed_key.connect(self.keys.press)
        self.table.first_line_moved.connect(self._show_day)
        self.table.horizontalHeader().sectionClicked.connect(self._order_by_column)
        self.detail.closed.connect(self._close_detail)
        self.detail.opened.connect(self.marks.look)
        self.detail.wanted.connect(self.show_record)
        self.marks.noted.connect(self._show_read)
        self._station.background.changed.connect(self._changed)
        self._station.background.exchange.connect(self._show_exchange)
        filtering = QAction("Filtrer la main courante", self)
        filtering.setShortcut(QKeySequence("Ctrl+Shift+F"))
        filtering.triggered.connect(lambda: self.enter_filter())
        self.addAction(filtering)

    # -- the lines

    def _kept(self) -> Kept:
        keys, line, chosen = self.model.keys, self.table.first_line(), self.table.currentIndex().row()
        return Kept(keys[line] if line > 0 else None, keys[chosen] if 0 <= chosen < len(keys) else None)

    def _fetch(self, keys: Collection[int], answer: Callable[[list[EntryRow | None]], None]) -> None:
        reading, wanted = self._station.reading, list(keys)
        self._station.background.read(lambda: reading.entry_rows(wanted), answer)

    def _show(self, sight: Sight) -> None:
        self.model.query = sight.wanted.query
        if sight.keys is self.model.keys:
            self.model.show_rows(sight.rows)
        else:
            self._show_lines(sight)
        self._tell()
        self._show_day()

    def _show_lines(self, sight: Sight) -> None:
        """Other lines: what is on top stays there, what is chosen stays chosen."""
        kept, table = self._kept(), self.table
        place = table.currentIndex().row()
        also = [self.model.keys[line] for line in table.chosen_lines(MOST) or () if line != place]
        table.blockSignals(True)
        moved = self.model.zone != self._zone
        self.model.order, self.model.zone = sight.wanted.order, self._zone
        self.model.show_keys(sight.keys, sight.rows)
        if moved:
            table.measure()
        table.days.show_order(sight.wanted.order)
        line = self.model.line_of_key(kept.current)
        line = line if line >= 0 else self.model.line_of(self._current)
        if line >= 0 and self._current:
            table.choose(line)
            table.choose_also(line for line in map(self.model.line_of_key, also) if line >= 0)
        elif place >= 0:
            table.stand_at(min(place, len(sight.keys) - 1))
        table.show_from(self.model.line_of_key(kept.top))
        table.blockSignals(False)

    def _tell(self) -> None:
        count = len(self.model.keys)
        self.bar.show_count(count, self.feed.whole)
        self.empty.show_why(count, self.feed.wanted, self._crisis)

    def _count(self) -> None:
        if (crisis := self._crisis) is not None:
            reading = self._station.reading
            work = partial(bearings, reading, crisis.id)
            self._station.background.read(lambda: (crisis.id, work()), self._show_bearings)

    def _show_bearings(self, found: tuple[str, Bearings]) -> None:
        if self._crisis is not None and found[0] == self._crisis.id:
            self.bar.show_bearings(found[1])
            self.panel.show_briefs(found[1].briefs)
            self.notes.show_bearings(found[1].counts, self._zone)

    def _changed(self, changes: Changes) -> None:
        if self._crisis is not None and self._crisis.id in changes.spaces:
            if changes.records:
                self.feed.change(changes.records)
            else:
                self.feed.refresh()  # another program wrote: nobody says what
            self._counting.start()

    def _show_exchange(self, state: ExchangeState) -> None:
        self.empty.show_exchange(state, self._zone)

    def _show_day(self) -> None:
        row = self.model.known_row(max(0, self.table.first_line()))
        self.table.days.show_day(self.model.day_of(row) if row is not None else None, self.model.zone)

    def _order_by_column(self, column: int) -> None:
        order = next((order for order, sorted in SORTED.items() if sorted == column), None)
        wanted = self.feed.wanted
        if wanted is not None and order is not None and order != wanted.order:
            self.show_filter(replace(wanted, order=order))

    def _refuse_brief(self, why: str) -> None:
        """Only a brief may not say what it held: the rest of the filter stands."""
        if (wanted := self.feed.wanted) is not None and wanted.since_brief:
            self.show_filter(replace(wanted, since_brief=""))
        self.notes.refuse(f"Refusé : {why}")

    # -- the entry chosen

    def _choose(self, id: str, by_hand: bool) -> None:
        if id == self._current and not (by_hand and self._automatic):
            return
        if not by_hand and self._current and not self._automatic:
            return  # what a person asked to read is not replaced by a line the table chose
        former, wanted = self._current, self.feed.wanted
        self._current, self._automatic = id, not by_hand
        if former and wanted is not None and (wanted.unread or wanted.away):
            self.feed.change((former,))  # it stayed as long as it was being read
        self.marks.look("")
        self.detail.show_entry(id, automatic=not by_hand)

    def _reach(self, found: "tuple[array[int], array[int]] | None") -> None:
        for line in map(self.model.line_of_key, found[0] if found else ()):
            if line >= 0:
                self.table.choose(line, show=True, by_hand=True)

    def _open_detail(self) -> None:
        self.detail.show()
        self._share_lines()
        if self._current and self._automatic:
            self._choose(self._current, True)

    def _enter_detail(self) -> None:
        """Give the keyboard to the entry; Esc gives it back to the line."""
        self._open_detail()
        focus.enter(self.detail)

    def _close_detail(self) -> None:
        self.marks.look("")
        self.detail.setVisible(not self._narrow)
        self._share_lines()
        self.table.setFocus()

    def _show_read(self, ids: Collection[str]) -> None:
        """What was just read shows so at once."""
        keys = self.model.known_keys(ids)
        rows = [row for row in self.model.known_rows() if row.id in keys]
        self.model.change({row.key: replace(row, unread=False) for row in rows})
