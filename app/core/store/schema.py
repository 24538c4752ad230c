"""The tables of a workstation: the log, which is never altered, and the read tables, which equal its fold."""

from functools import cache

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
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, DDLElement

from app.core.register import Register
from app.core.registers.shelf import REGISTERS

VERSION = 1  # of the log's tables, in `user_version`
ASSIGNED = "(assigned_person <> '' OR assigned_organisation <> '')"  # a query says the same words, or scans
OPEN = "(active AND kind <> 'read' AND kind <> 'file')"
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

# The erasures held. `done`: it is in force, and the words it takes are gone from here. That does not come back.
erasure = Table(
    "erasure",
    metadata,
    Column("id", LargeBinary(32), primary_key=True),
    Column("space", Integer, ForeignKey("space.n"), nullable=False),
    Column("record", LargeBinary(32), nullable=False, index=True),
    Column("register", String, nullable=False),
    Column("done", Boolean, nullable=False, default=False),
    Index("erasure_undone", "space", sqlite_where=text("NOT done")),
    sqlite_with_rowid=False,
)

# Held beside the log. `why`: `gap` (something before it in its chain is missing), `bare` (without its words, although
# no erasure held says so yet), `fork` (another operation, `other`, stands in its place), `lost` (it stood there, and
# the central chose the other). `repeated`: it was ours, and was written again since.
aside = Table(
    "aside",
    metadata,
    Column("id", LargeBinary(32), primary_key=True),
    Column("space", LargeBinary(32), nullable=False, index=True),
    Column("record", LargeBinary(32), nullable=False, index=True),
    Column("device", String, nullable=False),
    Column("incarnation", String, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("why", String, nullable=False),
    Column("other", LargeBinary(32)),
    Column("repeated", Boolean, nullable=False, default=False),
    Column("header", LargeBinary, nullable=False),
    Column("salt", LargeBinary(16), nullable=False),
    Column("body", LargeBinary),
    Column("signature", LargeBinary(64), nullable=False),
    sqlite_with_rowid=False,
)

# What this workstation noticed and a person should know: see `alarms`.
alarm = Table(
    "alarm",
    metadata,
    Column("kind", String, primary_key=True),
    Column("space", LargeBinary(32), primary_key=True),
    Column("about", String, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("detail", String, nullable=False),
    Column("seen", Boolean, nullable=False, default=False),
    sqlite_with_rowid=False,
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
    Column("main", Boolean, nullable=False),  # its own number, and not a further one
    Index("number_series", "series", "space", "n"),
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

relation = Table(
    "relation",
    metadata,
    Column("source", LargeBinary(32), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("target", LargeBinary(32), primary_key=True),
    Column("person", String, primary_key=True),
    Column("space", Integer, nullable=False),
    Column("register", String, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("note", String, nullable=False),
    Index("relation_target", "target", "kind"),
    Index("relation_file", "space", sqlite_where=text("kind = 'file'")),
    sqlite_with_rowid=False,
)

# Contents of attached files, by their hash, in parts. `placed`: the central has it.
blob = Table(
    "blob",
    metadata,
    Column("sha256", LargeBinary(32), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("placed", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
blob_part = Table(
    "blob_part",
    metadata,
    Column("sha256", LargeBinary(32), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
# The spaces a content is held for: joined there from here, or seen to be there. Whoever names it in another space, from
# its hash alone, is given nothing.
blob_space = Table(
    "blob_space",
    metadata,
    Column("sha256", LargeBinary(32), primary_key=True),
    Column("space", LargeBinary(32), primary_key=True),
    sqlite_with_rowid=False,
)

# Contents on their way here, apart from those held: their first `held` bytes, believed only once they are whole.
arriving = Table(
    "arriving",
    metadata,
    Column("sha256", LargeBinary(32), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("held", Integer, nullable=False),
    sqlite_with_rowid=False,
)
arriving_part = Table(
    "arriving_part",
    metadata,
    Column("sha256", LargeBinary(32), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

# What belongs to this workstation alone, and is never sent.
preference = Table(
    "preference",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
    sqlite_with_rowid=False,
)
arrival = Table(  # entries that came in after this workstation had been away: last good exchange before, and when
    "arrival",
    metadata,
    Column("record", LargeBinary(32), primary_key=True),
    Column("space", Integer, nullable=False, index=True),
    Column("since", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
notice = Table(
    "notice",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("record", LargeBinary(32), nullable=False),
    Column("about", String, nullable=False, default=""),  # tells two notices of one kind on one record apart
    Column("space", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("due_at", BigInteger, nullable=False, default=0),
    Column("person", String, nullable=False, default=""),  # who called
    Column("seen", Boolean, nullable=False, default=False),
    UniqueConstraint("kind", "record", "about"),
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
_entry = read_tables["entry"]
_entry.append_column(Column("unread", Boolean, nullable=False, server_default=text("1")))  # by this person: `arrivals`
_kept = _entry.c
Index("entry_due", _kept.due, sqlite_where=text("due > 0 AND triage <> 'closed'"))
Index(
    "entry_open", _kept.space, _kept.triage, _kept.recorded_at, _kept.priority, sqlite_where=text("triage <> 'closed'")
)
Index(
    "entry_sifted",  # all that filters look at, in the order of the keys
    *(_kept.space, _kept.key, _kept.type, _kept.triage, _kept.verification, _kept.priority, _kept.rating),
    *(_kept.key_event, _kept.unread, _kept.recorded_at, _kept.sender, _kept.place_codes),
)
Index("entry_unread", _kept.space, sqlite_where=text("unread"))
Index("entry_key_event", _kept.space, sqlite_where=text("key_event"))
Index("entry_sender", _kept.space, _kept.sender)
Index("entry_assigned", _kept.space, sqlite_where=text(ASSIGNED))
Index("relation_open", relation.c.space, relation.c.kind, sqlite_where=text(OPEN))
SEARCH = "search_{}"
SEARCHED = tuple(name for name, register in REGISTERS.items() if register.words is not None)


DERIVED = ("number", "conflict", "relation")  # beside the read tables: made again from the log


def shape() -> str:
    """What the read tables look like in this version: those of another shape are made again from the log."""
    derived = [*(metadata.tables[name] for name in DERIVED), *read_tables.values()]
    return "; ".join(f"{table.name}({','.join(column.name for column in table.columns)})" for table in derived)


def forget_read_tables(connection: Connection) -> None:
    """Drops all that is folded from the log, whatever version made it."""
    for name in (*DERIVED, *REGISTERS, *(SEARCH.format(name) for name in SEARCHED)):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")


def holds(connection: Connection, table: str) -> bool:
    return bool(connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).scalar())


@cache
def _statements() -> dict[str, tuple[str, ...]]:
    """What makes each table and its indexes: it takes longer to write than to run, and profiles are opened often."""
    written = sqlite.dialect()
    made: dict[str, tuple[DDLElement, ...]] = {
        table.name: (CreateTable(table), *map(CreateIndex, table.indexes)) for table in metadata.sorted_tables
    }
    return {name: tuple(str(one.compile(dialect=written)) for one in several) for name, several in made.items()}


def create(connection: Connection) -> None:
    """Makes every table that is missing."""
    held = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    for table, statements in _statements().items():
        for statement in statements if table not in held else ():
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql("CREATE INDEX IF NOT EXISTS op_wordless ON op (space) WHERE body IS NULL")
    for search in map(SEARCH.format, SEARCHED):
        if holds(connection, search):
            continue
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {search} USING fts5("
            "words, content='', contentless_delete=1, prefix='2 3', tokenize='unicode61 remove_diacritics 2')"
        )
        # Merging while somebody waits for his entry to be kept cost one in a hundred 60 ms: it is done in bulk, by
        # `Store.tidy`, and only at the last without them.
        for setting, value in (("automerge", 0), ("crisismerge", 64)):
            connection.exec_driver_sql(f"INSERT INTO {search} ({search}, rank) VALUES ('{setting}', {value})")
    connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")


def optimize(connection: Connection, search: str) -> None:
    """Writes an index of words again without those of deleted rows, which it only marks until then."""
    connection.exec_driver_sql(f"INSERT INTO {search} ({search}) VALUES ('optimize')")


def merge(connection: Connection, search: str, pages: int) -> None:
    """Puts an index of words in order, by at most about so many pages."""
    connection.exec_driver_sql(f"INSERT INTO {search} ({search}, rank) VALUES ('merge', {pages})")
