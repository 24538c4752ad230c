"""What is seen to be wrong before a journal is opened: never the torn end that a power cut leaves."""

import shutil
from pathlib import Path

import pytest

from app.core.entry_commands import Record
from app.core.store import damage
from app.core.store.damage import FRAME_HEADER, WAL_HEADER
from app.sync.workstation import Workstation

FRAME = FRAME_HEADER + 4096


@pytest.fixture
def key(sig: Workstation) -> bytes:
    return sig.store.database._key


@pytest.fixture
def journal(sig: Workstation, crisis: str, tmp_path: Path) -> Path:
    """A journal as a dead machine leaves it: four writes in its log."""
    sig.store.tidy()
    for n in range(4):
        sig.desk.do(Record(crisis, f"Fait {n}"))
    copy = tmp_path / "left"
    shutil.copytree(sig.folder, copy)
    return copy / "journal.db"


def log_of(journal: Path) -> Path:
    return journal.with_name("journal.db-wal")


def frames(journal: Path) -> int:
    return (log_of(journal).stat().st_size - WAL_HEADER) // FRAME


def test_a_journal_left_as_it_was_written_is_opened(journal: Path, key: bytes) -> None:
    assert damage.at_opening(journal, key) == ""


@pytest.mark.parametrize("left", [None, b""])
def test_a_journal_that_is_gone_is_never_taken_for_a_new_one(journal: Path, key: bytes, left: bytes | None) -> None:
    journal.unlink()
    if left is not None:
        journal.write_bytes(left)
    assert "n'est plus sur le disque" in damage.at_opening(journal, key)


def test_a_mark_left_by_whoever_saw_it_is_believed(journal: Path, key: bytes) -> None:
    damage.mark_of(journal).touch()
    assert "altérées" in damage.at_opening(journal, key)


def test_a_frame_changed_in_the_middle_of_the_log_is_seen(journal: Path, key: bytes) -> None:
    data = bytearray(log_of(journal).read_bytes())
    data[WAL_HEADER + FRAME_HEADER + 700] ^= 1
    log_of(journal).write_bytes(data)
    assert "altérées" in damage.at_opening(journal, key)


def test_the_torn_end_of_a_power_cut_is_no_damage(journal: Path, key: bytes) -> None:
    data = bytearray(log_of(journal).read_bytes())
    for size in (len(data) - 1, len(data) - FRAME // 2, len(data) - FRAME, WAL_HEADER + 10, 0):
        log_of(journal).write_bytes(data[:size])
        assert damage.at_opening(journal, key) == ""
    data[-1000:] = bytes(1000)
    log_of(journal).write_bytes(data)
    assert damage.at_opening(journal, key) == ""
    assert frames(journal) > 4


def test_a_log_that_is_not_there_says_nothing(journal: Path, key: bytes) -> None:
    log_of(journal).unlink()
    assert not damage.frames_cut_off(log_of(journal), key)


def test_what_is_left_of_a_write_that_failed_is_no_damage(journal: Path, key: bytes) -> None:
    log = log_of(journal)
    data = log.read_bytes()
    count = frames(journal)
    cut = WAL_HEADER + (count // 2) * FRAME
    log.write_bytes(data[:cut] + data[cut + FRAME :])  # the first of what follows does not follow what is before it
    assert damage.at_opening(journal, key) == ""
