"""The tables in the code are the tables in the database."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from app.server.database import open_database
from app.server.schema import METADATA


def test_the_migrations_make_exactly_these_tables(database_url: str) -> None:
    database = open_database(database_url)
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    database.close()
