"""The server's database: SQLite in one file (plain, no cipher) or PostgreSQL, opened and brought up to date."""

import logging
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Engine, Table, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from app.core.errors import Unavailable

logger = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_FOR_MIGRATIONS = 3_419_827  # any number, the same in every process
PATIENCE = 20  # seconds before a transaction that cannot begin is given up
ON_EACH_SQLITE_CONNECTION = (
    f"PRAGMA busy_timeout = {PATIENCE * 1000}",
    "PRAGMA synchronous = FULL",  # what was acknowledged survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is erased is overwritten in the file itself
)
ERASED = "erased"  # noted of a connection whose transaction has destroyed words
SCRUB_WAITS = 500  # ms for somebody who reads: it can be done later
BETWEEN_SCRUBS = 60  # seconds, when one was not complete
WRITTEN_AGAIN = 256 * 1024 * 1024  # bytes: some seconds; of a larger file, only its free room was overwritten
BEARING_WORDS = ("operations", "waiting", "quarantine", "forks")


class Database:
    """An open database. `writing` and `reading` each give one transaction."""

    def __init__(self, url: str):
        self.url = url
        self.engine = engine = _engine(url)
        self.is_postgresql = engine.dialect.name == "postgresql"
        self._words_left = not self.is_postgresql  # whoever wrote in that file last may have been killed before that
        self._scrub_from = 0.0  # the monotonic time
        self._turn = threading.Lock()  # SQLite's own waiting is a blind one, and unfair

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with nullcontext() if self.is_postgresql else self._turn, self.engine.begin() as connection:
            connection.info.pop(ERASED, None)  # of a transaction that failed
            yield connection
            erased = connection.info.pop(ERASED, False)
        if erased:
            self._words_left, self._scrub_from = True, 0.0
        if self._words_left and time.monotonic() >= self._scrub_from:
            with nullcontext() if self.is_postgresql else self._turn:
                self._scrub()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            connection.execution_options(only_reads=True)
            with connection.begin():
                yield connection

    @contextmanager
    def at_one_moment(self) -> Iterator[Connection]:
        """Reads everything as it was when it began, however long it takes and whatever is written meanwhile."""
        with self.engine.connect() as connection:
            if self.is_postgresql:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            connection.execution_options(only_reads=True)
            with connection.begin():
                yield connection

    def _scrub(self) -> None:
        """Leaves as little in the files of what was erased as the database can, in no transaction. What fails changes
        no answer, and is tried again after a while: the words are in no row any more."""
        if not self._words_left:
            return
        self._scrub_from = time.monotonic() + BETWEEN_SCRUBS
        try:
            if self.is_postgresql:
                with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    for table in BEARING_WORDS:  # frees the room of the former rows
                        connection.exec_driver_sql(f"VACUUM {table}")
                self._words_left = False
            else:
                with closing(self.engine.raw_connection()) as raw:
                    self._words_left = not _scrub_sqlite(raw.cursor())
        except (OperationalError, sqlite3.OperationalError) as error:
            logger.warning("what was erased may stay in the files for now: %s", type(error).__name__)

    def close(self) -> None:
        self.engine.dispose()


def open_database(url: str, to: str = "head") -> Database:
    """The database at `url`, its tables at the newest revision, or at an older one if there are none yet. Safe while
    other processes do the same."""
    database = Database(url)
    with database.writing() as connection:
        if database.is_postgresql:
            connection.execute(sqlalchemy.select(sqlalchemy.func.pg_advisory_xact_lock(LOCK_FOR_MIGRATIONS)))
        if to == "head" or not revision(connection):
            upgrade(connection, to)
    return database


def _scrub_sqlite(cursor: Any) -> bool:
    """Writes the file again unless it is large, and empties the write-ahead log; False when somebody was reading."""
    (pages,) = cursor.execute("PRAGMA page_count").fetchone()
    (size,) = cursor.execute("PRAGMA page_size").fetchone()
    cursor.execute(f"PRAGMA busy_timeout = {SCRUB_WAITS}")
    try:
        if pages * size <= WRITTEN_AGAIN:
            cursor.execute("VACUUM")
        (busy, _, _) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
    return not busy


def scrub_afterwards(connection: Connection) -> None:
    """To call in a transaction that destroys words: the files are seen to once it has ended well."""
    connection.info[ERASED] = True


def insert_new(connection: Connection, table: Table, *returned: Column[Any]) -> Any:
    """An insertion that passes over the rows that are there already, and returns these columns of the others."""
    return _insert_new(connection.dialect.name, table, returned)


@cache
def _insert_new(dialect: str, table: Table, returned: tuple[Column[Any], ...]) -> Any:
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    passing = insert.on_conflict_do_nothing()
    return passing.returning(*returned) if returned else passing


def upgrade(connection: Connection, to: str = "head") -> None:
    """Every migration not yet applied, up to that one, inside the caller's transaction."""
    config, script = _script()

    def steps(revision: Any, context: MigrationContext) -> Any:
        return script._upgrade_revs(to, revision)  # what alembic's own command hands over

    with EnvironmentContext(config, script, fn=steps) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()


def revision(connection: Connection) -> str:
    """The revision of the tables; empty when there are none."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def revisions() -> list[str]:
    """Those that this version knows."""
    return [each.revision for each in _script()[1].walk_revisions()]


def _script() -> tuple[Config, ScriptDirectory]:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("version_locations", str(MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    return config, ScriptDirectory.from_config(config)


def _engine(url: str) -> Engine:
    address = make_url(url)
    options: dict[str, Any] = {"pool_size": 10, "max_overflow": 40, "pool_timeout": PATIENCE}
    match address.get_backend_name():
        case "postgresql":
            address = address.set(drivername="postgresql+psycopg")
            options["pool_pre_ping"] = True  # a file does not hang up
        case "sqlite":
            pass
        case other:
            raise Unavailable(f"Base de données inconnue : {other}. Diapason connaît sqlite et postgresql.")
    engine = sqlalchemy.create_engine(address, **options)
    if engine.dialect.name == "sqlite":
        sqlalchemy.event.listen(engine, "connect", _prepare_sqlite)
        sqlalchemy.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # the driver would begin by itself, too late and not for every statement
    for pragma in ON_EACH_SQLITE_CONNECTION:
        connection.execute(pragma)
    _use_wal(connection)


def _use_wal(connection: sqlite3.Connection) -> None:
    """Readers beside the writer. SQLite is patient for everything but this change: we wait for whoever is making it."""
    for _ in range(PATIENCE):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("COMMIT")
    raise sqlite3.OperationalError("database is locked")


def _begin_sqlite(connection: Connection) -> None:
    only_reads = connection.get_execution_options().get("only_reads")
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")
