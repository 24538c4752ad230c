"""What is kept beside the log: operations that wait, those in quarantine, and the evidence of copied workstations."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, delete, func, insert, select

from app.core.operations import Operation, Wire, read
from app.server.database import insert_new
from app.server.schema import FORKS, QUARANTINE, WAITING

MOST_QUARANTINED = 20_000  # operations handed in by one workstation that belongs no more


def waiting_in(connection: Connection, chains: Collection[int]) -> list[Operation]:
    """What waits in these chains, in their order."""
    columns = WAITING.c
    wanted = select(columns.header, columns.salt, columns.body, columns.signature).where(columns.chain.in_(chains))
    rows = connection.execute(wanted.order_by(columns.chain, columns.seq))
    return [read(Wire(*row)) for row in rows]


def keep_waiting(connection: Connection, operations: Iterable[tuple[int, Operation]], now: int) -> None:
    """Keeps each (chain number, operation) until what is before it comes."""
    rows = [{"chain": chain, "seq": operation.header.seq, **_row(operation, now)} for chain, operation in operations]
    if rows:
        connection.execute(insert(WAITING), rows)


def no_longer_waiting(connection: Connection, operations: Iterable[Operation]) -> None:
    ids = [bytes.fromhex(operation.id) for operation in operations]
    if ids:
        connection.execute(delete(WAITING).where(WAITING.c.id.in_(ids)))


def quarantine(connection: Connection, operations: Iterable[Operation], carrier: str, now: int) -> None:
    """Keeps what was handed in by, or written by, somebody who belongs no more."""
    rows = [
        {"space": one.space, "device": one.header.device, "carrier": carrier, **_row(one, now)} for one in operations
    ]
    if rows:
        connection.execute(insert_new(connection, QUARANTINE), rows)


def room_in_quarantine(connection: Connection, carrier: str) -> int:
    """How many more operations that workstation may hand in."""
    count = select(func.count()).select_from(QUARANTINE).where(QUARANTINE.c.carrier == carrier)
    return MOST_QUARANTINED - connection.scalars(count).one()


def keep_fork(connection: Connection, operation: Operation, other: str, now: int) -> None:
    """Keeps the evidence that one workstation signed two operations at one place of a chain."""
    row = {"device": operation.header.device, "other": bytes.fromhex(other), **_row(operation, now)}
    connection.execute(insert_new(connection, FORKS), row)


def copied(connection: Connection, devices: Collection[str]) -> set[str]:
    """Those of these workstations that are known to have been copied."""
    return set(connection.scalars(select(FORKS.c.device).where(FORKS.c.device.in_(devices)).distinct()))


def _row(operation: Operation, now: int) -> dict[str, object]:
    return {
        "id": bytes.fromhex(operation.id),
        "received_at": now,
        "header": operation.header_bytes,
        "salt": operation.salt,
        "body": operation.body_bytes,
        "signature": operation.signature,
    }
