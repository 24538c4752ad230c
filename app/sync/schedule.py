"""When the next try is due: regular while all is well, further and further apart while the server is away, and never
at the same moment for everybody. The one door for APScheduler."""

import logging
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler

REGULAR = 30.0  # seconds between rounds while online: the live stream does the rest
FIRST, LONGEST = 1.0, 15.0  # seconds before trying again
ROUND = "round"

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


def spread(delay: float, chance: float) -> float:
    """Between half that delay and one and a half."""
    return delay * (0.5 + chance)


def delay_after(failures: int) -> float:
    """Seconds to wait after that many failures in a row, before they are spread."""
    return float(min(LONGEST, FIRST * 2 ** min(failures, 16)))
