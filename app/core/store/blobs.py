"""Contents of attached files: by their hash, in parts, inside the encrypted journal. Held once `blob` says so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from shutil import disk_usage

from sqlalchemy import Connection

from app.core.errors import Unavailable
from app.core.store import arriving
from app.core.store.engine import Database
from app.core.store.log import chunks, marks

PART = 1024 * 1024  # bytes: one write of a part keeps nobody waiting
ROOM = 32 * 1024 * 1024  # bytes of the disk that files leave to the text: a full disk keeps no entry any more
NO_ROOM = "Le disque n'a plus la place de ces fichiers : rien n'a été enregistré. Libérez de la place puis recommencez."
AWAY = "Le contenu de cette pièce jointe n'est pas encore arrivé sur ce poste : il vient après le texte."
DAMAGED = "Le contenu de cette pièce jointe est altéré sur ce poste : il n'est pas rendu. « diapason verify » le nomme."


@dataclass(slots=True)
class Due:
    """What has to be settled with the central in one space: contents held here that it may lack, contents lacking here,
    and contents held `elsewhere`: for other spaces alone, and not to be handed in to this one. The newest first."""

    held: list[str] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


def parts(content: bytes) -> Iterator[tuple[int, bytes]]:
    for n, start in enumerate(range(0, len(content), PART)):
        yield n, content[start : start + PART]


def set_down(database: Database, contents: Mapping[str, bytes]) -> None:
    """Puts the parts of contents on the disk, by their hashes, before anybody sees them: one short transaction each,
    so that nobody waits for a large file. `keep` then holds them at once. Raises Unavailable, having written nothing,
    when the disk would be left too full for the text."""
    require_room(database, sum(map(len, contents.values())))
    for hash, content in contents.items():
        for n, data in parts(content):
            with database.write() as connection:
                _put(connection, hash, n, data)


def require_room(database: Database, weight: int) -> None:
    """Raises Unavailable when so many bytes more would leave the disk too full for the text."""
    if weight and disk_usage(database.path.parent).free < weight + ROOM:
        raise Unavailable(NO_ROOM)


def keep(connection: Connection, hash: str, content: bytes) -> None:
    """Holds a content from this transaction on; parts set down before are taken as they are. The central is asked
    about it again: it may have been named in another space."""
    sql = "SELECT n, length(data) FROM blob_part WHERE sha256 = ? ORDER BY n"
    there = [tuple(row) for row in connection.exec_driver_sql(sql, (bytes.fromhex(hash),))]
    if there != [(n, len(data)) for n, data in parts(content)]:
        connection.exec_driver_sql("DELETE FROM blob_part WHERE sha256 = ?", (bytes.fromhex(hash),))
        for n, data in parts(content):
            _put(connection, hash, n, data)
    sql = "INSERT OR REPLACE INTO blob (sha256, size, placed) VALUES (?, ?, 0)"
    connection.exec_driver_sql(sql, (bytes.fromhex(hash), len(content)))
    arriving.forget(connection, hash)  # whichever way it came


def hold_for(connection: Connection, space: str, hashes: Iterable[str]) -> None:
    """Notes that these contents may be handed in to a space: they were joined there from here, or are there already.
    Somebody else's word is not enough: whoever knows a hash could draw a file out of a crisis that he is not of."""
    for hash in hashes:
        sql = "INSERT OR IGNORE INTO blob_space (sha256, space) VALUES (?, ?)"
        connection.exec_driver_sql(sql, (bytes.fromhex(hash), bytes.fromhex(space)))


def sweep(connection: Connection) -> None:
    """Forgets the parts of what was never held: somebody changed his mind, or the power went."""
    connection.exec_driver_sql("DELETE FROM blob_part WHERE sha256 NOT IN (SELECT sha256 FROM blob)")


def read(connection: Connection, hash: str) -> bytes:
    """The content of that hash, and nothing else. Raises Unavailable when it is not here, or no longer what it was."""
    if not held(connection, [hash]):
        raise Unavailable(AWAY)
    content = _content(connection, hash)
    if content is None or sha256(content).hexdigest() != hash:
        raise Unavailable(DAMAGED)
    return content


def piece(connection: Connection, hash: str, start: int, most: int) -> bytes:
    """The bytes of a content held from `start` on, at most so many: as they are on this disk."""
    first, last = start // PART, (start + most - 1) // PART
    sql = "SELECT data FROM blob_part WHERE sha256 = ? AND n BETWEEN ? AND ? ORDER BY n"
    rows = connection.exec_driver_sql(sql, (bytes.fromhex(hash), first, last))
    return b"".join(row.data for row in rows)[start - first * PART :][:most]


def held(connection: Connection, hashes: Sequence[str]) -> dict[str, int]:
    """Those of these contents that are held, and how many bytes each has."""
    found: dict[str, int] = {}
    for part in chunks([bytes.fromhex(hash) for hash in hashes]):
        sql = f"SELECT sha256, size FROM blob WHERE sha256 IN ({marks(part)})"
        found |= {row.sha256.hex(): row.size for row in connection.exec_driver_sql(sql, tuple(part))}
    return found


def placed(connection: Connection, hashes: Sequence[str]) -> set[str]:
    """Those of these contents that the central is known to have."""
    found: set[str] = set()
    for part in chunks([bytes.fromhex(hash) for hash in hashes]):
        sql = f"SELECT sha256 FROM blob WHERE placed AND sha256 IN ({marks(part)})"
        found.update(row.sha256.hex() for row in connection.exec_driver_sql(sql, tuple(part)))
    return found


