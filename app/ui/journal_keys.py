"""The keys of the main courante: one sorts what is chosen and goes on to the next line that waits."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.core.store.rows import CrisisRow, EntryRow
from app.ui import triage_keys
from app.ui.journal_feed import JournalFeed
from app.ui.journal_lines import following
from app.ui.journal_view import JournalView
from app.ui.station import Station
from app.ui.triage_keys import MOST_AT_ONCE, NEXT_UNREAD, PREVIOUS_UNREAD

MOST = MOST_AT_ONCE
NEAR = 400  # lines looked at before the next one is asked of the reader
TO_SORT = ("to_sort",)
TOO_MANY = f"Choisissez au plus {MOST} lignes à la fois."
NO_LINE = "Choisissez d’abord une ligne."


class JournalKeys(QObject):
    """`press` does what a key asks to the lines chosen; `said` tells what was done, `refused` why it was not (nothing:
    the refusal before is past)."""

    said = Signal(str)
    refused = Signal(str)

    def __init__(
        self, page: QWidget, station: Station, table: JournalView, feed: JournalFeed, now: Callable[[], int]
    ) -> None:
        super().__init__(page)
        self._page, self._station, self._table, self._feed, self._now = page, station, table, feed, now
        self._model = feed.model
        self._crisis: CrisisRow | None = None

    def show_crisis(self, crisis: CrisisRow | None) -> None:
        self._crisis = crisis

    def press(self, key: str) -> None:
        """Do what that key asks."""
        self.refused.emit("")
        if key in (NEXT_UNREAD, PREVIOUS_UNREAD):
            step = 1 if key == NEXT_UNREAD else -1
            self._walk(step, lambda row: row.unread, {"unread": True}, "Plus aucune entrée non lue")
            return
        lines = self._table.chosen_lines(MOST)
        if lines is None:
            self.refused.emit(TOO_MANY)
            return
        lines = lines or [line for line in (self._table.currentIndex().row(),) if line >= 0]
        if not lines:
            self.refused.emit(NO_LINE)
            return
        rows = [row for row in map(self._model.known_row, lines) if row is not None]
        if len(rows) == len(lines):
            self._act(key, rows)
            return
        reading, keys = self._station.reading, [self._model.keys[line] for line in lines]  # some were never looked at
        self._station.background.read(lambda: reading.entry_rows(keys), partial(self._act_on_known, key))

    def walk_arrivals(self) -> None:
        """Go to the next entry that came in while this workstation was away."""
        nothing = "Plus aucune entrée arrivée en votre absence"
        self._walk(1, lambda row: row.away and row.unread, {"away": True}, nothing)
        self._table.setFocus()

    def _act_on_known(self, key: str, rows: list[EntryRow | None]) -> None:
        self._act(key, [row for row in rows if row is not None])

    def _act(self, key: str, rows: list[EntryRow]) -> None:
        crisis, step = self._crisis, triage_keys.STEP_OF.get(key)
        goes_on = not triage_keys.goes_back(key, rows) and not triage_keys.why_not(key, crisis)
        acting = triage_keys.Acting(self._page, self._station, crisis, self._now, self.said.emit, self.refused.emit)
        triage_keys.act(acting, key, rows)
        if step is not None and goes_on and rows:
            self._model.change({row.key: replace(row, triage=step) for row in rows})  # shown before it is written
            done = {row.key for row in rows}
            self._walk(1, _is_to_sort, {"triage": TO_SORT}, "Plus aucune entrée à trier", done)

    def _walk(
        self,
        step: int,
        is_wanted: Callable[[EntryRow], bool],
        asked: dict[str, object],
        nothing: str,
        but: Collection[int] = (),
    ) -> None:
        """Make the next line of that kind current; the reader looks for it where no row was read yet."""
        wanted = self._feed.wanted
        if wanted is None:
            return
        here = line = self._table.currentIndex().row()
        for _ in range(NEAR):
            line += step
            row = self._model.known_row(line)
            if row is None:
                break
            if is_wanted(row):
                self._table.choose(line, show=True, by_hand=True)
                return
        sought = replace(wanted, **asked)  # type: ignore[arg-type]
        work = partial(following, self._station.reading, sought, self._model.keys, here, step, but)
        background = self._station.background
        reached = partial(self._reach, nothing)
        background.write(_nothing, lambda _: background.read(work, reached))  # after what was pressed before is written

    def _reach(self, nothing: str, key: int | None) -> None:
        line = self._model.line_of_key(key)
        if line >= 0:
            self._table.choose(line, show=True, by_hand=True)
        else:
            self.said.emit(nothing)


def _nothing() -> None:
    """What the writer does once all it was given is done."""


def _is_to_sort(row: EntryRow) -> bool:
    return row.triage == TO_SORT[0]
