"""The half-written entries of a crisis: set aside, kept on the disk at once, and found again after a crash."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.core import drafts_text
from app.core.drafts_text import EntryDraft
from app.ui.files_field import forget_others
from app.ui.station import Station

PAUSE = 300  # ms after the last key


class EntryDrafts(QObject):
    """Those of the crisis on screen, the oldest first. Nothing is read or written on the window's thread."""

    changed = Signal()

    def __init__(self, station: Station, now: Callable[[], int], parent: QObject):
        super().__init__(parent)
        self._station, self._now = station, now
        self._crisis = ""
        self._kept: dict[int, EntryDraft] = {}
        self._waiting: set[int] = set()
        self._discarded: list[EntryDraft] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.flush)

    @property
    def all(self) -> tuple[EntryDraft, ...]:
        return tuple(self._kept[key] for key in sorted(self._kept))

    @property
    def discarded(self) -> int:
        """How many can be had back."""
        return len(self._discarded)

    def show_crisis(self, crisis: str) -> None:
        """Hold the drafts of that crisis from now on; those of the former stay on the disk."""
        self.flush()
        self._crisis = crisis
        self._kept, self._discarded = {}, []
        self.changed.emit()
        if crisis:  # asked of the writer: what we have just kept is there before we read
            self._station.background.write(partial(_kept, self._station, crisis), self._came)

    def draft(self, key: int) -> EntryDraft | None:
        return self._kept.get(key)

    def add(self, line: str = "", fields: Mapping[str, Any] | None = None) -> EntryDraft:
        """Keep one more, at once."""
        draft = EntryDraft(drafts_text.free_key(self._now(), self.all), line, fields or {})
        self._put(draft)
        self.flush()
        return draft

    def keep(self, key: int, fields: Mapping[str, Any]) -> None:
        """That is what is typed now in the detailed entry begun at `key`."""
        self._put(replace(self._kept.get(key, EntryDraft(key)), fields=fields))
        self._pause.start()

    def forget(self, key: int) -> None:
        """It was recorded, or is being typed elsewhere."""
        if self._kept.pop(key, None) is not None:
            self._waiting.add(key)
            self.flush()
            self.changed.emit()

    def discard(self, key: int) -> None:
        """It is not wanted any more; it can be had back as long as this crisis is on screen."""
        draft = self._kept.get(key)
        if draft is not None:
            self._discarded.append(draft)
            self.forget(key)

    def have_back(self) -> None:
        """Take the last one discarded back."""
        if self._discarded:
            self._put(self._discarded.pop())
            self.flush()

    def flush(self) -> None:
        """Keep at once what waits to be kept."""
        self._pause.stop()
        for key in sorted(self._waiting):
            draft = self._kept.get(key)
            name = drafts_text.name(self._crisis, key)
            text = drafts_text.encode(draft) if draft is not None else ""
            self._station.background.write(partial(self._station.desk.keep_draft, name, text))
        self._waiting.clear()

    def _put(self, draft: EntryDraft) -> None:
        self._kept[draft.key] = draft
        self._waiting.add(draft.key)
        self.changed.emit()

    def _came(self, found: tuple[str, list[EntryDraft]]) -> None:
        crisis, drafts = found
        if crisis != self._crisis:
            return
        for draft in drafts:
            if draft.key not in self._waiting:
                self._kept.setdefault(draft.key, draft)
        self.changed.emit()


def _kept(station: Station, crisis: str) -> tuple[str, list[EntryDraft]]:
    found = drafts_text.drafts(crisis, station.reading.drafts(drafts_text.prefix(crisis)))
    forget_others(station, crisis, [draft.fields for draft in found])
    return crisis, found
