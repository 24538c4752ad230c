"""W4: twenty workstations, each a process, write offline, then exchange until all hold the same log."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

from app.core.clock import Clock
from app.sync.engine import exchange_all
from app.sync.workstation import enrol
from benchmarks.figures import Figure, Meter, own_cpu
from benchmarks.ground import PASSPHRASE, Plan, exchange, prepared, write_all
from benchmarks.records import entries

LONGEST = 240.0  # seconds
BREATH = 0.05  # seconds between two exchanges of one workstation


@dataclass(frozen=True, slots=True)
class Place:
    """Where one of the crowd sits: its number, its folder and its invitation."""

    n: int
    folder: Path
    url: str
    code: str
    crisis: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """How one of the crowd ended: the running hash of the log it holds, its lines, and seconds of processor."""

    running: bytes
    lines: int
    cpu: float


def measure(plan: Plan, folder: Path) -> Iterator[Figure]:
    names = [f"Agent {n:02}" for n in range(plan.stations)]
    context = get_context("spawn")
    arrivals: Queue[Arrival] = context.Queue()
    together = context.Barrier(plan.stations + 1)
    with prepared(folder) as ground:
        places = [
            Place(n, folder / f"P{n:02}", ground.url, code, ground.crisis)
            for n, code in enumerate(ground.invite(names))
        ]
        crowd = [
            context.Process(target=attend, args=(place, plan, together, arrivals), daemon=True) for place in places
        ]
        for one in crowd:
            one.start()
        together.wait(LONGEST)  # all are enrolled
        ground.join(names)
        together.wait(LONGEST)  # they may enter the crisis
        together.wait(LONGEST)  # all have written
        with Meter(ground.servers) as meter:
            together.wait(LONGEST)
            ended = [arrivals.get(timeout=LONGEST) for _ in crowd]
        for one in crowd:
            one.join()
    if len({one.running for one in ended}) != 1 or {one.lines for one in ended} != {plan.stations * plan.each}:
        raise RuntimeError("the workstations did not come to the same log")
    yield meter.figure(f"W4 {plan.stations} × {plan.each} until all agree", sum(one.cpu for one in ended))


def attend(place: Place, plan: Plan, together: Barrier, arrivals: "Queue[Arrival]") -> None:
    """One of the crowd, in its own process. If it falls, nobody waits for it."""
    try:
        live(place, plan, together, arrivals)
    except BaseException:
        together.abort()
        raise


def live(place: Place, plan: Plan, together: Barrier, arrivals: "Queue[Arrival]") -> None:
    """Joins, writes alone, then exchanges until it holds what everybody wrote."""
    workstation, _ = enrol(place.folder, place.url, place.code, f"P{place.n:02}", PASSPHRASE, Clock())
    together.wait(LONGEST)
    together.wait(LONGEST)
    exchange(workstation)
    with workstation.store.read() as transaction:
        ends = transaction.cursor(place.crisis).rank + plan.stations * plan.each
    write_all(workstation, entries(place.crisis, place.n * plan.each, plan.each, plan.records))
    together.wait(LONGEST)
    together.wait(LONGEST)
    used, transport = own_cpu(), workstation.transport()
    while True:
        exchange_all(workstation.store, transport)
        with workstation.store.read() as transaction:
            cursor = transaction.cursor(place.crisis)
        if cursor.rank >= ends:
            break
        time.sleep(BREATH)
    used = own_cpu() - used
    with workstation.store.read() as transaction:
        lines = transaction.connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one()
    arrivals.put(Arrival(cursor.running or b"", lines, used))
    transport.close()
    workstation.close()
