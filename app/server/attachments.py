"""Contents of attached files: taken when an operation of their space names them, sealed in parts, given back whole."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, select, update

from app.core.keys import NONCE_SIZE, seal, unseal
from app.server import log
from app.server.appending import tell_other_processes
from app.server.central import Central
from app.server.database import insert_new
from app.server.log import Space
from app.server.schema import BEGUN_CONTENTS, BEGUN_PARTS, CONTENT_PARTS, CONTENTS, NAMED_FILES, SPACES
from app.sync.protocol import Inventory, Missing

PART = 1024 * 1024  # bytes: one transaction writes one, so that no operation waits for a file
MOST_IN_SPACE = 4 * 1024**3  # bytes: twice what a workstation lets in, for those that were apart
BOUND_TO = b"diapason-attachment-1\n"
NAME = re.compile("[0-9a-f]{64}")
NO_ROOM = "plus de place pour les pièces jointes de cet espace"


@dataclass(frozen=True, slots=True)
class Content:
    """A content that one space names: `sha256` and the bytes it has."""

    space: Space
    sha256: bytes
    size: int

    @property
    def parts(self) -> int:
        return -(-self.size // PART)

    def among(self, table: Table) -> ColumnElement[bool]:
        """Its rows in a table."""
        return (table.c.space == self.space.number) & (table.c.sha256 == self.sha256)

    def bound_to(self, n: int) -> bytes:
        return BOUND_TO + bytes.fromhex(self.space.id) + self.sha256 + n.to_bytes(4)


class Damaged(Exception):
    """A part is not what was sealed, or not under our key."""


def missing(central: Central, connection: Connection, device: str, request: Inventory) -> Missing | None:
    """What we lack of the contents a member asks about; None for whoever is not one."""
    space = _entered(central, connection, device, request.space)
    if space is None:
        return None
    sizes = _named(connection, space, request.contents)
    here = _stored(connection, space, request.contents)
    begun = _begun_by(connection, space, device, request.contents)
    room = _room(connection, space)
    told = Missing([], [hash for hash in request.contents if hash not in sizes], [])
    for hash in request.contents:
        if hash in sizes and hash not in here:
            left = max(sizes[hash]) - begun.get(hash, 0)
            fits = left <= room
            room -= left if fits else 0
            (told.lacking if fits else told.no_room).append(hash)
    return told


def expected(
    central: Central, connection: Connection, device: str, space_id: str, hash: bytes, size: int
) -> Content | str | None:
    """The content a member hands in, if an operation names it with that size; a refusal that is explained; or None."""
    space = _entered(central, connection, device, space_id)
    if space is None or size not in _named(connection, space, [hash]).get(hash, ()):
        return None
    content = Content(space, hash, size)
    return content if is_whole(connection, content) or _fits(connection, content, device) else NO_ROOM


def keep(central: Central, content: Content, data: bytes, carrier: str) -> bool:
    """Keeps a content that is expected. False when its room was taken meanwhile."""
    with central.database.reading() as connection:
        if is_whole(connection, content):
            return True
    for n in range(content.parts):
        part = data[n * PART : (n + 1) * PART]
        sealed = seal(central.content_key, central.clock.chance(NONCE_SIZE), part, content.bound_to(n))
        row = {"space": content.space.number, "sha256": content.sha256, "n": n, "sealed": sealed}
        with central.database.writing() as connection:
            connection.execute(delete(CONTENT_PARTS).where(content.among(CONTENT_PARTS), CONTENT_PARTS.c.n == n))
            connection.execute(insert_new(connection, CONTENT_PARTS), row)
    with central.database.writing() as connection:
        space = log.find_space(connection, content.space.id, locked=True)
        assert space is not None
        if is_whole(connection, content):
            return True
        if not _fits(connection, Content(space, content.sha256, content.size), carrier):
            connection.execute(delete(CONTENT_PARTS).where(content.among(CONTENT_PARTS)))
            return False
        for begun in (BEGUN_CONTENTS, BEGUN_PARTS):  # whoever else was sending it need not go on
            connection.execute(delete(begun).where(content.among(begun)))
        row = {"space": space.number, "sha256": content.sha256, "size": content.size, "carrier": carrier}
        connection.execute(insert(CONTENTS), {**row, "received_at": central.clock.now()})
        _count(connection, content, content.size)
        tell_other_processes(connection)
    return True


def found(central: Central, connection: Connection, device: str, space_id: str, name: str) -> Content | None:
    """The content a member asks for by its hash in hex, when it is here whole."""
    space = _entered(central, connection, device, space_id) if NAME.fullmatch(name) else None
    if space is None:
        return None
    hash = bytes.fromhex(name)
    size = _stored(connection, space, [hash]).get(hash)
    return Content(space, hash, size) if size else None


def span(central: Central, content: Content, start: int, end: int) -> Iterator[bytes]:
    """The bytes from `start` to `end`, one part in memory at a time. Raises Damaged."""
    for n in range(start // PART, -(-end // PART)):
        yield part(central, content, n)[max(0, start - n * PART) : end - n * PART]


def part(central: Central, content: Content, n: int) -> bytes:
    """One part, opened. Raises Damaged."""
    wanted = select(CONTENT_PARTS.c.sealed).where(content.among(CONTENT_PARTS), CONTENT_PARTS.c.n == n)
    with central.database.reading() as connection:
        sealed = connection.scalars(wanted).first()
    opened = None if sealed is None else unseal(central.content_key, bytes(sealed), content.bound_to(n))
    if opened is None:
        raise Damaged
    return opened


def is_whole(connection: Connection, content: Content) -> bool:
    """Whether it is here, all of it."""
    return bool(_stored(connection, content.space, [content.sha256]))


def forget(central: Central, content: Content) -> None:
    """Lacks a content that cannot be opened any more, so that whoever holds it hands it in again."""
    with central.database.writing() as connection:
        log.find_space(connection, content.space.id, locked=True)
        if connection.execute(delete(CONTENTS).where(content.among(CONTENTS))).rowcount:
            connection.execute(delete(CONTENT_PARTS).where(content.among(CONTENT_PARTS)))
            _count(connection, content, -content.size)


def _entered(central: Central, connection: Connection, device: str, space_id: str) -> Space | None:
    """The space of that name, if that workstation belongs to it."""
    space = log.find_space(connection, space_id) if NAME.fullmatch(space_id) else None
    return space if space and central.access.view(connection, [space]).belongs(device, space.id) else None


def _named(connection: Connection, space: Space, hashes: Collection[bytes]) -> dict[bytes, list[int]]:
    """Those of these contents that operations of the space name, with the sizes they say."""
    columns = NAMED_FILES.c
    wanted = select(columns.sha256, columns.size).where(columns.space == space.number, columns.sha256.in_(hashes))
    sizes: dict[bytes, list[int]] = {}
    for hash, size in connection.execute(wanted):
        sizes.setdefault(bytes(hash), []).append(size)
    return sizes


def _stored(connection: Connection, space: Space, hashes: Collection[bytes]) -> dict[bytes, int]:
    columns = CONTENTS.c
    wanted = select(columns.sha256, columns.size).where(columns.space == space.number, columns.sha256.in_(hashes))
    return {bytes(hash): size for hash, size in connection.execute(wanted)}


def _begun_by(connection: Connection, space: Space, device: str, hashes: Collection[bytes]) -> dict[bytes, int]:
    columns = BEGUN_CONTENTS.c
    wanted = select(columns.sha256, columns.held).where(
        columns.space == space.number, columns.carrier == device, columns.sha256.in_(hashes)
    )
    return {bytes(hash): held for hash, held in connection.execute(wanted)}


def _room(connection: Connection, space: Space) -> int:
    """How many bytes more the space may hold, what has come of contents under way counted."""
    begun = select(func.coalesce(func.sum(BEGUN_CONTENTS.c.held), 0)).where(BEGUN_CONTENTS.c.space == space.number)
    return MOST_IN_SPACE - space.stored - int(connection.scalars(begun).one())


def _fits(connection: Connection, content: Content, carrier: str) -> bool:
    """Whether what is left of it has room."""
    begun = _begun_by(connection, content.space, carrier, [content.sha256])
    return content.size - begun.get(content.sha256, 0) <= _room(connection, content.space)


def _count(connection: Connection, content: Content, size: int) -> None:
    here = update(SPACES).where(SPACES.c.number == content.space.number)
    connection.execute(here.values(stored=SPACES.c.stored + size))
