"""The log on disk: what is appended here, what is received, what is still to send. One batch, few statements."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from app.core.erasure import is_without_words
from app.core.operations import Chain, Malformed, Operation, Wire, read
from app.core.standing import CONTROL, is_decisive
from app.core.store.engine import SEEN

CHUNK = 500
META, SPACE = "meta", "space"
TOGETHER = (  # what nearly every transaction asks of the store about itself
    *("authority", "incarnation", "clock", "service"),
    *("exchanged", "exchange_failed", "left", "back", "met", "skew"),
)


@dataclass(slots=True)
class Batch:
    """What one write put into the log. `before` is the last arrival number that was there already."""

    before: int
    operations: Sequence[Operation]
    ranks: Mapping[str, int]
    ids: frozenset[str]

    @property
    def control(self) -> list[Operation]:
        """Those that bear on who may do what."""
        return [one for one in self.operations if one.header.kind in CONTROL]


def chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))


def space_number(connection: Connection, name: str) -> int:
    """The row of a space, made when it is new."""
    seen = connection.info.get(SEEN, {})
    found = seen.get((SPACE, name))
    if found is None:
        found = connection.exec_driver_sql("SELECT n FROM space WHERE name = ?", (bytes.fromhex(name),)).scalar()
    if found is None:
        sql = "INSERT INTO space (name, epoch, rank) VALUES (?, '', 0) RETURNING n"
        found = connection.exec_driver_sql(sql, (bytes.fromhex(name),)).scalar_one()
    seen[SPACE, name] = found
    return int(found)


@dataclass(slots=True)
class Head:
    """Where a chain stands: its row, its last seq and the id there."""

    n: int
    seq: int
    last: str


def head(connection: Connection, chain: Chain) -> Head:
    """Where a chain stands, made when it is new."""
    device, incarnation, name = chain
    space = space_number(connection, name)
    sql = "SELECT n, seq, last FROM chain WHERE device = ? AND incarnation = ? AND space = ?"
    row = connection.exec_driver_sql(sql, (device, incarnation, space)).first()
    if row is not None:
        return Head(row.n, row.seq, row.last.hex() if row.last else "")
    sql = "INSERT INTO chain (device, incarnation, space, seq) VALUES (?, ?, ?, 0) RETURNING n"
    return Head(int(connection.exec_driver_sql(sql, (device, incarnation, space)).scalar_one()), 0, "")


def accept(connection: Connection, wires: Iterable[Wire], space: str) -> tuple[list[Operation], dict[Chain, int]]:
    """The operations among `wires` that are new here, each verified as the design says: ids recomputed, links
    unbroken, the newest signature of each chain checked, and each that decides something. Only what can be erased may
    come without its body: whether it was is looked at when all the erasures have come.

    Beside them, the chains of which another branch is held and has no rank, each with the last seq that both share:
    the central chose this one.

    Raises Malformed: nothing of the batch is then kept.
    """
    operations = [read(wire) for wire in wires]
    held = held_ids(connection, [one.id for one in operations])
    new = [one for one in operations if one.id not in held]
    ends: dict[Chain, Operation] = {}
    heads: dict[Chain, tuple[int, str]] = {}
    forks: dict[Chain, int] = {}
    for one in new:
        if one.space != space:
            raise Malformed("un autre espace")
        # it would count for nothing, and what it replaced or removed would stand again
        if one.body_bytes is None and not is_without_words(one):
            raise Malformed("corps absent")
        if one.chain not in heads:
            start = head(connection, one.chain)
            heads[one.chain] = (start.seq, start.last)
        seq, last = heads[one.chain]
        if (one.header.seq, one.header.prev) != (seq + 1, last):
            if one.chain in ends or not _follows_ranked(connection, one):
                raise Malformed("chaîne rompue ou dédoublée")
            forks[one.chain] = one.header.seq - 1
        heads[one.chain] = (one.header.seq, one.id)
        ends[one.chain] = one
        if is_decisive(one.header.kind) and not one.signed_by_its_device():
            raise Malformed("signature")
    if not all(one.signed_by_its_device() for one in ends.values()):
        raise Malformed("signature")
    return new, forks


def _follows_ranked(connection: Connection, one: Operation) -> bool:
    """Whether what stands in the place of that operation, and after it, has no rank, and what it names before it is
    held."""
    n = head(connection, one.chain).n
    sql = "SELECT 1 FROM op WHERE chain = ? AND seq >= ? AND rank IS NOT NULL"
    if connection.exec_driver_sql(sql, (n, one.header.seq)).first() is not None:
        return False
    sql = "SELECT id FROM op WHERE chain = ? AND seq = ?"
    before = connection.exec_driver_sql(sql, (n, one.header.seq - 1)).scalar()
    return (before.hex() if before else "") == one.header.prev and (before is not None or one.header.seq == 1)


def withdraw(connection: Connection, chain: Chain, after: int) -> list[Operation]:
    """Takes out of the log what that chain holds beyond a seq, and gives it: it lost its place. The caller keeps it."""
    place = head(connection, chain)
    sql = "SELECT header, salt, body, signature FROM op WHERE chain = ? AND seq > ? ORDER BY seq"
    rows = connection.exec_driver_sql(sql, (place.n, after)).all()
    taken = [read(Wire(row.header, row.salt, row.body, row.signature)) for row in rows]
    connection.exec_driver_sql("DELETE FROM op WHERE chain = ? AND seq > ?", (place.n, after))
    connection.exec_driver_sql("DELETE FROM erasure WHERE NOT done AND id NOT IN (SELECT id FROM op)")
    sql = "UPDATE chain SET seq = ?, last = (SELECT id FROM op WHERE chain = ? AND seq = ?) WHERE n = ?"
    connection.exec_driver_sql(sql, (after, place.n, after, place.n))
    return taken


def held_ids(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Which of these operations are held."""
    found: set[str] = set()
    for part in chunks([bytes.fromhex(id) for id in ids]):
        rows = connection.exec_driver_sql(f"SELECT id FROM op WHERE id IN ({marks(part)})", tuple(part))
        found.update(row.id.hex() for row in rows)
    return found


