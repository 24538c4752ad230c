"""A central for tests: founded for real, with people in it, and served from a thread when a test wants sockets."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Table, func, select

from app.core.clock import Clock
from app.core.keys import SigningKey
from app.core.operations import Operation, Wire, to_wire
from app.core.search_text import folded
from app.server import log, tls
from app.server.api import application
from app.server.central import Central, open_central
from app.server.exchange import exchange
from app.server.founding import found
from app.server.inlining import look
from app.server.listening import bound, listener
from app.server.live import Live
from app.server.receiving import Push, Received
from app.server.wall import Wall
from app.sync.protocol import Checkpoint, Exchange, Reply, read_invitation
from tests.building import NOW, Guest, Writer, enrol, guest
from tests.calling import Caller


@dataclass
class Hand:
    """The hand of a clock that a test moves."""

    now: int = NOW

    def clock(self) -> Clock:
        return Clock(lambda: self.now)


@dataclass
class House:
    """A founded central and its first administrator; `url` once it is served."""

    central: Central
    data: Path
    hand: Hand
    admin: Guest
    url: str = ""

    @property
    def service(self) -> str:
        return self.central.access.service

    @property
    def directory(self) -> str:
        with self.central.database.reading() as connection:
            return self.central.access.view(connection, []).accounts.directory

    @property
    def private(self) -> str:
        with self.central.database.reading() as connection:
            return self.central.access.view(connection, []).accounts.private

    def take(self, space: str, operations: Sequence[Operation | Wire], carrier: str = "") -> Received:
        """What the log makes of these, whoever brings them."""
        with self.central.database.writing() as connection:
            return take(self.central, connection, space, operations, carrier)

    def exchange(
        self,
        who: Guest,
        space: str,
        operations: Sequence[Operation] = (),
        rank: int = 0,
        epoch: str = "",
        checkpoint: Checkpoint | None = None,
    ) -> Reply | None:
        """The reply `who` would get, without a socket."""
        request = Exchange(space, epoch, rank, [to_wire(operation) for operation in operations], checkpoint)
        with self.central.database.writing() as connection:
            return exchange(self.central, connection, who.device, request)

    def enrol(self, name: str, role: str = "LIA") -> Guest:
        """Somebody invited by the administrator, and enrolled."""
        enrolled, operations = guest(self.admin.writer, self.service, name, role, folded(name)[:8].upper())
        received = self.take(self.service, operations)
        assert len(received.ranked) == 2, received.answers
        return enrolled

    def ids(self, space: str) -> list[str]:
        """The operations of a space, in the order of their ranks."""
        with self.central.database.reading() as connection:
            found = log.find_space(connection, space)
            assert found is not None
            items = log.page_after(connection, found, 0, Everything()).items
        return [item.hex() for item in items if isinstance(item, bytes)]

    def count(self, table: Table) -> int:
        with self.central.database.reading() as connection:
            return connection.scalars(select(func.count()).select_from(table)).one()

    def caller(self, who: Guest | None = None) -> Caller:
        return Caller(self.url, who.writer.key if who else None)

    @contextmanager
    def serving(self) -> Iterator[Live]:
        """Listens on a port that the system chooses, until the end of the block."""
        live = Live(partial(look, self.central))
        ready = threading.Event()
        wall = Wall(application(self.central, live), self.central)
        listening = bound("127.0.0.1", 0)
        server = listener(wall, None, ready.set, live.close)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        assert ready.wait(20)
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        try:
            yield live
        finally:
            server.should_exit = True
            thread.join()


class Everything:
    """A collection that holds whatever it is asked about."""

    def __contains__(self, _: object) -> bool:
        return True

    def __len__(self) -> int:
        return 1

    def __iter__(self) -> Iterator[bytes]:
        return iter(())


def take(
    central: Central, connection: Connection, space: str, operations: Sequence[Operation | Wire], carrier: str = ""
) -> Received:
    """What the log makes of these in a transaction, whoever brings them."""
    view = central.access.view(connection, [])
    found = log.begin_space(connection, space)
    wires = [one if isinstance(one, Wire) else to_wire(one) for one in operations]
    return Push(connection, found, view.accounts, carrier, central.clock.now()).take(wires)


@contextmanager
def found_house(data: Path, database_url: str) -> Iterator[House]:
    """A central founded in `data`, its administrator enrolled."""
    hand = Hand()
    founded = found(data, database_url, "http://127.0.0.1:8741", [], hand.clock())
    _, _, service, invitation, seed = read_invitation(founded.invitation)
    with opened(data, database_url, hand) as central:
        writer = Writer("admin")
        enrolled = enrol(writer, service, invitation, SigningKey(seed), "ADM1")
        house = House(central, data, hand, Guest(invitation, writer, enrolled))
        assert house.take(service, [enrolled]).ranked
        yield house


@contextmanager
def opened(data: Path, database_url: str, hand: Hand) -> Iterator[Central]:
    """A process of the central, without its sockets."""
    central = open_central(data, database_url, tls.authority_pem(data), hand.clock())
    try:
        yield central
    finally:
        central.database.close()
