"""The disk is full: for a while (ENOSPC), for files of a size (RLIMIT_FSIZE), and for good on a small disk of its own.
What was acknowledged is there, the rest was refused in French, and writing goes on once there is room."""

import errno
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from tests.campaigns import shim
from tests.campaigns.ioerror import FURTHEST, judge
from tests.campaigns.report import Report
from tests.campaigns.site import Site, site

NAME, RUNS = "diskfull", 300
WRITES = 25
WAYS = ("enospc", "size", "tmpfs")


def run(seed: int, runs: int) -> Report:
    report = Report(NAME, seed)
    with site(serves=False) as place:
        for n in range(runs):
            chance = Random(f"{seed}-{n}")
            way = WAYS[n % 3]
            words = ["--seed", str(seed + n), "--writes", str(WRITES), "--backups"]
            if way == "enospc":
                _enospc(report, place, chance, n, words)
            elif way == "size":
                profile = place.copy(f"profile-{n}")
                most = (profile / "journal.db").stat().st_size + chance.randrange(0, 1024 * 1024)
                said = place.author(*words, "--most-bytes", str(most), profile=profile).end()
                judge(report, place, profile, said, f"run {n}, files of {most} bytes")
            else:
                _small_disk(report, place, chance, n, words)
    return report


def _enospc(report: Report, place: Site, chance: Random, n: int, words: list[str]) -> None:
    if shim.library() is None:
        report.skipped += 1
        report.notes["skipped: no C compiler"] += 1
        return
    profile = place.copy(f"profile-{n}")
    first = round(FURTHEST ** chance.random())
    last = first + chance.choice((5, 50, 10_000))
    failing = shim.failing(profile, "W", first, last, errno.ENOSPC)
    said = place.author(*words, profile=profile, environment=failing).end()
    judge(report, place, profile, said, f"run {n}, full from act {first} to {last}")


def _small_disk(report: Report, place: Site, chance: Random, n: int, words: list[str]) -> None:
    megabytes = chance.randint(3, 32)
    with small_disk(place.folder / f"disk-{n}", megabytes) as mounted:
        if mounted is None:
            report.skipped += 1
            report.notes["skipped: no right to mount a tmpfs"] += 1
            return
        profile = mounted / "SIG1"
        try:
            shutil.copytree(place.profile, profile)
        except OSError:
            report.notes["disks too small for the profile itself"] += 1
            return
        said = place.author(*words, profile=profile).end()
        room = place.folder / f"room-{n}"
        shutil.copytree(profile, room)
        judge(report, place, room, said, f"run {n}, a disk of {megabytes} MiB")


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path | None]:
    """A disk of that size mounted there, or None where it may not be."""
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mounting, capture_output=True).returncode:
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