def due(connection: Connection, everything: bool = False) -> dict[str, Due]:
    """What has to be settled with the central, by space; `everything`: what it is known to have too. Text first: not
    before it has ranked what names a content."""
    sql = (
        "SELECT space.name, relation.target, blob.sha256 IS NULL AS wanted, mine.space IS NULL AS elsewhere,"
        " max(op.n) AS newest"
        " FROM relation JOIN space ON space.n = relation.space JOIN op ON op.record = relation.source"
        " LEFT JOIN blob ON blob.sha256 = relation.target"
        " LEFT JOIN blob_space mine ON mine.sha256 = relation.target AND mine.space = space.name"
        " WHERE relation.kind = 'file' AND space.removed_by IS NULL AND (blob.sha256 IS NULL OR NOT blob.placed OR ?)"
        " GROUP BY space.name, relation.target HAVING NOT max(op.rank IS NULL AND op.verdict IS NULL)"
        " ORDER BY newest DESC"
    )
    found: dict[str, Due] = {}
    for row in connection.exec_driver_sql(sql, (everything,)):
        here = found.setdefault(row.name.hex(), Due())
        (here.wanted if row.wanted else here.elsewhere if row.elsewhere else here.held).append(row.target.hex())
    return found


def waiting(connection: Connection) -> tuple[int, int]:
    """How many contents joined here are not known to be at the central, and how many are named and not held."""
    sql = (
        "SELECT count(DISTINCT CASE WHEN NOT blob.placed AND mine.sha256 NOT NULL THEN blob.sha256 END),"
        " count(DISTINCT CASE WHEN blob.sha256 IS NULL THEN relation.target END)"
        " FROM relation JOIN space ON space.n = relation.space LEFT JOIN blob ON blob.sha256 = relation.target"
        " LEFT JOIN blob_space mine ON mine.sha256 = relation.target AND mine.space = space.name"
        " WHERE relation.kind = 'file' AND space.removed_by IS NULL"
    )
    to_send, to_receive = connection.exec_driver_sql(sql).one()
    return to_send, to_receive


def place(connection: Connection, settled: Iterable[tuple[str, str]]) -> None:
    """Notes what the central has: (space, hash). A content is placed once it is so in every space it is held for."""
    known = set(settled)
    for hash in {hash for _, hash in known}:
        sql = "SELECT space FROM blob_space WHERE sha256 = ?"
        rows = connection.exec_driver_sql(sql, (bytes.fromhex(hash),)).all()
        spaces = spaces_of(connection, hash) & {row.space.hex() for row in rows}
        if spaces and all((space, hash) in known for space in spaces):
            connection.exec_driver_sql("UPDATE blob SET placed = 1 WHERE sha256 = ?", (bytes.fromhex(hash),))


def ask_again(connection: Connection, hashes: Iterable[str]) -> None:
    """Believes no longer that the central has these: it said that it lacks them, or another space names them too."""
    for hash in hashes:
        connection.exec_driver_sql("UPDATE blob SET placed = 0 WHERE sha256 = ? AND placed", (bytes.fromhex(hash),))


def spaces_of(connection: Connection, hash: str) -> set[str]:
    """The spaces we belong to whose entries name that content."""
    sql = (
        "SELECT space.name FROM relation JOIN space ON space.n = relation.space"
        " WHERE relation.kind = 'file' AND relation.target = ? AND space.removed_by IS NULL"
    )
    return {row.name.hex() for row in connection.exec_driver_sql(sql, (bytes.fromhex(hash),))}


def entries_of(connection: Connection, hash: str) -> list[tuple[str, str]]:
    """The entries that name that content, each with the name it gives it."""
    sql = "SELECT source, note FROM relation WHERE kind = 'file' AND target = ? ORDER BY source"
    return [(row.source.hex(), row.note) for row in connection.exec_driver_sql(sql, (bytes.fromhex(hash),))]


def weight(connection: Connection, space: str) -> int:
    """How many bytes of contents are held for a space."""
    sql = (
        "SELECT coalesce(sum(size), 0) FROM blob WHERE sha256 IN (SELECT target FROM relation"
        " JOIN space ON space.n = relation.space WHERE relation.kind = 'file' AND space.name = ?)"
    )
    return int(connection.exec_driver_sql(sql, (bytes.fromhex(space),)).scalar_one())


def first_damaged(connection: Connection, space: str | None = None) -> str:
    """The first content held whose bytes or size are not those of its name, of one space or of all; or nothing."""
    sql = "SELECT sha256, size FROM blob"
    values: tuple[bytes, ...] = ()
    if space is not None:
        sql += (
            " WHERE sha256 IN (SELECT target FROM relation JOIN space ON space.n = relation.space"
            " WHERE relation.kind = 'file' AND space.name = ?)"
        )
        values = (bytes.fromhex(space),)
    for row in connection.exec_driver_sql(f"{sql} ORDER BY sha256", values).all():
        if not isinstance(row.sha256, bytes):  # a column may hold words where it held bytes
            return str(row.sha256)
        content = _content(connection, row.sha256.hex())
        if content is None or sha256(content).digest() != row.sha256 or len(content) != row.size:
            return row.sha256.hex()
    return ""


def _put(connection: Connection, hash: str, n: int, data: bytes) -> None:
    sql = "INSERT OR REPLACE INTO blob_part (sha256, n, data) VALUES (?, ?, ?)"
    connection.exec_driver_sql(sql, (bytes.fromhex(hash), n, data))


def _content(connection: Connection, hash: str) -> bytes | None:
    """The parts set down, one after the other; None when one of them is not bytes any more."""
    sql = "SELECT data FROM blob_part WHERE sha256 = ? ORDER BY n"
    data = [row.data for row in connection.exec_driver_sql(sql, (bytes.fromhex(hash),))]
    return b"".join(data) if all(isinstance(one, bytes) for one in data) else None
