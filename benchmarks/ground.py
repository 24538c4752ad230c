"""The ground the work is done on: a real server in its own process, and workstations really enrolled with it."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core import vault
from app.core.clock import Clock
from app.core.desk import grant_for
from app.core.operations import Operation
from app.core.registers.crisis import OpenCrisis
from app.core.registers.members import AddMember
from app.core.registers.shelf import decide
from app.sync.engine import exchange_all
from app.sync.workstation import Workstation, enrol, open_profile

HOUSE = Path(__file__).resolve().parent.parent
PASSPHRASE = "une phrase de banc d'essai"


@dataclass(frozen=True, slots=True)
class Plan:
    """How much work: `entries` for W1 and W2, `appends` one by one, `live` entries for W3, `stations` that write
    `each` for W4, `lines` of a large journal, `sizes` of the curve, `files` of the largest size on a stick,
    `briefed` entries that a brief tells, `pages` of an annex, `compared` messages of one topic. `records` is the peers'
    own file of records; None invents them."""

    entries: int = 10_000
    appends: int = 500
    live: int = 50
    stations: int = 20
    each: int = 500
    lines: int = 100_000
    sizes: tuple[int, ...] = (1_000, 10_000, 100_000, 1_000_000)
    files: int = 80
    briefed: int = 5_000
    pages: int = 60
    compared: int = 300
    records: Path | None = None


class Ground:
    """A running server (its address, its processes), its first administrator's workstation and a crisis."""

    def __init__(self, folder: Path, url: str, servers: Sequence[int], code: str, opened: ExitStack):
        self.folder, self.url, self.servers = folder, url, servers
        self._opened = opened
        self.first = self.enrolled("SIG1", code)
        self.crisis = self.first.desk.do(OpenCrisis("Crue de la Loire", "exercise", "natural", "INT")).id
        exchange(self.first)

    def enrolled(self, prefix: str, code: str) -> Workstation:
        made, _ = enrol(self.folder / prefix, self.url, code, prefix, PASSPHRASE, Clock())
        self._opened.callback(made.close)
        return made

    def invite(self, names: Sequence[str]) -> list[str]:
        """A code for each of these persons."""
        codes = [self.first.invite(name, "INT", "LIA") for name in names]
        exchange(self.first)
        return codes

    def join(self, names: Sequence[str]) -> None:
        """Makes these persons, enrolled by now, members of the crisis."""
        exchange(self.first)
        with self.first.store.read() as transaction:
            persons = {person.name: person.id for person in transaction.accounts.persons.values()}
        for name in names:
            self.first.desk.do(AddMember(self.crisis, persons[name], "LIA"))
        exchange(self.first)


@contextmanager
def prepared(folder: Path) -> Iterator[Ground]:
    """The ground, and everything on it ended and closed afterwards."""
    data, command = folder / "server", [sys.executable, "-m", "app.server"]
    founding = [*command, "init", "--json", "--data", str(data)]
    founded = subprocess.run(founding, cwd=HOUSE, check=True, capture_output=True, text=True)
    serving = [*command, "serve", "--data", str(data), "--port", "0"]
    with ExitStack() as opened:
        server = opened.enter_context(subprocess.Popen(serving, cwd=HOUSE, stdout=subprocess.PIPE, text=True))
        opened.callback(server.terminate)
        assert server.stdout is not None
        url = server.stdout.readline().split()[1]
        yield Ground(folder, url, [server.pid], json.loads(founded.stdout)["invitation"], opened)


def exchange(workstation: Workstation) -> None:
    """One full round, with a connection of its own."""
    transport = workstation.transport()
    try:
        exchange_all(workstation.store, transport)
    finally:
        transport.close()


def opened(folder: Path) -> Workstation:
    """A profile of ours, opened from the disk as a person would."""
    return open_profile(folder, vault.open_with_passphrase(folder, PASSPHRASE), Clock())


def write_all(workstation: Workstation, commands: Iterable[Any]) -> list[Operation]:
    """What the desk does for each command, with one commit for all: the work before the work that is timed."""
    written: list[Operation] = []
    with workstation.store.write() as transaction:
        view = transaction.view()
        for command in commands:
            for draft in decide(command, view):
                written.append(transaction.sign(draft, draft.grant or grant_for(draft, view)))
                transaction.append(written[-1])
    return written
