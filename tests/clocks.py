"""The clocks of a workstation, moved by hand: the one a person may set, and the one nobody can."""

from app.core.clock import Clock, Meeting, Steady
from app.core.store import log, server_time
from app.sync.workstation import Workstation
from tests.building import NOW

MINUTE, HOUR = 60_000, 3_600_000
TEN_YEARS = 10 * 365 * 24 * HOUR


class Watch:
    """`now` is what the machine shows, `steady` what it counts since it started, `true` the hour it is."""

    def __init__(self, now: int = NOW) -> None:
        self.now = self.true = now
        self.steady, self.boots = 0, 1
        self.clock = Clock(lambda: self.now, steady=lambda: Steady(f"boot {self.boots}", self.steady))

    def wait(self, ms: int) -> None:
        """Time goes by."""
        self.now += ms
        self.true += ms
        self.steady += ms

    def be_set(self, ms: int) -> None:
        """Somebody sets the clock of the machine forwards or back."""
        self.now += ms

    def start_again(self) -> None:
        """The machine stops and starts."""
        self.boots += 1
        self.steady = 0

    def meet(self, workstation: Workstation) -> None:
        """That workstation, which lives by this watch, exchanges with the server."""
        noted = server_time.noting(self.now, self.now - self.true, Meeting(self.true, self.clock.steady()))
        with workstation.store.database.write() as connection:
            for name, value in noted.items():
                log.note(connection, name, str(value).encode())
