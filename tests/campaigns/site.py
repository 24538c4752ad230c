"""A server and a workstation of it, set up once for a campaign, and the author at work there."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.core import vault
from app.core.clock import Clock
from app.core.errors import Unavailable
from app.core.registers.crisis import OpenCrisis
from app.core.store.verification import verify
from app.sync import confirmation
from app.sync.engine import exchange_all
from app.sync.workstation import Workstation, enrol, open_profile
from tests.central import ENVIRONMENT, PASSPHRASE, PATIENCE, Central

CLOCK = Clock()


@dataclass
class Said:
    """What an author said before it ended: ids `kept`, contents `files`, ranks told, what was refused, and its end."""

    kept: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    ranks: dict[str, int] = field(default_factory=dict)
    unavailable: list[str] = field(default_factory=list)
    ended: bool = False
    errors: str = ""

    def hear(self, line: str) -> None:
        said = json.loads(line)
        match said["what"]:
            case "kept":
                self.kept.append(said["id"])
                self.files += [said["file"]] if "file" in said else []
            case "ranked":
                self.ranks[said["id"]] = said["rank"]
            case "unavailable":
                self.unavailable.append(said["why"])
            case "done":
                self.ended = True


@dataclass
class Site:
    """`profile` is enrolled at `central` (which serves), and head of one crisis."""

    folder: Path
    central: Central
    profile: Path
    key: bytes
    crisis: str

    def author(
        self, *words: str, profile: Path | None = None, environment: Mapping[str, str] | None = None
    ) -> "Author":
        return Author(self, profile or self.profile, words, environment or {})

    def open(self, profile: Path | None = None) -> Workstation:
        return open_profile(profile or self.profile, self.key, CLOCK)

    def copy(self, name: str) -> Path:
        """Another folder with the files of the profile, which nobody has open."""
        made = self.folder / name
        shutil.copytree(self.profile, made)
        return made


class Author:
    """An author at work, to be listened to until it ends."""

    def __init__(self, site: Site, profile: Path, words: Sequence[str], environment: Mapping[str, str]):
        command = [sys.executable, "-m", "tests.campaigns.author", str(profile), site.key.hex(), site.crisis, *words]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **ENVIRONMENT, **environment},
        )
        self.said = Said()

    def hear(self, kept: int) -> None:
        """Comes back once that many writes were acknowledged, or the author has ended."""
        assert self.process.stdout is not None
        while len(self.said.kept) < kept and (line := self.process.stdout.readline()):
            self.said.hear(line)

    def end(self, *, kill: bool = False) -> Said:
        """All it said. What it said before it was killed was acknowledged."""
        if kill:
            self.process.kill()
        out, self.said.errors = self.process.communicate(timeout=4 * PATIENCE)
        for line in out.splitlines(keepends=True):
            if line.endswith("\n"):
                self.said.hear(line)
        return self.said


@contextmanager
def site(*, serves: bool = True) -> Iterator[Site]:
    """Kept in memory where there is room: nothing here trusts the real disk."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with TemporaryDirectory(prefix="campaign-", dir=memory) as name:
        folder = Path(name)
        central = Central(folder / "central")
        central.start()
        try:
            workstation, _ = enrol(
                folder / "SIG1", central.url, central.invitation, "SIG1", PASSPHRASE, CLOCK, "Alice Admin"
            )
            crisis = workstation.desk.do(OpenCrisis("Essai", "exercise", "industrial", "INT")).id
            exchange(workstation)
            workstation.close()
            key = vault.open_with_passphrase(folder / "SIG1", PASSPHRASE)
            if not serves:
                central.stop()
            yield Site(folder, central, folder / "SIG1", key, crisis)
        finally:
            central.kill()


def exchange(workstation: Workstation) -> None:
    transport = workstation.transport()
    try:
        exchange_all(workstation.store, transport)
    finally:
        transport.close()


def held(workstation: Workstation) -> dict[str, int | None]:
    """Every operation held, and its rank."""
    with workstation.store.database.read() as connection:
        return {row.id.hex(): row.rank for row in connection.exec_driver_sql("SELECT id, rank FROM op")}


def broken(workstation: Workstation) -> str:
    """What `verify` finds wrong, or nothing."""

    def server_key() -> str:
        with workstation.store.read() as transaction:
            return transaction.accounts.server_key

    verdict = verify(workstation.store, confirmation.against(server_key))
    return "" if verdict.intact else f"verify: {verdict}"


def examined(site: Site, profile: Path, kept: Sequence[str], files: Sequence[str] = ()) -> tuple[set[str], str]:
    """Opens a profile with the real program: which acknowledged writes are not there, and what else is wrong."""
    try:
        workstation = site.open(profile)
    except Unavailable as said:
        return set(kept), f"it does not open: {said}"
    try:
        lost = set(kept) - held(workstation).keys()
        with workstation.store.database.read() as connection:
            there = {row.sha256.hex() for row in connection.exec_driver_sql("SELECT sha256 FROM blob")}
        return lost | (set(files) - there), broken(workstation)
    finally:
        workstation.close()


def plain(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())
