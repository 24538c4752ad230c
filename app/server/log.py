"""The ranked log as it is read: spaces, what comes after a rank, heads of chains, epochs and checkpoints."""

from collections.abc import Collection
from dataclasses import dataclass

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, insert, literal, select, update

from app.core.operations import Chain, Operation, Wire, read
from app.server.database import insert_new
from app.server.schema import BAD, CHAINS, EPOCH_STARTS, EPOCHS, OPERATIONS, SOUND, SPACES, UNCHECKED, WAITING
from app.sync.protocol import PAGE, PAGE_BYTES, Checkpoint, checkpoint_holds, first_running

WIRE = (OPERATIONS.c.header, OPERATIONS.c.salt, OPERATIONS.c.body, OPERATIONS.c.signature)
NO_CONTROL = b""
_NAMED = select(SPACES).where(SPACES.c.id == bindparam("id"))  # what each exchange asks is made into SQL once
_LOCKED = _NAMED.with_for_update()
_ALL = select(SPACES)
_LATEST = select(EPOCHS.c.id).order_by(EPOCHS.c.number.desc()).limit(1)
_RUNNING = (
    select(OPERATIONS.c.running)
    .join(SPACES, SPACES.c.number == OPERATIONS.c.space)
    .where(SPACES.c.id == bindparam("id"), OPERATIONS.c.rank == bindparam("rank"))
)
_LATEST_AND_RUNNING = select(_LATEST.scalar_subquery(), _RUNNING.scalar_subquery())


@dataclass(frozen=True, slots=True)
class Space:
    """A space as the log has it: its row's `number`, the `rank` reached and the running hash there.

    `control` is the running hash at the last operation that says who may do what: while it is the same, so are they.
    `stored` is how many bytes of attached files are kept.
    """

    number: int
    id: str
    rank: int
    running: bytes
    control: bytes
    stored: int


@dataclass(frozen=True, slots=True)
class Page:
    """What a reply tells: the items, the rank and running hash of the last of them, and whether more follow."""

    items: list[bytes | Wire]
    rank: int
    running: bytes
    more: bool


def find_space(connection: Connection, id: str, locked: bool = False) -> Space | None:
    """The space of that name. `locked`: nobody else ranks in it before this transaction ends."""
    row = connection.execute(_LOCKED if locked else _NAMED, {"id": id}).first()
    return None if row is None else Space(*row)


def begin_space(connection: Connection, id: str) -> Space:
    """The empty space of that name, locked, made if nobody has."""
    row = {"id": id, "rank": 0, "running": first_running(id), "control": NO_CONTROL}
    connection.execute(insert_new(connection, SPACES), row)
    space = find_space(connection, id, locked=True)
    assert space is not None
    return space


def all_spaces(connection: Connection) -> dict[str, Space]:
    return {row.id: Space(*row) for row in connection.execute(_ALL)}


def control_operations(connection: Connection, space: Space) -> list[tuple[Operation, int | None]]:
    """The operations of a space that say who may do what, with their ranks."""
    wanted = select(OPERATIONS.c.rank, *WIRE).where(OPERATIONS.c.space == space.number, OPERATIONS.c.control)
    rows = connection.execute(wanted.order_by(OPERATIONS.c.rank))
    return [(read(Wire(*wire)), rank) for rank, *wire in rows]


def operation_named(connection: Connection, id: str) -> Wire | None:
    """The ranked operation of that id, as it was received."""
    row = connection.execute(select(*WIRE).where(OPERATIONS.c.id == bytes.fromhex(id))).first()
    return None if row is None else Wire(*row)


def position(connection: Connection, id: str) -> tuple[Chain, int] | None:
    """Where the operation of that id stands, ranked or waiting: its chain and its seq."""
    try:
        name = bytes.fromhex(id)
    except ValueError:
        return None
    place = select(CHAINS.c.device, CHAINS.c.incarnation, SPACES.c.id).join(SPACES, SPACES.c.number == CHAINS.c.space)
    for table in (OPERATIONS, WAITING):
        found = place.add_columns(table.c.seq).join(table, table.c.chain == CHAINS.c.number).where(table.c.id == name)
        row = connection.execute(found).first()
        if row is not None:
            return (row[0], row[1], row[2]), row[3]
    return None


def heads(connection: Connection, device: str) -> list[str]:
    """The last ranked operation of each chain of a workstation."""
    statement = select(CHAINS.c.head).where(CHAINS.c.device == device, CHAINS.c.seq > 0).order_by(CHAINS.c.number)
    return [head.hex() for head in connection.scalars(statement)]


def page_after(
    connection: Connection,
    space: Space,
    rank: int,
    sent: Collection[bytes],
    most: int = PAGE,
    most_bytes: int = PAGE_BYTES,
) -> Page:
    """What follows `rank`, whole up to a page; those in `sent` by their ids alone.

    Each chain's part ends on a signature that is checked here once and for all: on it rests the whole part.
    """
    rows = _page_rows(connection, space, rank, most, most_bytes) if rank < space.rank else []
    if not rows:
        return Page([], space.rank, space.running, False)
    last = rows[-1]
    items: list[bytes | Wire]
    body = select(*WIRE).where(_between(space, rank, last.rank)).order_by(OPERATIONS.c.rank)
    wires = connection.execute(body)
    if sent:
        items = [row.id if row.id in sent else Wire(*wire) for row, wire in zip(rows, wires, strict=True)]
    else:
        items = [Wire(*wire) for wire in wires]
    running = connection.scalars(
        select(OPERATIONS.c.running).where(OPERATIONS.c.space == space.number, OPERATIONS.c.rank == last.rank)
    ).one()
    return Page(items, last.rank, running, last.rank < space.rank)


LightRow = Row[tuple[int, bytes, int, int, int]]


