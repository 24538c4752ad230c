"""A served central with as many workstations as wanted, and their voices: plain sockets, all in one process."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from app.core.keys import SigningKey
from app.core.operations import Operation, to_wire
from app.server.central import default_database_url
from app.sync.protocol import MEDIA_TYPE, MOST_REPLY, NONCE, Exchange, Reply, pack, signed_headers, unpack
from tests.building import Guest, guest
from tests.central import Central
from tests.server.house import found_house

HOST = "127.0.0.1"


@dataclass
class Crowd:
    """The members of one crisis, and the address where they are answered. `begun`: how far their log had come."""

    port: int
    crisis: str
    people: Sequence[Guest]
    begun: int


@contextmanager
def crowd(size: int) -> Iterator[Crowd]:
    """So many enrolled members of one crisis, served by a process of its own."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "central"
        with found_house(data, default_database_url(data)) as house:
            invited = [guest(house.admin.writer, house.service, f"P{n}", "LIA", f"P{n:04}") for n in range(size)]
            house.take(house.service, [operation for _, pair in invited for operation in pair])
            people = [person for person, _ in invited]
            opened = house.admin.writer.open_crisis()
            added = [house.admin.writer.add_member(opened.id, person) for person in people]
            house.take(opened.id, [opened, *added])
        central = Central(data)
        central.start()
        try:
            yield Crowd(central.port, opened.id, people, 1 + size)
        finally:
            central.kill()


@dataclass
class Heard:
    """An answer: its status, its headers by their names in small letters, its body."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Voice:
    """One workstation on one connection, which it opens again when it was cut."""

    port: int
    key: SigningKey
    host: str = HOST
    nonce: str = ""
    _line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, target: str, body: bytes = b"", within: float = 60.0) -> Heard:
        """The answer to one signed request. Raises OSError, EOFError or TimeoutError."""
        async with asyncio.timeout(within):
            if not self.nonce:
                await self._send("GET", "/v1/nonce", b"", {})
            nonce, self.nonce = self.nonce, ""
            return await self._send(method, target, body, signed_headers(self.key, method, target, body, nonce))

    async def exchange(self, space: str, epoch: str, rank: int, operations: Sequence[Operation]) -> Reply:
        request = Exchange(space, epoch, rank, [to_wire(one) for one in operations])
        heard = await self.ask("POST", "/v1/exchange", pack(request))
        if heard.status != 200:
            raise OSError(f"answered {heard.status}")
        return unpack(heard.body, Reply, MOST_REPLY)

    async def live(self) -> AsyncIterator[tuple[str, int]]:
        """(space, rank) as the stream tells them."""
        if not self.nonce:
            await self._send("GET", "/v1/nonce", b"", {})
        reader, writer = await self._connected()
        nonce, self.nonce = self.nonce, ""
        await self._write(writer, "GET", "/v1/live", b"", signed_headers(self.key, "GET", "/v1/live", b"", nonce))
        await _headers(reader)
        while line := await reader.readline():
            if line.startswith(b"data:"):
                space, rank, *_ = line[5:].split()
                yield space.decode(), int(rank)

    def close(self) -> None:
        if self._line is not None:
            self._line[1].close()
            self._line = None

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._line is None:
            self._line = await asyncio.open_connection(self.host, self.port, limit=2**20)
        return self._line

    async def _send(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> Heard:
        reader, writer = await self._connected()
        try:
            await self._write(writer, method, target, body, headers)
            status, told = await _headers(reader)
            size = int(told.get("content-length", "0"))
            heard = Heard(status, told, await reader.readexactly(size) if size else b"")
        except BaseException:
            self.close()
            raise
        self.nonce = told.get(NONCE.lower(), "")
        if told.get("connection") == "close":
            self.close()
        return heard

    async def _write(
        self, writer: asyncio.StreamWriter, method: str, target: str, body: bytes, headers: dict[str, str]
    ) -> None:
        told = {"Host": self.host, "Content-Type": MEDIA_TYPE, "Content-Length": str(len(body)), **headers}
        head = f"{method} {target} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in told.items())
        writer.write(head.encode() + b"\r\n" + body)
        await writer.drain()


async def _headers(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    first = await reader.readline()
    if not first:
        raise EOFError
    status, told = int(first.split()[1]), {}
    while (line := (await reader.readline()).strip()) != b"":
        name, _, value = line.decode("latin-1").partition(":")
        told[name.lower()] = value.strip()
    return status, told


@dataclass
class Writing:
    """One member who writes, one operation after the other, and how long each acknowledgement took (s)."""

    crowd: Crowd
    who: Guest
    epoch: str = ""
    rank: int = 0
    took: list[float] = field(default_factory=list)
    acknowledged: dict[str, int] = field(default_factory=dict)  # id: rank
    left: dict[int, float] = field(default_factory=dict)  # rank: when that operation left (s)
    voice: Voice = field(init=False)

    def __post_init__(self) -> None:
        self.voice = Voice(self.crowd.port, self.who.writer.key)

    async def catch_up(self) -> None:
        reply = await self.voice.exchange(self.crowd.crisis, self.epoch, self.rank, [])
        self._go_on(reply)

    async def write(self, size: int = 200) -> None:
        """One more operation, acknowledged."""
        operation = self.who.writer.note(self.crowd.crisis, "x" * size)
        left = time.monotonic()
        reply = await self.voice.exchange(self.crowd.crisis, self.epoch, self.rank, [operation])
        self.took.append(time.monotonic() - left)
        place = reply.items.index(bytes.fromhex(operation.id))
        rank = self.acknowledged[operation.id] = reply.after + 1 + place
        self.left[rank] = left
        self._go_on(reply)

    def _go_on(self, reply: Reply) -> None:
        self.epoch, self.rank = reply.epoch, reply.after + len(reply.items)


def percentile(values: Sequence[float], share: int) -> float:
    """In milliseconds; the largest when there are few."""
    if len(values) < 2:
        return max(values, default=0.0) * 1_000
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1] * 1_000


async def write_until(writers: Sequence[Writing], each: float, ends: float, chance: Random) -> None:
    """Lets all of these write, each about every `each` seconds, until the monotonic time `ends`."""

    async def go(one: Writing) -> None:
        await asyncio.sleep(chance.random() * each)
        while time.monotonic() < ends:
            begun = time.monotonic()
            await one.write()
            await asyncio.sleep(max(0.0, begun + each - time.monotonic()))

    await asyncio.gather(*(go(one) for one in writers))
