"""A service without a server: workstations that are enrolled, and a way to hand one the operations of another."""

import os
from collections.abc import Iterable
from pathlib import Path

from app.core.clock import Clock
from app.core.desk import Desk
from app.core.keys import SigningKey, box_public
from app.core.operations import Operation, Wire, read, to_wire, write
from app.core.registers.crisis import OpenCrisis
from app.core.registers.invitations import enrolment
from app.core.registers.members import AddMember
from app.core.store import log
from app.core.store.cursor import Cursor
from app.core.store.engine import Database
from app.core.store.reading import Reading
from app.core.store.store import Store
from app.sync.workstation import Workstation

RANKED = (
    "SELECT op.id FROM op JOIN space ON space.n = op.space"
    " WHERE space.name = ? AND op.rank IS NOT NULL ORDER BY op.rank"
)
YEARS = 10 * 365 * 24 * 3600 * 1000


class Office:
    """Founded like a real service: a root key signs the service, the directory and every invitation."""

    def __init__(self, folder: Path, clock: Clock | None = None):
        self.folder, self.clock = folder, clock or Clock()
        self.root = SigningKey(os.urandom(32))
        self._chains: dict[str, tuple[int, str]] = {}
        self._written = 0
        self.service_log: list[Operation] = []
        opened = self._write("service.opened", {"name": "Essai", "server_key": self.root.public})
        self.service = opened.id
        directory = self._write("directory.opened", {})
        self.directory, self.directory_log = directory.id, [directory]
        named = self._write("service.directory", {"space": directory.id}, self.service)
        self.service_log += [opened, named]
        self.private_log: list[Operation] = []
        self.workstations: list[Workstation] = []

    def _write(self, kind: str, body: object, space: str = "") -> Operation:
        self._written += 1
        seq, prev = self._chains.get(space, (0, ""))
        operation = write(
            self.root,
            kind=kind,
            body=body,
            salt=os.urandom(16),
            incarnation="0" * 16,
            seq=seq + 1,
            prev=prev,
            clock=self._written << 16,
            at=self.clock.now(),
            space=space,
        )
        self._chains[operation.space] = (seq + 1, operation.id)
        return operation

    def open_private(self) -> str:
        """A space for private numbers, as every service has that was not founded before there were any: given to all
        but observers, those who come later included. Returns it."""
        opened = self._write("private.opened", {})
        body = {"space": opened.id, "opening": opened.header_bytes.decode()}
        self.service_log.append(self._write("service.private", body, self.service))
        self.private_log = [opened]
        for one in self.workstations:
            give(one, self.service, self.service_log)
            self._give_private(one)
        return opened.id

    def _give_private(self, one: Workstation) -> None:
        if self.private_log and one.reading.holds_private():
            give(one, self.private_log[0].id, self.private_log)

    def workstation(self, prefix: str, name: str, organisation: str = "SIG", role: str = "ADM") -> Workstation:
        """A workstation enrolled for a new person, who knows everybody enrolled before; they learn of him too."""
        seed = os.urandom(32)
        body = {"name": name, "organisation": organisation, "role": role, "key": SigningKey(seed).public}
        body |= {"expires_at": self.clock.now() + YEARS, "person": ""}
        invited = self._write("person.invited", body, self.service)
        self.service_log.append(invited)
        key, box = SigningKey(os.urandom(32)), os.urandom(32)
        folder = self.folder / prefix
        folder.mkdir()
        store = Store(Database(folder / "journal.db", os.urandom(32)), key, self.clock)
        with store.write() as transaction:
            log.note(transaction.connection, "service", bytes.fromhex(self.service))
            log.note(transaction.connection, "server", b"http://127.0.0.1:9")  # nobody listens there
            log.note(transaction.connection, "box_seed", box)
        enrolled = write(
            key,
            kind="workstation.enrolled",
            body=enrolment(key, self.service, invited.id, seed, box_public(box), prefix, name),
            salt=os.urandom(16),
            incarnation=store.incarnation,
            seq=1,
            prev="",
            clock=self._written << 16 | 1,
            at=self.clock.now(),
            space=self.service,
            grant=invited.id,
        )
        self.service_log.append(enrolled)
        made = Workstation(folder, self.clock, store, Desk(store), Reading(store))
        self.workstations.append(made)
        give(made, self.directory, self.directory_log)
        for one in self.workstations:
            give(one, self.service, self.service_log)
        self._give_private(made)
        return made

    def crisis(
        self, opener: Workstation, *members: tuple[Workstation, str], associated: tuple[str, ...] = (), **more: object
    ) -> str:
        """A crisis opened by `opener`, with these members; everybody holds it. Returns its space."""
        values = {"title": "Incendie d'un site industriel", "frame": "exercise", "nature": "industrial", "lead": "INT"}
        done = opener.desk.do(OpenCrisis(**{**values, "associated": associated, **more}))  # type: ignore[arg-type]
        for other, role in members:
            opener.desk.do(AddMember(done.id, person_of(other), role))
        share(opener, done.id, [one for one, _ in members])
        return done.id

    def close(self) -> None:
        for one in self.workstations:
            one.close()


def person_of(workstation: Workstation) -> str:
    return workstation.reading.me().person


def operations(workstation: Workstation, space: str) -> list[Operation]:
    """Everything a workstation holds of a space, in the order it came."""
    with workstation.store.read() as transaction:
        rows = transaction.connection.exec_driver_sql(
            "SELECT header, salt, body, signature FROM op JOIN space ON space.n = op.space"
            " WHERE space.name = ? ORDER BY op.n",
            (bytes.fromhex(space),),
        )
        return [read(Wire(*row)) for row in rows]


def give(workstation: Workstation, space: str, log_of_space: Iterable[Operation], epoch: str = "épreuve") -> None:
    """Hands a workstation the log of a space, as the central would: what follows what it has of it, or all of it where
    that is another history."""
    ranked = list(log_of_space)
    ids = [bytes.fromhex(one.id) for one in ranked]
    with workstation.store.write() as transaction:
        held = [row.id for row in transaction.connection.exec_driver_sql(RANKED, (bytes.fromhex(space),))]
        known = len(held) if transaction.cursor(space).epoch == epoch and held == ids[: len(held)] else 0
        if not known:
            transaction.move(space, Cursor())
        transaction.take(space, epoch, known, [to_wire(one) for one in ranked[known:]], ids[known:])
        transaction.move(space, Cursor(epoch, len(ranked)))


def share(source: Workstation, space: str, others: Iterable[Workstation]) -> None:
    """Hands everything `source` holds of a space to others; what it holds is then ranked for it too."""
    held = operations(source, space)
    for one in (source, *others):
        give(one, space, held)
