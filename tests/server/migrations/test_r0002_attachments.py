"""The second revision: a server that was older takes the files that its log already names, and keeps its log."""

from sqlalchemy import select, text

from app.server.database import open_database
from app.server.schema import NAMED_FILES, OPERATIONS, SPACES
from tests.building import NOW
from tests.server.house import Hand, House, opened
from tests.server.migrations.test_r0003_erasures import undo

OLDER = (
    *(f"DROP TABLE {table}" for table in ("content_parts", "contents", "named_files")),
    "ALTER TABLE spaces DROP COLUMN stored",
    "UPDATE alembic_version SET version_num = '0001'",
)


def test_a_log_that_already_names_files_is_read_once_and_goes_on(house: House) -> None:
    lea = house.enrol("Léa", "CCOM")
    first = lea.writer.open_crisis()
    strange: list[object] = [{"fields": {"file.x": 1}}, ['"file.'], {"fields": {f"file.{'AB' * 32}": {"size": 1}}}]
    fields = {"content": '"file.'}
    house.take(first.id, [first, lea.writer.join(first.id, b"photo"), lea.writer.note(first.id, '"file.')])
    house.take(
        first.id, [lea.writer.write("entry.recorded", body, first.id) for body in (*strange, {"fields": fields})]
    )
    with house.central.database.reading() as connection:
        named = connection.execute(select(NAMED_FILES)).all()
        operations = connection.execute(select(OPERATIONS)).all()
    assert [row.size for row in named] == [5]

    with house.central.database.writing() as connection:
        undo(connection)
        for statement in OLDER:
            connection.execute(text(statement))
    open_database(house.central.database.url).close()
    with house.central.database.reading() as connection:
        assert connection.execute(select(NAMED_FILES)).all() == named
        assert connection.execute(select(OPERATIONS)).all() == operations
        assert set(connection.scalars(select(SPACES.c.stored))) == {0}
    with opened(house.data, house.central.database.url, Hand(NOW + 1)) as central:
        assert first.id in central.look().spaces
