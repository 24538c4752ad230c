"""What the live streams tell: one look at the database for all of them, and what each space gained since the last."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from app.core.operations import Wire
from app.server import log
from app.server.access import View
from app.server.central import Central
from app.server.log import WIRE, Space
from app.server.schema import OPERATIONS, SOUND
from app.sync.protocol import Reply, pack, sign_checkpoint

MOST_OPERATIONS = 64
MOST_BYTES = 64 * 1024  # of one operation: larger ones do not pack into a page that is small enough
MOST_PACKED = 16 * 1024
_GAINED = (
    select(OPERATIONS.c.chain, OPERATIONS.c.checked, *WIRE)
    .where(
        OPERATIONS.c.space == bindparam("here"),
        OPERATIONS.c.rank.between(bindparam("after") + 1, bindparam("reached")),
        OPERATIONS.c.size <= MOST_BYTES,
    )
    .order_by(OPERATIONS.c.rank)
)


@dataclass(frozen=True, slots=True)
class Gain:
    """What a space gained after the rank `after`: a Reply, packed, in base64. Made once for all who are told."""

    after: int
    page: bytes


@dataclass(frozen=True, slots=True)
class Look:
    """Who may see what and how far each space has come, and what spaces gained since the look before."""

    view: View
    gains: Mapping[str, Gain]


def look(central: Central, before: Mapping[str, int]) -> Look:
    """How things are now, in one transaction. `before`: the ranks that the streams were told."""
    with central.database.reading() as connection:
        view = central.access.view_of_all(connection)
        moved = [one for one in view.spaces.values() if 0 < one.rank - before.get(one.id, one.rank) <= MOST_OPERATIONS]
        epoch = log.current_epoch(connection) if moved else ""
        found = {one.id: _gain(central, connection, one, epoch, before[one.id]) for one in moved}
    return Look(view, {id: gain for id, gain in found.items() if gain})


def _gain(central: Central, connection: Connection, space: Space, epoch: str, after: int) -> Gain | None:
    """What follows that rank, up to the last, or None when it has to be asked for: it is large, words of it were
    erased, or it would end a chain's part on a signature that nobody has checked yet."""
    rows = connection.execute(_GAINED, {"here": space.number, "after": after, "reached": space.rank}).all()
    ends = {row.chain: row.checked for row in rows}
    if len(rows) < space.rank - after or any(end != SOUND for end in ends.values()):
        return None
    items: list[bytes | Wire] = [Wire(*wire) for _, _, *wire in rows]
    if any(item.body is None for item in items if isinstance(item, Wire)):
        return None
    checkpoint = sign_checkpoint(central.key, space.id, epoch, space.rank, space.running)
    packed = pack(Reply(epoch, after, items, False, checkpoint))
    return Gain(after, base64.b64encode(packed)) if len(packed) <= MOST_PACKED else None
