"""The server's database: SQLite in one file (plain, no cipher) or PostgreSQL, opened and brought up to date."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Insert, Table, make_url
from sqlalchemy.dialects import postgresql, sqlite

from app.core.errors import Unavailable

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_FOR_MIGRATIONS = 3_419_827  # any number, the same in every process
PATIENCE = 20  # seconds before a transaction that cannot begin is given up
ON_EACH_SQLITE_CONNECTION = (
    f"PRAGMA busy_timeout = {PATIENCE * 1000}",
    "PRAGMA synchronous = FULL",  # what was acknowledged survives a power cut
    "PRAGMA foreign_keys = ON",
)


class Database:
    """An open database. `writing` and `reading` each give one transaction."""

    def __init__(self, url: str):
        self.url = url
        self.engine = engine = _engine(url)
        self.is_postgresql = engine.dialect.name == "postgresql"
        self._turn = threading.Lock()  # SQLite's own waiting is a blind one, and unfair

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        if self.is_postgresql:
            with self.engine.begin() as connection:
                yield connection
        else:
            with self._turn, self.engine.begin() as connection:
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            connection.execution_options(only_reads=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        self.engine.dispose()


def open_database(url: str) -> Database:
    """The database at `url`, its tables at the newest revision. Safe while other processes do the same."""
    database = Database(url)
    with database.writing() as connection:
        if database.is_postgresql:
            connection.execute(sqlalchemy.select(sqlalchemy.func.pg_advisory_xact_lock(LOCK_FOR_MIGRATIONS)))
        upgrade(connection)
    return database


def insert_new(connection: Connection, table: Table) -> Insert:
    """An insertion that passes over the rows that are there already."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


def upgrade(connection: Connection) -> None:
    """Every migration not yet applied, inside the caller's transaction."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("version_locations", str(MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    script = ScriptDirectory.from_config(config)

    def steps(revision: Any, context: MigrationContext) -> Any:
        return script._upgrade_revs("head", revision)  # what alembic's own command hands over

    with EnvironmentContext(config, script, fn=steps) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()


def _engine(url: str) -> Engine:
    address = make_url(url)
    match address.get_backend_name():
        case "postgresql":
            address = address.set(drivername="postgresql+psycopg")
        case "sqlite":
            pass
        case other:
            raise Unavailable(f"Base de données inconnue : {other}. Diapason connaît sqlite et postgresql.")
    options: dict[str, Any] = {"pool_size": 10, "max_overflow": 40, "pool_timeout": PATIENCE, "pool_pre_ping": True}
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
