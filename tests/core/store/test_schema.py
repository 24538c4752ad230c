"""The tables: made once, each register with its own, and the log never altered by making them again."""

from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from app.core.registers.shelf import REGISTERS
from app.core.store import schema
from app.core.store.engine import Database
from tests.building import seed


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database(tmp_path / "journal.db", seed("key"))
    with made.write() as connection:
        schema.create(connection)
    return made


def test_each_register_has_a_read_table_with_its_columns_and_a_search(database: Database) -> None:
    with database.read() as connection:
        for name, register in REGISTERS.items():
            columns = [row.name for row in connection.exec_driver_sql(f"PRAGMA table_info({name})")]
            assert columns == ["key", "id", "space", *register.columns, *(["unread"] if name == "entry" else [])]
            if register.words is not None:
                assert connection.exec_driver_sql(f"SELECT count(*) FROM {schema.SEARCH.format(name)}").scalar() == 0
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == schema.VERSION
    database.close()


def test_making_the_tables_again_changes_nothing_that_is_held(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO meta VALUES ('a', x'01')")
        schema.create(connection)
        assert connection.exec_driver_sql("SELECT count(*) FROM meta").scalar() == 1
    database.close()


def test_two_operations_never_stand_at_one_place_of_a_chain(database: Database) -> None:
    sql = (
        "INSERT INTO op (id, space, record, chain, seq, control, header, salt, signature)"
        " VALUES (?, 1, x'00', 1, 1, 0, x'00', x'00', x'00')"
    )
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO space (n, name, epoch, rank) VALUES (1, x'aa', '', 0)")
        connection.exec_driver_sql("INSERT INTO chain (n, device, incarnation, space, seq) VALUES (1, 'a', 'b', 1, 0)")
        connection.exec_driver_sql(sql, (b"one",))
        for id in (b"one", b"two"):
            with pytest.raises(IntegrityError):
                connection.exec_driver_sql(sql, (id,))
    database.close()


def test_the_newest_entries_are_read_by_their_key_without_sorting(database: Database) -> None:
    with database.read() as connection:
        for order, expected in (("key", "USING"), ("recorded_at", "entry_recorded_at")):
            sql = f"EXPLAIN QUERY PLAN SELECT key FROM entry WHERE space = 1 ORDER BY {order} DESC LIMIT 50"
            plan = " ".join(row.detail for row in connection.exec_driver_sql(sql))
            assert expected in plan
            assert "TEMP B-TREE" not in plan
    database.close()


def test_filters_look_at_an_index_that_holds_all_they_ask(database: Database) -> None:
    asked = "type = 'decision' AND triage = 'closed' AND unread AND key_event AND priority = 1 AND rating = 'A1'"
    sql = (
        f"EXPLAIN QUERY PLAN SELECT key FROM entry INDEXED BY entry_sifted WHERE space = 1 AND {asked}"
        " AND verification = 'denied' AND sender = 'x' AND instr(place_codes, ',76') ORDER BY key DESC LIMIT 50"
    )
    with database.read() as connection:
        plan = [row.detail for row in connection.exec_driver_sql(sql)]
    assert plan == ["SEARCH entry USING COVERING INDEX entry_sifted (space=?)"]
    database.close()
