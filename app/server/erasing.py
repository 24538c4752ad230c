"""What becomes of an erasure on the central: it is in force in the very transaction that ranks it, or later."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, insert, select, true, update

from app.core import erasure
from app.core.erasure import ERASING, NO_SALT, Control, Scope, is_erasable, scope
from app.core.operations import Chain, Operation, Wire, read
from app.server import log
from app.server.database import scrub_afterwards
from app.server.log import Space
from app.server.schema import CHAINS, ERASURES, FORKS, OPERATIONS, QUARANTINE, SPACES, WAITING

PART = 500  # records asked about in one statement


class _Place(msgspec.Struct):
    """What a header says of where its operation stands."""

    kind: str
    record: str
    space: str


_place = msgspec.json.Decoder(_Place).decode


def note(connection: Connection, space: Space, operations: Iterable[Operation]) -> None:
    """Keeps in mind the erasures among these, just ranked."""
    rows = [
        {
            "id": bytes.fromhex(one.id),
            "space": space.number,
            "record": one.record,
            "register": scope(one)[2],
            "done": False,
        }
        for one in operations
        if one.header.kind in ERASING
    ]
    if rows:
        connection.execute(insert(ERASURES), rows)


def without_words(connection: Connection, operations: Sequence[Operation]) -> list[Operation]:
    """These operations, without the words that an erasure in force takes."""
    gone = scopes_in_force(connection, {scope(one) for one in operations if is_erasable(one.header.kind)})
    return erasure.without_words(operations, gone) if gone else list(operations)


def scopes_in_force(connection: Connection, asked: Collection[Scope]) -> set[Scope]:
    """Those of these that an erasure in force takes."""
    records = sorted({record for _, record, _ in asked})
    columns = (SPACES.c.id, ERASURES.c.record, ERASURES.c.register)
    found: set[Scope] = set()
    for start in range(0, len(records), PART):
        here = ERASURES.c.done & ERASURES.c.record.in_(records[start : start + PART])
        wanted = select(*columns).join(SPACES, SPACES.c.number == ERASURES.c.space).where(here)
        found.update((space, record, register) for space, record, register in connection.execute(wanted))
    return found & set(asked)


def settle(connection: Connection, service: str, space: Space) -> None:
    """Brings in force the erasures that are now, after a push into `space`, and destroys what they take. What happens
    in the accounts bears on every space."""
    waiting = _undone(connection, None if space.id == service else space.number)
    if not waiting:
        return
    accounts = log.find_space(connection, service)
    people: Control = log.control_operations(connection, accounts) if accounts else []
    for id in sorted(waiting):
        there = log.find_space(connection, id, locked=True)
        assert there is not None
        known: dict[str, tuple[Chain, int] | None] = {}

        def position(id: str, known: dict[str, tuple[Chain, int] | None] = known) -> tuple[Chain, int] | None:
            if id not in known:
                known[id] = log.position(connection, id)
            return known[id]

        counting = erasure.in_force(waiting[id], people, log.control_operations(connection, there), position)
        done = [one for one, _ in waiting[id] if one.id in counting]
        for one in done:
            connection.execute(update(ERASURES).where(ERASURES.c.id == bytes.fromhex(one.id)).values(done=True))
        if done:
            _destroy(connection, there, {scope(one) for one in done})
            scrub_afterwards(connection)


def _undone(connection: Connection, space: int | None) -> dict[str, list[tuple[Operation, int]]]:
    """The ranked erasures that are not in force, of one space or of all, by the space's id."""
    wanted = select(SPACES.c.id, OPERATIONS.c.rank, *log.WIRE).join(SPACES, SPACES.c.number == OPERATIONS.c.space)
    wanted = wanted.join(ERASURES, ERASURES.c.id == OPERATIONS.c.id).where(~ERASURES.c.done)
    if space is not None:
        wanted = wanted.where(ERASURES.c.space == space)
    found: dict[str, list[tuple[Operation, int]]] = {}
    for id, rank, *wire in connection.execute(wanted.order_by(OPERATIONS.c.rank)):
        found.setdefault(id, []).append((read(Wire(*wire)), rank))
    return found


def _destroy(connection: Connection, space: Space, gone: set[Scope]) -> None:
    """Takes these words out of the log of a space and out of what is kept beside it."""
    chains = select(CHAINS.c.number).where(CHAINS.c.space == space.number)
    held = (
        (OPERATIONS, OPERATIONS.c.space == space.number),
        (WAITING, WAITING.c.chain.in_(chains)),
        (QUARANTINE, QUARANTINE.c.space == space.id),
        (FORKS, true()),
    )
    for table, here in held:
        kept = select(table.c.id, table.c.header).where(here, table.c.body.is_not(None))
        rows = connection.execute(kept, execution_options={"yield_per": PART})  # a log may be large
        _strip(connection, table, _among(rows, gone))


def _among(rows: Iterable[Any], gone: set[Scope]) -> list[bytes]:
    """Those of these operations (id, header) whose words are taken."""
    found = []
    for row in rows:
        id, place = bytes(row.id), _place(row.header)
        stands = (place.space or id.hex(), place.record or id.hex(), erasure.register_of(place.kind))
        if stands in gone and is_erasable(place.kind):
            found.append(id)
    return found


def _strip(connection: Connection, table: Table, ids: Sequence[bytes]) -> None:
    for start in range(0, len(ids), PART):
        here = table.c.id.in_(ids[start : start + PART])
        connection.execute(update(table).where(here).values(body=None, salt=NO_SALT))
