"""All that surrounds the pages, read at once off the window's thread."""

from dataclasses import dataclass

from app.core.pace import Pace
from app.core.store.alarms import Alarm
from app.core.store.counting import Counts
from app.core.store.crisis_reading import Reunion, Twins
from app.core.store.notices import NoticeRow
from app.core.store.reading import Reading, Vital
from app.core.store.rows import CrisisRow
from app.ui import duty_asking, wording


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
    disagreements: int = 0  # figures that await a choice
    uncovered: int = 0  # lines of the organisations of the crisis that have nobody on call
    twins: tuple[Twins, ...] = ()  # crises that look like one event
    reunion: Reunion | None = None  # what the crisis is joined to
    alarms: tuple[Alarm, ...] = ()  # those not seen
    pace: Pace | None = None  # of the briefs of the crisis


@dataclass(frozen=True, slots=True)
class Count:
    """What waits on a page, in words; the shape of that state, and its colour."""

    words: str = ""
    shape: str = ""
    tone: str = "text_secondary"  # work that waits is no alarm


def glance(reading: Reading, wanted: str, now: int) -> Glance:
    """Read what surrounds the pages, for the crisis `wanted`, else the one looked at last, else the newest open one.
    Runs on the reader's thread."""
    crises = tuple(reading.crises())
    wanted = wanted or reading.crisis_chosen()
    order = sorted(crises, key=lambda one: (one.id != wanted, not one.open, bool(one.joined_to), -one.opened_at))
    shown = order[0] if order else None
    vital = reading.vital(shown.id) if shown else None
    counts = reading.counts(shown.id) if shown else None
    conflicts = len(reading.conflicts(shown.id)) if shown else 0
    unseen = tuple(reading.notices(unseen=True))
    disagreements = len(reading.account(shown.id).disagreements) if shown else 0
    hour = reading.server_hour(now)
    uncovered = duty_asking.uncovered(reading, shown, hour) if shown and shown.open else 0
    twins = tuple(reading.twins()) if len(crises) > 1 else ()
    reunion = reading.reunion(shown.id) if shown and shown.joined_to else None
    alarms = tuple(one for one in reading.alarms() if not one.seen)
    pace = reading.pace(shown.id) if shown else None
    called = (unseen, disagreements, uncovered, twins, reunion, alarms, pace)
    return Glance(crises, shown, vital, counts, reading.pending(), conflicts, *called)


def counted(seen: Glance) -> dict[str, Count]:
    """What waits on each page."""
    found: dict[str, Count] = {}
    if seen.counts and seen.counts.to_sort:
        found["journal"] = Count(wording.number(seen.counts.to_sort, "à trier", "à trier"), "a_trier")
    vital = seen.vital
    if vital and vital.overdue:
        found["messages"] = Count(wording.number(len(vital.overdue), "en retard", "en retard"), "priority_1", "alarm")
    if vital and vital.visas_mine:
        found["visas"] = Count(wording.number(vital.visas_mine, "à viser", "à viser"), "en_visa")
    if vital and vital.expired:
        found["board"] = Count(wording.number(vital.expired, "périmé"), "perime", "alarm")
    if seen.disagreements:
        found["figures"] = Count(wording.number(seen.disagreements, "écart"), "contredit", "warning")
    if seen.uncovered:
        found["directory"] = Count(wording.number(seen.uncovered, "lacune"), "lacune", "alarm")
    if seen.conflicts:
        found["conflicts"] = Count(wording.number(seen.conflicts, "champ"))
    return found
