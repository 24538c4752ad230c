"""The throwaway PostgreSQL is what the tests of the server think it is."""

import psycopg
import pytest
import sqlalchemy

pytestmark = pytest.mark.timeout(60)


def tables(url: str) -> list[str]:
    engine = sqlalchemy.create_engine(url)
    try:
        return sqlalchemy.inspect(engine).get_table_names()
    finally:
        engine.dispose()


@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_finds_an_empty_database(postgres_url: str, turn: str) -> None:
    assert tables(postgres_url) == []
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE kept (accented text)")
        connection.execute("INSERT INTO kept VALUES ('évacué, cœur')")
    assert tables(postgres_url) == ["kept"]


def test_it_listens_to_no_network(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_a_connection_left_open_does_not_keep_its_database(postgres_cluster) -> None:
    with postgres_cluster.database() as url:
        left_open = psycopg.connect(url.replace("+psycopg", ""))
    with left_open, pytest.raises(psycopg.OperationalError):
        left_open.execute("SELECT 1")
