"""The encrypted file: nothing in clear, a wrong key is no key, a failing disk is said in French."""

import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from app.core.entry_commands import Record
from app.core.errors import Unavailable
from app.core.message_commands import Draft
from app.core.store.engine import Database
from app.core.texts import Text
from tests.building import seed
from tests.office import Office

CANARIES = ("canari-objet", "canari-contenu", "canari-emetteur", "canari-titre", "canari-corps")


def made(path: Path, key: str = "key") -> Database:
    database = Database(path, seed(key))
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS t (x UNIQUE)")
    return database


def test_nothing_that_was_written_is_in_clear_on_the_disk(office: Office) -> None:
    sig = office.workstation("SIG1", "Canari-Personne")
    crisis = office.crisis(sig, title="Canari-Crise")
    sig.desk.do(Record(crisis, CANARIES[0], CANARIES[1], sender=CANARIES[2]))
    sig.desk.do(Draft(crisis, "line", Text(CANARIES[3], CANARIES[4])))
    words = (*CANARIES, "Canari-Personne", "Canari-Crise", "SQLite format", "entry.recorded", crisis)
    for rest in ("open", "closed"):
        found = {file.name: file.read_bytes() for file in sig.folder.iterdir()}
        assert sum(map(len, found.values())) > 10_000
        for name, data in found.items():
            for word in words:
                assert word.encode() not in data, (rest, name, word)
                assert word.encode("utf-16-le") not in data, (rest, name, word)
        sig.store.close()


@pytest.mark.parametrize("key", ["other", ""])
def test_a_wrong_key_opens_nothing_and_says_so(tmp_path: Path, key: str) -> None:
    made(tmp_path / "a.db").close()
    with pytest.raises(Unavailable, match="clé"):
        made(tmp_path / "a.db", key)
    made(tmp_path / "a.db").close()


def rows(database: Database) -> list[str]:
    with database.read() as connection:
        return sorted(row.x for row in connection.exec_driver_sql("SELECT x FROM t NOT INDEXED"))


def test_a_damaged_page_is_an_error_and_never_a_wrong_text(tmp_path: Path) -> None:
    database = made(tmp_path / "a.db")
    fill(database, 500)
    expected = rows(database)
    database.close()
    whole = (tmp_path / "a.db").read_bytes()
    errors = 0
    for place in range(100, len(whole), 4096 * 3):
        (tmp_path / "a.db").write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        spoilt = Database(tmp_path / "a.db", seed("key"))
        try:
            assert rows(spoilt) == expected  # the page that was hit is not one of those rows
        except Unavailable:
            errors += 1
        spoilt.close()
    assert errors >= 3


def test_a_journal_that_is_written_to_meanwhile_is_whole(tmp_path: Path) -> None:
    database, stopping = made(tmp_path / "a.db"), threading.Event()

    def write() -> None:
        while not stopping.is_set():
            with database.write() as connection:
                pages = [(f"{n} " * 2000,) for n in range(60)]
                connection.exec_driver_sql("INSERT OR REPLACE INTO t VALUES (?)", pages)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert all(database.is_whole() for _ in range(20))
    finally:
        stopping.set()
        writer.join()


def test_a_page_that_is_damaged_is_found_however_often_one_looks(tmp_path: Path) -> None:
    database = made(tmp_path / "a.db")
    fill(database, 60)
    database.close()
    spoilt = bytearray((tmp_path / "a.db").read_bytes())
    spoilt[-100] ^= 1
    (tmp_path / "a.db").write_bytes(spoilt)
    assert not database.is_whole()


def fill(database: Database, many: int, then: Exception | None = None) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES (?)", [(f"{n} " * 200,) for n in range(many)])
        if then:
            raise then


def test_a_transaction_left_by_an_error_leaves_nothing(tmp_path: Path) -> None:
    database = made(tmp_path / "a.db")
    with pytest.raises(RuntimeError):
        fill(database, 3, RuntimeError())
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT * FROM t").all() == []
    database.close()


def test_a_reader_sees_one_state_while_another_writes(tmp_path: Path) -> None:
    database = made(tmp_path / "a.db")
    with database.read() as reading:
        assert reading.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
        with database.write() as writing:
            writing.exec_driver_sql("INSERT INTO t VALUES (1)")
        assert reading.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
    with database.read() as reading:
        assert reading.exec_driver_sql("SELECT count(*) FROM t").scalar() == 1
    database.close()


def test_two_who_write_at_once_take_turns(tmp_path: Path) -> None:
    one, other = made(tmp_path / "a.db"), made(tmp_path / "a.db")

    def write(database: Database) -> None:
        for _ in range(20):
            with database.write() as connection:
                top = connection.exec_driver_sql("SELECT coalesce(max(x), 0) FROM t").scalar_one()
                connection.exec_driver_sql("INSERT INTO t VALUES (?)", (top + 1,))

    threads = [threading.Thread(target=write, args=(database,)) for database in (one, other, one, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with one.read() as connection:
        assert connection.exec_driver_sql("SELECT max(x), count(*) FROM t").one() == (80, 80)
    one.close()
    other.close()


def test_a_full_disk_is_said_in_words_and_nothing_was_recorded(tmp_path: Path) -> None:
    database = made(tmp_path / "a.db")
    with database.read() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 8")
    with pytest.raises(Unavailable, match="disque est plein"):
        fill(database, 500)
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
    database.close()


def test_a_bug_stays_a_bug_and_tells_nobodys_words(tmp_path: Path) -> None:
    database = made(tmp_path / "a.db")
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES (?)", ("canari",))
        with pytest.raises(IntegrityError) as bug:
            connection.exec_driver_sql("INSERT INTO t VALUES (?)", ("canari",))
    assert "canari" not in str(bug.value)
    database.close()


def test_what_is_durable_is_asked_of_the_disk_each_time(tmp_path: Path) -> None:
    database = made(tmp_path / "a.db")
    with database.read() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("synchronous", "journal_mode")
        }
        assert asked == {"synchronous": 2, "journal_mode": "wal"}
        assert connection.exec_driver_sql("PRAGMA temp_store").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA cipher_version").scalar()
    database.close()
