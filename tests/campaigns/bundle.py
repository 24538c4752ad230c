"""Gigabytes of files carried on a stick: memory stays flat, and cutting the file anywhere loses nothing."""

import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from app.core.entries import LARGEST_FILE
from tests.campaigns.report import Report
from tests.sync.carrying import Cut, state

NAME = "bundle"
RUNS = 80  # files of 25 MiB: 2 GB, all that a crisis holds
FLAT = 192 * 1024 * 1024  # bytes above what the program was before: some copies of the largest file
CUTS = 6


def run(seed: int, runs: int) -> Report:
    """`runs` files of 25 MiB are joined, exported, imported from files cut where the seed says, then whole."""
    report, chance = Report(NAME, seed, runs=runs), Random(seed)
    with tempfile.TemporaryDirectory(prefix="diapason-bundle-") as folder:
        cut = Cut(Path(folder))
        try:
            _run(cut, report, chance, runs)
        finally:
            cut.close()
    return report


def _run(cut: Cut, report: Report, chance: Random, runs: int) -> None:
    for place in range(runs):
        cut.join(chance.randbytes(LARGEST_FILE), f"{place}.bin")
        report.writes += 1
    stick = cut.folder / "grand.diapason"
    _measured(report, "export", cut, lambda: cut.made().path.rename(stick))
    size = stick.stat().st_size
    report.notes["megabytes"] = size >> 20
    cuts = sorted(chance.randrange(2**18, size) for _ in range(CUTS))
    _measured(report, "import", cut, lambda: _imported(cut, stick, cuts))
    before = state(cut.second)
    brought = cut.take(stick)
    if brought.changed or state(cut.second) != before:
        report.failures.append("importing again changed something")
    with cut.second.store.database.read() as connection:
        held = connection.exec_driver_sql("SELECT count(*) FROM blob").scalar()
    report.lost = runs - int(held or 0)


def _imported(cut: Cut, stick: Path, cuts: list[int]) -> None:
    """From the file cut at each of these places, then from the whole of it."""
    part = cut.folder / "coupé.diapason"
    for place in cuts:
        _copy(stick, part, place)
        assert cut.take(part).problem, f"a cut at {place} was not seen"
        part.unlink()
    assert not cut.take(stick).problem


def _copy(source: Path, to: Path, size: int) -> None:
    with source.open("rb") as read, to.open("wb") as write:
        while size > 0 and (data := read.read(min(size, 1 << 20))):
            write.write(data)
            size -= len(data)


def _measured(report: Report, name: str, cut: Cut, work: Callable[[], object]) -> None:
    """Does it in a process of its own, and notes how much memory it took at most above what there was."""
    for one in cut.office.workstations:
        one.store.close()  # no connection crosses a fork
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()

    def inside() -> None:
        before, begun = _resident(), time.monotonic()
        work()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        theirs.send((peak - before, time.monotonic() - begun))

    process = context.Process(target=inside)
    process.start()
    process.join()
    if process.exitcode or not ours.poll():
        report.failures.append(f"{name} failed")
        return
    above, seconds = ours.recv()
    report.notes[f"{name} MiB above"] = above >> 20
    report.notes[f"{name} seconds"] = round(seconds)
    if above > FLAT:
        report.failures.append(f"{name} took {above >> 20} MiB")


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
