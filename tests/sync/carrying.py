"""A stick between two workstations, for the tests of bundles: no server, and ranks that the central really signed."""

import hashlib
import os
from pathlib import Path

import msgspec

from app.core.attachments import described
from app.core.clock import Clock
from app.core.entries import Attachment
from app.core.entry_commands import Amend, Record
from app.core.operations import to_wire
from app.core.registers.crisis import OpenCrisis
from app.core.registers.members import AddMember
from app.core.store.cursor import Cursor
from app.sync.bundle_making import Made, Wanted, make
from app.sync.bundle_taking import Brought, take_in
from app.sync.protocol import first_running, next_running, sign_checkpoint
from app.sync.workstation import Workstation
from tests.building import NOW
from tests.office import Office, operations, person_of


class Cut:
    """Two workstations of one service cut from everything, and a third who is not of their crisis."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.office = Office(folder, Clock(lambda: NOW))
        self.first = self.office.workstation("SIG1", "C. Morvan")
        self.second = self.office.workstation("SIG2", "N. Bellec")
        self.outsider = self.office.workstation("INT1", "P. Aubry", "INT", "LIA")
        self.crisis = open_crisis(self.first, self.second)
        self.count = 0

    def write(self, count: int, by: Workstation | None = None) -> list[str]:
        """So many entries; their ids."""
        by = by or self.first
        return [by.desk.do(Record(self.crisis, f"Fait {place}")).id for place in range(count)]

    def amend(self, entry: str, by: Workstation | None = None) -> None:
        by = by or self.first
        seen = {"subject": by.reading.entry(entry).fields["subject"].seen}
        by.desk.do(Amend(entry, {"subject": "Fait rectifié"}, "relu", seen))

    def join(self, content: bytes, name: str = "photo.jpg") -> Attachment:
        file = described(name, content)
        self.first.desk.do(Record(self.crisis, f"Pièce {name}", files=(file,)), [content])
        return file

    def stick(self, **more: object) -> Path:
        """A bundle of the crisis, as the first makes it."""
        return self.made(**more).path

    def made(self, by: Workstation | None = None, **more: object) -> Made:
        self.count += 1
        path = self.folder / f"paquet {self.count}.diapason"
        return make((by or self.first).store, Wanted(self.crisis, path, **more))  # type: ignore[arg-type]

    def take(self, path: Path, by: Workstation | None = None, passphrase: str = "") -> Brought:
        return take_in((by or self.second).store, path, passphrase)

    def close(self) -> None:
        self.office.close()


def open_crisis(first: Workstation, *others: Workstation) -> str:
    """A crisis opened apart, with its members, that nobody else holds yet."""
    crisis = first.desk.do(OpenCrisis("Incendie d'un site industriel", "exercise", "industrial", "INT")).id
    for other in others:
        first.desk.do(AddMember(crisis, person_of(other), "CCOM"))
    return crisis


def rank(office: Office, workstation: Workstation, space: str, epoch: str = "ab" * 16) -> None:
    """Ranks all that a workstation holds of a space, under the central's own signature."""
    held = operations(workstation, space)
    ids = [bytes.fromhex(one.id) for one in held]
    running = first_running(space)
    for id in ids:
        running = next_running(running, id)
    signed = sign_checkpoint(office.root, space, epoch, len(ids), running)
    with workstation.store.write() as transaction:
        transaction.move(space, Cursor())
        transaction.take(space, epoch, 0, [to_wire(one) for one in held], ids)
        transaction.move(space, Cursor(epoch, len(ids), running, msgspec.msgpack.encode(signed)))


def state(workstation: Workstation) -> str:
    """The same words for the same store: what it holds, beside the log as well, with its ranks."""
    digest = hashlib.sha256()
    with workstation.store.database.read() as connection:
        for sql in (
            "SELECT id, rank, verdict FROM op ORDER BY id",
            "SELECT id, why FROM aside ORDER BY id",
            "SELECT sha256, size FROM blob ORDER BY sha256",
            "SELECT name, epoch, rank, removed_by FROM space ORDER BY name",
        ):
            digest.update(repr(connection.exec_driver_sql(sql).all()).encode())
    return digest.hexdigest()


def noise(size: int) -> bytes:
    return os.urandom(size)
