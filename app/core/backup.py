"""A copy of a workstation in one encrypted file: its journal, the ways to its key, and who it is.

The file is a line that names it, parts each behind its name and its length, and a seal over all of it made with the
journal's key. It is not an archive: a part is one of five, and no name in the file becomes a path.
"""

import hmac
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from app.core import identity, vault
from app.core.clock import Clock
from app.core.errors import Refused, Unavailable, disk_said
from app.core.keys import SigningKey
from app.core.store import incarnation, log
from app.core.store.engine import Database
from app.core.whole import make_durable, put_in_place, settle

JOURNAL, AUTHORITY = "journal.db", "authority.pem"
BEGINS = b"DIAPASON-SAUVEGARDE-1\n"
PURPOSE = b"diapason-backup-1"
SMALL = (vault.FILE, identity.FILE, AUTHORITY)
MOST_SMALL = 1024 * 1024
SEAL = "sha256"
PIECE = 1024 * 1024
ROOM = 64 * 1024 * 1024  # bytes of the disk that a copy leaves to the work itself
DAILY, SUFFIX, KEPT = "sauvegardes", ".sauvegarde", 2
HALF_DONE = "restauration"
NOT_ONE = "Ce fichier n'est pas une sauvegarde de Diapason, ou il n'est pas entier. Rien n'a été fait."
ALTERED = "Cette sauvegarde a été altérée depuis qu'elle fut écrite. Rien n'a été fait : prenez-en une autre."
NO_ROOM = "Le disque n'a pas la place d'une sauvegarde : elle n'a pas été faite. Changez de disque."


def write(database: Database, folder: Path, out: Path) -> int:
    """Copies the workstation of `folder` into `out`, whole or not at all, while it works. Returns the bytes written.

    Raises Unavailable (Damaged when the journal itself is).
    """
    copy, draft = out.with_name(f".{out.name}.journal"), out.with_name(f"{out.name}.new")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(out.parent).free < 2 * database.size() + ROOM:
            raise Unavailable(NO_ROOM)
        copy.unlink(missing_ok=True)
        database.copy_into(copy)
        with draft.open("wb") as opened:
            _write_parts(opened, folder, copy, database.derived_key(PURPOSE))
        put_in_place(draft, out)
        return out.stat().st_size
    except OSError as error:
        raise Unavailable(
            f"La sauvegarde {out} n'a pas pu être écrite : {disk_said(error)}. Choisissez un autre endroit."
        ) from error
    finally:
        for file in (copy, draft):
            with suppress(OSError):
                file.unlink(missing_ok=True)


def _write_parts(opened: BinaryIO, folder: Path, copy: Path, key: bytes) -> None:
    seal = hmac.new(key, digestmod=SEAL)

    def put(data: bytes) -> None:
        seal.update(data)
        opened.write(data)

    put(BEGINS)
    vault.keep_twice(folder)
    for file in (*(folder / name for name in SMALL), copy):
        if not file.is_file():
            continue
        name = JOURNAL if file == copy else file.name
        put(len(name).to_bytes(1, "big") + name.encode() + file.stat().st_size.to_bytes(8, "big"))
        with file.open("rb") as part:
            for piece in iter(lambda: part.read(PIECE), b""):  # read before the loop goes on
                put(piece)
    put(bytes(1))
    opened.write(seal.digest())


def unpack(file: Path, into: Path) -> None:
    """Writes the parts of a copy into a folder. Nothing of them is proved yet: see `prove`. Raises Refused."""
    try:
        with file.open("rb") as opened:
            if opened.read(len(BEGINS)) != BEGINS:
                raise Refused(NOT_ONE, "file")
            names = list(_parts(opened, into, file.stat().st_size))
    except OSError as error:
        raise Refused(f"Le fichier {file} ne se lit pas, ou ne se copie pas : {disk_said(error)}.", "file") from error
    if len(set(names)) != len(names) or not {vault.FILE, JOURNAL} <= set(names):
        raise Refused(NOT_ONE, "file")


