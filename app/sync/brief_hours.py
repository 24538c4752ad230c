"""The hours of the briefs, kept while a workstation runs: a reminder before each, and its draft prepared when it comes.

Every hour is kept once, on each workstation, even when it starts again meanwhile; one that was missed is kept late."""

import logging
from collections.abc import Callable

from app.core.changes import Changes
from app.core.desk import Desk
from app.core.errors import Refused, Unavailable
from app.core.notices import GOING_ON, READY
from app.core.pace import Pace, to_prepare, wakes_at
from app.core.store.reading import Reading
from app.core.times import MINUTE
from app.sync.schedule import Appointments

NAME = "briefs"
AGAIN = 5 * MINUTE  # after one that could not be prepared
logger = logging.getLogger(__name__)

Prepare = Callable[[str, int, str], bool]
"""(crisis, cut-off in ms, format): prepares the draft of a brief as this workstation would compose it. False when its
person is composing one already, whose words are left alone."""


class BriefHours:
    """Looks at the start, at each hour that counts, and when a crisis or its members change. `failed` hears, on the
    thread of the appointments, of a draft that could not be prepared."""

    def __init__(
        self,
        desk: Desk,
        reading: Reading,
        appointments: Appointments,
        prepare: Prepare,
        now: Callable[[], int],
        failed: Callable[[Unavailable], object],
    ):
        self._desk, self._reading, self._appointments = desk, reading, appointments
        self._prepare, self._now, self._failed = prepare, now, failed
        desk.subscribe(self._hear)

    def start(self) -> None:
        """Begin to keep the hours: one that was missed, at once."""
        self._appointments.soon(NAME, self.look)

    def look(self) -> None:
        """Do what the hour calls for, and come back when there is more to do."""
        now = self._now()
        wakes = [now + AGAIN]
        try:
            paces = self._reading.my_paces()
            wakes = [self._keep(one, now) for one in paces]
            self._desk.note_due()
        except Unavailable as error:
            self._failed(error)
        finally:
            if wakes:
                self._appointments.at(NAME, min(wakes), self.look)

    def _keep(self, pace: Pace, now: int) -> int:
        """Prepare the brief of that crisis, if it is time; returns when to look again."""
        due = to_prepare(pace, now)
        if due:
            try:
                prepared = self._prepare(pace.space, due, pace.rhythm.format)
                self._desk.note_brief(pace.space, READY if prepared else GOING_ON, due)
            except Refused as refusal:  # closed, or joined to another, in between; or a format of another version
                logger.info("brief not prepared: %s", refusal)
            except Unavailable as error:
                self._failed(error)
                return min(wakes_at(pace, now), now + AGAIN)
        return wakes_at(pace, now)

    def _hear(self, changes: Changes) -> None:
        if changes.members or not changes.records.isdisjoint(changes.spaces):  # a crisis's record is its space
            self.start()
