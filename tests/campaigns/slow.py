"""Five hundred sockets that say almost nothing leave a normal workstation its answers. A run is one of its requests."""

import asyncio
from contextlib import suppress
from random import Random

from tests.campaigns.crowd import HOST, Crowd, Writing, crowd, percentile
from tests.campaigns.report import Report

NAME = "slow"
RUNS = 300
SOCKETS = 500
MOST = 1_000  # ms: p99
EVERY = 0.5  # seconds between two bytes

HEAD = b"POST /v1/exchange HTTP/1.1\r\nHost: x\r\n"
BEGINNINGS = (
    HEAD,  # headers that never end
    HEAD + b"Content-Length: 4000000\r\n\r\n",  # a body that never ends
    HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\n",  # the same, said otherwise
    b"",  # nothing at all
)


def run(seed: int, runs: int, sockets: int = SOCKETS) -> Report:
    report = Report(NAME, seed, runs=runs)
    with crowd(2) as members:
        asyncio.run(_beside(members, report, runs, sockets, Random(seed)))
    return report


async def _beside(members: Crowd, report: Report, runs: int, sockets: int, chance: Random) -> None:
    opened = [0]
    slow = [asyncio.create_task(_drip(members.port, Random(chance.random()), opened)) for _ in range(sockets)]
    slow += [asyncio.create_task(_never_read(members.port, opened)) for _ in range(sockets // 10)]
    async with asyncio.timeout(30):
        while opened[0] < len(slow):
            await asyncio.sleep(0.01)
    one = Writing(members, members.people[0])
    await one.catch_up()
    for _ in range(runs):
        await one.write()
        await asyncio.sleep(0.02)
    report.writes = len(one.took)
    found = percentile(one.took, 99)
    report.notes["p99 (ms)"] = round(found)
    if found > MOST:
        report.failures.append(f"a normal request took {found:.0f} ms (p99) beside {sockets} slow sockets")
    for task in slow:
        task.cancel()
    await asyncio.gather(*slow, return_exceptions=True)
    one.voice.close()


async def _drip(port: int, chance: Random, opened: list[int]) -> None:
    """A byte now and then; begins again when the server has had enough."""
    first = True
    while True:
        with suppress(OSError):
            _, writer = await asyncio.open_connection(HOST, port)
            try:
                writer.write(chance.choice(BEGINNINGS))
                opened[0] += first
                first = False
                while True:
                    await asyncio.sleep(EVERY * (0.5 + chance.random()))
                    writer.write(b"x")
                    await writer.drain()
            finally:
                writer.close()


async def _never_read(port: int, opened: list[int]) -> None:
    """Asks again and again, and never reads what it is answered."""
    first = True
    while True:
        with suppress(OSError):
            _, writer = await asyncio.open_connection(HOST, port, limit=1)
            try:
                opened[0] += first
                first = False
                while True:
                    writer.write(b"GET /v1/authority HTTP/1.1\r\nHost: x\r\n\r\n")
                    await writer.drain()
                    await asyncio.sleep(0.2)
            finally:
                writer.close()
