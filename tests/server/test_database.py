"""The database: opened by several at once, transactions that hold, and patience."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import insert, inspect

from app.core.errors import Unavailable
from app.server.central import default_database_url
from app.server.database import Database, insert_new, open_database, scrub_afterwards
from app.server.schema import METADATA, USED_NONCES

ROW = {"nonce": b"n" * 32, "expires_at": 1}


def test_several_processes_may_open_a_new_database_at_once(database_url: str) -> None:
    with ThreadPoolExecutor(4) as crowd:
        databases = list(crowd.map(open_database, [database_url] * 4))
    with databases[0].reading() as connection:
        assert set(METADATA.tables) <= set(inspect(connection).get_table_names())
    for database in databases:
        database.close()


@pytest.fixture
def database(database_url: str) -> Database:
    return open_database(database_url)


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.writing() as connection:
            connection.execute(insert(USED_NONCES), ROW)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with database.reading() as connection:
        assert connection.execute(sqlalchemy.select(USED_NONCES)).all() == []
    database.close()


def test_what_is_there_already_is_passed_over(database: Database) -> None:
    for _ in range(2):
        with database.writing() as connection:
            connection.execute(insert_new(connection, USED_NONCES), ROW)
    with database.reading() as connection:
        assert len(connection.execute(sqlalchemy.select(USED_NONCES)).all()) == 1
    database.close()


def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    with database.writing() as writer:
        writer.execute(insert(USED_NONCES), ROW)
        with database.reading() as reader:
            assert reader.execute(sqlalchemy.select(USED_NONCES)).all() == []
    database.close()


def test_sqlite_keeps_what_was_acknowledged_through_a_power_cut(database: Database) -> None:
    if not database.is_postgresql:
        with database.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
    database.close()


def test_another_kind_of_database_is_refused_in_french() -> None:
    with pytest.raises(Unavailable, match="sqlite et postgresql"):
        open_database("mysql://somebody@somewhere/else")


def test_what_was_erased_leaves_the_file_once_nobody_reads_it_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.server.database.BETWEEN_SCRUBS", 0)
    database = open_database(default_database_url(tmp_path))

    def write(statement: str, erases: bool = False) -> None:
        with database.writing() as connection:
            connection.exec_driver_sql(statement)
            if erases:
                scrub_afterwards(connection)

    def files() -> bytes:
        return b"".join(file.read_bytes() for file in tmp_path.glob("*.db*"))

    write("CREATE TABLE t (x)")
    write("INSERT INTO t VALUES ('zqkervran')")
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT x FROM t").scalar() == "zqkervran"
        write("UPDATE t SET x = NULL", erases=True)
        assert b"zqkervran" in files()
    write("INSERT INTO t VALUES (1)")
    assert b"zqkervran" not in files()
    database.close()
