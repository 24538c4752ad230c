"""Lines of a main courante and crises, as the read tables would give them."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from app.core.clock import milliseconds
from app.core.store.rows import CrisisRow, EntryRow

ZONE = "Europe/Paris"


def at(day: int, hour: int, minute: int = 0) -> int:
    """That hour of September 2026, in Paris."""
    return milliseconds(datetime(2026, 9, day, hour, minute, tzinfo=ZoneInfo(ZONE)))


NOW = at(24, 3, 16)
LINE = EntryRow(
    key=1,
    id=f"{1:064x}",
    number="SIG1-0147",
    pending=False,
    occurred_at=at(24, 2, 48),
    precision="exact",
    recorded_at=at(24, 3, 5),
    late_minutes=17,
    sender="SDIS 76",
    recipients="Cellule com.",
    means="phone",
    direction="in",
    type="information",
    subject="Reprise de feu, cuvette n° 3",
    opening="Foyer visible de la rocade.",
    rating="B3",
    verification="ongoing",
    priority=1,
    key_event=True,
    amended=True,
    conflict=True,
    place="Rouen",
    author="C. Morvan",
)
CRISIS = CrisisRow(
    id=f"{77:064x}",
    code="CRI-2026-004",
    title="Incendie Lubrizol — Rouen",
    frame="exercise",
    lead="INTERIEUR",
    zone=ZONE,
    open=True,
    opened_at=at(23, 20),
    role="CCOM",
    pending=False,
)


def line(key: int, **changes: object) -> EntryRow:
    """The line above under another key, with these fields changed."""
    return replace(LINE, key=key, id=f"{key:064x}", **changes)
