"""What is still read of damaged pages: what proves itself, and nothing else."""

import shutil
from pathlib import Path
from random import Random

import pytest

from app.core.attachments import files_named
from app.core.entry_commands import Record
from app.core.operations import Malformed, read
from app.core.store.damage import PAGE
from app.core.store.salvage import Pages, Row, operation_in, part_in, space_in
from app.sync.workstation import Workstation


@pytest.fixture
def journal(sig: Workstation, crisis: str, tmp_path: Path) -> Path:
    """Entries short and long: some run over several pages."""
    for n in range(30):
        sig.desk.do(Record(crisis, f"Fait {n}", "Détail. " * n * 60))
    shutil.copytree(sig.folder, tmp_path / "left")
    return tmp_path / "left" / "journal.db"


def held(sig: Workstation) -> set[str]:
    with sig.store.database.read() as connection:
        return {row.id.hex() for row in connection.exec_driver_sql("SELECT id FROM op")}


def found(journal: Path, key: bytes) -> set[str]:
    pages, ids = Pages(journal, key), set()
    for row in pages.rows():
        operation = operation_in(row)
        if operation is not None:
            try:
                one = read(operation[0])
            except Malformed:
                continue
            ids |= {one.id} if one.signed_by_its_device() else set()
    pages.close()
    return ids


def test_every_operation_is_read_from_a_whole_journal_and_its_log(sig: Workstation, journal: Path) -> None:
    assert held(sig) <= found(journal, sig.store.database._key)


def test_a_whole_journal_has_no_broken_page_and_a_changed_one_is_counted(sig: Workstation, journal: Path) -> None:
    key = sig.store.database._key
    sig.close()
    pages = Pages(sig.folder / "journal.db", key)
    assert (pages.broken(), pages.count > 20) == (0, True)
    pages.close()
    data = bytearray((sig.folder / "journal.db").read_bytes())
    for number in (3, 7):
        data[number * PAGE + 50] ^= 1
    (sig.folder / "journal.db").write_bytes(data)
    pages = Pages(sig.folder / "journal.db", key)
    assert pages.broken() == 2
    pages.close()


def test_the_tree_is_not_needed(sig: Workstation, journal: Path) -> None:
    key, mine = sig.store.database._key, held(sig)
    sig.close()
    file = sig.folder / "journal.db"
    data = bytearray(file.read_bytes())
    data[:PAGE] = bytes(PAGE)  # the first page, with the salt and the list of all tables
    file.write_bytes(data)
    assert mine == found(file, key)


def test_bytes_by_chance_are_no_operation(sig: Workstation, journal: Path, tmp_path: Path) -> None:
    noise = tmp_path / "noise" / "journal.db"
    noise.parent.mkdir()
    noise.write_bytes(Random(1).randbytes(40 * PAGE + 100))
    assert found(noise, sig.store.database._key) == set()


def test_a_row_is_known_by_its_shape() -> None:
    assert part_in(Row((bytes(32), 0, b"partie"))) == (bytes(32), 0, b"partie")
    assert part_in(Row((bytes(31), 0, b"partie"))) is None
    space = Row((None, bytes(32), "ep", 3, bytes(32), b"signature", None))
    assert space_in(space) == ("00" * 32, "ep", 3, bytes(32), b"signature", None)
    assert space_in(Row((None, bytes(32), "", 0, None, None, None))) is None
    assert operation_in(Row((1, 2, 3))) is None
    assert files_named({}) == {}
