"""The founding of a central: its keys and certificates, the first operations, the first administrator's invitation."""

import base64
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from app.core.clock import Clock
from app.core.errors import Refused
from app.core.keys import KEY_SIZE, SigningKey
from app.core.operations import SALT_SIZE, Operation, to_wire, write
from app.core.registers.accounts import PRIVATE_OPENED, Accounts
from app.server import log, tls
from app.server.central import CONTENT_KEY_FILE, KEY_FILE, SETTINGS_FILE, Settings, content_key
from app.server.database import Database, open_database
from app.server.receiving import Push
from app.sync.protocol import invitation_code

INVITATION_LIFETIME = 30 * 24 * 3600 * 1000  # ms
ADMINISTRATOR = {"name": "", "organisation": "SIG", "role": "ADM"}  # who enrols with it says his name
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Founded:
    """What is shown once: the first administrator's code, and the code whose key alone may name a new server key or a
    new first administrator. The latter is kept nowhere."""

    invitation: str
    recovery: str


@dataclass(slots=True)
class Founder:
    """The root key while it exists: writes a chain in one space."""

    key: SigningKey
    clock: Clock
    incarnation: str
    space: str = ""
    seq: int = 0
    prev: str = ""

    def write(self, kind: str, body: Any) -> Operation:
        operation = write(
            self.key,
            kind=kind,
            body=body,
            salt=self.clock.chance(SALT_SIZE),
            incarnation=self.incarnation,
            seq=self.seq + 1,
            prev=self.prev,
            clock=self.clock.tick(0),
            at=self.clock.now(),
            space=self.space,
        )
        self.space, self.seq, self.prev = operation.space, self.seq + 1, operation.id
        return operation


def found(data: Path, database_url: str, public_url: str, names: Sequence[str], clock: Clock) -> Founded:
    """Makes the central in `data`. Raises Refused if there is one already, there or in that database."""
    with empty_place(data, database_url) as database:
        return _found(data, database, public_url, names, clock)


@contextmanager
def empty_place(data: Path, database_url: str, revision: str = "head") -> Iterator[Database]:
    """A folder and a database where there is no central, for one to be made in. If that fails, the folder is left
    without it. Raises Refused if there is one."""
    made = (*(data / name for name in (KEY_FILE, CONTENT_KEY_FILE, SETTINGS_FILE)), data / tls.FOLDER)
    if any(path.exists() for path in made):
        raise Refused(f"{data} contient déjà un serveur : rien n'a été changé.")
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = open_database(database_url, revision)
    try:
        with database.reading() as connection:
            if log.all_spaces(connection):
                raise Refused("Cette base contient déjà un serveur : rien n'y a été changé.")
        yield database
    except BaseException:
        shutil.rmtree(data / tls.FOLDER, ignore_errors=True)
        for path in made[:-1]:
            path.unlink(missing_ok=True)
        raise
    finally:
        database.close()


def _found(data: Path, database: Database, public_url: str, names: Sequence[str], clock: Clock) -> Founded:
    server, root, guest = (SigningKey(clock.chance(KEY_SIZE)) for _ in range(3))
    service, directory, private = (Founder(root, clock, clock.chance(8).hex()) for _ in range(3))
    opened = service.write("service.opened", {"name": urlsplit(public_url).hostname, "server_key": server.public})
    shared = directory.write("directory.opened", {})
    named = service.write("service.directory", {"space": shared.id})
    apart = private.write(PRIVATE_OPENED, {})
    reserved = service.write("service.private", {"space": apart.id, "opening": apart.header_bytes.decode()})
    expires_at = clock.now() + INVITATION_LIFETIME
    invited = service.write("person.invited", {**ADMINISTRATOR, "key": guest.public, "expires_at": expires_at})
    with database.writing() as connection:
        log.open_epoch(connection, "", clock.chance(16).hex(), clock.now())
        for operations in ((opened, named, reserved, invited), (shared,), (apart,)):
            begun = log.begin_space(connection, operations[0].id)
            push = Push(connection, begun, Accounts(), root.public, clock.now())
            push.take([to_wire(operation) for operation in operations])
        tls.make_certificates(data, hosts(public_url, names))
        tls.write_private(data / KEY_FILE, server.seed.hex().encode())
        content_key(data, server.seed)
        tls.write_private(data / SETTINGS_FILE, msgspec.json.encode(Settings(opened.id, public_url)))
    authority = tls.authority_print(tls.authority_pem(data)) if urlsplit(public_url).scheme == "https" else ""
    return Founded(invitation_code(public_url, authority, opened.id, invited.id, guest.seed), recovery_code(root.seed))


def recovery_code(seed: bytes) -> str:
    """A key on paper: groups of four letters and digits that are not mistaken for one another, with a check."""
    text = base64.b32encode(seed + sha256(seed).digest()[:3]).decode()
    return "-".join(text[place : place + 4] for place in range(0, len(text), 4))


def hosts(public_url: str, names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([urlsplit(public_url).hostname or LOOPBACK[0], *names, *LOOPBACK]))
