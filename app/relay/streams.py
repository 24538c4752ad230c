"""Live streams of a relay: a workstation is told, as it happens, that a space both belong to has moved."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress

LOOK_EVERY = 2.0  # seconds: a stream breathes then, and a removal is felt within five

Look = Callable[[str], dict[str, int]]
"""The spaces a workstation may read, each with a number that moves with it; empty for whom we do not serve."""


class Streams:
    """The streams of one relay. `wake` may be called from any thread."""

    def __init__(self, look: Look):
        self._look = look
        self._loop: asyncio.AbstractEventLoop | None = None
        self._turned = asyncio.Event()
        self._closed = False
        self.listening: dict[str, int] = {}  # workstations, and how many streams each has

    def open(self) -> None:
        """To call in the loop that serves."""
        self._loop = asyncio.get_running_loop()

    def wake(self) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop is closed: nobody is listening any more
                self._loop.call_soon_threadsafe(self._turn)

    def close(self) -> None:
        """Ends every stream."""
        self._closed = True
        self._turn()

    async def stream(self, device: str) -> AsyncGenerator[bytes]:
        """Server-sent events, as the central's: `data: <space> <number>`, first as things are, then as they move."""
        told: dict[str, int] = {}
        self.listening[device] = self.listening.get(device, 0) + 1
        try:
            while not self._closed:
                turned = self._turned
                reached = await asyncio.to_thread(self._look, device)
                if not reached:
                    return
                moved = [f"data: {space} {mark}\n\n" for space, mark in reached.items() if told.get(space) != mark]
                told = reached
                yield "".join(moved).encode() or b": \n\n"
                with suppress(TimeoutError):
                    await asyncio.wait_for(turned.wait(), LOOK_EVERY)
        finally:
            self.listening[device] -= 1
            if not self.listening[device]:
                del self.listening[device]

    def _turn(self) -> None:
        turned, self._turned = self._turned, asyncio.Event()
        turned.set()
