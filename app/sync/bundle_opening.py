"""Opening a bundle: what it says it is, and in French why it cannot be read here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.core.errors import Refused, disk_said
from app.sync.bundle_format import Manifest, Record, TooNew, manifest_of, sound
from app.sync.bundle_sealing import Broken, NotABundle, NotForUs, PassphraseWanted, read_head, records

BOX = "box_seed"  # what the store calls the key that opens what is sealed for this workstation
OTHER_SERVICE = "Ce paquet vient d'un autre service Diapason que celui de ce poste : rien n'a été pris."
NO_BUNDLE = "{} n'est pas un paquet Diapason : rien n'a été pris."
NOT_FOR_US = (
    "Ce paquet n'est pas destiné à ce poste : rien n'a été pris. Demandez à qui l'a préparé de l'exporter pour lui."
)
WRONG_PASSPHRASE = "Cette phrase secrète n'est pas celle du paquet : rien n'a été pris."
WANTED = "Ce paquet s'ouvre avec une phrase secrète : donnez-la."
TOO_NEW = "Ce paquet vient d'une version plus récente de Diapason : mettez ce poste à jour. Rien n'a été pris."
CUT = (
    "Le fichier s'arrête avant sa fin, ou sa fin est abîmée : ce qui précède est pris. Recopiez-le puis importez-le à "
    "nouveau, l'import reprendra."
)
CHANGED = (
    "Le fichier est altéré : ce qui précède l'endroit abîmé est pris, rien de ce qui suit. Recopiez-le ou demandez-en "
    "un autre, puis importez à nouveau."
)
EMPTY = "Le fichier s'arrête ou est altéré dès son début : rien n'a été pris. Recopiez-le ou demandez-en un autre."


@dataclass(frozen=True, slots=True)
class Contents:
    """What can be read of a bundle: its manifest, then its records, which end with `Broken` where it is cut."""

    manifest: Manifest
    records: Iterator[Record]


@contextmanager
def opened(
    path: Path, box_seed: bytes, passphrase: str, told: Callable[[int], None] = lambda _: None
) -> Iterator[Contents]:
    """A bundle, opened. `told`: how many of its bytes were looked at. Raises Refused."""
    try:
        file = path.open("rb")
    except (OSError, ValueError) as error:
        raise Refused(f"Le fichier {path} ne se lit pas : {disk_said(error)}.", "file") from error
    with file:
        yield _contents(file, path.name, box_seed, passphrase, told)


def manifest_at(path: Path, box_seed: bytes, passphrase: str) -> Manifest:
    """What a bundle says it is. Raises Refused."""
    with opened(path, box_seed, passphrase) as found:
        return found.manifest


def _contents(file: BinaryIO, name: str, box_seed: bytes, passphrase: str, told: Callable[[int], None]) -> Contents:
    try:
        head = read_head(file, box_seed, passphrase)
        raw = records(file, head, told)
        manifest = manifest_of(next(raw, b""), head.head)
    except NotABundle as error:
        raise Refused(NO_BUNDLE.format(name), "file") from error
    except PassphraseWanted as error:
        raise Refused(WANTED, "passphrase") from error
    except NotForUs as error:
        raise Refused(WRONG_PASSPHRASE if passphrase else NOT_FOR_US, "passphrase" if passphrase else "file") from error
    except TooNew as error:
        raise Refused(TOO_NEW, "file") from error
    except Broken as error:
        raise Refused(EMPTY, "file") from error
    return Contents(manifest, sound(raw))
