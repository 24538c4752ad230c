"""A workstation killed in mid-write loses nothing it acknowledged, and goes on as if nothing had been."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.core import vault
from app.core.clock import Clock
from app.core.entry_commands import Record
from app.sync.workstation import open_profile
from tests.central import Central
from tests.end_to_end.desks import PASSPHRASE, first_desk, numbers, shared_crisis, sync

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("after", [1, 7, 40])
def test_what_was_acknowledged_survives_kill_9(central: Central, tmp_path: Path, after: int):
    folder = tmp_path / "sig1"
    first = first_desk(central, folder)
    crisis = shared_crisis(first)
    first.close()
    command = [sys.executable, "-m", "tests.end_to_end.writing", str(folder), crisis]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdout is not None
        acknowledged = [writer.stdout.readline().strip() for _ in range(after)]
        writer.kill()
        acknowledged += writer.stdout.read().split()
    again = open_profile(folder, vault.open_with_passphrase(folder, PASSPHRASE), Clock())
    held = numbers(again, crisis)
    assert set(acknowledged) <= set(held)
    assert len(held) - len(acknowledged) <= 1  # at most the one that was being said
    assert again.desk.do(Record(crisis, "Après la panne")).label == f"SIG1-{len(held) + 1:04}"
    sync(again)
    assert again.reading.pending() == 0
    again.close()
