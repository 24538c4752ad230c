"""The fourth revision: a server that was older notes what its next epoch begins with, and keeps its log."""

from sqlalchemy import Connection, func, select, text

from app.server import log
from app.server.database import open_database
from app.server.schema import EPOCH_STARTS, OPERATIONS, SPACES
from tests.server.house import House
from tests.server.migrations.test_r0005_begun_contents import undo as undo_fifth


def undo(connection: Connection) -> None:
    """Leaves the tables as the third revision had them."""
    undo_fifth(connection)
    for statement in ("DROP TABLE epoch_starts", "UPDATE alembic_version SET version_num = '0003'"):
        connection.execute(text(statement))


def test_an_older_server_keeps_its_log_and_notes_what_its_next_epoch_continues_from(house: House) -> None:
    lea = house.enrol("Léa", "CCOM")
    opened = lea.writer.open_crisis()
    house.take(opened.id, [opened, lea.writer.note(opened.id)])
    central = house.central
    with central.database.writing() as connection:
        before = log.current_epoch(connection)
        held = connection.scalars(select(func.count()).select_from(OPERATIONS)).one()
        undo(connection)
    open_database(central.database.url).close()
    assert house.count(OPERATIONS) == held
    assert house.count(EPOCH_STARTS) == 0
    with central.database.writing() as connection:
        log.open_epoch(connection, before, "a" * 32, house.hand.now)
        starts = connection.execute(select(EPOCH_STARTS.c.rank, SPACES.c.rank).join(SPACES)).all()
    assert len(starts) == house.count(SPACES)
    assert all(noted == reached for noted, reached in starts)


def test_of_an_epoch_that_an_older_server_opened_only_the_beginning_is_sure(house: House) -> None:
    lea = house.enrol("Léa", "CCOM")
    opened = lea.writer.open_crisis()
    house.take(opened.id, [opened, lea.writer.note(opened.id)])
    with house.central.database.writing() as connection:
        before = log.current_epoch(connection)
        log.open_epoch(connection, before, "a" * 32, house.hand.now)
        undo(connection)
    open_database(house.central.database.url).close()
    with house.central.database.reading() as connection:
        space = log.find_space(connection, opened.id)
        assert space is not None
        assert [rank for rank, _ in log.continued(connection, space, before, 2)] == [0]
