"""Live streams: a workstation is told, as it happens, that a space it belongs to has moved.

One look at the database serves all the streams of a process. It is taken when this process ranked something, when
PostgreSQL says that another did, and anyway every two seconds; a stream whose workstation belongs no more ends there.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

import psycopg
from sqlalchemy import make_url

from app.server.access import View
from app.server.appending import CHANNEL

LOOK_EVERY = 2.0  # seconds
LOOK_WITHIN = 2.5  # with the former, less than the five seconds in which a removal must be felt
HEARTBEAT = 3.0  # a workstation that hears nothing for five seconds says it is offline
TRY_AGAIN = 1.0

logger = logging.getLogger(__name__)


class Live:
    """The streams of one process. `look` reads who may see what, and the rank each space has reached."""

    def __init__(self, look: Callable[[], View]):
        self._look = look
        self._view: View | None = None
        self._asked, self._looked = 0, 0
        self._closed = False
        self._called, self._turned = asyncio.Event(), asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def wake(self) -> None:
        """Asks for a look, from whichever thread."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop is closed: nobody is listening any more
                self._loop.call_soon_threadsafe(self._ask)

    async def run(self) -> None:
        self._loop = asyncio.get_running_loop()
        while True:
            self._called.clear()
            asked = self._asked
            try:
                self._view = await asyncio.wait_for(asyncio.to_thread(self._look), LOOK_WITHIN)
            except Exception as error:  # whatever it is, no stream goes on without knowing who may read it
                logger.error("live streams cut: %s", type(error).__name__)
                self._view = None
            self._looked = asked
            self._turn()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._called.wait(), LOOK_EVERY)

    def close(self) -> None:
        """Ends every stream."""
        self._closed = True
        self._turn()

    async def stream(self, device: str) -> AsyncIterator[bytes]:
        """Server-sent events for that workstation: `data: <space> <rank>`, first as things are, then as they move, and
        `files: <space> <bytes>` likewise where contents of files are kept."""
        await self._look_afresh()
        told: dict[str, int] = {}
        had: dict[str, int] = {}
        while not self._closed and self._view is not None and self._view.person(device):
            turned, reached = self._turned, self._view.spaces_of(device)
            moved = [f"data: {space} {rank}\n\n" for space, rank in reached.items() if told.get(space) != rank]
            stored = {space: self._view.spaces[space].stored for space in reached}
            moved += [f"files: {space} {size}\n\n" for space, size in stored.items() if had.get(space, 0) != size]
            told, had = reached, stored
            if moved:
                yield "".join(moved).encode()
            try:
                await asyncio.wait_for(turned.wait(), HEARTBEAT)
            except TimeoutError:
                yield b": \n\n"

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
        turned, self._turned = self._turned, asyncio.Event()
        turned.set()


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
