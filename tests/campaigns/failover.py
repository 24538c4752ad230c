"""PostgreSQL dies under its writers and its standby takes over: what the central acknowledged is there, or it is not.

Each drill is made twice on the same accident (the line to the standby cut, then the primary killed): with a synchronous
standby nothing acknowledged may be lost; with an asynchronous one something must be, or the drill would see nothing.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import psycopg
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from app.core.operations import Operation
from app.server.schema import OPERATIONS
from tests.building import Guest
from tests.campaigns.report import Report
from tests.postgres import INITIAL, SETTINGS, Cluster, owner, prefix, programs
from tests.server.house import Hand, House, found_house, opened

NAME = "failover"
RUNS = 3
WRITERS, PATIENCE = 4, 30.0
DATABASE = "central"


@dataclass
class Node:
    """One PostgreSQL, reached by the socket in its folder."""

    directory: Path
    process: "subprocess.Popen[bytes]"

    @property
    def cluster(self) -> Cluster:
        return Cluster(self.directory)

    def asked(self, statement: str) -> Any:
        """The first value of an administrator's statement."""
        url = self.cluster.url("postgres").replace("+psycopg", "")
        with psycopg.connect(url, autocommit=True) as connection:
            cursor = connection.execute(statement)  # type: ignore[arg-type]
            row = cursor.fetchone() if cursor.description else None
            return row[0] if row else None

    def kill(self) -> None:
        """As when the machine stops: the postmaster dies, and its children with it."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        self.process.kill()
        self.process.wait()
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)

    def fence(self) -> None:
        """Nobody reaches it any more, nor starts it again."""
        self.directory.rename(self.directory.with_suffix(".fenced"))


class _Machines:
    """Folders that the user who runs PostgreSQL may enter, and what runs in them."""

    def __init__(self, binaries: Path, user: Any, stack: ExitStack):
        self._binaries, self._user, self._stack = binaries, user, stack
        self._root = Path(tempfile.mkdtemp(prefix="diapason-failover-"))
        os.chown(self._root, user.pw_uid, user.pw_gid)
        stack.callback(shutil.rmtree, self._root, ignore_errors=True)

    def primary(self) -> Node:
        directory = self._folder("primary")
        self._run("initdb", "--pgdata", str(directory / "data"), *INITIAL, inside=directory)
        return self._start(directory)

    def standby(self, primary: Node) -> Node:
        directory = self._folder("standby")
        words = ["-h", str(primary.directory), "-U", "postgres", "-D", str(directory / "data")]
        self._run("pg_basebackup", *words, "-R", "-X", "stream", "--checkpoint=fast", "--no-sync", inside=directory)
        return self._start(directory)

    def promote(self, node: Node) -> None:
        self._run("pg_ctl", "promote", "-w", "-D", str(node.directory / "data"), inside=node.directory)

    def _folder(self, name: str) -> Path:
        made = self._root / name
        made.mkdir(mode=0o700)
        os.chown(made, self._user.pw_uid, self._user.pw_gid)
        return made

    def _run(self, program: str, *words: str, inside: Path) -> None:
        command = [*prefix(self._user), str(self._binaries / program), *words]
        subprocess.run(command, check=True, capture_output=True, cwd=inside)

    def _start(self, directory: Path) -> Node:
        settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        program = [str(self._binaries / "postgres"), "-D", str(directory / "data"), "-k", str(directory)]
        process = subprocess.Popen(
            [*prefix(self._user), *program, *settings],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=directory,
        )
        _wait_until_ready(process)
        rest = threading.Thread(target=deque, args=(process.stderr, 0))  # read and forgotten: it must not block
        rest.start()
        self._stack.callback(_end, process, rest)
        return Node(directory, process)


def _wait_until_ready(process: "subprocess.Popen[bytes]") -> None:
    """Whether it takes everything or, as a standby, reads only."""
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if b"ready to accept" in line:
            return
    raise RuntimeError(b"".join(said).decode())


def _end(process: "subprocess.Popen[bytes]", reading: threading.Thread) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGQUIT)
        process.wait()
    reading.join()
    if process.stderr is not None:
        process.stderr.close()


def run(seed: int, runs: int) -> Report:
    report = Report(NAME, seed)
    binaries, user = programs(), owner()
    if binaries is None or user is None:
        report.skipped = runs
        report.notes["PostgreSQL n'est pas installé sur cette machine"] = runs
        return report
    chance = Random(seed)
    for _ in range(runs):
        for synchronous in (True, False):
            with ExitStack() as stack:
                written, lost = drill(_Machines(binaries, user, stack), synchronous, chance.uniform(0.2, 0.6))
            report.runs += 1
            report.writes += written
            if synchronous:
                report.lost += lost
            else:
                report.notes["lost by an asynchronous standby"] += lost
            if not written or not (synchronous or lost):
                report.failures.append("the drill saw nothing: its accident came too soon or too late")
    return report


def drill(machines: _Machines, synchronous: bool, while_cut: float) -> tuple[int, int]:
    """How many operations were acknowledged under one accident, and how many of them the survivor does not hold."""
    primary = machines.primary()
    primary.asked(f"CREATE DATABASE {DATABASE}")
    standby = machines.standby(primary)
    wait_for(lambda: primary.asked("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'") == 1)
    with found_house(machines._root / "data", primary.cluster.url(DATABASE)) as house:
        if synchronous:
            set_synchronous(primary, "*")
        people = [house.enrol(f"Témoin{n}") for n in range(WRITERS)]
        with writing(house, people) as acknowledged:
            wait_for(lambda: len(acknowledged) >= 10 * WRITERS)
            standby.asked("ALTER SYSTEM SET primary_conninfo = 'host=/nowhere'")
            standby.asked("SELECT pg_reload_conf()")
            wait_for(lambda: primary.asked("SELECT count(*) FROM pg_stat_replication") == 0)
            threading.Event().wait(while_cut)  # the accident lasts
            primary.kill()
            primary.fence()
        machines.promote(standby)
        set_synchronous(standby, "")  # or its first commit would wait for a standby that is gone
        return len(acknowledged), len(acknowledged - held(house, standby, people[0]))


def set_synchronous(node: Node, names: str) -> None:
    node.asked(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
    node.asked("SELECT pg_reload_conf()")
    wait_for(lambda: node.asked("SHOW synchronous_standby_names") == names)


@contextmanager
def writing(house: House, people: list[Guest]) -> Iterator[set[str]]:
    """Each of these persons opens a crisis and writes in it, until the database is gone. Gives the ids of what was
    acknowledged, as it is."""
    acknowledged: set[str] = set()

    def write(who: Guest) -> None:
        begun = who.writer.open_crisis()
        following: list[Operation] = [begun]
        with suppress(SQLAlchemyError, psycopg.Error):
            while house.exchange(who, begun.id, following):
                acknowledged.update(one.id for one in following)
                following = [who.writer.note(begun.id)]

    threads = [threading.Thread(target=write, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    yield acknowledged
    for thread in threads:
        thread.join(PATIENCE)


def held(house: House, node: Node, somebody: Guest) -> set[str]:
    """What the survivor holds, once it has shown that it ranks again."""
    with opened(house.data, node.cluster.url(DATABASE), Hand()) as central:
        again = House(central, house.data, house.hand, house.admin)
        begun = somebody.writer.open_crisis("Après la bascule")
        assert again.exchange(somebody, begun.id, [begun])
        with central.database.reading() as connection:
            return {id.hex() for id in connection.scalars(select(OPERATIONS.c.id))}


def wait_for(happened: Any) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > deadline:
            raise TimeoutError
        threading.Event().wait(0.02)
