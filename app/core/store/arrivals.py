"""What this person has still to look at: the entries he has not read, and those that came in while he was away."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection

from app.core.operations import Operation
from app.core.registers.acknowledgements import READ
from app.core.store import log
from app.core.store.log import chunks, marks, space_number
from app.core.store.notices import CAUGHT_UP

ABSENT_FROM = 60_000  # ms without a good exchange: two rounds that did not take place
STRAGGLING = 120_000  # ms after one's return, while others are still coming back themselves
BEGINS = "entry.recorded"
UNREAD = (  # by the person named twice
    "(NOT (author_person = ? OR EXISTS (SELECT 1 FROM relation r"
    f" WHERE r.target = entry.id AND r.kind = '{READ}' AND r.person = ? AND r.active)))"
)


def absent_since(connection: Connection, now: int) -> int | None:
    """The last good exchange (ms) when this workstation was away until now, or None when it was not."""
    exchanged = log.noted(connection, "exchanged")
    if exchanged is None:
        return None
    last, failed = int(exchanged), int(log.noted(connection, "exchange_failed") or 0)
    return last if failed > last or now - last > ABSENT_FROM else None


def note_arrivals(connection: Connection, space: str, operations: Iterable[Operation], now: int) -> None:
    """Marks the entries just received as come in during an absence, when there was one: all of them while it lasts,
    and for a while those written before one came back, for others too may have been cut off. What is received before
    the whole of a crisis was held once is its history, not news."""
    if log.noted(connection, CAUGHT_UP.format(space)) is None:
        return
    written = [one for one in operations if one.header.kind == BEGINS]
    since = absent_since(connection, now)
    if since is None:
        since, back = (int(log.noted(connection, name) or 0) for name in ("left", "back"))
        written = [one for one in written if since <= one.header.at <= back and now - back <= STRAGGLING]
    new = [bytes.fromhex(one.id) for one in written]
    if not new:
        return
    n = space_number(connection, space)
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO arrival (record, space, since, at) VALUES (?, ?, ?, ?)",
        [(id, n, since, now) for id in new],
    )


def read_of(connection: Connection, records: Collection[str]) -> set[str]:
    """The entries that these acknowledgements name."""
    found: set[str] = set()
    for part in chunks([bytes.fromhex(record) for record in records]):
        sql = f"SELECT target FROM relation WHERE kind = '{READ}' AND source IN ({marks(part)})"
        found.update(row.target.hex() for row in connection.exec_driver_sql(sql, tuple(part)))
    return found


def look_again(connection: Connection, me: str, entries: Collection[str]) -> None:
    """Makes `entry.unread` right for these entries, folded or acknowledged just now. What was read has arrived."""
    for part in chunks([bytes.fromhex(entry) for entry in entries]):
        here = f"id IN ({marks(part)})"
        _set(connection, here, me, tuple(part))
        connection.exec_driver_sql(
            f"DELETE FROM arrival WHERE record IN (SELECT id FROM entry WHERE NOT unread AND {here})", tuple(part)
        )


def look_at_all_again(connection: Connection, me: str) -> None:
    """As `look_again`, for every entry held."""
    _set(connection, "true", me, ())


def misjudged(connection: Connection, me: str) -> str | None:
    """The first entry that is said to be read, or not, against what was signed; None when there is none."""
    sql = f"SELECT hex(id) FROM entry WHERE unread <> {UNREAD} ORDER BY key LIMIT 1"
    found = connection.exec_driver_sql(sql, (me, me)).scalar()
    return str(found).lower() if found else None


def _set(connection: Connection, where: str, me: str, values: tuple[bytes, ...]) -> None:
    sql = f"UPDATE entry SET unread = {UNREAD} WHERE {where} AND unread <> {UNREAD}"
    connection.exec_driver_sql(sql, (me, me, *values, me, me))
