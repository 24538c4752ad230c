"""The backup of a central, taken while it serves, and its restoration: its keys, its settings and every row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

import msgspec
from sqlalchemy import Connection, Table, column, func, insert, inspect, select, table, text

from app.core.clock import Clock
from app.core.errors import Refused, Unavailable
from app.server import log, tls
from app.server.central import CONTENT_KEY_FILE, KEY_FILE, SETTINGS_FILE, open_central, read_settings
from app.server.database import revision, revisions, upgrade
from app.server.founding import empty_place
from app.server.schema import METADATA, OPERATIONS, SPACES
from app.server.sealed_records import ALTERED, sealed, unsealed
from app.sync.protocol import first_running, next_running

MAGIC = b"diapason-server-backup-1\n"
ROWS, ROWS_BYTES = 500, 1024 * 1024  # in one record: whichever comes first
FILES = (
    *(f"{tls.FOLDER}/{name}" for name in (tls.AUTHORITY_KEY, tls.AUTHORITY, tls.CERTIFICATE_KEY, tls.CERTIFICATE)),
    KEY_FILE,
    CONTENT_KEY_FILE,
    SETTINGS_FILE,  # the last to be written: what has it is ready to serve
)


class Head(msgspec.Struct, frozen=True, tag="head"):
    """What a backup begins with. `revision`: of the tables, so that a later version fills them as they were."""

    revision: str
    taken_at: int
    files: dict[str, bytes]


class Rows(msgspec.Struct, frozen=True, tag="rows"):
    """Rows of one table, each as `columns` names it."""

    table: Annotated[str, msgspec.Meta(pattern="^[a-z_]{1,63}$")]
    columns: list[Annotated[str, msgspec.Meta(pattern="^[a-z_0-9]{1,63}$")]]
    rows: list[list[Any]]


class Foot(msgspec.Struct, frozen=True, tag="foot"):
    """How many rows of each table there were."""

    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup holds: how many operations in how many spaces, the bytes of the file, when it was taken."""

    operations: int
    spaces: int
    size: int
    taken_at: int


Record = Head | Rows | Foot


def back_up(data: Path, database_url: str, out: Path, passphrase: str, clock: Clock) -> Kept:
    """Writes all that the central in `data` is made of to `out`, as of one moment, sealed with the passphrase; whole
    or not at all. The central may go on serving."""
    if not passphrase:
        raise Refused("Une sauvegarde se ferme par une phrase secrète.", "passphrase")
    if out.exists():
        raise Refused(f"{out.name} existe déjà : une sauvegarde n'en remplace pas une autre.", "out")
    read_settings(data)
    central = open_central(data, database_url, tls.authority_pem(data), clock)
    try:
        taken_at = clock.now()
        files = {name: (data / name).read_bytes() for name in FILES}
        with (
            sealed(out, MAGIC, passphrase, clock) as write,
            central.database.at_one_moment() as connection,
        ):
            write(Head(revision(connection), taken_at, files))
            counts = {str(each.name): _write_rows(write, connection, each) for each in METADATA.sorted_tables}
            write(Foot(counts))
        return Kept(counts[OPERATIONS.name], counts[SPACES.name], out.stat().st_size, taken_at)
    finally:
        central.database.close()


def restore(source: Path, data: Path, database_url: str, passphrase: str, clock: Clock) -> Kept:
    """Makes the central of a backup again, in an empty place and in an empty database, and proves it. It begins a new
    epoch: what was signed after the backup was taken is for the workstations to bring back.

    Raises Refused or Unavailable: nothing of it is then left.
    """
    records = unsealed(source, MAGIC, passphrase, Record)
    head = next(records, None)
    if not isinstance(head, Head) or set(head.files) != set(FILES):
        raise Unavailable(ALTERED)
    if head.revision not in revisions():
        raise Refused("Cette sauvegarde vient d'une version plus récente : mettez d'abord ce serveur à jour.", "file")
    with empty_place(data, database_url, head.revision) as database, database.writing() as connection:
        _refill(connection, records)
        upgrade(connection)
        prove(connection)
        log.open_epoch(connection, log.current_epoch(connection), clock.chance(16).hex(), clock.now())
        operations = connection.scalars(select(func.count()).select_from(OPERATIONS)).one()
        spaces = connection.scalars(select(func.count()).select_from(SPACES)).one()
        (data / tls.FOLDER).mkdir(mode=0o700)
        for name in FILES:
            tls.write_private(data / name, head.files[name])
    return Kept(operations, spaces, source.stat().st_size, head.taken_at)


