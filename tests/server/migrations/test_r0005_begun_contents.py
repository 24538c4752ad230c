"""The fifth revision: a server that was older takes contents by pieces, and keeps those it has."""

from hashlib import sha256

from sqlalchemy import Connection, text

from app.server import attachment_pieces, attachments
from app.server.attachment_pieces import Begun
from app.server.database import open_database
from app.server.schema import CONTENTS
from tests.server.house import House

CONTENT = b"photo"


def undo(connection: Connection) -> None:
    """Leaves the tables as the fourth revision had them."""
    for statement in (
        "DROP TABLE begun_parts",
        "DROP TABLE begun_contents",
        "UPDATE alembic_version SET version_num = '0004'",
    ):
        connection.execute(text(statement))


def test_an_older_server_keeps_its_contents_and_takes_others_by_pieces(house: House) -> None:
    lea, central = house.enrol("Léa", "CCOM"), house.central
    first = lea.writer.open_crisis()
    named = [lea.writer.join(first.id, content) for content in (CONTENT, CONTENT[::-1])]
    house.take(first.id, [first, *named])
    with central.database.writing() as connection:
        kept = attachments.expected(central, connection, lea.device, first.id, hashed(CONTENT), 5)
    assert isinstance(kept, attachments.Content)
    assert attachments.keep(central, kept, CONTENT, lea.device)
    with central.database.writing() as connection:
        undo(connection)
    open_database(central.database.url).close()
    assert house.count(CONTENTS) == 1
    with central.database.writing() as connection:
        begun = attachments.expected(central, connection, lea.device, first.id, hashed(CONTENT[::-1]), 5)
        assert isinstance(begun, attachments.Content)
        coming = Begun(begun, lea.device)
        assert attachment_pieces.add(central, connection, coming, 0, CONTENT[:0:-1]) == 4
        assert attachment_pieces.add(central, connection, coming, 4, CONTENT[:1]) == 5
    assert attachment_pieces.finish(central, coming)
    assert house.count(CONTENTS) == 2


def hashed(content: bytes) -> bytes:
    return sha256(content).digest()
