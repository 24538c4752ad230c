"""What is kept beside the log: operations that wait, those in quarantine, and the evidence of copied workstations."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, delete, func, insert, select

from app.core.erasure import NO_SALT
from app.core.operations import Chain, Operation, Wire, read
from app.server.database import insert_new
from app.server.schema import CHAINS, FORKS, OPERATIONS, QUARANTINE, WAITING

MOST_QUARANTINED = 20_000  # operations handed in by one workstation that belongs no more
MOST_WAITING = 20_000  # operations of one space: whoever has more to say keeps it until the gap is filled


def waiting_in(connection: Connection, chains: Collection[int]) -> list[Operation]:
    """What waits in these chains, in their order."""
    columns = WAITING.c
    wanted = select(columns.header, columns.salt, columns.body, columns.signature).where(columns.chain.in_(chains))
    rows = connection.execute(wanted.order_by(columns.chain, columns.seq))
    return [read(Wire(*row)) for row in rows]


def room_to_wait(connection: Connection, space: int) -> int:
    """How many more operations of that space may wait here."""
    chains = select(CHAINS.c.number).where(CHAINS.c.space == space)
    count = select(func.count()).select_from(WAITING).where(WAITING.c.chain.in_(chains))
    return max(0, MOST_WAITING - connection.scalars(count).one())


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


def copied(connection: Connection, devices: Collection[str]) -> set[Chain]:
    """The chains of these workstations that are known to have two branches: neither is continued."""
    columns = FORKS.c
    wanted = select(columns.header, columns.salt, columns.body, columns.signature).where(columns.device.in_(devices))
    return {read(Wire(*row)).chain for row in connection.execute(wanted)}


def branches(connection: Connection, chains: Collection[Chain]) -> list[Wire]:
    """What proves that these chains have two branches, without the words: for each the first operation that found its
    place taken, and what it was taken by. Whoever signed only one of them knows that he was copied."""
    columns = FORKS.c
    wanted = select(columns.other, columns.header, columns.signature).order_by(columns.received_at, columns.id)
    rows = connection.execute(wanted.where(columns.device.in_({device for device, _, _ in chains})))
    first: dict[Chain, tuple[bytes, Wire]] = {}
    for row in rows:
        wire = Wire(row.header, NO_SALT, None, row.signature)
        first.setdefault(read(wire).chain, (row.other, wire))
    found = [first[chain] for chain in sorted(first.keys() & set(chains))]
    return [wire for _, wire in found] + _named(connection, [other for other, _ in found])


def _named(connection: Connection, ids: Collection[bytes]) -> list[Wire]:
    """Those of these operations that are kept anywhere, without their words."""
    kept: dict[bytes, Wire] = {}
    for table in (OPERATIONS, WAITING, FORKS):
        rows = connection.execute(select(table.c.id, table.c.header, table.c.signature).where(table.c.id.in_(ids)))
        kept |= {row.id: Wire(row.header, NO_SALT, None, row.signature) for row in rows}
    return list(kept.values())


def _row(operation: Operation, now: int) -> dict[str, object]:
    return {
        "id": bytes.fromhex(operation.id),
        "received_at": now,
        "header": operation.header_bytes,
        "salt": operation.salt,
        "body": operation.body_bytes,
        "signature": operation.signature,
    }
