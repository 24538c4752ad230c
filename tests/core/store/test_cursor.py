"""The cursor: how far the central's log is held, under which of its signatures."""

from pathlib import Path
from typing import Any

import pytest

from app.core.operations import Operation, to_wire
from app.core.store import cursor
from app.core.store.cursor import Cursor
from app.core.store.store import Store
from tests.building import Writer
from tests.core.store.looking import blank


@pytest.fixture
def store(tmp_path: Path) -> Any:
    made = blank(tmp_path / "journal.db", "0" * 64)
    yield made
    made.close()


@pytest.fixture
def log() -> list[Operation]:
    ann = Writer("ann")
    opened = ann.open_crisis()
    return [opened, *(ann.note(opened.id) for _ in range(3))]


def take(store: Store, log: list[Operation], epoch: str) -> None:
    with store.write() as transaction:
        wires, ids = [to_wire(one) for one in log], [bytes.fromhex(one.id) for one in log]
        transaction.take(log[0].id, epoch, 0, wires, ids)
        transaction.move(log[0].id, Cursor(epoch, len(log), b"r" * 32, b"signed"))


def ranks(store: Store) -> list[int | None]:
    with store.read() as transaction:
        return [row.rank for row in transaction.connection.exec_driver_sql("SELECT rank FROM op ORDER BY n")]


def test_a_space_not_held_is_held_up_to_nothing(store: Store, log: list[Operation]) -> None:
    with store.read() as transaction:
        assert transaction.cursor(log[0].id) == Cursor()
        assert cursor.spaces(transaction.connection) == {}


def test_the_cursor_stands_where_it_was_moved_and_the_space_is_said_to_have_changed(
    store: Store, log: list[Operation]
) -> None:
    told: list[Any] = []
    store.subscribe(told.append)
    take(store, log, "one")
    with store.read() as transaction:
        assert transaction.cursor(log[0].id) == Cursor("one", 4, b"r" * 32, b"signed")
        assert cursor.spaces(transaction.connection) == {log[0].id: 0}
    assert told[0].spaces == {log[0].id}


def test_another_epoch_makes_pending_what_it_does_not_confirm_and_deletes_nothing(
    store: Store, log: list[Operation]
) -> None:
    take(store, log, "one")
    assert ranks(store) == [1, 2, 3, 4]
    take(store, log[:2], "two")
    assert ranks(store) == [1, 2, None, None]
    with store.read() as transaction:
        assert cursor.epochs(transaction.connection) == ["two"]
    with store.read() as transaction:
        assert cursor.spaces(transaction.connection) == {log[0].id: 2}
