"""All that surrounds the pages, read at once off the window's thread."""

from dataclasses import dataclass

from app.core.store.reading import Reading, Vital
from app.core.store.rows import CrisisRow


@dataclass(frozen=True, slots=True)
class Glance:
    """All that surrounds the pages, read at once."""

    crises: tuple[CrisisRow, ...]
    crisis: CrisisRow | None
    vital: Vital | None
    pending: int
    conflicts: int


def glance(reading: Reading, wanted: str) -> Glance:
    """Read what surrounds the pages, for the crisis `wanted` or the newest open one. Runs on the reader's thread."""
    crises = tuple(reading.crises())
    order = sorted(crises, key=lambda crisis: (crisis.id != wanted, not crisis.open, -crisis.opened_at))
    shown = order[0] if order else None
    vital = reading.vital(shown.id) if shown else None
    conflicts = len(reading.conflicts(shown.id)) if shown else 0
    return Glance(crises, shown, vital, reading.pending(), conflicts)
