"""Adds accepted operations to the log of a space, in one statement, each with its rank and running hash."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from sqlalchemy import Connection, bindparam, func, insert, select, tuple_, update

from app.core.attachments import files_named
from app.core.operations import Chain, Operation
from app.core.standing import is_control
from app.server import erasing
from app.server.database import insert_new
from app.server.log import Space
from app.server.schema import CHAINS, NAMED_FILES, OPERATIONS, SOUND, SPACES, UNCHECKED
from app.sync.protocol import next_running

CHANNEL = "diapason"
NAMING = ("entry.recorded", "entry.attached", "message.dispatched", "message.proven")
NAMES = b'"file.'
_APPEND = insert(OPERATIONS)
_ADVANCE = update(CHAINS).where(CHAINS.c.number == bindparam("chain")).values(seq=bindparam("to"), head=bindparam("id"))
_REACH = (
    update(SPACES)
    .where(SPACES.c.number == bindparam("here"))
    .values(rank=bindparam("to"), running=bindparam("hash"), control=bindparam("authority"))
)


def append(
    connection: Connection,
    space: Space,
    operations: Sequence[Operation],
    sound: Collection[str],
    now: int,
    known: Mapping[Chain, int] = MappingProxyType({}),
) -> Space:
    """The space once these are ranked, in this order. Its lock is held, and each follows its chain without a gap.

    `sound` names those whose signature was checked, `known` the rows of chains that were looked up.
    """
    if not operations:
        return space
    new = {operation.chain for operation in operations} - known.keys()
    numbers = {**known, **chain_numbers(connection, space, new)}
    running, control = space.running, space.control
    rows = []
    for rank, operation in enumerate(operations, start=space.rank + 1):
        id = bytes.fromhex(operation.id)
        running = next_running(running, id)
        controls = is_control(operation.header.kind)
        if controls:
            control = running
        rows.append(
            {
                "space": space.number,
                "rank": rank,
                "id": id,
                "chain": numbers[operation.chain],
                "seq": operation.header.seq,
                "control": controls,
                "size": len(operation.header_bytes) + len(operation.body_bytes or b""),
                "running": running,
                "received_at": now,
                "checked": SOUND if operation.id in sound else UNCHECKED,
                "header": operation.header_bytes,
                "salt": operation.salt,
                "body": operation.body_bytes,
                "signature": operation.signature,
            }
        )
    connection.execute(_APPEND, rows)
    last = {numbers[operation.chain]: operation for operation in operations}
    connection.execute(
        _ADVANCE, [{"chain": number, "to": one.header.seq, "id": bytes.fromhex(one.id)} for number, one in last.items()]
    )
    after = replace(space, rank=space.rank + len(rows), running=running, control=control)
    connection.execute(_REACH, {"here": space.number, "to": after.rank, "hash": running, "authority": control})
    _note_named_files(connection, space, operations)
    erasing.note(connection, space, operations)
    tell_other_processes(connection)
    return after


def _note_named_files(connection: Connection, space: Space, operations: Sequence[Operation]) -> None:
    """Notes the contents that these operations name: no other will be taken in."""
    rows = [
        {"space": space.number, "sha256": bytes.fromhex(hash), "size": size}
        for one in operations
        if one.header.kind in NAMING and one.body_bytes is not None and NAMES in one.body_bytes
        for hash, size in files_named(one.body).items()
    ]
    if rows:
        connection.execute(insert_new(connection, NAMED_FILES), rows)


def tell_other_processes(connection: Connection) -> None:
    """Wakes the live streams of every process once this transaction ends, where the database can."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_notify(CHANNEL, "")))


def chain_numbers(connection: Connection, space: Space, chains: Collection[Chain]) -> dict[Chain, int]:
    """The row of each of these chains of the space, made for those that have none yet."""
    if not chains:
        return {}
    names = [(device, incarnation) for device, incarnation, _ in chains]
    new = [
        {"space": space.number, "device": device, "incarnation": incarnation, "seq": 0, "head": b""}
        for device, incarnation in names
    ]
    connection.execute(insert_new(connection, CHAINS), new)
    columns = CHAINS.c
    here = (columns.space == space.number) & tuple_(columns.device, columns.incarnation).in_(names)
    rows = connection.execute(select(columns.device, columns.incarnation, columns.number).where(here))
    return {(device, incarnation, space.id): number for device, incarnation, number in rows}
