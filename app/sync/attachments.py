"""Contents of attached files, after the text: hands in what the server lacks, fetches what is named and not held."""

import logging
import threading
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from app.core.errors import Refused, Unavailable
from app.core.store import arriving, blobs, cursor, log
from app.core.store.blobs import Due
from app.core.store.store import Store
from app.sync.pieces import End, Incoming, Outgoing, Pace, Way
from app.sync.protocol import MOST_CONTENTS, Inventory
from app.sync.schedule import delay_after
from app.sync.transport import NotThere, Transport
from app.sync.workstation import Workstation

EPOCHS = "attachments_epochs"  # those in which the server was last asked about everything
AGAIN_AFTER = 10 * 60 * 1000  # ms before asking again for what came altered
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Carried:
    """What one round did. `altered`: contents the server gave that are not those of their hashes, and were refused;
    `no_room`: contents it does not take because the space has too many."""

    sent: int = 0
    received: int = 0
    altered: list[str] = field(default_factory=list)
    no_room: list[str] = field(default_factory=list)


def carry(
    store: Store,
    way: Way,
    everything: bool = False,
    skip: Collection[str] = (),
    stopped: Callable[[], bool] = lambda: False,
    preferred: Callable[[], Sequence[str]] = tuple,
    carried: Carried | None = None,
) -> Carried:
    """Brings the contents of every space to agreement, those in `skip` left out. `everything`: asks also about what the
    server is known to have; in a new epoch it always is asked. `preferred`: the contents that go first, asked for again
    between two pieces; when it names one that was not asked about, the round ends so that the next does.

    Raises Unavailable, having lost nothing; what was carried before stays, to the byte, and is told in `carried`.
    """
    with store.read() as transaction:
        epochs = " ".join(cursor.epochs(transaction.connection)).encode()
        restored = log.noted(transaction.connection, EPOCHS) != epochs
        due = blobs.due(transaction.connection, everything or restored)
    done = _Round(store, way, stopped, preferred, tuple(preferred()), carried or Carried())
    for space, here in due.items():
        with suppress(NotThere):  # the server does not know us there any more, or it is older than this program
            done.ask(space, replace(here, wanted=[hash for hash in here.wanted if hash not in skip]))
    done.carry()
    if restored and not stopped():
        with store.database.write() as connection:
            log.note(connection, EPOCHS, epochs)
    return done.carried


