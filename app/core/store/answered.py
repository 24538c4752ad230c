"""What the central answered of operations that it gave no rank."""

from collections.abc import Collection

from sqlalchemy import Connection

from app.core.operations import Chain
from app.core.store.log import chunks, marks

WAITING, KNOWN = "waiting", "known"
HERE = "rank IS NULL AND space = (SELECT n FROM space WHERE name = ?)"


def note(connection: Connection, space: str, id: bytes, verdict: str, reason: str) -> None:
    """Keeps what the central said of an operation of that space that it did not rank. It stays here whatever was said,
    and has a rank under the central's signature alone."""
    sql = f"UPDATE op SET verdict = ?, reason = ? WHERE id = ? AND {HERE}"
    connection.exec_driver_sql(sql, (verdict, reason, id, bytes.fromhex(space)))


def ask_again(connection: Connection) -> None:
    """What the central kept waiting, refused without a reason, or said it knows, is shown to it again: what it lacked
    may have come."""
    sql = "UPDATE op SET verdict = NULL, reason = NULL WHERE rank IS NULL AND verdict IN (?, ?)"
    connection.exec_driver_sql(sql, (WAITING, KNOWN))


def chains(connection: Connection, space: str, ids: Collection[bytes]) -> dict[bytes, Chain]:
    """The chain of each of these operations that is held in that space and has no rank."""
    found: dict[bytes, Chain] = {}
    for part in chunks(list(ids)):
        sql = (
            "SELECT op.id, chain.device, chain.incarnation FROM op JOIN chain ON chain.n = op.chain"
            f" JOIN space ON space.n = op.space WHERE space.name = ? AND op.rank IS NULL AND op.id IN ({marks(part)})"
        )
        rows = connection.exec_driver_sql(sql, (bytes.fromhex(space), *part))
        found |= {row.id: (row.device, row.incarnation, space) for row in rows}
    return found


def is_said_known(connection: Connection, space: str) -> bool:
    """Whether the central said that something of that space has a rank, and has not shown it."""
    sql = f"SELECT 1 FROM op WHERE {HERE} AND verdict = ? LIMIT 1"
    return connection.exec_driver_sql(sql, (bytes.fromhex(space), KNOWN)).first() is not None


def is_refused_for_nothing(connection: Connection, space: str) -> bool:
    """Whether something of that space waits because it was refused without a reason."""
    sql = f"SELECT 1 FROM op WHERE {HERE} AND verdict = ? AND reason <> '' LIMIT 1"
    return connection.exec_driver_sql(sql, (bytes.fromhex(space), WAITING)).first() is not None