def prove(connection: Connection) -> None:
    """Recomputes the running hash of every space, from the operations as they are. Raises Unavailable."""
    for space in log.all_spaces(connection).values():
        running, reached = first_running(space.id), 0
        columns = OPERATIONS.c
        rows = connection.execute(
            select(columns.rank, columns.id, columns.running, columns.header)
            .where(columns.space == space.number)
            .order_by(columns.rank),
            execution_options={"yield_per": ROWS},
        )
        for rank, id, kept, header in rows:
            running, reached = next_running(running, id), reached + 1
            if (rank, sha256(header).digest(), kept) != (reached, id, running):
                raise Unavailable(f"La sauvegarde ne se vérifie pas : espace {space.id[:8]}, rang {rank}.")
        if (reached, running) != (space.rank, space.running):
            raise Unavailable(f"La sauvegarde ne se vérifie pas : il manque la fin de l'espace {space.id[:8]}.")


def _write_rows(write: Callable[[msgspec.Struct], None], connection: Connection, of: Table) -> int:
    """Every row of a table; how many there were."""
    name, names, count = str(of.name), [str(each.name) for each in of.columns], 0
    rows = connection.execute(select(of).order_by(*of.primary_key), execution_options={"yield_per": ROWS})
    for part in _parts(rows):
        write(Rows(name, names, part))
        count += len(part)
    return count


def _parts(rows: Any) -> Iterator[list[list[Any]]]:
    part: list[list[Any]] = []
    size = 0
    for row in rows:
        part.append(list(row))
        size += sum(len(value) for value in row if isinstance(value, bytes))
        if len(part) >= ROWS or size >= ROWS_BYTES:
            yield part
            part, size = [], 0
    if part:
        yield part


def _refill(connection: Connection, records: Iterator[Record]) -> None:
    """Puts every row back, in tables as they were when the backup was taken. Raises Unavailable."""
    there = {name: {each["name"] for each in inspect(connection).get_columns(name)} for name in _tables(connection)}
    counts: dict[str, int] = {}
    foot: Record | None = None
    for foot in records:
        if not isinstance(foot, Rows):
            break
        if not set(foot.columns) <= there.get(foot.table, set()) or any(
            len(row) != len(foot.columns) for row in foot.rows
        ):
            raise Unavailable(ALTERED)
        into = table(foot.table, *map(column, foot.columns))
        connection.execute(insert(into), [dict(zip(foot.columns, row, strict=True)) for row in foot.rows])
        counts[foot.table] = counts.get(foot.table, 0) + len(foot.rows)
    if not isinstance(foot, Foot) or {name: n for name, n in foot.counts.items() if n} != counts:
        raise Unavailable(ALTERED)
    if next(records, None) is not None:
        raise Unavailable(ALTERED)
    _count_on(connection, counts)


def _tables(connection: Connection) -> Sequence[str]:
    return [name for name in inspect(connection).get_table_names() if not name.startswith("alembic")]


def _count_on(connection: Connection, counts: Mapping[str, int]) -> None:
    """Lets PostgreSQL number its next rows after those that came with their numbers."""
    if connection.dialect.name != "postgresql":
        return
    for name in counts:
        (key, *more) = inspect(connection).get_pk_constraint(name)["constrained_columns"]
        owned = "SELECT pg_get_serial_sequence(:name, :key)"
        sequence = None if more else connection.execute(text(owned), {"name": name, "key": key}).scalar()
        if sequence:
            last = select(func.max(column(key))).select_from(table(name)).scalar_subquery()
            connection.execute(select(func.setval(sequence, last)))