@dataclass(slots=True)
class _Round:
    """One round under way. `preferring`: what was preferred when it began; `known`: what it asked about; `settled`:
    (space, hash) that the server has."""

    store: Store
    way: Way
    stopped: Callable[[], bool]
    preferred: Callable[[], Sequence[str]]
    preferring: Sequence[str]
    carried: Carried
    known: set[str] = field(default_factory=set)
    outgoing: list[Outgoing] = field(default_factory=list)
    incoming: list[Incoming] = field(default_factory=list)
    settled: set[tuple[str, str]] = field(default_factory=set)

    def ask(self, space: str, due: Due) -> None:
        """Asks what the server has of that space, and so what is to be carried."""
        asked = [*due.held, *due.elsewhere, *due.wanted]
        self.known.update(asked)
        there, lacking = self._asked(space, asked)
        seen = there.intersection(due.elsewhere)
        here = there.intersection(due.held) | seen
        self.settled.update((space, hash) for hash in here)
        lost = [hash for hash in due.held if hash not in there]
        with self.store.read() as transaction:
            sizes = blobs.held(transaction.connection, due.held)
            placed = blobs.placed(transaction.connection, [*due.held, *seen])
        if seen or placed != here:
            with self.store.write() as transaction:
                blobs.hold_for(transaction.connection, space, seen)
                blobs.ask_again(transaction.connection, lost)
                blobs.place(transaction.connection, self.settled)
                transaction.touch(space)
        self.outgoing += [Outgoing(space, hash, sizes[hash]) for hash in lost if hash in lacking]
        self.incoming += [Incoming(space, hash) for hash in due.wanted if hash in there]

    def carry(self) -> None:
        """Hands in, the least first, then fetches, the newest first; but always what is preferred before the rest."""
        in_order: list[Outgoing | Incoming] = [*sorted(self.outgoing, key=lambda one: one.size), *self.incoming]
        jobs = {(one.space, one.hash): one for one in in_order}
        pace = Pace()
        while jobs and not self.stopped():
            preferred = self.preferred()
            if preferred != self.preferring and not self.known.issuperset(preferred):
                return
            names = (name for hash in preferred for name in jobs if name[1] == hash)
            name = next(names, None) or next(iter(jobs))
            job = jobs[name]
            try:
                end = job.step(self.store, self.way, pace, job.hash in preferred)
            except NotThere:  # it could not be opened there: somebody who holds it will hand it in
                end = End.LEFT
            if end is not None:
                del jobs[name]
                self._ended(job, end)

    def _ended(self, job: Outgoing | Incoming, end: End) -> None:
        match end:
            case End.ALTERED:
                self.carried.altered.append(job.hash)
            case End.NO_ROOM:
                self.carried.no_room.append(job.hash)
            case End.WHOLE if isinstance(job, Incoming):
                self.carried.received += 1
                self._settle(job.space, job.hash, job.content)
            case End.WHOLE:
                self.carried.sent += 1
                self._settle(job.space, job.hash)

    def _asked(self, space: str, hashes: Sequence[str]) -> tuple[set[str], set[str]]:
        """Which of these contents the server has, and which it lacks and would take."""
        there, lacking = set(hashes), set[str]()
        for start in range(0, len(hashes), MOST_CONTENTS):
            asked = [bytes.fromhex(hash) for hash in hashes[start : start + MOST_CONTENTS]]
            told = self.way.missing(Inventory(space, asked))
            lacking.update(hash.hex() for hash in told.lacking)
            self.carried.no_room += [hash.hex() for hash in told.no_room]
            there.difference_update(hash.hex() for hash in (*told.lacking, *told.unknown, *told.no_room))
        return there, lacking

    def _settle(self, space: str, hash: str, content: bytes | None = None) -> None:
        """Notes that the server has it, holds it when it just came, and tells those who show its entries."""
        self.settled.add((space, hash))
        with self.store.write() as transaction:
            connection = transaction.connection
            if content is not None:
                blobs.keep(connection, hash, content)
                blobs.hold_for(connection, space, [hash])
            blobs.place(connection, [one for one in self.settled if one[1] == hash])
            transaction.touch(space, [entry for entry, _ in blobs.entries_of(connection, hash)])


class Carrier:
    """A thread and a connection of its own: text never waits for a file. `wake` it after the text of a round."""

    def __init__(self, workstation: Workstation):
        self._workstation = workstation
        self._called, self._stopping = threading.Event(), threading.Event()
        self._transport: Transport | None = None
        self._altered: dict[str, int] = {}  # until when each is not asked for
        self._preferred: tuple[str, ...] = ()
        self._everything = True
        self._failures = 0
        self._thread = threading.Thread(target=self._run, name="attachments", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends at once; a transfer under way goes on from there another time."""
        self._stopping.set()
        self._called.set()
        if self._transport is not None:
            self._transport.close()
        if self._thread.is_alive():
            self._thread.join(10)

    def wake(self) -> None:
        self._called.set()

    def prefer(self, hashes: Sequence[str]) -> None:
        """Carries these contents before all others from the next piece on: they are on screen."""
        if self._preferred != tuple(hashes):
            self._preferred = tuple(hashes)
            self.wake()

    def _run(self) -> None:
        self._transport = self._workstation.transport()
        with suppress(Unavailable), self._workstation.store.database.write() as connection:
            blobs.sweep(connection)
            arriving.sweep(connection)
        while not self._stopping.is_set():
            self._called.wait()
            self._called.clear()
            if self._stopping.is_set():
                return
            try:
                self._round(self._transport)
                self._failures = 0
            except (Unavailable, Refused) as error:
                self._failed(str(error))
            except Exception:
                if not self._stopping.is_set():
                    logger.exception("attachments")
                self._failed("")

    def _round(self, transport: Transport) -> None:
        now = self._workstation.clock.now()
        self._altered = {hash: until for hash, until in self._altered.items() if until > now}
        store, stopped = self._workstation.store, self._stopping.is_set
        carried = carry(store, transport, self._everything, self._altered, stopped, lambda: self._preferred)
        self._everything = False
        self._altered |= dict.fromkeys(carried.altered, now + AGAIN_AFTER)

    def _failed(self, why: str) -> None:
        logger.info("attachments wait: %s", why)
        self._failures += 1
        self._stopping.wait(delay_after(self._failures))