def insert(connection: Connection, operations: Sequence[Operation], ranks: Mapping[str, int]) -> Batch:
    """Writes operations that continue their chains. `ranks` gives the rank of those that have one."""
    before = connection.exec_driver_sql("SELECT max(n) FROM op").scalar() or 0
    heads: dict[Chain, Head] = {}
    spaces: dict[str, int] = {}
    rows = []
    for one in operations:
        chain = one.chain
        if chain not in heads:
            heads[chain] = head(connection, chain)
            spaces.setdefault(one.space, space_number(connection, one.space))
        place = heads[chain]
        place.seq, place.last = one.header.seq, one.id
        rows.append(
            (
                bytes.fromhex(one.id),
                spaces[one.space],
                bytes.fromhex(one.record),
                place.n,
                one.header.seq,
                ranks.get(one.id),
                one.header.kind in CONTROL,
                one.header_bytes,
                one.salt,
                one.body_bytes,
                one.signature,
            )
        )
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO op (id, space, record, chain, seq, rank, control, header, salt, body, signature)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        connection.exec_driver_sql(
            "UPDATE chain SET seq = ?, last = ? WHERE n = ?",
            [(one.seq, bytes.fromhex(one.last), one.n) for one in heads.values()],
        )
    return Batch(before, operations, ranks, frozenset(one.id for one in operations))


def set_ranks(connection: Connection, space: str, ranks: Iterable[tuple[bytes, int]], after: int) -> bool:
    """Notes the rank the central gave, beyond `after`, to operations of that space already held. True when one of them
    bears on authority. Raises Malformed when one is not held there, or has its rank since before."""
    pairs = [(rank, id) for id, rank in ranks]
    if not pairs:
        return False
    sql = "UPDATE op SET rank = ? WHERE id = ? AND space = ? AND (rank IS NULL OR rank > ?)"
    n = space_number(connection, space)
    if connection.exec_driver_sql(sql, [(*pair, n, after) for pair in pairs]).rowcount != len(pairs):
        raise Malformed("rang d'une opération absente ou déjà classée")
    return any(
        connection.exec_driver_sql(
            f"SELECT 1 FROM op WHERE control AND id IN ({marks(part)}) LIMIT 1", tuple(id for _, id in part)
        ).scalar()
        for part in chunks(pairs)
    )


def pending(connection: Connection, space: str, limit: int, most_bytes: int) -> list[Wire]:
    """Operations of a space that the central has not ranked, in the order they arrived here."""
    rows = connection.exec_driver_sql(
        "SELECT header, salt, body, signature FROM op JOIN space ON space.n = op.space"
        " WHERE space.name = ? AND op.rank IS NULL AND op.verdict IS NULL ORDER BY op.n LIMIT ?",
        (bytes.fromhex(space), limit),
    )
    wires: list[Wire] = []
    size = 0
    for row in rows:
        size += len(row.header) + len(row.body or b"") + 100
        if wires and size > most_bytes:
            break
        wires.append(Wire(row.header, row.salt, row.body, row.signature))
    return wires


