"""A workstation of the simulation: real store and desk on a real encrypted file, on a machine that fails on demand."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event

from app.core.changes import Changes
from app.core.clock import Clock, Steady
from app.core.desk import Desk
from app.core.store.engine import Database
from app.core.store.reading import Reading
from app.core.store.store import Store
from tests.simulation.scene import JOURNAL, Seat, cipher_key, signing_key


class Crash(BaseException):
    """The machine stops here: nothing of the program runs any more, not even what tidies up."""


class Station:
    """`offset` is what its clock shows beyond the true hour; `online`, whether the network lets it through."""

    def __init__(self, seat: Seat, folder: Path, now: Callable[[], int], chance: Callable[[int], bytes]):
        self.seat, self.prefix = seat, seat.prefix
        self.offset = 0
        self.online = True
        self.mute = False  # what it sends arrives, what is answered does not
        self.full = False
        self._lives, self._folder = 0, folder
        self._true = now
        self.clock = Clock(lambda: max(0, now() + self.offset), chance, lambda: Steady(f"boot {self._lives}", now()))
        self._open(folder / seat.prefix / JOURNAL)

    def _open(self, path: Path) -> None:
        self.path = path
        self.store = Store(Database(path, cipher_key(self.seat)), signing_key(self.seat), self.clock)
        self.desk, self.reading = Desk(self.store), Reading(self.store)

    @property
    def device(self) -> str:
        return self.store.key.public

    # -- crashes

    @contextmanager
    def crashing(self, at: int, after_commit: bool) -> Iterator[None]:
        """Inside, the machine stops before the statement of that number, or right after a commit that changed
        something. What the disk held at that very moment is what will be found."""
        left = [at]

        def count(*_: Any) -> None:
            left[0] -= 1
            if left[0] == 0:
                self._freeze()
                raise Crash

        def committed(_: Changes) -> None:
            self._freeze()
            raise Crash

        engine = self.store.database._engine
        if after_commit:
            self.store.subscribe(committed)
        else:
            event.listen(engine, "before_cursor_execute", count)
        try:
            yield
        finally:
            if after_commit:
                self.store._listeners.remove(committed)
            elif engine is self.store.database._engine:
                event.remove(engine, "before_cursor_execute", count)

    def _freeze(self) -> None:
        """Copies the file and its write-ahead log as they are."""
        self._lives += 1
        self._next = self._folder / self.prefix / f"{self._lives}-{JOURNAL}"
        for ending in ("", "-wal"):
            source = self.path.with_name(self.path.name + ending)
            if source.is_file():
                shutil.copy(source, self._next.with_name(self._next.name + ending))

    def start_again(self) -> None:
        """Opens what the crash left."""
        self.store.close()
        self.full = False
        self._open(self._next)

    def kill(self) -> None:
        """Stops and starts, between two acts."""
        self._freeze()
        self.start_again()

    # -- a disk that fills up

    def fill(self) -> None:
        """From now on the file cannot grow."""
        database = self.store.database
        database._engine.dispose()
        with database.read() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        database._engine.dispose()

        def bound(connection: Any, _: Any) -> None:
            connection.execute(f"PRAGMA max_page_count={pages}")

        event.listen(database._engine, "connect", bound)
        self.full = True

    def free(self) -> None:
        """Room was made on the disk."""
        if self.full:
            self.store.close()
            self._open(self.path)
            self.full = False

    def close(self) -> None:
        self.store.close()
