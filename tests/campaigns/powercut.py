"""The power is cut at any moment: of one run, hundreds of disks, as the cut may leave them, opened by the real program.

The workstation's disk and the server's are watched at the same time: no write that the window acknowledged and no rank
that the server gave may be missing.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

from tests.campaigns import disk, shim
from tests.campaigns.disk import Act, Disk
from tests.campaigns.report import Report
from tests.campaigns.site import Site, examined, site
from tests.central import Central

NAME, RUNS = "powercut", 300
EACH = 60  # disks made of one run
WRITES = 40


def run(seed: int, runs: int, *, weak: bool = False) -> Report:
    """`weak` is a sabotage: the workstation commits without waiting for its disk, and must be seen to lose."""
    report = Report(NAME, seed)
    if shim.library() is None:
        report.skipped = runs
        report.notes["skipped: no C compiler"] = runs
        return report
    for turn in range(-(-runs // EACH)):
        images = min(EACH, runs - turn * EACH)
        with site() as place:
            _one_run(place, report, seed + turn, images, weak)
    return report


def _one_run(place: Site, report: Report, seed: int, images: int, weak: bool) -> None:
    central, chance = place.central, Random(seed)
    here, there = place.folder / "here.trace", place.folder / "there.trace"
    central.stop()
    disks = Disk.begun(place.profile), Disk.begun(central.data)
    central.start(shim.watching(central.data, there))
    words = ["--seed", str(seed), "--writes", str(WRITES), "--exchange", "--backups", "--trace", str(here)]
    words += ["--ranks-trace", str(there), *(["--weak"] if weak else [])]
    said = place.author(*words, environment=shim.watching(place.profile, here)).end()
    central.kill()
    if said.errors or not said.ended:
        report.failures.append(f"seed {seed}: {said.errors[-300:] or said.unavailable}")
    report.writes += len(said.kept)
    share = max(1, images // 3)
    _cuts(report, disks[0], here, chance, images - share, lambda made, words: _workstation(place, made, words))
    _cuts(report, disks[1], there, chance, share, lambda made, words: _server(central, made, words))


Examine = Callable[[Path, list[str]], tuple[int, str]]


def _cuts(report: Report, begun: Disk, trace: Path, chance: Random, images: int, examine: Examine) -> None:
    """Cuts at so many moments, half of them just behind an acknowledgement, and looks at what is left."""
    acts = list(disk.acts(trace))
    told = [n for n, act in enumerate(acts, 1) if act.kind == "A"]
    report.notes[f"acts watched ({begun.root.name})"] += len(acts)
    if not told or len(acts) == len(told):
        report.failures.append(f"{trace.name}: the program was not watched ({len(acts)} acts)")
        return
    moments = sorted(
        chance.choice(told) if chance.random() < 0.5 else chance.randint(1, len(acts)) for _ in range(images)
    )
    acknowledged: list[str] = []
    for n, left in _disks(begun, acts, moments, acknowledged):
        made = trace.with_name(f"cut-{report.runs}")
        left.cut(chance, made)
        lost, wrong = examine(made, acknowledged)
        report.runs += 1
        report.lost += lost
        if lost or wrong:
            report.failures.append(
                f"seed {report.seed}, {begun.root.name}, act {n} of {len(acts)}: lost {lost}, {wrong}"
            )
        shutil.rmtree(made)


def _disks(begun: Disk, acts: list[Act], moments: list[int], acknowledged: list[str]) -> Iterator[tuple[int, Disk]]:
    done = 0
    for moment in moments:
        for act in acts[done:moment]:
            if act.kind == "A":
                acknowledged.append(act.data.decode())
            begun.do(act)
        done = moment
        yield moment, begun


def _workstation(place: Site, made: Path, kept: list[str]) -> tuple[int, str]:
    lost, wrong = examined(place, made, kept)
    return len(lost), wrong


def _server(central: Central, made: Path, told: list[str]) -> tuple[int, str]:
    """The server's database as its program finds it: each rank it told of, and what SQLite says of the file."""
    with closing(sqlite3.connect(made / "central.db")) as connection:
        ranks = {id.hex(): rank for id, rank in connection.execute("SELECT id, rank FROM operations")}
        (said,) = connection.execute("PRAGMA integrity_check").fetchone()
    lost = [one for one in told if ranks.get(one.split()[0]) != int(one.split()[1])]
    return len(lost), "" if said == "ok" else str(said)
