"""Bad lines between workstations and their server: nothing is lost, nothing comes twice, ranks never change; and once
the line is good again, everybody agrees. A run is one scenario: two workstations, some rounds, a misfortune for each
connection."""

from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from app.core.clock import Clock
from app.core.entry_commands import Record
from app.core.errors import Refused, Unavailable
from app.core.registers.crisis import OpenCrisis
from app.core.registers.members import AddMember
from app.core.store import log
from app.core.store.verification import fingerprints
from app.sync import transport
from app.sync.engine import exchange_all
from app.sync.workstation import Workstation, enrol
from tests.campaigns.badline import BadLine, Misfortune, drawn
from tests.campaigns.report import Report
from tests.central import Central
from tests.office import RANKED, operations, person_of

NAME = "network"
RUNS = 100
ROUNDS = 3
TYPICAL = 6_000  # bytes of an exchange, one way
PATIENCE = 0.6  # seconds: what half-open connections cost
SECRET = "une longue phrase pour la campagne"


def run(seed: int, runs: int) -> Report:
    report = Report(NAME, seed)
    former, transport.ANSWER = transport.ANSWER, PATIENCE
    try:
        with TemporaryDirectory() as folder:
            _run(Path(folder), report, seed, runs)
    finally:
        transport.ANSWER = former
    return report


def _run(folder: Path, report: Report, seed: int, runs: int) -> None:
    central = Central(folder / "central")
    central.start()
    chance, befalling = Random(seed), [Misfortune("none")]
    drawing = [False]

    def next_one() -> Misfortune:
        befalling[0] = drawn(chance, TYPICAL) if drawing[0] else Misfortune("none")
        report.notes[befalling[0].kind] += drawing[0]
        return befalling[0]

    line = BadLine(central.port, next_one)
    first, _ = enrol(folder / "A", line.url, central.invitation, "AAA", SECRET, Clock(), "Alice")
    second, _ = _second(folder / "B", line.url, first)
    try:
        for scenario in range(runs):
            before = len(report.failures)
            drawing[0] = False
            crisis = first.desk.do(OpenCrisis(f"Crise {scenario}", "exercise", "industrial", "INT")).id
            first.desk.do(AddMember(crisis, person_of(second), "CCOM"))
            _exchange(first)
            _exchange(second)
            drawing[0] = True
            _scenario(report, chance, crisis, first, second)
            drawing[0] = False
            for one in (first, second, first, second):
                _exchange(one)
            _check(report, crisis, first, second)
            report.runs += 1
            report.failures[before:] = [f"seed {seed}, scenario {scenario}: {one}" for one in report.failures[before:]]
    finally:
        line.close()
        central.kill()
        first.close()
        second.close()


def _second(folder: Path, url: str, first: Workstation) -> tuple[Workstation, str]:
    code = first.invite("Béatrice", "SIG", "CCOM")
    _exchange(first)
    return enrol(folder, url, code, "BBB", SECRET, Clock(), "")


def _scenario(report: Report, chance: Random, crisis: str, *workstations: Workstation) -> None:
    ranked: dict[str, int] = {}
    for _ in range(ROUNDS):
        for one in workstations:
            for _ in range(chance.randrange(1, 4)):
                words = "x" * chance.randrange(1, 2_000)
                one.desk.do(Record(crisis, "Vu", words, occurred_at=one.clock.now(), sender="SDIS 76"))
                report.writes += 1
            with suppress(Unavailable, Refused):
                _exchange(one)
            now = _ranks(one, crisis)
            changed = [id for id, rank in ranked.items() if now.get(id, rank) != rank]
            if changed:
                report.failures.append(f"{len(changed)} ranks changed")
            ranked |= now


def _check(report: Report, crisis: str, first: Workstation, second: Workstation) -> None:
    """Both hold everything, once, at the same ranks; nothing waits any more."""
    held = [[each.id for each in operations(one, crisis)] for one in (first, second)]
    report.lost += len(set(held[0]) ^ set(held[1]))
    if any(len(each) != len(set(each)) for each in held):
        report.failures.append("an operation came twice")
    if _ranks(first, crisis) != _ranks(second, crisis):
        report.failures.append("ranks differ")
    if first.reading.pending() or second.reading.pending():
        report.failures.append(f"{first.reading.pending()} and {second.reading.pending()} still wait")
    if _fingerprint(first, crisis) != _fingerprint(second, crisis):
        report.failures.append("fingerprints differ")


def _exchange(one: Workstation) -> None:
    way = one.transport()
    try:
        exchange_all(one.store, way)
    finally:
        way.close()


def _ranks(one: Workstation, crisis: str) -> dict[str, int]:
    with one.store.database.read() as connection:
        rows = connection.exec_driver_sql(RANKED, (bytes.fromhex(crisis),))
        return {row.id.hex(): rank for rank, row in enumerate(rows, 1)}


def _fingerprint(one: Workstation, crisis: str) -> str:
    with one.store.database.read() as connection:
        assert log.noted(connection, "server")
        return fingerprints(connection)[crisis]
