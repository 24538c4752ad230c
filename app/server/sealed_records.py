"""A file of records that a passphrase opens, sealed as a bundle is: a byte changed or an end cut off is always seen."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from app.core.clock import Clock
from app.core.errors import Refused, Unavailable
from app.core.keys import KEY_SIZE
from app.core.whole import put_in_place
from app.sync.bundle_sealing import (
    Broken,
    NotABundle,
    NotForUs,
    Opened,
    Sealing,
    read_head,
    records,
    write_head,
    write_record,
)

ALTERED = "Ce fichier est altéré ou incomplet : rien n'en a été pris."


@contextmanager
def sealed(path: Path, magic: bytes, passphrase: str, clock: Clock) -> Iterator[Callable[[msgspec.Struct], None]]:
    """Writes records to a new file at `path`, whole or not at all, that nobody else reads."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(magic)
            sealing = Sealing(file, write_head(file, [], passphrase, clock.chance).key)
            yield lambda record: write_record(sealing, msgspec.msgpack.encode(record))
            sealing.close()
        put_in_place(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def unsealed(path: Path, magic: bytes, passphrase: str, kinds: Any) -> Iterator[Any]:
    """The records of such a file, each one of `kinds`. Raises Refused when it is another file, or the passphrase
    another; Unavailable, after what was sound, when it was altered or cut."""
    decode = msgspec.msgpack.Decoder(kinds).decode
    with path.open("rb") as file:
        if file.read(len(magic)) != magic:
            raise Refused(f"{path.name} n'est pas le fichier attendu.", "file")
        head = opened(file, passphrase)
        try:
            for record in records(file, head):
                yield decode(record)
        except (Broken, msgspec.MsgspecError) as error:
            raise Unavailable(ALTERED) from error


def opened(file: BinaryIO, passphrase: str) -> Opened:
    """What opens the rest of a file that a passphrase closes. Raises Refused or Unavailable."""
    try:
        return read_head(file, bytes(KEY_SIZE), passphrase)
    except NotABundle as error:
        raise Refused("Ce n'est pas le fichier attendu.", "file") from error
    except NotForUs as error:
        raise Refused("Cette phrase secrète n'est pas celle de ce fichier.", "passphrase") from error
    except Broken as error:
        raise Unavailable(ALTERED) from error
