"""The n-th write, or the n-th sync, fails once: the program says so, loses nothing it acknowledged, and goes on."""

import errno
from random import Random

from tests.campaigns import shim
from tests.campaigns.report import Report
from tests.campaigns.site import Said, Site, examined, site

NAME, RUNS = "ioerror", 300
WRITES, FURTHEST = 25, 400


def run(seed: int, runs: int) -> Report:
    report = Report(NAME, seed)
    if shim.library() is None:
        report.skipped = runs
        report.notes["skipped: no C compiler"] = runs
        return report
    with site(serves=False) as place:
        for n in range(runs):
            chance = Random(f"{seed}-{n}")
            kind = chance.choice("WS*")
            # from a few acts to many: the log is written, then the file itself at a checkpoint
            first = round(FURTHEST ** chance.random())
            last = first + chance.choice((0, 0, 0, 2, 10))
            profile = place.copy(f"profile-{n}")
            failing = shim.failing(profile, kind, first, last, errno.EIO)
            words = ("--seed", str(seed + n), "--writes", str(WRITES), "--backups")
            said = place.author(*words, profile=profile, environment=failing).end()
            judge(report, place, profile, said, f"run {n}, {kind} {first}-{last}")
    return report


def judge(report: Report, place: Site, profile: object, said: Said, what: str) -> None:
    """Counts one run: every write that was acknowledged is there, whatever was refused in French; nothing else came."""
    report.runs += 1
    report.writes += len(said.kept)
    report.notes["refusals said"] += len(said.unavailable)
    lost, wrong = examined(place, profile, said.kept, said.files)  # type: ignore[arg-type]
    report.lost += len(lost)
    if said.errors:
        wrong = f"{wrong} {said.errors[-400:]}"
    if lost or wrong:
        report.failures.append(f"{what}: lost {len(lost)}, {wrong}")
