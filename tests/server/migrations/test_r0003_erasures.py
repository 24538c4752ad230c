"""The third revision: a server that was older does what its log already asks, and still lets nobody alter the rest."""

import pytest
from sqlalchemy import Connection, select, text, update
from sqlalchemy.exc import DBAPIError

from app.core.erasure import NO_SALT
from app.core.operations import Operation
from app.server.database import open_database
from app.server.schema import ERASURES, OPERATIONS
from tests.building import Guest
from tests.server.house import House
from tests.server.migrations.test_r0004_epoch_starts import undo as undo_fourth


def undo(connection: Connection) -> None:
    """Leaves the tables and triggers as the second revision had them."""
    undo_fourth(connection)
    if connection.dialect.name == "postgresql":
        steps = ("DROP TRIGGER operations_only_erased ON operations", "DROP FUNCTION only_erased")
    else:
        steps = ("DROP TRIGGER operations_only_erased",)
    for statement in (*steps, "DROP TABLE erasures", "UPDATE alembic_version SET version_num = '0002'"):
        connection.execute(text(statement))


@pytest.fixture
def ccom(house: House) -> Guest:
    return house.enrol("Camille", "CCOM")


def added(ccom: Guest, house: House, name: str = "Kerjean") -> Operation:
    return ccom.writer.write("contact.added", {"fields": {"family_name": name}}, house.directory)


def test_an_erasure_that_an_older_server_ranked_is_done_with_the_next_push(house: House, ccom: Guest) -> None:
    contact = added(ccom, house)
    erasure = ccom.writer.write("contact.erased", {"reason": "demande"}, house.directory, contact.id)
    house.take(house.directory, [contact, erasure])
    with house.central.database.writing() as connection:
        undo(connection)
        here = OPERATIONS.c.id == bytes.fromhex(contact.id)
        connection.execute(update(OPERATIONS).where(here).values(salt=contact.salt, body=contact.body_bytes))
    open_database(house.central.database.url).close()
    with house.central.database.reading() as connection:
        (noted,) = connection.execute(select(ERASURES)).all()
        assert connection.scalars(select(OPERATIONS.c.body).where(here)).one() == contact.body_bytes
    assert (noted.id.hex(), noted.record, noted.register, noted.done) == (erasure.id, contact.id, "contact", False)
    house.take(house.directory, [added(ccom, house, "Le Goff")])
    with house.central.database.reading() as connection:
        assert connection.scalars(select(ERASURES.c.done)).one()
        assert connection.scalars(select(OPERATIONS.c.body).where(here)).one() is None


def test_the_database_lets_an_erasure_take_the_words_of_its_record_and_nothing_else(house: House, ccom: Guest) -> None:
    liaison = house.enrol("Léa", "OBS")
    contact, other = added(ccom, house), added(ccom, house, "Le Goff")
    erasure = liaison.writer.write("contact.erased", {"reason": "demande"}, house.directory, contact.id)
    duty = ccom.writer.write("duty.edited", {"fields": {}}, house.directory, contact.id)
    house.take(house.directory, [contact, other, duty, erasure])
    gone = {"body": None, "salt": NO_SALT}
    for one, values in (
        *((one, gone) for one in (other, duty, erasure)),
        *((contact, values) for values in ({"body": None}, {"salt": NO_SALT}, {"body": b"{}", "salt": NO_SALT})),
        (contact, {**gone, "size": 0}),
    ):
        with pytest.raises(DBAPIError, match="only added"), house.central.database.writing() as connection:
            connection.execute(update(OPERATIONS).where(OPERATIONS.c.id == bytes.fromhex(one.id)).values(**values))
    with house.central.database.writing() as connection:
        here = OPERATIONS.c.id == bytes.fromhex(contact.id)
        assert connection.execute(update(OPERATIONS).where(here).values(**gone)).rowcount == 1
