"""`python -m tests.simulation --seed 417` tells one story; `--seeds 100000 [--from N] [--jobs 2]` plays so many."""

import argparse
import os
import platform
import shutil
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

from app import __file__ as program
from tests.simulation.playing import Verdict, play, stage

KEPT = Path("out/simulation")
PART = 20  # seeds handed to a process at a time


def main() -> int:
    arguments = _parse()
    if os.environ.get("PYTHONHASHSEED") != "0":  # sets are walked in the same order, today and tomorrow
        again = [sys.executable, "-m", "tests.simulation", *sys.argv[1:]]
        os.execve(sys.executable, again, {**os.environ, "PYTHONHASHSEED": "0"})
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {Path(program or '.').parent}")
    if arguments.seed is not None:
        return _tell(arguments.seed, arguments.kept)
    return _campaign(arguments)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seed", type=int, help="one seed: its story and its verdict")
    parser.add_argument("--seeds", type=int, default=100, help="how many seeds")
    parser.add_argument("--from", dest="first", type=int, default=1, help="the first of them")
    parser.add_argument("--every", type=int, default=1, help="from one to the next: climates come round every 11")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--seconds", type=float, default=0, help="stop after so long; the seeds left out are counted")
    parser.add_argument("--stop-first", action="store_true", help="stop at the first that fails")
    parser.add_argument(
        "--kept",
        type=lambda text: Path(text) if text else None,
        default=KEPT,
        help="where the traces of those that fail are left",
    )
    return parser.parse_args()


def _folder(text: str) -> Path | None:
    return Path(text) if text else None


def _tell(seed: int, kept: Path | None) -> int:
    folder, template = stage()
    try:
        verdict = play(seed, template, kept)
    finally:
        shutil.rmtree(folder)
    print("\n".join(verdict.story))
    print(_line(verdict))
    return 0 if verdict.held else 1


def _line(verdict: Verdict) -> str:
    what = "tout tient" if verdict.held else f"ÉCHEC {verdict.law} : {verdict.what}"
    return f"graine {verdict.seed} ({verdict.climate}, {verdict.stations} postes) : {what}" + (
        f" [{verdict.where}]" if verdict.where else ""
    )


def _campaign(arguments: argparse.Namespace) -> int:
    began = time.monotonic()
    played, failed, reached = 0, 0, Counter[str]()
    for verdict in _verdicts(arguments):
        played += 1
        reached.update(verdict.reached)
        if not verdict.held:
            failed += 1
            print(_line(verdict), flush=True)
            if arguments.stop_first:
                break
        if arguments.seconds and time.monotonic() - began > arguments.seconds:
            break
    took = time.monotonic() - began
    print(
        f"{played} graines à partir de {arguments.first}, {failed} en échec, "
        f"{arguments.seeds - played} laissées de côté ; {played / max(took, 0.001):.1f} par seconde ; "
        f"atteint : {dict(sorted(reached.items()))}"
    )
    return 1 if failed else 0


def _verdicts(arguments: argparse.Namespace) -> Iterator[Verdict]:
    seeds = range(arguments.first, arguments.first + arguments.seeds * arguments.every, arguments.every)
    if arguments.jobs < 2:
        yield from _play(seeds, arguments.kept)
        return
    parts = [seeds[start : start + PART] for start in range(0, len(seeds), PART)]
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for verdicts in pool.map(_play_all, parts, repeat(arguments.kept)):
            yield from verdicts


def _play_all(seeds: range, kept: Path | None) -> list[Verdict]:
    return list(_play(seeds, kept))


def _play(seeds: range, kept: Path | None) -> Iterator[Verdict]:
    folder, template = stage()
    try:
        for seed in seeds:
            yield play(seed, template, kept)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
