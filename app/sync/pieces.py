"""One content on its way, piece by piece: it goes on from the very byte where it stopped, whatever stopped it."""

import logging
from dataclasses import dataclass
from enum import Enum, auto
from hashlib import sha256
from typing import Protocol

from app.core.errors import Refused, Unavailable
from app.core.store import arriving, blobs
from app.core.store.store import Store
from app.sync.protocol import MOST_PIECE, Given, Inventory, Missing
from app.sync.transport import NotThere

BY_PIECES = 2  # the version of the protocol from which contents travel so
LEAST, FIRST = 16 * 1024, 32 * 1024  # bytes: two seconds of a bad telephone line, four of it
WITHIN = 2_000  # ms a piece should take: whoever stops, or wants another file first, waits no longer
GROWTH = 8
TOLD_EVERY = 5  # in a hundred: whoever looks at an entry sees its file come
logger = logging.getLogger(__name__)


class Way(Protocol):
    """Whoever contents are handed in to and fetched from: the central, or a relay in its stead. Each function raises
    NotThere for what is not ours to ask, Unavailable when the line is cut."""

    @property
    def server_version(self) -> int: ...

    def missing(self, request: Inventory) -> Missing: ...

    def hand_in(self, space: str, content: bytes) -> None: ...

    def fetch(self, space: str, hash: str) -> bytes: ...

    def give(self, space: str, hash: str, size: int, start: int, data: bytes) -> Given: ...

    def take(self, space: str, hash: str, start: int, most: int) -> tuple[int, bytes]: ...


class End(Enum):
    """How a content ended its way. `LEFT`: not now, for a reason that another round may find gone."""

    WHOLE = auto()
    ALTERED = auto()
    NO_ROOM = auto()
    LEFT = auto()


@dataclass(slots=True)
class Pace:
    """How many bytes the next piece has: as many as the line carries in two seconds."""

    size: int = FIRST

    def learn(self, count: int, ms: int) -> None:
        """A piece of `count` bytes took so long. A smaller one than was meant says nothing of the line."""
        if count >= self.size:
            carried = count * WITHIN // max(ms, 1)
            self.size = max(LEAST, min(carried, GROWTH * self.size, MOST_PIECE))


@dataclass(slots=True)
class Outgoing:
    """A content handed in. `start`: how many of its bytes are held there, once that is known."""

    space: str
    hash: str
    size: int
    start: int | None = None

    def step(self, store: Store, way: Way, pace: Pace, shown: bool) -> End | None:
        """Hands in one piece; None when more are to follow."""
        try:
            return self._piece(store, way, pace) if self.start is not None else self._begin(store, way, pace)
        except NotThere:  # removed meanwhile: the next round is told so
            return End.LEFT
        except Refused:
            return End.NO_ROOM

    def _begin(self, store: Store, way: Way, pace: Pace) -> End | None:
        try:
            with store.read() as transaction:
                content = blobs.read(transaction.connection, self.hash)
        except Unavailable:
            logger.warning("an attached file is altered on this disk: it is not handed in")
            return End.LEFT
        if way.server_version < BY_PIECES:
            way.hand_in(self.space, content)
            return End.WHOLE
        self.start = 0
        if self.size <= pace.size:  # sooner sent than asked about
            return self._piece(store, way, pace)
        told = way.give(self.space, self.hash, self.size, 0, b"")
        self.start = told.held
        return End.WHOLE if told.whole else None

    def _piece(self, store: Store, way: Way, pace: Pace) -> End | None:
        start = self.start or 0
        with store.read() as transaction:
            data = blobs.piece(transaction.connection, self.hash, start, pace.size)
        begun = store.clock.steady().at
        told = way.give(self.space, self.hash, self.size, start, data)
        pace.learn(len(data), store.clock.steady().at - begun)
        if told.whole:
            return End.WHOLE
        if told.held <= start:
            logger.warning("an attached file is not taken as it is sent: it is left for another time")
            return End.LEFT
        self.start = told.held
        return None


@dataclass(slots=True)
class Incoming:
    """A content fetched. What came of it is in the store, so that another way or another day goes on from there."""

    space: str
    hash: str
    content: bytes = b""  # once it is whole

    def step(self, store: Store, way: Way, pace: Pace, shown: bool) -> End | None:
        """Fetches one piece; None when more are to follow. `shown`: somebody looks at an entry that names it."""
        if way.server_version < BY_PIECES:
            return self._believed(store, way.fetch(self.space, self.hash))
        with store.read() as transaction:
            if blobs.held(transaction.connection, [self.hash]):
                return End.LEFT  # somebody joined it here meanwhile
            start, _ = arriving.come(transaction.connection, self.hash)
        begun = store.clock.steady().at
        size, data = way.take(self.space, self.hash, start, pace.size)
        pace.learn(len(data), store.clock.steady().at - begun)
        blobs.require_room(store.database, len(data))
        with store.write() as transaction:
            held = arriving.add(transaction.connection, self.hash, size, start, data)
            if shown and held * 100 // size // TOLD_EVERY > start * 100 // size // TOLD_EVERY:
                entries = blobs.entries_of(transaction.connection, self.hash)
                transaction.touch(self.space, [entry for entry, _ in entries])
        if held < size:
            return None
        with store.read() as transaction:
            return self._believed(store, arriving.read(transaction.connection, self.hash))

    def _believed(self, store: Store, content: bytes) -> End:
        if sha256(content).hexdigest() == self.hash:
            blobs.set_down(store.database, {self.hash: content})
            self.content = content
            return End.WHOLE
        logger.warning("the server gave something else than an attached file: it is refused")
        with store.database.write() as connection:
            arriving.forget(connection, self.hash)
        return End.ALTERED