def _parts(opened: BinaryIO, into: Path, most: int) -> Iterator[str]:
    while length := int.from_bytes(opened.read(1), "big"):
        name = opened.read(length).decode("ascii", "replace")
        size = int.from_bytes(opened.read(8), "big")
        if name not in (*SMALL, JOURNAL) or size > (most if name == JOURNAL else MOST_SMALL):
            raise Refused(NOT_ONE, "file")
        with (into / name).open("wb") as part:
            while size and (piece := opened.read(min(size, PIECE))):
                part.write(piece)
                size -= len(piece)
        if size:
            raise Refused(NOT_ONE, "file")
        yield name


def prove(file: Path, key: bytes) -> None:
    """Raises Refused unless the copy is, to the last byte, what was written under that key."""
    seal = hmac.new(hmac.digest(key, PURPOSE, SEAL), digestmod=SEAL)
    left = file.stat().st_size - seal.digest_size
    with file.open("rb") as opened:
        while left > 0 and (piece := opened.read(min(left, PIECE))):
            seal.update(piece)
            left -= len(piece)
        if not hmac.compare_digest(seal.digest(), opened.read()):
            raise Refused(ALTERED, "file")


def restore(file: Path, folder: Path, opened: Callable[[Path], bytes], clock: Clock) -> bytes:
    """Makes `folder` the workstation of a copy, in another life of it: it continues no chain of the former one.

    `opened` finds the key by the slots in the folder it is given. Returns the key. Raises Refused or Unavailable,
    leaving no profile behind.
    """
    if vault.exists(folder) or (folder / JOURNAL).exists():
        raise Refused("Il y a déjà un poste dans ce dossier : restaurez dans un autre.", "profile")
    half_done = folder / HALF_DONE
    try:
        _clear(half_done)
        half_done.mkdir(parents=True)
        unpack(file, half_done)
        key = opened(half_done)
        prove(file, key)
        begin_another_life(half_done / JOURNAL, key, clock)
        for part in sorted(half_done.iterdir(), key=lambda one: one.name == vault.FILE):  # the vault last
            make_durable(part)
            part.rename(folder / part.name)
            settle(folder)
        return key
    except OSError as error:
        raise Unavailable(f"La restauration n'a pas abouti : {disk_said(error)}. Rien n'a été gardé.") from error
    finally:
        _clear(half_done)


def begin_another_life(journal: Path, key: bytes, clock: Clock) -> None:
    """Gives a copied journal an incarnation of its own. Raises Damaged."""
    database = Database(journal, key)
    try:
        with database.write() as connection:
            seed = log.noted(connection, "signing_seed")
            incarnation.renew(connection, clock, SigningKey(seed).public if seed else "")
    finally:
        database.close()


def daily(folder: Path) -> list[Path]:
    """The copies made by themselves beside a profile, the latest first."""
    return sorted((folder / DAILY).glob(f"*{SUFFIX}"), reverse=True)


def has_daily(folder: Path, clock: Clock) -> bool:
    """Whether the copy of today is there."""
    return _of_today(folder, clock).exists()


def _of_today(folder: Path, clock: Clock) -> Path:
    today = datetime.fromtimestamp(clock.now() / 1000, UTC).date()
    return folder / DAILY / f"{today.isoformat()}{SUFFIX}"


def keep_daily(database: Database, folder: Path, clock: Clock) -> Path | None:
    """The copy of today, when there was none; the one before stays, older ones go. Raises Unavailable."""
    if has_daily(folder, clock):
        return None
    out = _of_today(folder, clock)
    write(database, folder, out)
    for old in [one for one in daily(folder) if one != out][KEPT - 1 :]:
        old.unlink(missing_ok=True)
    return out


def _clear(half_done: Path) -> None:
    if half_done.is_dir():
        shutil.rmtree(half_done)
