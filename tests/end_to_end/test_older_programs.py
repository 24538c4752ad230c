"""The real programs of earlier versions, out of the history of this repository, on the present server: they work, keep
what they do not know, and carry it on."""

import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from app.core.entry_commands import Record
from app.core.register import Draft
from app.core.registers.crisis import EditCrisis, OpenCrisis
from app.core.registers.extractions import LogExtraction
from app.core.registers.members import AddMember
from app.core.store.verification import fingerprints
from app.sync.workstation import Workstation
from tests.central import Central
from tests.end_to_end.desks import PASSPHRASE, first_desk, numbers, sync
from tests.office import operations
from tests.versions import VERSIONS

ROOT = Path(__file__).parents[2]
OLDER = [path.name for path in sorted(VERSIONS.iterdir()) if (path / "manifest.json").is_file()]


@dataclass(frozen=True)
class Older:
    """A workstation that runs the program of an earlier commit."""

    code: Path
    profile: Path

    def run(self, *words: str) -> list[dict[str, Any]]:
        """What that command printed. The test fails when it does."""
        environment = {**os.environ, "PYTHONPATH": str(self.code), "DIAPASON_PASSPHRASE": PASSPHRASE}
        command = [sys.executable, "-m", "app.cli", "--profile", str(self.profile), "--json", *words]
        done = subprocess.run(command, cwd=self.code, env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


def program(commit: str, into: Path) -> Path:
    """The source of that commit. Skips when this copy of the repository has no history."""
    wanted = ["git", "-C", str(ROOT), "archive", commit, "app", "resources"]
    archive = subprocess.run(wanted, capture_output=True)
    if archive.returncode:
        pytest.skip(f"le programme du commit {commit[:7]} n'est pas dans cette copie du dépôt")
    with tarfile.open(fileobj=BytesIO(archive.stdout)) as packed:
        packed.extractall(into, filter="data")
    return into


@pytest.fixture
def sig(central: Central, tmp_path: Path) -> Iterator[Workstation]:
    made = first_desk(central, tmp_path / "sig")
    yield made
    made.close()


@pytest.mark.parametrize("version", OLDER)
def test_an_older_program_works_and_carries_what_it_does_not_know(
    version: str, sig: Workstation, central: Central, tmp_path: Path
) -> None:
    commit = json.loads((VERSIONS / version / "manifest.json").read_text())["commit"]
    older = Older(program(commit, tmp_path / "code"), tmp_path / "int")
    code = sig.invite("Léa Aubert", "INT", "LIA")
    sync(sig)
    older.run("enrol", "--server", central.url, "--invitation", code, "--prefix", "INT", "--name", "Léa Aubert")
    opened = sig.desk.do(OpenCrisis("Crue", "exercise", "natural", "INT", rhythm="toutes les 4 heures à :00"))
    crisis = opened.id
    sync(sig)
    with sig.store.read() as transaction:
        accounts = transaction.accounts
    lea = next(one.person.id for one in accounts.workstations.values() if one.prefix == "INT")
    sig.desk.do(AddMember(crisis, lea, "LIA"))
    sig.desk.do(EditCrisis(crisis, {"title": "Crue de la Seine", "rhythm": "tous les jours à 19:00"}))
    sig.desk.do(Record(crisis, "D'une version plus récente"))
    sig.desk.do(LogExtraction(crisis, "brief", "odt", "un point", 1, "0" * 64))  # a word of the latest versions
    with sig.store.write() as transaction:  # a kind that no version of today knows either
        transaction.append(transaction.sign(Draft("satellite.seen", {"name": "Sentinel"}, crisis), crisis))
    sync(sig)
    older.run("sync")
    (listed,) = [one for one in older.run("crisis", "list") if one["crisis"] == opened.label]
    assert listed["title"] == "Crue de la Seine"  # written beside a field that it does not know
    (entry,) = older.run("log", "--crisis", crisis, "02:48 SDIS76 tel > fumée visible")
    (sent,) = older.run("sync")
    assert sent["pending"] == 0
    sync(sig)
    assert sorted(numbers(sig, crisis)) == sorted(["SIG1-0001", entry["entry"]])
    (status,) = older.run("status")
    with sig.store.read() as transaction:
        prints = fingerprints(transaction.connection)
    assert prints[crisis] in status["fingerprint"].values()
    assert "satellite.seen" in {one.header.kind for one in operations(sig, crisis)}
    assert older.run("conflicts") == []
    (verified,) = older.run("verify")
    assert verified["intact"]
