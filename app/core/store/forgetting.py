"""Takes a space out of this workstation: it belongs to it no more, and what was unsent has been handed in."""

from sqlalchemy import Connection

from app.core.store import log, schema
from app.core.store.erasing import LEFT, words_left

BY_NUMBER = ("erasure", "number", "conflict", "relation", "arrival", "notice")
BY_NAME = ("aside", "alarm", "blob_space")


def handed_in(connection: Connection, space: str) -> bool:
    """Whether the central keeps all that is held of a space, at a rank or in quarantine, and has its files."""
    sql = "SELECT 1 FROM blob JOIN blob_space USING (sha256) WHERE space = ? AND NOT placed"
    if connection.exec_driver_sql(sql, (bytes.fromhex(space),)).first() is not None:
        return False
    sql = (
        "SELECT 1 FROM op JOIN space ON space.n = op.space WHERE space.name = ? AND op.rank IS NULL"
        " AND coalesce(op.verdict, '') NOT IN ('known', 'quarantined') LIMIT 1"
    )
    return connection.exec_driver_sql(sql, (bytes.fromhex(space),)).first() is None


def forget(connection: Connection, space: str) -> None:
    """Deletes all that is held of a space but its name, why we left it, and the numbers that were given in it: they
    were printed. The file is to be scrubbed afterwards."""
    n, name = log.space_number(connection, space), bytes.fromhex(space)
    for table in schema.read_tables:
        if table in schema.SEARCHED:
            keys = f"SELECT key FROM {table} WHERE space = ?"
            connection.exec_driver_sql(f"DELETE FROM {schema.SEARCH.format(table)} WHERE rowid IN ({keys})", (n,))
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE space = ?", (n,))
    for table in BY_NUMBER:
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE space = ?", (n,))
    sql = "SELECT sha256 FROM blob_space GROUP BY sha256 HAVING count(*) = 1 AND max(space) = ?"
    alone = [row.sha256 for row in connection.exec_driver_sql(sql, (name,))]  # no other space has these contents
    for table in BY_NAME:
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE space = ?", (name,))
    connection.exec_driver_sql("DELETE FROM draft WHERE instr(name, ?)", (space,))
    for part in log.chunks(alone):
        for table in ("blob", "blob_part"):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE sha256 IN ({log.marks(part)})", tuple(part))
    connection.exec_driver_sql("DELETE FROM op WHERE space = ?", (n,))
    connection.exec_driver_sql("DELETE FROM chain WHERE space = ?", (n,))
    sql = "UPDATE space SET epoch = '', rank = 0, running = NULL, checkpoint = NULL WHERE n = ?"
    connection.exec_driver_sql(sql, (n,))
    for search in map(schema.SEARCH.format, schema.SEARCHED):
        schema.optimize(connection, search)
    log.note(connection, LEFT, str(words_left(connection) + 1).encode())
