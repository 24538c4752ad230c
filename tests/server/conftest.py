"""A central on each kind of database, founded anew for each test, and served when asked."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from app.core.clock import Clock
from app.core.keys import SigningKey
from app.core.operations import Operation, to_wire
from app.server import tls
from app.server.api import application
from app.server.central import Central, default_database_url, open_central
from app.server.founding import found
from app.server.listening import bound, listener
from app.server.live import Live
from app.server.wall import Wall
from app.sync.protocol import read_invitation
from tests.building import Guest, Writer, enrol, guest
from tests.calling import Caller


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database; with PostgreSQL only where it is installed."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return default_database_url(tmp_path)


@dataclass
class House:
    """A founded central and the first administrator, already enrolled; anybody else enrols at its door."""

    central: Central
    data: Path
    admin: Guest
    url: str = ""
    people: dict[str, Guest] = field(default_factory=dict)

    @property
    def service(self) -> str:
        return self.central.access.service

    def push(self, by: Guest, space: str, *operations: Operation) -> None:
        """Takes these straight into the log, as an exchange by that person would."""
        take(self.central, space, operations, by.device)

    def enrol(self, name: str, role: str = "LIA") -> Guest:
        enrolled, operations = guest(self.admin.writer, self.service, name, role, name[:8].upper())
        take(self.central, self.service, operations, self.admin.device)
        self.people[name] = enrolled
        return enrolled

    def caller(self, who: Guest | None) -> Caller:
        return Caller(self.url, who.writer.key if who else None)
