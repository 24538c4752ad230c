"""Contents of attached files that come piece by piece: what a workstation handed in stays, sealed, until the whole is
there, and the whole is believed only when its hash is its name."""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select, update

from app.core.keys import NONCE_SIZE, seal, unseal
from app.server import log
from app.server.attachments import Content, is_whole, keep
from app.server.central import Central
from app.server.schema import BEGUN_CONTENTS, BEGUN_PARTS

PART = 256 * 1024  # bytes sealed together: a piece that does not fill one has it sealed again
BOUND_TO = b"diapason-attachment-begun-1\n"
KEPT_FOR = 7 * 24 * 3600 * 1000  # ms after its last piece: a workstation may be away for a weekend


@dataclass(frozen=True, slots=True)
class Begun:
    """A content on its way from the workstation `carrier`."""

    content: Content
    carrier: str

    def among(self, table: Table) -> ColumnElement[bool]:
        """Its rows in a table."""
        return self.content.among(table) & (table.c.carrier == self.carrier)

    @property
    def names(self) -> dict[str, object]:
        return {"space": self.content.space.number, "sha256": self.content.sha256, "carrier": self.carrier}

    def bound_to(self, n: int) -> bytes:
        space = bytes.fromhex(self.content.space.id)
        return BOUND_TO + space + self.content.sha256 + bytes.fromhex(self.carrier) + n.to_bytes(4)


def add(central: Central, connection: Connection, begun: Begun, start: int, data: bytes) -> int:
    """How many bytes are held once these, the ones from `start` on, were added. They are if they follow what is held;
    if not, nothing changes, and the answer says where to go on. The caller saw that they have room."""
    log.find_space(connection, begun.content.space.id, locked=True)
    held, known = _come(connection, begun)
    if held and known != begun.content.size:  # somebody names it with another size: only one is true
        forget(connection, begun)
        held = 0
    if not data or start != held or start + len(data) > begun.content.size:
        return held
    n, over = divmod(held, PART)
    tail = _opened(central, begun, n, _sealed(connection, begun, n)) if over else b""
    if tail is None or len(tail) != over:
        forget(connection, begun)
        return 0
    joined = tail + data
    connection.execute(delete(BEGUN_PARTS).where(begun.among(BEGUN_PARTS), BEGUN_PARTS.c.n >= n))
    for place in range(0, len(joined), PART):
        number = n + place // PART
        part = joined[place : place + PART]
        sealed = seal(central.content_key, central.clock.chance(NONCE_SIZE), part, begun.bound_to(number))
        connection.execute(insert(BEGUN_PARTS), {**begun.names, "n": number, "sealed": sealed})
    moved = {"held": held + len(data), "moved_at": central.clock.now()}
    if held:
        connection.execute(update(BEGUN_CONTENTS).where(begun.among(BEGUN_CONTENTS)).values(**moved))
    else:
        connection.execute(insert(BEGUN_CONTENTS), {**begun.names, "size": begun.content.size, **moved})
    return held + len(data)


def finish(central: Central, begun: Begun) -> bool:
    """Keeps a content whose last byte came. False when the whole is not what it is called, and is thrown away: it is
    to be sent again from the first byte."""
    with central.database.reading() as connection:
        if is_whole(connection, begun.content):
            return True
        found = select(BEGUN_PARTS.c.n, BEGUN_PARTS.c.sealed).where(begun.among(BEGUN_PARTS)).order_by(BEGUN_PARTS.c.n)
        opened = [_opened(central, begun, row.n, bytes(row.sealed)) for row in connection.execute(found)]
    data = b"".join(part or b"" for part in opened)
    kept = sha256(data).digest() == begun.content.sha256 and keep(central, begun.content, data, begun.carrier)
    with central.database.writing() as connection:
        kept = kept or is_whole(connection, begun.content)  # the same piece, sent twice at once
        forget(connection, begun)
    return kept


def forget(connection: Connection, begun: Begun) -> None:
    for table in (BEGUN_CONTENTS, BEGUN_PARTS):
        connection.execute(delete(table).where(begun.among(table)))


def sweep(connection: Connection, now: int) -> None:
    """Forgets what nobody went on sending."""
    columns = BEGUN_CONTENTS.c
    wanted = select(columns.space, columns.sha256, columns.carrier).where(columns.moved_at < now - KEPT_FOR)
    for space, hash, carrier in connection.execute(wanted).all():
        for table in (BEGUN_CONTENTS, BEGUN_PARTS):
            here = (table.c.space == space) & (table.c.sha256 == hash) & (table.c.carrier == carrier)
            connection.execute(delete(table).where(here))


def _come(connection: Connection, begun: Begun) -> tuple[int, int]:
    """How many bytes are held, and of how many; (0, 0) when none are."""
    columns = BEGUN_CONTENTS.c
    row = connection.execute(select(columns.held, columns.size).where(begun.among(BEGUN_CONTENTS))).first()
    return (row.held, row.size) if row is not None else (0, 0)


def _sealed(connection: Connection, begun: Begun, n: int) -> bytes:
    wanted = select(BEGUN_PARTS.c.sealed).where(begun.among(BEGUN_PARTS), BEGUN_PARTS.c.n == n)
    return bytes(connection.scalars(wanted).first() or b"")


def _opened(central: Central, begun: Begun, n: int, sealed: bytes) -> bytes | None:
    """None when it is not what was sealed."""
    return unseal(central.content_key, sealed, begun.bound_to(n))
