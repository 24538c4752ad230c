"""What each recorded version left is brought up to date by a program that is killed on its way, twice: the next start
ends the work, and everything is as it was.

A run is one profile, or one server's database: killed at a statement or just before a commit, drawn by chance.
"""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Engine, event

from app.core import vault
from app.core.clock import Clock
from app.core.store.verification import verify
from app.server.central import default_database_url
from app.server.database import open_database
from app.sync.confirmation import against
from app.sync.workstation import open_profile
from tests.campaigns.report import Report
from tests.versions import DATABASE, Recorded, all_recorded, facts

NAME, RUNS = "migrations", 200
ROOT = Path(__file__).parents[2]


def run(seed: int, runs: int) -> Report:
    """In a process of its own, which has one thread: it may fork."""
    command = [sys.executable, "-m", "tests.campaigns.migrations", str(seed), str(runs)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    report = Report(NAME, seed)
    if done.returncode:
        report.failures.append(done.stderr[-2000:])
        return report
    found = json.loads(done.stdout.splitlines()[-1])
    report.runs, report.failures = found["runs"], found["failures"]
    report.notes["kills"] = found["kills"]
    return report


class Profile:
    """A recorded workstation: opening it makes its read tables again."""

    def __init__(self, recorded: Recorded):
        self.name, self._recorded = f"profile {recorded.folder.name}", recorded
        self._key = vault.open_with_passphrase(recorded.folder / "profile", recorded.manifest["passphrase"])

    def lay_out(self, into: Path) -> None:
        shutil.copytree(self._recorded.folder / "profile", into)

    def open(self, folder: Path) -> None:
        open_profile(folder, self._key, Clock()).close()

    def judge(self, folder: Path) -> None:
        """Raises when it is not as it was."""
        workstation, manifest = open_profile(folder, self._key, Clock()), self._recorded.manifest
        assert facts(workstation, manifest["crisis"]).items() >= manifest["facts"].items()
        with workstation.store.read() as transaction:
            key = transaction.accounts.server_key
        assert verify(workstation.store, against(lambda: key)).intact
        workstation.close()


class Server:
    """A recorded server: opening its database migrates it."""

    def __init__(self, recorded: Recorded):
        self.name, self._recorded = f"server {recorded.folder.name}", recorded
        self._held: list[Any] = []

    def lay_out(self, into: Path) -> None:
        self._recorded.server(into)
        self._held = self._held or _log(into / DATABASE)

    def open(self, folder: Path) -> None:
        open_database(default_database_url(folder)).close()

    def judge(self, folder: Path) -> None:
        """Raises when it is not as it was, or not as a new one is made."""
        self.open(folder)
        assert _log(folder / DATABASE) == self._held
        with sqlite3.connect(folder / DATABASE) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        fresh = folder / "fresh"
        fresh.mkdir()
        self.open(fresh)
        assert _tables(folder / DATABASE) == _tables(fresh / DATABASE)


def _log(file: Path) -> list[Any]:
    with sqlite3.connect(file) as database:
        return sorted(database.execute("SELECT * FROM operations").fetchall(), key=repr)


def _tables(file: Path) -> dict[str, list[str]]:
    with sqlite3.connect(file) as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(row[1] for row in database.execute(f"PRAGMA table_info({name})")) for name in names}


def play(seed: int, runs: int) -> dict[str, Any]:
    """Must be called where there is one thread."""
    kinds = [kind(one) for one in all_recorded() for kind in (Profile, Server)]
    chance, kills, failures = Random(seed), 0, list[str]()
    steps: dict[str, int] = {}
    for n in range(runs):
        one = kinds[(seed + n) % len(kinds)]
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "left"
            one.lay_out(folder)
            if one.name not in steps:
                whole = Path(scratch) / "whole"
                one.lay_out(whole)
                steps[one.name] = _steps(one.open, whole, Path(scratch) / "steps")
            at = [chance.randint(1, steps[one.name]) for _ in range(2)]
            for place in at:
                kills += _in_a_child(partial(_killed_at, place, one.open, folder)) == -signal.SIGKILL
            if _in_a_child(partial(one.judge, folder)):
                failures.append(f"run {n}, {one.name} killed at {at} of {steps[one.name]}")
    return {"runs": runs, "kills": kills, "failures": failures}


def _steps(open_: Callable[[Path], None], folder: Path, noted: Path) -> int:
    """How many statements and commits it takes to open that."""

    def count() -> None:
        counted = _watched(lambda _: None)
        open_(folder)
        noted.write_text(str(counted[0]))

    assert _in_a_child(count) == 0
    return int(noted.read_text())


def _killed_at(place: int, open_: Callable[[Path], None], folder: Path) -> None:
    _watched(lambda step: os.kill(os.getpid(), signal.SIGKILL) if step == place else None)
    open_(folder)


def _watched(told: Callable[[int], None]) -> list[int]:
    """Calls `told` before each statement and each commit of this process; how many there were."""
    counted = [0]

    def step(*_: object) -> None:
        counted[0] += 1
        told(counted[0])

    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", step)
    return counted


def _in_a_child(act: Callable[[], None]) -> int:
    """How a child that did that ended: 0 well, 1 badly, less than 0 killed."""
    child = os.fork()
    if child == 0:
        try:
            act()
        except BaseException as error:
            print(repr(error), file=sys.stderr)
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    print(json.dumps(play(*map(int, sys.argv[1:]))))
