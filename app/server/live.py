"""Live streams: a workstation is told, as it happens, that a space it belongs to has moved, and what it gained.

One look at the database serves all the streams of a process. It is taken when this process ranked something, when
PostgreSQL says that another did, and anyway every two seconds; a stream whose workstation belongs no more ends there.
"""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress

import psycopg
from sqlalchemy import make_url

from app.server.appending import CHANNEL
from app.server.inlining import Look

LOOK_EVERY = 2.0  # seconds
LOOK_WITHIN = 2.5  # with the former, less than the five seconds in which a removal must be felt
HEARTBEAT = 3.0  # a workstation that hears nothing for five seconds says it is offline
TRY_AGAIN = 1.0

logger = logging.getLogger(__name__)


class Live:
    """The streams of one process. `look` reads who may see what, the rank each space has reached, and what it gained
    since the ranks it is given."""

    def __init__(self, look: Callable[[Mapping[str, int]], Look]):
        self._look = look
        self._seen: Look | None = None  # the latest look
        self._shown: Look | None = None  # the one the streams go by, from one turn to the next
        self.open = 0  # streams
        self._looking = threading.Lock()  # one look after another: none may overtake a later one
        self._asked, self._looked = 0, 0
        self._closed = False
        self._called, self._turned = asyncio.Event(), asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def wake(self) -> None:
        """Asks for a look, from whichever thread."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop is closed: nobody is listening any more
                self._loop.call_soon_threadsafe(self._ask)

    def tell(self) -> None:
        """Looks in the caller's own thread, which has just ranked something and need not wait for another's turn; when
        somebody is looking already, asks for a look after that."""
        if self._loop is None or not self._looking.acquire(blocking=False):
            self.wake()
            return
        try:
            self._see()
        except Exception as error:  # what was ranked is ranked, whoever brought it: the regular look tries again
            logger.warning("a look at the database failed: %s", type(error).__name__)
        finally:
            self._looking.release()
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._turn)

    async def run(self) -> None:
        self._loop = asyncio.get_running_loop()
        while True:
            self._called.clear()
            asked = self._asked
            try:
                await asyncio.wait_for(asyncio.to_thread(self._see_in_turn), LOOK_WITHIN)
            except Exception as error:  # whatever it is, no stream goes on without knowing who may read it
                logger.error("live streams cut: %s", type(error).__name__)
                self._seen = None
            self._looked = asked
            self._turn()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._called.wait(), LOOK_EVERY)

    def close(self) -> None:
        """Ends every stream."""
        self._closed = True
        self._turn()

    async def stream(self, device: str) -> AsyncIterator[bytes]:
        """Server-sent events for that workstation: `data: <space> <rank>`, first as things are, then as they move, with
        `page: <reply>` before it when what follows is small, and `files: <space> <bytes>` where contents are kept."""
        self.open += 1
        try:
            await self._look_afresh()
            told: Mapping[str, int] = {}
            had: Mapping[str, int] = {}
            while not self._closed and self._shown is not None and self._shown.view.person(device):
                turned, seen = self._turned, self._shown
                reached = seen.view.spaces_of(device)
                stored = {space: seen.view.spaces[space].stored for space in reached}
                moved = [_moved(seen, space, rank, told) for space, rank in reached.items() if told.get(space) != rank]
                moved += [b"files: %s %d\n\n" % (id.encode(), n) for id, n in stored.items() if had.get(id, 0) != n]
                told, had = reached, stored
                if moved:
                    yield b"".join(moved)
                try:
                    await asyncio.wait_for(turned.wait(), HEARTBEAT)
                except TimeoutError:
                    yield b": \n\n"
        finally:
            self.open -= 1

    def _told(self) -> dict[str, int]:
        """How far the streams were told that each space has come; nothing when nobody listens."""
        shown = self._shown
        if not self.open or shown is None:
            return {}
        return {id: space.rank for id, space in shown.view.spaces.items()}

    def _see_in_turn(self) -> None:
        with self._looking:
            self._see()

    def _see(self) -> None:
        begun = time.monotonic()
        seen = self._look(self._told())
        if time.monotonic() - begun < LOOK_WITHIN:  # one that comes later was given up: who may read has changed since
            self._seen = seen

    async def _look_afresh(self) -> None:
        """Waits for a look that began after now."""
        self._ask()
        wanted = self._asked
        while self._looked < wanted and not self._closed:
            await self._turned.wait()

    def _ask(self) -> None:
        self._asked += 1
        self._called.set()

    def _turn(self) -> None:
        self._shown = self._seen
        turned, self._turned = self._turned, asyncio.Event()
        turned.set()


def _moved(seen: Look, space: str, rank: int, told: Mapping[str, int]) -> bytes:
    """The event for a space that has moved. What it gained is there for those who were told where that begins."""
    event = b"data: %s %d\n\n" % (space.encode(), rank)
    gain = seen.gains.get(space)
    return b"page: %s\n%s" % (gain.page, event) if gain and gain.after == told.get(space) else event


async def listen(database_url: str, wake: Callable[[], None]) -> None:
    """Calls `wake` whenever a process ranks something in that PostgreSQL; finds it again when it was away."""
    address = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(address, autocommit=True) as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                wake()
                async for _ in connection.notifies():
                    wake()
        except psycopg.Error as error:
            logger.warning("PostgreSQL does not answer the listener: %s", type(error).__name__)
        await asyncio.sleep(TRY_AGAIN)
