"""Between a commit and its acknowledgement: whatever is lost, repeated or sent twice, an operation is there once
and has one rank."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from random import Random
from typing import Any

from app.core.clock import Clock
from app.core.entry_commands import Record
from app.core.errors import Refused, Unavailable
from app.sync.engine import exchange_all
from app.sync.transport import Transport
from app.sync.workstation import Workstation
from tests.campaigns import shim
from tests.campaigns.report import Report
from tests.campaigns.site import Site, broken, exchange, held, site

NAME, RUNS = "gaps", 120
MORE = 3  # writes before each gap
Meet = Callable[[Site, Random, list[str]], None]


def run(seed: int, runs: int) -> Report:
    report, kept = Report(NAME, seed), list[str]()
    points = tuple(POINTS)
    with site() as place:
        for n in range(runs):
            chance, point = Random(f"{seed}-{n}"), points[n % len(points)]
            if "server" in point and shim.library() is None:
                report.skipped += 1
                report.notes["skipped: no C compiler"] += 1
                continue
            before = len(kept)
            POINTS[point](place, chance, kept)
            wrong = _agreed(place, kept)
            report.runs += 1
            report.writes += len(kept) - before
            report.notes[point] += 1
            if wrong:
                report.failures.append(f"run {n}, {point}: {wrong}")
                break
    return report


def _agreed(place: Site, kept: list[str]) -> str:
    """Exchanges in good order, then compares what both hold: each operation once, one rank, the same on both sides."""
    workstation = place.open()
    try:
        exchange(workstation)
        mine = held(workstation)
        wrong = broken(workstation)
    finally:
        workstation.close()
    with closing(sqlite3.connect(place.central.data / "central.db")) as connection:
        rows = connection.execute("SELECT id, space, rank FROM operations ORDER BY space, rank").fetchall()
    theirs = {id.hex(): rank for id, _, rank in rows}
    last: dict[int, int] = {}
    for _, space, rank in rows:
        if rank != last.get(space, 0) + 1:
            return f"rank {rank} of space {space} does not follow"
        last[space] = rank
    if len(theirs) != len(rows):
        return "an operation is there twice"
    if set(kept) - theirs.keys():
        return f"{len(set(kept) - theirs.keys())} acknowledged, and not with the server"
    differing = [id for id, rank in mine.items() if theirs.get(id) != rank]
    return wrong or (f"{len(differing)} have another rank here" if differing else "")


def _written(workstation: Workstation, place: Site, kept: list[str]) -> None:
    for n in range(MORE):
        kept.append(workstation.desk.do(Record(place.crisis, f"Fait {len(kept)}-{n}")).id)


def _author_halted(point: str) -> Meet:
    def meet(place: Site, chance: Random, kept: list[str]) -> None:
        halt = ("--halt", point, "--at", str(chance.randint(1, 4)))
        words = ("--seed", str(chance.randrange(10**6)), *halt, "--writes", "6", "--exchange")
        kept += place.author(*words).end().kept

    return meet


def _server_killed(kind: str) -> Meet:
    """At its n-th write (before a commit) or sync (after it, before the answer)."""

    def meet(place: Site, chance: Random, kept: list[str]) -> None:
        place.central.stop()
        with suppress(AssertionError):  # it may not even live long enough to listen
            place.central.start(shim.killing(place.central.data, kind, chance.randint(1, 12)))
        kept += place.author("--seed", str(chance.randrange(10**6)), "--writes", "6", "--exchange").end().kept
        place.central.kill()
        place.central.start()

    return meet


class Forgetful(Transport):
    """The answer is lost on its way: what the server did stays done."""

    def exchange(self, request: Any) -> Any:
        super().exchange(request)
        raise Unavailable("la réponse s'est perdue")


class Repeating(Transport):
    """Something on the way sends each request twice, one after the other."""

    def exchange(self, request: Any) -> Any:
        super().exchange(request)
        return super().exchange(request)


def _through(kind: type[Transport]) -> Meet:
    def meet(place: Site, chance: Random, kept: list[str]) -> None:
        workstation = place.open()
        try:
            _written(workstation, place, kept)
            transport = kind(place.central.url, None, workstation.store.key, Clock())
            with suppress(Unavailable, Refused):
                exchange_all(workstation.store, transport)
            transport.close()
        finally:
            workstation.close()

    return meet


def _two_at_once(place: Site, chance: Random, kept: list[str]) -> None:
    workstation = place.open()
    try:
        _written(workstation, place, kept)
        together = threading.Barrier(2)

        def meet() -> None:
            together.wait()
            with suppress(Unavailable, Refused):
                exchange(workstation)

        threads = [threading.Thread(target=meet) for _ in range(2)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    finally:
        workstation.close()


def _two_programs(place: Site, chance: Random, kept: list[str]) -> None:
    """The window and the command line of one profile, both at work."""
    words = ("--writes", "6", "--exchange", "--seed")
    authors = [place.author(*words, str(chance.randrange(10**6))) for _ in range(2)]
    for one in authors:
        kept += one.end().kept


POINTS: dict[str, Meet] = {
    "before commit": _author_halted("before commit"),
    "after commit": _author_halted("after commit"),
    "before send": _author_halted("before send"),
    "server before commit": _server_killed("W"),
    "server after commit": _server_killed("S"),
    "answer lost": _through(Forgetful),
    "after reply": _author_halted("after reply"),
    "sent twice": _through(Repeating),
    "two connections at once": _two_at_once,
    "two programs at once": _two_programs,
}
