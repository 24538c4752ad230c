"""The encrypted database of a workstation: its connections, its transactions and what goes wrong with them."""

import hmac
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from app.core.errors import Damaged, Unavailable

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # measured: with NORMAL a power cut lost acknowledged writes in 169 of 300 runs
    "foreign_keys=ON",
    "temp_store=MEMORY",  # nothing in clear on the disk
    "secure_delete=ON",  # what is deleted or replaced is overwritten: words may have to leave the file itself
    "busy_timeout=10000",
    "cache_size=-65536",
)
SEEN = "seen"  # of a connection: small values read, or written, in its transaction, which no other can change meanwhile
LOOKS = 4  # at what seems damaged
SCRUB_WAITS = 500  # ms for somebody who reads: it can be done later


class Database:
    """One encrypted file. Safe to call from any thread: every connection comes from a pool."""

    def __init__(self, path: Path, key: bytes):
        self.path = path
        self._key = key
        self._engine = create_engine(
            "sqlite://",
            module=dbapi2,
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=4,
            max_overflow=8,
            hide_parameters=True,  # an error that reaches a log says which statement, never whose words
        )
        event.listen(self._engine, "begin", _begin)
        self._writing = self._engine.execution_options(writes=True)

    def _connect(self) -> Any:
        connection = dbapi2.connect(str(self.path), isolation_level=None, check_same_thread=False, timeout=10)
        connection.execute("PRAGMA cipher_log_level=NONE")  # it writes to stderr otherwise
        connection.execute(f"PRAGMA key=\"x'{self._key.hex()}'\"")
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the journal and writes nothing."""
        with _world(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that holds the only right to write; durable when it is left without an exception."""
        with _world(), self._writing.begin() as connection:
            yield connection

    def scrub(self) -> bool:
        """Writes the file again, and empties its write-ahead log. When a page was split, what it held may stay in its
        free space, which `secure_delete` does not look at: once in some hundreds of rows. False when it could not be
        done: somebody reads or writes, or the disk has no room for it."""
        try:
            with closing(self._connect()) as connection:
                connection.execute(f"PRAGMA busy_timeout={SCRUB_WAITS}")
                connection.execute("VACUUM")
                busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                return not busy
        except dbapi2.DatabaseError:
            return False

    def copy_into(self, file: Path) -> None:
        """Writes all that is committed into a new file under the same key, while others read and write. Raises Damaged
        when a page is not what was written, Unavailable when the disk has no room for it."""
        with _world(), closing(self._connect()) as connection:
            try:
                connection.execute("VACUUM INTO ?", (str(file),))
            except dbapi2.DatabaseError as error:
                raise DBAPIError("VACUUM INTO", None, error) from error

    def is_whole(self) -> bool:
        """Whether every page is what was written (each bears a seal made with the key), and none is missing."""
        with _world(), closing(self._connect()) as connection:
            try:
                return not _unsealed(connection) and connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            except dbapi2.DatabaseError:
                return False

    def derived_key(self, purpose: bytes) -> bytes:
        """A key made from the database's, for one purpose alone."""
        return hmac.digest(self._key, purpose, "sha256")

    def size(self) -> int:
        """Bytes of the file."""
        return self.path.stat().st_size

    def keep_open(self) -> Any:
        """A driver's connection in no transaction, which would freeze what it sees; for the caller to close."""
        return self._connect()

    def close(self) -> None:
        self._engine.dispose()


def _unsealed(connection: Any) -> set[str]:
    """What is said of the pages that are not as they were written. They are read in the file itself, where a checkpoint
    may be writing them: a page that is damaged is so each time, one that was being written is not."""
    found = {said for (said,) in connection.execute("PRAGMA cipher_integrity_check").fetchall()}
    for _ in range(LOOKS - 1):
        if not found:
            break
        found &= {said for (said,) in connection.execute("PRAGMA cipher_integrity_check").fetchall()}
    return found


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.info[SEEN] = {}
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _world() -> Iterator[None]:
    """Says in French what the disk did. A violated constraint is a bug and stays one."""
    try:
        yield
    except DBAPIError as error:
        text = str(error.orig)
        if isinstance(error.orig, dbapi2.IntegrityError):
            raise
        if "full" in text:
            message = "Le disque est plein : rien n'a été enregistré. Libérez de la place puis recommencez."
        elif "locked" in text or "busy" in text:
            message = "Le journal est occupé par un autre programme : rien n'a été enregistré. Recommencez."
        elif "not a database" in text or "malformed" in text:
            message = "Le journal de ce poste est endommagé ou sa clé n'est pas la bonne. Rien n'a été modifié."
            raise Damaged(f"{message} « diapason rescue » rend ce qui peut l'être.") from error
        elif isinstance(error.orig, dbapi2.OperationalError) and "disk" in text:
            message = "Le disque ne répond pas : rien n'a été enregistré."
        else:
            raise
        raise Unavailable(message) from error
