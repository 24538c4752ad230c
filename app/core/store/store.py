"""The store of one workstation: opened once, shared by every thread, telling its listeners what was committed."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection

from app.core.changes import Changes
from app.core.clock import Clock
from app.core.errors import Unavailable
from app.core.keys import SigningKey
from app.core.registers.members import Members
from app.core.store import arrivals, erasing, incarnation, log, notices, schema
from app.core.store.authority import Bench, where
from app.core.store.engine import Database
from app.core.store.projection import rebuild
from app.core.store.reuniting import also_shown
from app.core.store.transaction import Transaction

logger = logging.getLogger(__name__)

PAGES = 64  # of an index merged at a time: some 25 ms
AT_ONCE = 128 * 1024 * 1024  # bytes: a file up to there is written again in less than a second
BETWEEN_SCRUBS = 3_600_000  # ms: larger ones, not for each erasure


class Store:
    """Safe to call from any thread."""

    def __init__(self, database: Database, key: SigningKey, clock: Clock):
        self.database, self.key, self.clock = database, key, clock
        self.bench = Bench()
        self._scrubbed_at = 0
        self._listeners: list[Callable[[Changes], None]] = []
        with database.write() as connection:
            outdated = log.kept_shape(connection) not in (None, schema.shape())
            older = outdated and not schema.holds(connection, "erasure")
            if outdated:
                schema.forget_read_tables(connection)
            schema.create(connection)
            if older:
                erasing.catch_up(connection, where(connection))
            if outdated:
                self._rebuild(connection)
                notices.follow(connection)
            log.note(connection, "shape", schema.shape().encode())
            incarnation.begin(connection, clock)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """One state of the journal, to look at."""
        with self.database.read() as connection:
            yield self._transaction(connection)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """The only right to write. What it changed is told to the listeners once it is durable."""
        with self.database.write() as connection:
            transaction = self._transaction(connection)
            yield transaction
            for space in also_shown(connection, transaction.changes.spaces, self._members(connection)):
                transaction.touch(space)
        if transaction.erased and self.database.size() <= AT_ONCE:
            self._scrub()
        if transaction.changes:
            for listener in self._listeners:
                try:
                    listener(transaction.changes)
                except Exception:  # what is written is written: whoever wrote it is not told otherwise
                    logger.exception("a listener of the store")

    def _members(self, connection: Connection) -> Callable[[str], Members]:
        return lambda space: self.bench.authority(connection).members.get(space) or Members(space)

    def _transaction(self, connection: Connection) -> Transaction:
        return Transaction(connection, self.bench, self.key, self.clock)

    @property
    def incarnation(self) -> str:
        """Which life of this store it is in."""
        with self.database.read() as connection:
            return incarnation.current(connection)

    def rebuild(self) -> None:
        """Makes every read table again from the log."""
        with self.database.write() as connection:
            self._rebuild(connection)

    def _rebuild(self, connection: Connection) -> None:
        standing = self.bench.standing(connection)
        rebuild(connection, standing)
        me = standing.accounts.person_of(self.key.public)
        if me:
            arrivals.look_at_all_again(connection, me.id)

    def tidy(self) -> None:
        """Puts the indexes of words in order, a little at a time, and leaves in the file nothing of what was erased: to
        call now and then, when nobody waits."""
        with self.database.write() as connection:
            for search in map(schema.SEARCH.format, schema.SEARCHED):
                schema.merge(connection, search, PAGES)
        if self.database.size() <= AT_ONCE or self.clock.now() - self._scrubbed_at >= BETWEEN_SCRUBS:
            self._scrub()

    def _scrub(self) -> None:
        """Writes the file again if words were erased since that was done. What fails is done later: the words are in no
        table any more."""
        with self.database.read() as connection:
            left = erasing.words_left(connection)
        if not left:
            return
        self._scrubbed_at = self.clock.now()
        if self.database.scrub():
            with suppress(Unavailable), self.database.write() as connection:
                erasing.scrubbed(connection, left)

    def subscribe(self, listener: Callable[[Changes], None]) -> None:
        """`listener` is called after each commit, from whichever thread made it."""
        self._listeners.append(listener)

    def close(self) -> None:
        self.database.close()
