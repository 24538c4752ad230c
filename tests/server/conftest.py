"""What the tests of the server may ask for: a central on each kind of database, founded anew, and served."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.server.central import default_database_url
from tests.server.house import House, found_house


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database; with PostgreSQL only where it is installed."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return default_database_url(tmp_path)


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    """A founded central with its first administrator, nobody listening."""
    with found_house(tmp_path / "data", database_url) as founded:
        yield founded


@pytest.fixture
def served(house: House) -> Iterator[House]:
    """The same, listening on a port of its own."""
    with house.serving():
        yield house
