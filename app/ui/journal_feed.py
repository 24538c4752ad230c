"""Keeps the lines of the main courante equal to what is asked: read at once, then brought up to date in place."""

from array import array
from collections.abc import Callable, Collection, Iterable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.errors import Refused
from app.core.store.filtering import EntryFilter
from app.ui.journal_lines import Kept, Sight, changed, look, look_again
from app.ui.journal_model import JournalModel
from app.ui.station import Station

FIRST = 1000  # lines shown at once; the rest follow
REST_AFTER = 300  # ms: while one is typing a search, only the first lines of each are read


class JournalFeed(QObject):
    """One reading at a time. `kept` tells what must stay where it is on the screen, `show` shows what was read, `grew`
    hears that the rest came after the first lines. `refused` tells why a filter cannot be asked."""

    refused = Signal(str)

    def __init__(
        self,
        station: Station,
        model: JournalModel,
        kept: Callable[[], Kept],
        show: Callable[[Sight], object],
        grew: Callable[[], object],
    ) -> None:
        super().__init__()
        self._station, self.model = station, model
        self._kept, self._show, self._grew = kept, show, grew
        self.wanted: EntryFilter | None = None
        self.whole = True  # false while only the first lines are shown
        self._shown: EntryFilter | None = None
        self._busy = self._afresh = self._news = False
        self._touched: set[str] = set()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_AFTER)
        self._rest.timeout.connect(self._read_rest)
        model.vanished.connect(self._drop)

    def want(self, wanted: EntryFilter | None) -> None:
        """Show the lines of that filter; None: there is nothing to show."""
        self.wanted = wanted
        self._rest.stop()
        self.refresh()

    def refresh(self) -> None:
        """Read the lines again."""
        self._afresh = True
        self._next()

    def change(self, records: Collection[str]) -> None:
        """These records changed, or without any, something about those shown."""
        self._touched.update(records)
        self._news = True
        self._next()

    def _next(self) -> None:
        wanted, model = self.wanted, self.model
        if self._busy or wanted is None or not (self._afresh or self._news):
            return
        reading, kept, records = self._station.reading, self._kept(), frozenset(self._touched)
        again = self._afresh or not self.whole or self._shown != wanted
        self._busy, self._afresh, self._news = True, False, False
        self._touched.clear()
        if again:
            deep = self._shown == wanted and len(model.keys) > FIRST
            work = partial(look, reading, wanted, None if deep else FIRST, kept)
        else:
            work = partial(look_again, reading, wanted, records, model.keys, kept, model.known_rows())
        self._station.background.read(work, self._arrived, self._failed)

    def _arrived(self, sight: Sight) -> None:
        self._busy = False
        if sight.wanted == self.wanted:
            self._shown, self.whole = sight.wanted, sight.whole
            self._show(sight)
            if not sight.whole and not self._rest.isActive():  # what comes meanwhile does not put it off
                self._rest.start()
        self._next()

    def _read_rest(self) -> None:
        wanted, reading = self.wanted, self._station.reading
        if wanted is None or self.whole:
            return
        if self._busy:
            self._rest.start()
            return
        self._busy = True

        def others_wanted() -> bool:  # a letter more was typed: what it finds must not wait for the rest of the former
            return self.wanted is not wanted

        def rest() -> "tuple[EntryFilter, array[int]] | None":
            keys = reading.entry_keys(wanted, None, others_wanted)
            return None if others_wanted() else (wanted, keys)

        self._station.background.read(rest, self._extend, self._failed)

    def _extend(self, rest: "tuple[EntryFilter, array[int]] | None") -> None:
        self._busy = False
        if rest is None:
            self._next()
            return
        wanted, keys = rest
        if wanted == self.wanted == self._shown and keys[: len(self.model.keys)] == self.model.keys:
            self.whole = True
            self.model.extend(keys)
            self._grew()
        elif wanted == self.wanted:
            self._afresh = True  # something came meanwhile
        self._next()

    def _drop(self, gone: Iterable[int]) -> None:
        """These keys name nothing any more: their entries were given another hour."""
        if self.wanted is not None and self.wanted == self._shown:
            keys = changed(self.model.keys, (), gone, self.model.order, lambda _: [])
            self._show(Sight(self.wanted, keys, self.model.known_rows(), self.whole))

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, Refused):
            self.refused.emit(str(error))
        else:
            self._station.background.failed.emit(error)
