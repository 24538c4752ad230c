"""A new journal made of what was found of a damaged one: ranked where the server's signature says so, waiting for the
server otherwise."""

from collections.abc import Callable, Sequence
from hashlib import sha256

from sqlalchemy import Connection

from app.core.attachments import files_named
from app.core.operations import Operation, to_wire
from app.core.store import blobs, log, notices
from app.core.store.cursor import Cursor
from app.core.store.engine import Database
from app.core.store.found import Found, spaces_of
from app.core.store.salvage import Pages, part_in
from app.core.store.store import Store
from app.core.store.verification import Confirmed

BATCH = 1_000  # operations written at a time
Against = Callable[[Callable[[], str]], Confirmed]
"""What the server signed, judged by its key: `sync.confirmation.against`."""


def refill(store: Store, found: Found, service: str, against: Against) -> int:
    """Puts every operation found into a new store. Returns how many wait behind one that is missing."""

    def server_key() -> str:
        first = found.operations.get(service)
        body = first.body if first and isinstance(first.body, dict) else {}
        with store.read() as transaction:
            return transaction.accounts.server_key or str(body.get("server_key", ""))

    confirmed, waiting = against(server_key), 0
    for space in spaces_of(found.operations.values(), service):
        operations = found.of_space(space)
        ranked = _ranked(found, space, operations, confirmed)
        if ranked:
            _take(store, space, *ranked)
        taken = {one.id for one in ranked[0]} if ranked else set()
        waiting += _receive(store, space, [one for one in operations if one.id not in taken])
    with store.database.write() as connection:
        for space, removal in found.removals.items():
            if removal in found.operations:
                log.note_removal(connection, space, removal)
    return waiting


def _ranked(
    found: Found, space: str, operations: Sequence[Operation], confirmed: Confirmed
) -> tuple[list[Operation], Cursor] | None:
    """The operations up to the furthest rank that the server's signature proves, in order, and that signature."""
    by_rank = {found.ranks[one.id]: one for one in operations if one.id in found.ranks}
    for cursor in found.cursors.get(space, ()):
        places = range(1, cursor.rank + 1)
        if cursor.rank and all(place in by_rank for place in places):
            ordered = [by_rank[place] for place in places]
            if not confirmed(space, [bytes.fromhex(one.id) for one in ordered], cursor):
                return ordered, cursor
    return None


def _take(store: Store, space: str, ordered: Sequence[Operation], cursor: Cursor) -> None:
    for start in range(0, len(ordered), BATCH):
        part = ordered[start : start + BATCH]
        with store.write() as transaction:
            ids = [bytes.fromhex(one.id) for one in part]
            transaction.take(space, cursor.epoch, start, [to_wire(one) for one in part], ids)
            ended = start + len(part) == len(ordered)
            transaction.move(space, cursor if ended else Cursor(cursor.epoch, start + len(part)))
            if ended:
                notices.caught_up(transaction.connection, space)


def _receive(store: Store, space: str, operations: Sequence[Operation]) -> int:
    """Those the server has not ranked, as far as it is known here: each chain up to its first gap, then what waits."""
    waiting = 0
    for start in range(0, len(operations), BATCH):
        wires = [to_wire(one) for one in operations[start : start + BATCH]]
        with store.write() as transaction:
            waiting = transaction.receive(space, wires).waiting
    return waiting


def refill_contents(store: Store, pages: Pages, copy: Database | None) -> tuple[int, int]:
    """Puts back the contents of attached files that are whole. Returns how many, and how many are named."""
    with store.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT DISTINCT target FROM relation WHERE kind = 'file'")
        named = {row.target for row in rows}
    for row in pages.rows():
        part = part_in(row)
        if part is not None and part[0] in named:
            with store.database.write() as connection:
                _put(connection, *part)
    if copy:
        _copy_parts(store, copy, named)
    return sum(_hold(store, hash) for hash in named), len(named)


def _copy_parts(store: Store, copy: Database, named: set[bytes]) -> None:
    with copy.read() as reading:
        for row in reading.exec_driver_sql("SELECT sha256, n, data FROM blob_part"):
            if row.sha256 in named:
                with store.database.write() as connection:
                    _put(connection, row.sha256, row.n, row.data)


def _put(connection: Connection, hash: bytes, n: int, data: bytes) -> None:
    sql = "INSERT OR IGNORE INTO blob_part (sha256, n, data) VALUES (?, ?, ?)"
    connection.exec_driver_sql(sql, (hash, n, data))


def _hold(store: Store, hash: bytes) -> bool:
    """Holds a content whose parts are all there, for the spaces where this workstation itself joined it."""
    with store.write() as transaction:
        connection = transaction.connection
        whole, size = sha256(), 0
        for row in connection.exec_driver_sql("SELECT data FROM blob_part WHERE sha256 = ? ORDER BY n", (hash,)):
            whole.update(row.data)
            size += len(row.data)
        if whole.digest() != hash:
            connection.exec_driver_sql("DELETE FROM blob_part WHERE sha256 = ?", (hash,))
            return False
        connection.exec_driver_sql("INSERT OR REPLACE INTO blob (sha256, size, placed) VALUES (?, ?, 0)", (hash, size))
        for entry, _ in blobs.entries_of(connection, hash.hex()):
            for held in transaction.held([entry])[entry]:
                mine = held.operation.header.device == store.key.public
                if mine and hash.hex() in files_named(held.operation.body):
                    blobs.hold_for(connection, held.operation.space, [hash.hex()])
        return True
