"""A day of great affluence on two cores: live streams, operations that arrive all the time, then one member who sends
ten thousand at once. A run is a second of it."""

import asyncio
import time
from random import Random

from tests.campaigns.crowd import Crowd, Voice, Writing, crowd, percentile, write_until
from tests.campaigns.report import Report

NAME = "load"
RUNS = 120
LIVE, WRITERS, EACH = 500, 20, 2.0  # 20 writers, an operation every two seconds each: ten a second
DELIVERED, ACKNOWLEDGED, BESIDE_A_BURST = 1_000, 500, 2_000  # ms: p95, p99, p99
BURST, PART = 10_000, 2_000
AT_ONCE = 25  # streams begun together


def run(seed: int, runs: int, live: int = LIVE, burst: int = BURST) -> Report:
    report = Report(NAME, seed, runs=runs)
    with crowd(live) as members:
        asyncio.run(_press(members, report, runs, Random(seed)))
        if burst:
            asyncio.run(_burst(members, report, burst, Random(seed)))
    return report


async def _press(members: Crowd, report: Report, seconds: int, chance: Random) -> None:
    told: list[dict[int, float]] = [{} for _ in members.people]
    voices = [Voice(members.port, one.writer.key) for one in members.people]
    listening: list[asyncio.Task[None]] = []
    for start in range(0, len(voices), AT_ONCE):
        part = list(zip(voices, told, strict=True))[start : start + AT_ONCE]
        listening += [asyncio.create_task(_listen(members, voice, heard)) for voice, heard in part]
        await _until(lambda start=start: all(told[start : start + AT_ONCE]))  # type: ignore[misc]
    writers = [Writing(members, one) for one in members.people[:WRITERS]]
    for one in writers:
        await one.catch_up()
    began = time.monotonic()
    await write_until(writers, EACH, began + seconds, chance)
    last = max(rank for one in writers for rank in one.acknowledged.values())
    await _until(lambda: all(max(heard) >= last for heard in told))
    for task in listening:
        task.cancel()
    left = {rank: when for one in writers for rank, when in one.left.items()}
    delays = [_heard(heard, rank) - when for heard in told for rank, when in left.items()]
    acknowledged = [took for one in writers for took in one.took]
    report.writes += len(acknowledged)
    report.lost += len(acknowledged) - len(left)
    _hold(report, "delivery p95", percentile(delays, 95), DELIVERED)
    _hold(report, "acknowledgement p99", percentile(acknowledged, 99), ACKNOWLEDGED)
    for voice in (*voices, *(one.voice for one in writers)):
        voice.close()


async def _burst(members: Crowd, report: Report, size: int, chance: Random) -> None:
    """One member hands in what he wrote alone for weeks; ten others write meanwhile."""
    one, *others = (Writing(members, person) for person in members.people[WRITERS : WRITERS + 11])
    for each in (one, *others):
        await each.catch_up()
    notes = [one.who.writer.note(members.crisis, f"note {n}") for n in range(size)]
    over = asyncio.Event()

    async def push() -> None:
        for start in range(0, size, PART):
            reply = await one.voice.exchange(members.crisis, one.epoch, one.rank, notes[start : start + PART])
            one.epoch, one.rank = reply.epoch, reply.after + len(reply.items)
        over.set()

    async def write(each: Writing) -> None:
        while not over.is_set():
            await each.write()
            await asyncio.sleep(chance.uniform(0.1, 0.3))

    begun = time.monotonic()
    await asyncio.gather(push(), *(write(each) for each in others))
    report.notes["burst (ms)"] = round((time.monotonic() - begun) * 1_000)
    report.writes += size
    _hold(report, "beside a burst p99", percentile([took for each in others for took in each.took], 99), BESIDE_A_BURST)
    for each in (one, *others):
        each.voice.close()


async def _listen(members: Crowd, voice: Voice, heard: dict[int, float]) -> None:
    async for space, rank in voice.live():
        if space == members.crisis:
            heard[rank] = time.monotonic()


def _heard(heard: dict[int, float], rank: int) -> float:
    """When that stream first told a rank at least so high."""
    return min(when for told, when in heard.items() if told >= rank)


async def _until(happened: object) -> None:
    async with asyncio.timeout(60):
        while not happened():  # type: ignore[operator]
            await asyncio.sleep(0.01)


def _hold(report: Report, what: str, found: float, most: float) -> None:
    report.notes[f"{what} (ms)"] = round(found)
    if found > most:
        report.failures.append(f"{what}: {found:.0f} ms, and not {most} at most")
