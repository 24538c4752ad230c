"""What a window does by itself at its hours, on a thread that nobody waits for: the briefs when they are due, and the
degraded kit of the day."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.core import brief_draft
from app.core.desk import Desk
from app.core.errors import Unavailable
from app.core.store.reading import Reading
from app.sync.brief_hours import BriefHours
from app.sync.schedule import Appointments
from app.ui.background import Background

KIT = "kit"


def appointments(
    desk: Desk, reading: Reading, background: Background, profile: Path, now: Callable[[], int]
) -> Appointments:
    """Its appointments, made and not kept yet: whoever opens the window starts them, and stops them before the rest."""
    made = Appointments(now)
    prepare = partial(brief_draft.prepare, desk, reading)
    BriefHours(desk, reading, made, prepare, now, background.tell_failed).start()
    made.hourly(KIT, partial(_kit, desk, reading, background, profile, now))
    return made


def _kit(desk: Desk, reading: Reading, background: Background, profile: Path, now: Callable[[], int]) -> None:
    """Makes the kit when it is due. The disk that is full or the key that was taken away is said in the window."""
    from app.documents import kit  # reportlab takes its time: the window is there before

    try:
        kit.refresh_if_due(desk, reading, profile, now())
    except Unavailable as error:
        background.tell_failed(error)
