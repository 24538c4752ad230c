"""Notices what another program of the same profile wrote: the command line beside the window."""

from typing import Any

from app.core.changes import Changes
from app.core.store import cursor
from app.core.store.engine import Database

HELD = (
    "SELECT (SELECT max(n) FROM op), (SELECT count(*) FROM op WHERE rank IS NULL),"
    " (SELECT group_concat(epoch || rank || coalesce(hex(removed_by), '')) FROM space)"
)


class Watch:
    """Keeps one connection, on which the file's `data_version` moves with every commit that is not its own."""

    def __init__(self, database: Database):
        self._database = database
        self._connection: Any = None
        self._version = -1
        self._held: tuple[object, ...] = ()

    def look(self) -> Changes:
        """What to look at again: every space when somebody wrote since the last look, nothing otherwise."""
        if self._connection is None:
            self._connection = self._database.keep_open()
        version = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        if version == self._version:
            return Changes()
        self._version = version
        with self._database.read() as connection:
            held = connection.exec_driver_sql(HELD).one()
            former, self._held = self._held, tuple(held)
            if former in ((), self._held):  # a draft or a note of the exchange: nothing that a list shows
                return Changes()
            return Changes(spaces=frozenset(cursor.spaces(connection)), members=True)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
