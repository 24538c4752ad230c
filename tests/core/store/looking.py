"""What a store amounts to, all of it, and ways to hand it operations a part at a time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event

from app.core.clock import Clock
from app.core.keys import SigningKey
from app.core.operations import Operation, to_wire
from app.core.registers.shelf import REGISTERS
from app.core.store import log
from app.core.store.cursor import Cursor
from app.core.store.engine import Database
from app.core.store.schema import DERIVED, SEARCH, SEARCHED
from app.core.store.store import Store
from tests.building import seed

WORDS = ("incendie", "evacue*", "dupont", "edl", "sig1", "texte", "eteint")


def blank(path: Path, service: str, name: str = "blank", clock: Clock | None = None) -> Store:
    """A store that knows which service it is of, and holds nothing."""
    store = Store(Database(path, seed(f"{name} {path}")), SigningKey(seed(name)), clock or Clock())
    with store.write() as transaction:
        log.note(transaction.connection, "service", bytes.fromhex(service))
    return store


def deliver(store: Store, space: str, operations: Sequence[Operation], cuts: Sequence[int] = ()) -> None:
    """Hands over the ranked log of a space in parts that end at `cuts`, each in a transaction of its own."""
    ends = sorted({*(cut for cut in cuts if 0 < cut < len(operations)), len(operations)})
    start = 0
    for end in ends:
        part = operations[start:end]
        with store.write() as transaction:
            ids = [bytes.fromhex(one.id) for one in part]
            if start == 0:
                transaction.move(space, Cursor("épreuve"))
            transaction.take(space, "épreuve", start, [to_wire(one) for one in part], ids)
            transaction.move(space, Cursor("épreuve", end))
        start = end


def tables(store: Store) -> dict[str, Any]:
    """Every read table without its keys, and what the search finds."""
    found: dict[str, Any] = {}
    with store.read() as transaction:
        connection = transaction.connection
        spaces = {row.n: row.name for row in connection.exec_driver_sql("SELECT n, name FROM space")}
        for name in (*REGISTERS, *DERIVED):
            rows = [dict(row._mapping) for row in connection.exec_driver_sql(f"SELECT * FROM {name}")]
            for row in rows:
                row.pop("key", None)
                row.pop("unread", None)  # each person's own
                row["space"] = spaces[row["space"]]
            found[name] = sorted(rows, key=repr)
        for name in SEARCHED:
            search = SEARCH.format(name)
            for word in WORDS:
                sql = f"SELECT id FROM {name} JOIN {search} ON {search}.rowid = key WHERE words MATCH ? ORDER BY id"
                found[f"{name}:{word}"] = [row.id for row in connection.exec_driver_sql(sql, (word,))]
    return found


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """The SQL statements sent meanwhile; one for many rows is one."""
    sent: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *more: Any) -> None:
        sent.append(statement)

    engine = store.database._engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
