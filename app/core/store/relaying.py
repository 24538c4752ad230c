"""What one workstation may tell another of a space: how far it has moved, which contents of files are here for it."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from app.core.store.blobs import Due
from app.core.store.log import chunks, marks


def reached(connection: Connection) -> dict[str, int]:
    """For each space held and not left, a number that moves when something of it was written, received or ranked."""
    rows = connection.exec_driver_sql(
        "SELECT space.name, space.rank + coalesce((SELECT max(op.n) FROM op WHERE op.space = space.n), 0) AS mark"
        " FROM space WHERE removed_by IS NULL"
    )
    return {row.name.hex(): row.mark for row in rows if row.mark}


def named(connection: Connection, space: str, hashes: Sequence[str]) -> set[str]:
    """Those of these contents that a record of that space names."""
    found: set[str] = set()
    for part in chunks([bytes.fromhex(hash) for hash in hashes]):
        sql = (
            "SELECT DISTINCT relation.target FROM relation JOIN space ON space.n = relation.space"
            f" WHERE relation.kind = 'file' AND space.name = ? AND relation.target IN ({marks(part)})"
        )
        rows = connection.exec_driver_sql(sql, (bytes.fromhex(space), *part))
        found.update(row.target.hex() for row in rows)
    return found


def here(connection: Connection, space: str, hashes: Sequence[str]) -> dict[str, int]:
    """Those of these contents that are held for that space and named in it, with their sizes. One held for another
    space alone is not: whoever knew its hash could draw it out of a crisis that he is not of."""
    found: dict[str, int] = {}
    for part in chunks([bytes.fromhex(hash) for hash in sorted(named(connection, space, hashes))]):
        sql = (
            "SELECT blob.sha256, blob.size FROM blob JOIN blob_space ON blob_space.sha256 = blob.sha256"
            f" WHERE blob_space.space = ? AND blob.sha256 IN ({marks(part)})"
        )
        rows = connection.exec_driver_sql(sql, (bytes.fromhex(space), *part))
        found |= {row.sha256.hex(): row.size for row in rows}
    return found


def due(connection: Connection, spaces: Iterable[str]) -> dict[str, Due]:
    """What is to be settled with another workstation, whatever the central has: contents held for these spaces, and
    contents they name that are not here. The newest first."""
    found: dict[str, Due] = {}
    for space in spaces:
        sql = (
            "SELECT relation.target, blob.sha256 IS NULL AS wanted, mine.space IS NULL AS elsewhere,"
            " max(op.n) AS newest FROM relation JOIN space ON space.n = relation.space"
            " JOIN op ON op.record = relation.source LEFT JOIN blob ON blob.sha256 = relation.target"
            " LEFT JOIN blob_space mine ON mine.sha256 = relation.target AND mine.space = space.name"
            " WHERE relation.kind = 'file' AND space.name = ? AND space.removed_by IS NULL"
            " GROUP BY relation.target ORDER BY newest DESC"
        )
        there = Due()
        for row in connection.exec_driver_sql(sql, (bytes.fromhex(space),)):
            (there.wanted if row.wanted else there.elsewhere if row.elsewhere else there.held).append(row.target.hex())
        if there.held or there.wanted:
            found[space] = there
    return found
