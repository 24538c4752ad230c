"""Contents on their way to this workstation: what came of them stays, whatever cuts the line, until they are whole."""

from collections.abc import Sequence

from sqlalchemy import Connection

from app.core.store.log import chunks, marks

PART = 256 * 1024  # bytes: what comes after the last full one is written again with it


def come(connection: Connection, hash: str) -> tuple[int, int]:
    """How many bytes of it came, and of how many; (0, 0) when none did."""
    sql = "SELECT held, size FROM arriving WHERE sha256 = ?"
    row = connection.exec_driver_sql(sql, (bytes.fromhex(hash),)).first()
    return (row.held, row.size) if row is not None else (0, 0)


def add(connection: Connection, hash: str, size: int, start: int, data: bytes) -> int:
    """How many bytes of a content of `size` have come with these, the ones from `start` on. If they do not follow what
    came, they are left out; if its size is another than was said before, it is begun again."""
    key = bytes.fromhex(hash)
    held, known = come(connection, hash)
    if held and known != size:
        forget(connection, hash)
        held = 0
    data = data[: size - held]
    if not data or start != held:
        return held
    n, over = divmod(held, PART)
    joined = _part(connection, key, n)[:over] + data
    for place in range(0, len(joined), PART):
        sql = "INSERT OR REPLACE INTO arriving_part (sha256, n, data) VALUES (?, ?, ?)"
        connection.exec_driver_sql(sql, (key, n + place // PART, joined[place : place + PART]))
    sql = "INSERT OR REPLACE INTO arriving (sha256, size, held) VALUES (?, ?, ?)"
    connection.exec_driver_sql(sql, (key, size, held + len(data)))
    return held + len(data)


def read(connection: Connection, hash: str) -> bytes:
    """What came of it: for the caller to verify."""
    sql = "SELECT data FROM arriving_part WHERE sha256 = ? ORDER BY n"
    return b"".join(row.data for row in connection.exec_driver_sql(sql, (bytes.fromhex(hash),)))


def forget(connection: Connection, hash: str) -> None:
    for table in ("arriving", "arriving_part"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE sha256 = ?", (bytes.fromhex(hash),))


def sweep(connection: Connection) -> None:
    """Forgets what is held whole by now, or is named no more by what we may read."""
    sql = (
        "SELECT sha256 FROM arriving WHERE sha256 IN (SELECT sha256 FROM blob) OR sha256 NOT IN"
        " (SELECT target FROM relation JOIN space ON space.n = relation.space"
        " WHERE relation.kind = 'file' AND space.removed_by IS NULL)"
    )
    for row in connection.exec_driver_sql(sql).all():
        forget(connection, row.sha256.hex())


def percents(connection: Connection, hashes: Sequence[str]) -> dict[str, int]:
    """Of those of these contents of which some bytes came: how many in a hundred, never a hundred."""
    found: dict[str, int] = {}
    for part in chunks([bytes.fromhex(hash) for hash in hashes]):
        sql = f"SELECT sha256, held, size FROM arriving WHERE sha256 IN ({marks(part)})"
        rows = connection.exec_driver_sql(sql, tuple(part))
        found |= {row.sha256.hex(): min(99, 100 * row.held // row.size) for row in rows}
    return found


def _part(connection: Connection, key: bytes, n: int) -> bytes:
    sql = "SELECT data FROM arriving_part WHERE sha256 = ? AND n = ?"
    return bytes(connection.exec_driver_sql(sql, (key, n)).scalar() or b"")
