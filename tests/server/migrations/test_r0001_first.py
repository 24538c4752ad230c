"""The first revision: a log to which the database itself lets nobody do anything but add."""

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from app.server.schema import BAD, OPERATIONS
from tests.server.house import House

NEVER_ALTERED = [column for column in OPERATIONS.columns if column.name != "checked"]


@pytest.mark.parametrize("column", NEVER_ALTERED, ids=lambda column: column.name)
def test_no_column_of_an_operation_is_altered(house: House, column) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DBAPIError, match="only added"), house.central.database.writing() as connection:
        connection.execute(update(OPERATIONS).values({column: column}))


def test_no_operation_is_deleted(house: House) -> None:
    with pytest.raises(DBAPIError, match="only added"), house.central.database.writing() as connection:
        connection.execute(delete(OPERATIONS).where(OPERATIONS.c.rank == 1))
    if house.central.database.is_postgresql:
        with pytest.raises(DBAPIError, match="only added"), house.central.database.writing() as connection:
            connection.execute(text("TRUNCATE operations"))


def test_that_a_signature_was_checked_may_be_noted(house: House) -> None:
    with house.central.database.writing() as connection:
        connection.execute(update(OPERATIONS).values(checked=BAD))
        assert set(connection.scalars(select(OPERATIONS.c.checked))) == {BAD}