def position(connection: Connection, id: str) -> tuple[Chain, int] | None:
    """Where an operation stands: its chain and its seq; None when it is not held."""
    row = connection.exec_driver_sql(
        "SELECT chain.device, chain.incarnation, space.name, op.seq FROM op"
        " JOIN chain ON chain.n = op.chain JOIN space ON space.n = op.space WHERE op.id = ?",
        (bytes.fromhex(id),),
    ).first()
    return None if row is None else ((row.device, row.incarnation, row.name.hex()), row.seq)


def latest_clock(connection: Connection) -> int:
    """The latest logical time this store has written or believed."""
    return int(noted(connection, "clock") or 0)


def note(connection: Connection, name: str, value: bytes) -> None:
    """Keeps one value of the store about itself."""
    connection.exec_driver_sql(
        "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )
    connection.info.get(SEEN, {})[META, name] = value


def kept_shape(connection: Connection) -> str | None:
    """The shape the read tables were made in (`schema.shape`); None when there is no table yet."""
    if not connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'meta'").scalar():
        return None
    return (noted(connection, "shape") or b"").decode()


def noted(connection: Connection, name: str) -> bytes | None:
    seen = connection.info.get(SEEN, {})
    if name in TOGETHER and (META, name) not in seen:
        sql = f"SELECT name, value FROM meta WHERE name IN ({marks(TOGETHER)})"
        found = {row.name: row.value for row in connection.exec_driver_sql(sql, TOGETHER)}
        for each in TOGETHER:
            seen.setdefault((META, each), found.get(each))
    if (META, name) not in seen:
        seen[META, name] = connection.exec_driver_sql("SELECT value FROM meta WHERE name = ?", (name,)).scalar()
    value = seen[META, name]
    return None if value is None else bytes(value)


def label(connection: Connection, record: str) -> str:
    """What a person calls a record: its number, or nothing when it has none."""
    sql = "SELECT text FROM number WHERE record = ? AND main"
    return str(connection.exec_driver_sql(sql, (bytes.fromhex(record),)).scalar() or "")


def note_given(connection: Connection, record: str) -> None:
    """Keeps in mind the number a record written here was given: it is printed, and is not given again even if the
    record stops counting or its space is left."""
    sql = "SELECT space.name, series, number.n FROM number JOIN space ON space.n = number.space WHERE record = ?"
    for row in connection.exec_driver_sql(sql, (bytes.fromhex(record),)).all():
        for space in (row.name.hex(), ""):
            if row.n > last_given(connection, space, row.series):
                note(connection, f"given {space} {row.series}", str(row.n).encode())


def last_given(connection: Connection, space: str, series: str) -> int:
    """The highest number given here in a series; `space` empty: in any space."""
    return int(noted(connection, f"given {space} {series}") or 0)


def vouched(connection: Connection, one: Operation) -> bool:
    """Whether a good signature stands behind that operation: its own, or that of a later one of its chain to which
    unbroken links lead. A kind that decides needs its own."""
    if one.signed_by_its_device():
        return True
    if is_decisive(one.header.kind):
        return False
    sql = "SELECT header, salt, body, signature FROM op WHERE chain = ? AND seq > ? ORDER BY seq"
    last = one.id
    for row in connection.exec_driver_sql(sql, (head(connection, one.chain).n, one.header.seq)):
        following = read(Wire(row.header, row.salt, row.body, row.signature))
        if following.header.prev != last:
            return False
        if following.signed_by_its_device():
            return True
        last = following.id
    return False


def ranked_ids(connection: Connection, space: str, reached: int) -> list[bytes]:
    """The operations of a space that have a rank, up to `reached`, in that order."""
    sql = "SELECT op.id FROM op JOIN space ON space.n = op.space WHERE space.name = ? AND op.rank <= ? ORDER BY op.rank"
    return [row.id for row in connection.exec_driver_sql(sql, (bytes.fromhex(space), reached))]


def unsent(connection: Connection, space: str) -> bool:
    """Whether something of that space has still to be shown to the central."""
    sql = (
        "SELECT 1 FROM op JOIN space ON space.n = op.space"
        " WHERE space.name = ? AND op.rank IS NULL AND op.verdict IS NULL LIMIT 1"
    )
    return connection.exec_driver_sql(sql, (bytes.fromhex(space),)).scalar() is not None


def note_removal(connection: Connection, space: str, by: str | None) -> None:
    """Notes that we no longer belong to a space, and the operation that says so; or (None) that we belong again."""
    sql = "UPDATE space SET removed_by = ? WHERE n = ?"
    connection.exec_driver_sql(sql, (bytes.fromhex(by) if by else None, space_number(connection, space)))


def removal(connection: Connection, space: str) -> str | None:
    """The operation that removed us from a space, or None."""
    sql = "SELECT removed_by FROM space WHERE name = ?"
    by = connection.exec_driver_sql(sql, (bytes.fromhex(space),)).scalar()
    return by.hex() if by else None
