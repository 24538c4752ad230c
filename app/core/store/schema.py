"""The tables of a workstation: the log, which is never altered, and the read tables, which equal its fold."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)

from app.core.register import Register
from app.core.registers.shelf import REGISTERS

VERSION = 1  # of the log's tables, in `user_version`
metadata = MetaData()

space = Table(
    "space",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("name", LargeBinary(32), nullable=False, unique=True),
    Column("epoch", String, nullable=False, default=""),
    Column("rank", Integer, nullable=False, default=0),  # how far the central's log is held
    Column("running", LargeBinary(32)),
    Column("checkpoint", LargeBinary),
    Column("removed_by", LargeBinary(32)),  # the operation that removed us, when one did
)

chain = Table(
    "chain",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("device", String, nullable=False),
    Column("incarnation", String, nullable=False),
    Column("space", Integer, ForeignKey("space.n"), nullable=False),
    Column("seq", Integer, nullable=False, default=0),
    Column("last", LargeBinary(32)),
    UniqueConstraint("device", "incarnation", "space"),
)

op = Table(
    "op",
    metadata,
    Column("n", Integer, primary_key=True),  # order of arrival here
    Column("id", LargeBinary(32), nullable=False, unique=True),
    Column("space", Integer, ForeignKey("space.n"), nullable=False),
    Column("record", LargeBinary(32), nullable=False, index=True),
    Column("chain", Integer, ForeignKey("chain.n"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("rank", Integer),  # NULL: the central has not ranked it yet
    Column("verdict", String),  # what the central said of it when it gave no rank; NULL: nothing yet
    Column("reason", String),
    Column("control", Boolean, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("salt", LargeBinary(16), nullable=False),
    Column("body", LargeBinary),
    Column("signature", LargeBinary(64), nullable=False),
    UniqueConstraint("chain", "seq"),
    Index("op_pending", "record", sqlite_where=text("rank IS NULL")),
    Index("op_unsent", "space", "n", sqlite_where=text("rank IS NULL AND verdict IS NULL")),
    Index("op_control", "space", sqlite_where=text("control")),
)

meta = Table("meta", metadata, Column("name", String, primary_key=True), Column("value", LargeBinary))

number = Table(
    "number",
    metadata,
    Column("text", String, primary_key=True),
    Column("record", LargeBinary(32), primary_key=True),
    Column("space", Integer, nullable=False),
    Column("series", String, nullable=False),
    Column("n", Integer, nullable=False),
    Index("number_series", "space", "series", "n"),
    Index("number_record", "record"),
    sqlite_with_rowid=False,
)

draft = Table(
    "draft",
    metadata,
    Column("name", String, primary_key=True),  # the crisis and the place where it was typed
    Column("text", String, nullable=False),
    sqlite_with_rowid=False,
)

conflict = Table(
    "conflict",
    metadata,
    Column("record", LargeBinary(32), primary_key=True),
    Column("field", String, primary_key=True),
    Column("space", Integer, nullable=False, index=True),
    Column("register", String, nullable=False),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

_TYPES = {str: String, int: BigInteger, bool: Boolean}


def _read_table(register: Register) -> Table:
    return Table(
        register.name,
        metadata,
        Column("key", Integer, primary_key=True),  # ordered in time: see projection
        Column("id", LargeBinary(32), nullable=False, unique=True),
        Column("space", Integer, nullable=False, index=True),
        *(Column(name, _TYPES[kind], nullable=False) for name, kind in register.columns.items()),
        *(Index("_".join((register.name, *names)), "space", *names) for names in register.sorts),
    )


read_tables = {name: _read_table(register) for name, register in REGISTERS.items()}
SEARCH = "search_{}"


def create(connection: Connection) -> None:
    """Makes every table that is missing."""
    metadata.create_all(connection)
    for name in REGISTERS:
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {SEARCH.format(name)} USING fts5("
            "words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')"
        )
    connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")
