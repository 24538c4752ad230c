"""When the next round is due: regular while all is well, further and further apart while the server is away. The one
door for APScheduler."""

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


class Rounds:
    """Calls `run` when a round is due, in a thread of its own. `chance()` in [0, 1) spreads those who come back."""

    def __init__(self, run: Callable[[], None], chance: Callable[[], float] = random.random):
        self._run, self._chance = run, chance
        self._failures = 0
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
        self._failures, self._retry_due = 0, False
        self._due(self._spread(REGULAR))

    def failed(self) -> None:
        """Puts the next try off, unless one is due already: what is written meanwhile must not delay the return."""
        if self._retry_due:
            return
        self._retry_due = True
        self._due(self._spread(delay_after(self._failures)))
        self._failures += 1

    def _try(self) -> None:
        self._retry_due = False
        self._run()

    def _spread(self, delay: float) -> float:
        return delay * (0.5 + self._chance())

    def _due(self, delay: float) -> None:
        when = datetime.now(UTC) + timedelta(seconds=delay)
        try:
            self._scheduler.modify_job(ROUND, next_run_time=when)
        except JobLookupError:
            self._scheduler.add_job(self._try, "interval", seconds=REGULAR, id=ROUND, next_run_time=when)


def delay_after(failures: int) -> float:
    """Seconds to wait after that many failures in a row."""
    return float(min(LONGEST, FIRST * 2 ** min(failures, 16)))
