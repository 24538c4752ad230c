"""When things are done by themselves: the tries of an exchange, regular while all is well, further and further apart
while the server is away, and never at the same moment for everybody; and what has its hour. The one door for
APScheduler."""

import logging
import random
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler

REGULAR = 30.0  # seconds between rounds while online: the live stream does the rest
FIRST, LONGEST = 1.0, 15.0  # seconds before trying again
ROUND = "round"
PULSE = 20.0  # seconds: see `Appointments`
PULSES = "pulse"
A_DAY, AN_HOUR = 24 * 3600.0, 3600.0  # seconds

logger = logging.getLogger(__name__)

Chance = Callable[[], float]
"""A number in [0, 1), another for each workstation: what keeps those who come back together from staying so."""


class Patience:
    """How long to wait before trying again: longer after each failure."""

    def __init__(self, chance: Chance = random.random):
        self._chance = chance
        self._failures = 0

    def rewarded(self) -> None:
        """It went well: the next wait is a short one again."""
        self._failures = 0

    def wait(self, at_least: float = 0.0) -> float:
        """Seconds to wait after one more failure; never less than what the server asked for."""
        delay = spread(delay_after(self._failures), self._chance())
        self._failures += 1
        return max(delay, at_least * (1 + self._chance()))


class Rounds:
    """Calls `run` when a round is due, in a thread of its own."""

    def __init__(self, run: Callable[[], None], chance: Chance = random.random):
        self._run, self._chance = run, chance
        self._patience = Patience(chance)
        self._retry_due = False
        logging.getLogger("apscheduler").setLevel(logging.WARNING)
        self._scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"coalesce": True, "misfire_grace_time": 3600, "max_instances": 1},
            timezone=UTC,
        )

    def start(self) -> None:
        self._scheduler.start()
        self._due(0.0)

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def succeeded(self) -> None:
        self._patience.rewarded()
        self._retry_due = False
        self._due(spread(REGULAR, self._chance()))

    def failed(self) -> None:
        """Puts the next try off, unless one is due already: what is written meanwhile must not delay the return."""
        if not self._retry_due:
            self._put_off(self._patience.wait())

    def sent_away(self, seconds: float) -> float:
        """The server asked to be left alone for that long: puts the next try off by as much and some more, which is
        returned."""
        delay = self._patience.wait(seconds)
        self._put_off(delay)
        return delay

    def _put_off(self, delay: float) -> None:
        self._retry_due = True
        self._due(delay)

    def _try(self) -> None:
        self._retry_due = False
        self._run()

    def _due(self, delay: float) -> None:
        when = datetime.now(UTC) + timedelta(seconds=delay)
        try:
            self._scheduler.modify_job(ROUND, next_run_time=when)
        except JobLookupError:
            self._scheduler.add_job(self._try, "interval", seconds=REGULAR, id=ROUND, next_run_time=when)


class Appointments:
    """Calls functions at their hours, one after another, in a thread of its own.

    What was missed is done as soon as it can be, once, however late it is: the machine slept, or its clock was set. A
    wait is counted on a clock that stands still while the machine sleeps, so none is longer than PULSE. `now` gives
    the hour (ms) by which appointments are made.
    """

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._stopped = False
        self._lock = threading.Lock()
        # One that is called for while one of it runs and another waits is the one that waits: nothing to warn of.
        logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
        self._scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(1), PULSES: ThreadPoolExecutor(1)},
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 2},  # one runs, one waits
            timezone=UTC,
        )

    def start(self) -> None:
        self._scheduler.add_job(_beat, "interval", seconds=PULSE, id=PULSES, executor=PULSES)
        self._scheduler.start()

    def stop(self) -> None:
        """Waits for what runs to end; nothing more is called."""
        with self._lock:  # what runs may make an appointment: the scheduler, once it waits for it, would never answer
            self._stopped = True
        if self._scheduler.running:
            self._scheduler.remove_all_jobs()  # after which it looks for none: it would not find one it has just begun
            self._scheduler.shutdown(wait=True)

    def at(self, name: str, when: int, run: Callable[[], object]) -> None:
        """Calls `run` at `when` (ms), at once when that has passed. One appointment of each name: this one replaces
        that which was made before."""
        date = datetime.now(UTC) + timedelta(milliseconds=when - self._now())
        self._make(partial(_attended, name, run), name, "date", run_date=date)

    def soon(self, name: str, run: Callable[[], object]) -> None:
        """The same, at once."""
        self._make(partial(_attended, name, run), name, "date", run_date=datetime.now(UTC))

    def daily(self, name: str, run: Callable[[], object]) -> None:
        """Calls `run` at the start, then a day after each time; an hour after one that failed."""
        self._regularly(name, A_DAY, run, datetime.now(UTC))

    def hourly(self, name: str, run: Callable[[], object]) -> None:
        """Calls `run` at the start, then an hour after each time: for what looks by itself whether it is due."""
        self._regularly(name, AN_HOUR, run, datetime.now(UTC))

    def forget(self, name: str) -> None:
        """Keeps that appointment no more."""
        with self._lock, suppress(JobLookupError):
            if not self._stopped:
                self._scheduler.remove_job(name)

    def _regularly(self, name: str, seconds: float, run: Callable[[], object], first: datetime) -> None:
        def attend() -> None:
            if not _attended(name, run):
                again = datetime.now(UTC) + timedelta(seconds=AN_HOUR)
                self._regularly(name, seconds, run, again)

        self._make(attend, name, "interval", seconds=seconds, next_run_time=first)

    def _make(self, attend: Callable[[], object], name: str, trigger: str, **when: object) -> None:
        with self._lock:
            if not self._stopped:
                self._scheduler.add_job(attend, trigger, id=name, replace_existing=True, **when)


def _attended(name: str, run: Callable[[], object]) -> bool:
    """Whether it went well. What did not is for the log: whoever made the appointment tells people."""
    try:
        run()
    except Exception:
        logger.exception("appointment %s", name)
        return False
    return True


def _beat() -> None:
    """Makes the scheduler look at the hour."""


def spread(delay: float, chance: float) -> float:
    """Between half that delay and one and a half."""
    return delay * (0.5 + chance)


def delay_after(failures: int) -> float:
    """Seconds to wait after that many failures in a row, before they are spread."""
    return float(min(LONGEST, FIRST * 2 ** min(failures, 16)))