def _page_rows(connection: Connection, space: Space, rank: int, most: int, most_bytes: int) -> list[LightRow]:
    """What a page holds, without the bytes: as many as fit, then up to where every chain's part ends soundly."""
    rows = list(connection.execute(_light(space, rank, most)))
    size, count = 0, 0
    for row in rows:
        size += row.size
        if count and size > most_bytes:
            break
        count += 1
    sound: dict[int, bool] = {}
    while True:
        unsound = set()
        for row in {row.chain: row for row in rows[:count]}.values():
            if row.rank not in sound:
                sound[row.rank] = _is_sound(connection, space, row)
            if not sound[row.rank]:
                unsound.add(row.chain)
        following = next((place for place in range(count, len(rows)) if rows[place].chain in unsound), None)
        if following is not None:
            count = following + 1
            continue
        further = list(connection.execute(_light(space, rows[-1].rank, most))) if unsound else []
        if not further:
            return rows[:count]
        rows += further


def _light(space: Space, rank: int, most: int) -> Select[tuple[int, bytes, int, int, int]]:
    columns = OPERATIONS.c
    wanted = select(columns.rank, columns.id, columns.chain, columns.size, columns.checked)
    return wanted.where(_between(space, rank, space.rank)).order_by(columns.rank).limit(most)


def _between(space: Space, after: int, last: int) -> ColumnElement[bool]:
    return (OPERATIONS.c.space == space.number) & (OPERATIONS.c.rank > after) & (OPERATIONS.c.rank <= last)


def _is_sound(connection: Connection, space: Space, row: LightRow) -> bool:
    """Whether the signature of that operation holds; found out once, then remembered."""
    if row.checked != UNCHECKED:
        return bool(row.checked == SOUND)
    here = (OPERATIONS.c.space == space.number) & (OPERATIONS.c.rank == row.rank)
    sound = read(Wire(*connection.execute(select(*WIRE).where(here)).one())).signed_by_its_device()
    connection.execute(update(OPERATIONS).where(here).values(checked=SOUND if sound else BAD))
    return sound


def current_epoch(connection: Connection) -> str:
    epoch: str = connection.scalars(_LATEST).one()
    return epoch


def epoch_and_running(connection: Connection, space: str, rank: int) -> tuple[str, bytes | None]:
    """The epoch, and the running hash of that space at that rank, when it has come so far."""
    epoch, running = connection.execute(_LATEST_AND_RUNNING, {"id": space, "rank": rank}).one()
    return epoch, running


def open_epoch(connection: Connection, after: str, id: str, now: int, evidence: Checkpoint | None = None) -> str:
    """The epoch from now on: a new one that names the one before and what showed that it had to be.

    If somebody else opened one in the meantime, that one.
    """
    connection.execute(select(EPOCHS.c.id).where(EPOCHS.c.id == after).with_for_update())
    previous = connection.scalars(_LATEST).first() or ""
    if previous != after:
        return previous
    shown = None if evidence is None else msgspec.msgpack.encode(evidence)
    opened = insert(EPOCHS).returning(EPOCHS.c.number)
    values = {"id": id, "previous": previous, "opened_at": now, "evidence": shown}
    number = connection.scalars(opened, values).one()
    here = select(literal(number), SPACES.c.number, SPACES.c.rank, SPACES.c.running)
    connection.execute(insert(EPOCH_STARTS).from_select(["epoch", "space", "rank", "running"], here))
    return id


def continued(connection: Connection, space: Space, epoch: str, reached: int) -> list[tuple[int, bytes]]:
    """How far of the history of that former epoch, held by somebody up to `reached`, the present log may hold: a rank
    of that space with the running hash there, then lower ones, further and further apart. A log put back from a copy
    that ranked something before anybody told it so is sure of none but the last, the beginning. Nothing when this log
    never had such an epoch."""
    epochs = connection.execute(select(EPOCHS.c.previous, EPOCHS.c.number, EPOCHS.c.id)).all()
    opened = {row.previous: row.number for row in epochs}
    names = {row.number: row.id for row in epochs}
    after: list[int] = []
    while epoch in opened:
        after.append(opened[epoch])
        epoch = names[opened[epoch]]
    if not after:
        return []
    columns = EPOCH_STARTS.c
    starts = select(columns.rank).where(columns.space == space.number, columns.epoch.in_(after))
    found = connection.scalars(starts).all()
    # not begun then, or opened by a version that did not note it
    most = min(reached, *found) if len(found) == len(after) else 0
    ranks = {most, *(most - (1 << step) for step in range(most.bit_length()) if 1 << step < most)}
    there = select(OPERATIONS.c.rank, OPERATIONS.c.running).where(OPERATIONS.c.space == space.number)
    held = connection.execute(there.where(OPERATIONS.c.rank.in_(ranks)).order_by(OPERATIONS.c.rank.desc())).all()
    return [*((row.rank, row.running) for row in held), (0, first_running(space.id))]


def forgot_epoch(connection: Connection, checkpoint: Checkpoint, server_key: str, epoch: str) -> bool:
    """Whether we signed in an epoch that this log does not know."""
    if checkpoint.epoch == epoch or not checkpoint_holds(checkpoint, server_key):
        return False
    return connection.scalars(select(EPOCHS.c.id).where(EPOCHS.c.id == checkpoint.epoch)).first() is None


def shows_us_restored(checkpoint: Checkpoint, running: bytes | None, server_key: str, epoch: str) -> bool:
    """Whether we signed, in this epoch, what our log does not hold: only a restored copy forgets its own word.
    `running`: what the log holds at the rank of that checkpoint."""
    if checkpoint.epoch != epoch or checkpoint.rank == 0 or checkpoint.running == running:
        return False
    return checkpoint_holds(checkpoint, server_key)
