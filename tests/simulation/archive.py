"""The central's log as it was seen step after step: it only ever grows, and what it ranked it keeps."""

import hashlib
from copy import deepcopy
from dataclasses import dataclass, field

from sqlalchemy import Connection, Row, select

from app.core.operations import Operation, Wire, read
from app.core.standing import is_control
from app.server.log import WIRE
from app.server.schema import FORKS, OPERATIONS, QUARANTINE, SPACES, WAITING
from app.sync.protocol import first_running, next_running
from tests.simulation.house import House
from tests.simulation.ledger import Ledger, Violation


@dataclass
class Shelf:
    """One space of the log: the ids in the order of their ranks, and the operations that say who may do what."""

    ids: list[str] = field(default_factory=list)
    running: bytes = b""
    control: list[Operation] = field(default_factory=list)


class Archive:
    """Follows the log of a central."""

    def __init__(self, house: House, ledger: Ledger):
        self._house, self._ledger, self._service = house, ledger, house.central.access.service
        self._seen: set[str] = set()  # control operations that were ranked before this look
        self.shelves: dict[str, Shelf] = {}
        self._copies: list[dict[str, Shelf]] = []
        self.look()

    def copied(self) -> None:
        self._copies.append(deepcopy(self.shelves))

    def restored(self, which: int) -> None:
        self.shelves = deepcopy(self._copies[which])

    def look(self) -> None:
        """Takes in what was ranked. Raises Violation when the log is no longer what it was."""
        self._seen = {one.id for shelf in self.shelves.values() for one in shelf.control}
        with self._house.central.database.reading() as connection:
            for row in connection.execute(select(SPACES.c.number, SPACES.c.id, SPACES.c.rank, SPACES.c.running)).all():
                self._look_at(connection, row)

    def _look_at(self, connection: Connection, row: Row[tuple[int, str, int, bytes]]) -> None:
        shelf = self.shelves.setdefault(row.id, Shelf(running=first_running(row.id)))
        known = len(shelf.ids)
        if row.rank < known or (row.rank == known and row.running != shelf.running):
            raise Violation("I2", f"le journal de {row.id[:8]} a changé sous le rang {known}")
        if row.rank == known:
            return
        wanted = select(OPERATIONS.c.rank, OPERATIONS.c.id, *WIRE).where(
            OPERATIONS.c.space == row.number, OPERATIONS.c.rank > known
        )
        for rank, id, *wire in connection.execute(wanted.order_by(OPERATIONS.c.rank)):
            if rank != len(shelf.ids) + 1:
                raise Violation("I2", f"le rang {len(shelf.ids) + 1} de {row.id[:8]} manque")
            if hashlib.sha256(wire[0]).digest() != id or id.hex() not in self._ledger.signed:
                raise Violation("I6", f"le serveur a classé au rang {rank} ce que personne n'a signé")
            self._take(shelf, read(Wire(*wire)))
            shelf.running = next_running(shelf.running, id)
        if row.rank != len(shelf.ids) or row.running != shelf.running:
            raise Violation("I2", f"l'empreinte du journal de {row.id[:8]} n'est pas celle de ses opérations")

    def _take(self, shelf: Shelf, operation: Operation) -> None:
        if self._beyond(operation):
            raise Violation("I8", "le serveur a classé ce qu'un poste révoqué a écrit après coup")
        shelf.ids.append(operation.id)
        if is_control(operation.header.kind):
            shelf.control.append(operation)

    def _beyond(self, operation: Operation) -> bool:
        """Whether its workstation had been revoked when it was ranked, and it is not among what was accepted of it."""
        signed, crafted = self._ledger.signed, self._ledger.crafted
        for one in self.shelves[self._service].control if self._service in self.shelves else ():
            if one.header.kind != "workstation.revoked" or one.id in crafted or one.header.record not in signed:
                continue
            if signed[one.header.record].header.device == operation.header.device and one.id in self._seen:
                ends = [signed[last] for last in one.body["last"] if last in signed]
                if not any(each.chain == operation.chain and operation.header.seq <= each.header.seq for each in ends):
                    return True
        return False

    def read_again(self) -> None:
        """The whole log, from its first rank."""
        before, self.shelves = self.shelves, {}
        self.look()
        if {id: one.ids for id, one in before.items()} != {id: one.ids for id, one in self.shelves.items()}:
            raise Violation("I2", "le journal du serveur n'est plus ce qu'il était")


def kept_aside(connection: Connection, ids: list[bytes]) -> set[bytes]:
    """Which of these the central keeps, wherever it keeps them."""
    found: set[bytes] = set()
    for table in (OPERATIONS, WAITING, QUARANTINE, FORKS):
        found.update(connection.scalars(select(table.c.id).where(table.c.id.in_(ids))))
    return found
