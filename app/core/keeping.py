"""What nobody has to think of: a copy of the workstation each day, and its pages looked at for damage."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from app.core import backup
from app.core.clock import Clock
from app.core.errors import Damaged, Unavailable
from app.core.store import damage
from app.core.store.engine import Database

EVERY = 3600.0  # seconds
FIRST = 60.0  # after the workstation was opened: not while somebody waits for it
FOUND = (
    "Des pages du journal de ce poste ont été altérées sur le disque. Fermez puis rouvrez Diapason : le sauvetage vous "
    "sera proposé. N'écrivez rien d'important d'ici là."
)
logger = logging.getLogger(__name__)


class Keeping:
    """A thread of its own, which nobody waits for. `failed` hears, on that thread, of a damage or of a copy that could
    not be made."""

    def __init__(self, database: Database, folder: Path, clock: Clock, failed: Callable[[Unavailable], None]):
        self._database, self._folder, self._clock, self._failed = database, folder, clock, failed
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="upkeep", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(10)

    def look(self) -> None:
        """Makes the copy of the day, if there is none, of pages that were looked at first. A damaged journal is marked,
        and never copied over a good copy."""
        if backup.has_daily(self._folder, self._clock):
            return
        try:
            if not self._database.is_whole():
                raise Damaged(FOUND)
            backup.keep_daily(self._database, self._folder, self._clock)
        except Damaged:
            damage.mark_of(self._database.path).touch()
            self._failed(Damaged(FOUND))
        except Unavailable as error:
            self._failed(error)

    def _run(self) -> None:
        wait = FIRST
        while not self._stopping.wait(wait):
            wait = EVERY
            try:
                self.look()
            except Exception:
                logger.exception("upkeep")
