"""The copy of each day, made by itself, and never over a good one when the journal is damaged."""

from pathlib import Path

import pytest

from app.core import backup, vault
from app.core.clock import Clock
from app.core.errors import Unavailable
from app.core.keeping import FOUND, Keeping
from app.core.store import damage
from app.core.store.damage import PAGE
from app.core.store.engine import Database
from tests.building import seed


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    vault.create(tmp_path, "cheval agrafe pile", Clock())
    database = Database(tmp_path / "journal.db", seed("key"))
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE op (n INTEGER PRIMARY KEY, body BLOB)")
        for _ in range(20):
            connection.exec_driver_sql("INSERT INTO op (body) VALUES (?)", (bytes(2000),))
    database.close()
    return tmp_path


def test_a_copy_is_made_once_a_day(profile: Path) -> None:
    database, said = Database(profile / "journal.db", seed("key")), list[Unavailable]()
    keeping = Keeping(database, profile, Clock(), said.append)
    keeping.look()
    (made,) = backup.daily(profile)
    written = made.stat().st_mtime_ns
    keeping.look()
    assert [one.stat().st_mtime_ns for one in backup.daily(profile)] == [written]
    assert said == []
    database.close()


def test_a_damaged_page_is_told_and_marked_and_nothing_is_copied(profile: Path) -> None:
    data = bytearray((profile / "journal.db").read_bytes())
    data[5 * PAGE + 9] ^= 1
    (profile / "journal.db").write_bytes(data)
    database, said = Database(profile / "journal.db", seed("key")), list[Unavailable]()
    Keeping(database, profile, Clock(), said.append).look()
    assert [str(one) for one in said] == [FOUND]
    assert backup.daily(profile) == []
    assert damage.at_opening(profile / "journal.db", seed("key"))
    database.close()


def test_it_ends_at_once(profile: Path) -> None:
    database = Database(profile / "journal.db", seed("key"))
    keeping = Keeping(database, profile, Clock(), lambda _: None)
    keeping.start()
    keeping.stop()
    assert not keeping._thread.is_alive()
    database.close()
