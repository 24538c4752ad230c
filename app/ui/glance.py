"""All that surrounds the pages, read at once off the window's thread."""

from dataclasses import dataclass

from app.core.store.counting import Counts
from app.core.store.notices import NoticeRow
from app.core.store.reading import Reading, Vital
from app.core.store.rows import CrisisRow
from app.ui import wording


@dataclass(frozen=True, slots=True)
class Glance:
    """All that surrounds the pages, read at once."""

    crises: tuple[CrisisRow, ...]
    crisis: CrisisRow | None
    vital: Vital | None
    counts: Counts | None
    pending: int
    conflicts: int
    notices: tuple[NoticeRow, ...]  # those not seen, of every crisis


def glance(reading: Reading, wanted: str) -> Glance:
    """Read what surrounds the pages, for the crisis `wanted`, else the one looked at last, else the newest open one.
    Runs on the reader's thread."""
    crises = tuple(reading.crises())
    wanted = wanted or reading.crisis_chosen()
    order = sorted(crises, key=lambda crisis: (crisis.id != wanted, not crisis.open, -crisis.opened_at))
    shown = order[0] if order else None
    vital = reading.vital(shown.id) if shown else None
    counts = reading.counts(shown.id) if shown else None
    conflicts = len(reading.conflicts(shown.id)) if shown else 0
    unseen = tuple(reading.notices(unseen=True))
    return Glance(crises, shown, vital, counts, reading.pending(), conflicts, unseen)


def counted(seen: Glance) -> dict[str, tuple[str, str]]:
    """What waits on each page, in words, and the shape of that state."""
    found: dict[str, tuple[str, str]] = {}
    if seen.counts and seen.counts.to_sort:
        found["journal"] = (wording.number(seen.counts.to_sort, "à trier", "à trier"), "a_trier")
    if seen.vital and seen.vital.visas_mine:
        found["messages"] = (wording.number(seen.vital.visas_mine, "à viser", "à viser"), "en_visa")
    if seen.conflicts:
        found["conflicts"] = (wording.number(seen.conflicts, "valeur"), "")
    return found
