"""A bad line, drawn from a seed: between a workstation and its server, each connection meets one misfortune at most."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from random import Random

from tests.campaigns.crowd import HOST

BLOCK = 4096
SLOW = 64_000 // 8  # bytes a second
PORTAL = b"<html><body>Bienvenue sur le Wi-Fi de la gare</body></html>"


@dataclass(frozen=True, slots=True)
class Misfortune:
    """What happens to one connection. `after`: bytes that pass first, on their way to the server or back."""

    kind: str
    after: int = 0
    delay: float = 0.0
    status: int = 0


KINDS = ("none", "latency", "slow", "cut going", "cut coming", "cut once answered", "portal", "refusal")
KINDS += ("half open", "twice", "closed at once")


def drawn(chance: Random, most: int) -> Misfortune:
    """One misfortune; `most`: the bytes of a typical exchange."""
    kind = chance.choice(KINDS)
    status = chance.choice((429, 500, 502, 503)) if kind == "refusal" else 0
    return Misfortune(kind, chance.randrange(most), chance.uniform(0.01, 0.15), status)


class BadLine:
    """Listens in a thread of its own, and forwards to `port`. `next`: what befalls the following connection."""

    def __init__(self, port: int, next: Callable[[], Misfortune]):
        self._to, self._next = port, next
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._sockets: list[asyncio.StreamWriter] = []
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ready.wait()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self._port}"

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, HOST, 0))
        self._port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        self._loop.run_until_complete(self._hung_up())
        self._loop.close()

    async def _hung_up(self) -> None:
        """Every connection ended: a socket left open is found later by the collector, in a test of something else."""
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for writer in self._sockets:
            writer.transport.abort()
        await asyncio.gather(*(writer.wait_closed() for writer in self._sockets), return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._sockets.append(writer)
        befalls = self._next()
        with suppress(OSError, EOFError):
            match befalls.kind:
                case "closed at once":
                    pass
                case "portal":
                    await self._say(reader, writer, 200, PORTAL)
                case "refusal":
                    await self._say(reader, writer, befalls.status, b"")
                case "half open":
                    await reader.read(BLOCK)
                    await asyncio.sleep(1)
                case _:
                    await self._forward(reader, writer, befalls)
        writer.close()

    async def _say(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, status: int, body: bytes) -> None:
        await reader.read(BLOCK)
        head = f"HTTP/1.1 {status} x\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, befalls: Misfortune) -> None:
        far_reader, far_writer = await asyncio.open_connection(HOST, self._to)
        self._sockets.append(far_writer)
        sent = bytearray()
        try:
            going = _pour(reader, far_writer, befalls, befalls.kind == "cut going", sent)
            coming = _pour(far_reader, writer, befalls, befalls.kind in ("cut coming", "cut once answered"))
            _, others = await asyncio.wait(
                [asyncio.create_task(going), asyncio.create_task(coming)], return_when=asyncio.FIRST_COMPLETED
            )
            for other in others:
                other.cancel()
            if befalls.kind == "twice":
                await self._again(bytes(sent))
        finally:
            far_writer.close()

    async def _again(self, sent: bytes) -> None:
        """What an over-zealous proxy does: the very same bytes once more, on a connection of their own."""
        reader, writer = await asyncio.open_connection(HOST, self._to)
        self._sockets.append(writer)
        writer.write(sent)
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(0.5):
                await reader.read(BLOCK)
        writer.close()


async def _pour(
    source: asyncio.StreamReader,
    to: asyncio.StreamWriter,
    befalls: Misfortune,
    cuts: bool,
    seen: bytearray | None = None,
) -> None:
    left = (0 if befalls.kind == "cut once answered" else befalls.after) if cuts else -1
    with suppress(OSError):
        while data := await source.read(BLOCK):
            if befalls.kind == "latency":
                await asyncio.sleep(befalls.delay)
            if befalls.kind == "slow":
                await asyncio.sleep(len(data) / SLOW)
            if seen is not None:
                seen += data
            if left >= 0:
                data, left = data[:left], left - len(data)
            to.write(data)
            await to.drain()
            if cuts and left <= 0:
                return
