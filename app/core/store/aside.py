"""Operations held beside the log: what cannot be placed in its chain yet, and what lost its place to another."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from app.core.erasure import NO_SALT, Scope, is_erasable, scope
from app.core.operations import Chain, Operation, Wire, read
from app.core.store.log import chunks, marks

GAP, BARE, FORK, LOST = "gap", "bare", "fork", "lost"
COLUMNS = "header, salt, body, signature"
MOST = 100_000  # operations of one space: somebody who sends more of what follows nothing is not listened to
MOST_BYTES = 256 * 1024 * 1024  # likewise


@dataclass(frozen=True, slots=True)
class Set:
    """An operation to set aside, why, and the id of what stands in its place."""

    operation: Operation
    why: str
    other: str = ""


def keep(connection: Connection, operations: Iterable[Set]) -> int:
    """Sets these aside; returns how many were not there."""
    rows = [
        (
            bytes.fromhex(one.operation.id),
            bytes.fromhex(one.operation.space),
            bytes.fromhex(one.operation.record),
            one.operation.header.device,
            one.operation.header.incarnation,
            one.operation.header.seq,
            one.why,
            bytes.fromhex(one.other) or None,
            one.operation.header_bytes,
            one.operation.salt,
            one.operation.body_bytes,
            one.operation.signature,
        )
        for one in operations
    ]
    if not rows:
        return 0
    sql = (
        f"INSERT OR IGNORE INTO aside (id, space, record, device, incarnation, seq, why, other, repeated, {COLUMNS})"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)"
    )
    return connection.exec_driver_sql(sql, rows).rowcount


def fitting(connection: Connection, space: str, operations: Sequence[Set]) -> list[Set]:
    """Those of these operations that there is room for, in order."""
    if not operations:
        return []
    size = "sum(length(header) + coalesce(length(body), 0))"
    sql = f"SELECT count(*), coalesce({size}, 0) FROM aside WHERE space = ?"
    count, weight = connection.exec_driver_sql(sql, (bytes.fromhex(space),)).one()
    fits: list[Set] = []
    for one in operations:
        count += 1
        weight += len(one.operation.header_bytes) + len(one.operation.body_bytes or b"")
        if count > MOST or weight > MOST_BYTES:
            break
        fits.append(one)
    return fits


def held_ids(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Which of these operations are set aside."""
    found: set[str] = set()
    for part in chunks([bytes.fromhex(id) for id in ids]):
        rows = connection.exec_driver_sql(f"SELECT id FROM aside WHERE id IN ({marks(part)})", tuple(part))
        found.update(row.id.hex() for row in rows)
    return found


def waiting(connection: Connection, space: str, chains: Collection[Chain] | None = None) -> list[Operation]:
    """What waits for its place in these chains of that space, or in all of them."""
    sql = f"SELECT device, incarnation, {COLUMNS} FROM aside WHERE space = ? AND why IN (?, ?) ORDER BY seq"
    rows = connection.exec_driver_sql(sql, (bytes.fromhex(space), GAP, BARE))
    return [_read(row) for row in rows if chains is None or (row.device, row.incarnation, space) in chains]


def named(connection: Connection, ids: Sequence[bytes]) -> dict[bytes, Wire]:
    """Those of these operations that wait, as they came."""
    found: dict[bytes, Wire] = {}
    for part in chunks(ids):
        sql = f"SELECT id, {COLUMNS} FROM aside WHERE why IN (?, ?) AND id IN ({marks(part)})"
        rows = connection.exec_driver_sql(sql, (GAP, BARE, *part))
        found |= {row.id: Wire(row.header, row.salt, row.body, row.signature) for row in rows}
    return found


def gaps(connection: Connection, space: str | None = None) -> dict[Chain, int]:
    """For each chain, of one space or of all, where operations wait behind a gap: the last seq before it."""
    sql = (
        "SELECT aside.device, aside.incarnation, aside.space, coalesce(max(chain.seq), 0) AS seq FROM aside"
        " LEFT JOIN space ON space.name = aside.space LEFT JOIN chain ON chain.space = space.n"
        " AND chain.device = aside.device AND chain.incarnation = aside.incarnation"
        " WHERE aside.why = ? AND (? IS NULL OR aside.space = ?)"
        " GROUP BY aside.device, aside.incarnation, aside.space ORDER BY 1, 2, 3"
    )
    name = None if space is None else bytes.fromhex(space)
    rows = connection.exec_driver_sql(sql, (GAP, name, name))
    return {(row.device, row.incarnation, row.space.hex()): row.seq for row in rows}


def lost_by(connection: Connection, device: str) -> list[Operation]:
    """What that workstation wrote, lost its place to a copy of it, and did not write again: in the order written."""
    sql = f"SELECT {COLUMNS} FROM aside WHERE device = ? AND why = ? AND NOT repeated ORDER BY space, incarnation, seq"
    found = [_read(row) for row in connection.exec_driver_sql(sql, (device, LOST))]
    return sorted(found, key=lambda one: one.header.clock)


def note_repeated(connection: Connection, ids: Iterable[str]) -> None:
    for id in ids:
        connection.exec_driver_sql("UPDATE aside SET repeated = 1 WHERE id = ?", (bytes.fromhex(id),))


def is_any(connection: Connection) -> bool:
    """Whether anything is held aside: most often nothing is."""
    return connection.exec_driver_sql("SELECT 1 FROM aside LIMIT 1").scalar() is not None


def forget(connection: Connection, ids: Iterable[str]) -> None:
    """Takes out what has found its place."""
    for part in chunks([bytes.fromhex(id) for id in ids]):
        connection.exec_driver_sql(f"DELETE FROM aside WHERE id IN ({marks(part)})", tuple(part))


def destroy(connection: Connection, gone: Scope) -> None:
    """Takes the words of an erased record out of what is held aside."""
    rows = connection.exec_driver_sql(
        f"SELECT {COLUMNS} FROM aside WHERE record = ? AND body IS NOT NULL", (bytes.fromhex(gone[1]),)
    ).all()
    for one in map(_read, rows):
        if is_erasable(one.header.kind) and scope(one) == gone:
            sql = "UPDATE aside SET salt = ?, body = NULL WHERE id = ?"
            connection.exec_driver_sql(sql, (NO_SALT, bytes.fromhex(one.id)))


def _read(row: Any) -> Operation:
    return read(Wire(row.header, row.salt, row.body, row.signature))
