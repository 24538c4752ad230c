"""The central server as its routes see it: its keys, its database, its clock, and who may do what."""

import hmac
import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import msgspec

from app.core.clock import Clock
from app.core.errors import Unavailable
from app.core.keys import KEY_SIZE, SigningKey
from app.server.access import Access, View
from app.server.database import Database, open_database
from app.server.nonces import nonce_key
from app.server.tls import write_private

KEY_FILE = "server.key"
CONTENT_KEY_FILE = "attachments.key"
SETTINGS_FILE = "server.json"
DATABASE_FILE = "central.db"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `init` decided once: the id of the space `service`, and the address workstations are given."""

    service: Annotated[str, msgspec.Meta(min_length=64, max_length=64)]
    public_url: str


@dataclass(frozen=True, slots=True)
class Central:
    """One process of the central, open. Several may share one database; all hold the same key."""

    key: SigningKey
    nonce_key: bytes = field(repr=False)
    content_key: bytes = field(repr=False)  # under which attached files are sealed
    database: Database
    access: Access
    clock: Clock
    authority: bytes  # the certificate of our own authority, PEM

    def look(self) -> View:
        """Who may do what, and how far each space has come, now."""
        with self.database.reading() as connection:
            return self.access.view_of_all(connection)


def default_database_url(data: Path) -> str:
    return f"sqlite:///{data / DATABASE_FILE}"


def read_settings(data: Path) -> Settings:
    """What `init` decided for the central in `data`. Raises Unavailable."""
    try:
        return msgspec.json.decode((data / SETTINGS_FILE).read_bytes(), type=Settings)
    except (OSError, msgspec.DecodeError) as error:
        raise Unavailable(f"Aucun serveur n'est prêt dans {data} : lancez d'abord « diapason-server init ».") from error


def open_central(data: Path, database_url: str, authority: bytes, clock: Clock) -> Central:
    """The central that `init` made in `data`. Raises Unavailable."""
    settings = read_settings(data)
    try:
        key = SigningKey(bytes.fromhex((data / KEY_FILE).read_text()))
    except (OSError, ValueError) as error:
        raise Unavailable(f"La clé du serveur, {data / KEY_FILE}, manque ou est endommagée.") from error
    contents = content_key(data, key.seed)
    database = open_database(database_url)
    return Central(key, nonce_key(key.seed), contents, database, Access(settings.service), clock, authority)


def content_key(data: Path, seed: bytes) -> bytes:
    """The key under which attached files are sealed, in a file of its own beside the server's: it outlives that one.

    Made from the server's seed when it is not there yet, so that processes which share nothing else make the same.
    Raises Unavailable.
    """
    file = data / CONTENT_KEY_FILE
    try:
        key = bytes.fromhex(file.read_text())
    except FileNotFoundError:
        key = hmac.digest(seed, b"diapason-attachments-1", "sha256")
        with suppress(OSError):  # a folder that is only read, or another process that makes the same file
            draft = file.with_suffix(f".{os.getpid()}")
            write_private(draft, key.hex().encode())
            draft.replace(file)
    except (OSError, ValueError) as error:
        raise Unavailable(f"La clé des pièces jointes, {file}, est endommagée.") from error
    if len(key) != KEY_SIZE:
        raise Unavailable(f"La clé des pièces jointes, {file}, est endommagée.")
    return key
