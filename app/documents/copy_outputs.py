"""Where numbered copies go: a queue, a folder, or courriels to send. Always the bytes that are in the register."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.core.attachments import name_on_disk
from app.core.errors import Refused, Unavailable, disk_said
from app.core.recipients import Recipient
from app.core.registers.crisis import FRAMES
from app.documents import brief_mail, spool
from app.documents.brief_mail import Words

ANNEX = "annexe"
LONGEST_NAME = 40  # characters of a recipient in the name of a file


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that is in the register, with its bytes. `address`: the courriel of its recipient, when it is known."""

    label: str  # 3/15, or INT-3/15
    recipient: str
    pdf: bytes
    annex: bytes = b""
    address: str = ""

    @property
    def words(self) -> str:
        """3/15 — Cabinet PM."""
        return f"{self.label} — {self.recipient}" if self.recipient else self.label


@dataclass(frozen=True, slots=True)
class Written:
    """The files written, and the copies among them that no courriel carries: their recipient has no address."""

    files: tuple[Path, ...]
    bare: tuple[Copy, ...] = ()


def to_queue(words: Words, copies: Sequence[Copy], queue: str, *, two_sided: bool = False) -> tuple[str, ...]:
    """Give each copy, then its annex, to that queue; what the queue calls the jobs. Raises Refused or Unavailable,
    which says how many were given when not all of them were."""
    jobs: list[str] = []
    for given, copy in enumerate(copies):
        try:
            for name, data in documents(words, copy):
                jobs.append(spool.send(data, queue, name.removesuffix(".pdf"), two_sided=two_sided))
        except (Refused, Unavailable) as error:
            if not jobs:
                raise
            last = copies[given - 1].label if given else "aucun entier"
            raise Unavailable(f"Dernier exemplaire donné à l’imprimante : {last}. {error}") from error
    return tuple(jobs)


def to_folder(words: Words, copies: Sequence[Copy], folder: Path) -> Written:
    """One PDF for each copy, and one for its annex. Raises Refused (about `folder`) or Unavailable."""
    require_folder(folder)
    files = [_put(folder, name, data) for copy in copies for name, data in documents(words, copy)]
    return Written(tuple(files))


def to_mails(words: Words, copies: Sequence[Copy], folder: Path) -> Written:
    """One courriel to send for each copy whose recipient has an address; the PDF alone for the others. Raises
    Refused or Unavailable."""
    require_folder(folder)
    files, bare = [], []
    for copy in copies:
        enclosed = documents(words, copy)
        if "@" not in copy.address:
            bare.append(copy)
            files += [_put(folder, name, data) for name, data in enclosed]
            continue
        recipient = Recipient(copy.recipient, copy.address)
        mail = brief_mail.mail_of(words, (recipient,), enclosed, copy.words)
        files.append(_put(folder, enclosed[0][0].removesuffix(".pdf") + ".eml", mail))
    return Written(tuple(files), tuple(bare))


def documents(words: Words, copy: Copy) -> list[tuple[str, bytes]]:
    """The files of a copy with their names: `PDS-SIG1-012-3-15-Cabinet PM-EXERCICE.pdf`, and its annex when it has one.
    A name never hides that the brief is a project, nor its frame."""
    rest = "-".join(filter(None, (copy.label, copy.recipient[:LONGEST_NAME].strip(), *_loud(words)))).replace("/", "-")
    found = [(name_on_disk(f"{words.reference}-{rest}.pdf"), copy.pdf)]
    if copy.annex:
        found.append((name_on_disk(f"{words.reference}-{ANNEX}-{rest}.pdf"), copy.annex))
    return found


def require_folder(folder: Path) -> None:
    """Raises Refused, before any copy is registered, when nothing can be written there."""
    if not folder.is_dir():
        raise Refused(f"« {folder} » n’est pas un dossier : choisissez-en un.", "folder")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Refused(f"Vous ne pouvez pas écrire dans « {folder} » : choisissez un autre dossier.", "folder")


def _loud(words: Words) -> tuple[str, ...]:
    return tuple(mark for mark in words.marks if mark in (brief_mail.DRAFT, *FRAMES.values()))


def _put(folder: Path, name: str, data: bytes) -> Path:
    """Write a file whole or not at all; another file of that name stays, and this one takes a number."""
    stem, point, kind = name.rpartition(".")
    for turn in range(1, 1000):
        path = folder / (name if turn == 1 else f"{stem} ({turn}){point}{kind}")
        part = path.with_name(f"{path.name}.partiel")
        try:
            if path.exists():
                if path.read_bytes() == data:
                    return path
                continue
            part.write_bytes(data)
            os.replace(part, path)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            said = f"« {name} » n’a pas pu être écrit ({disk_said(error)}) : choisissez un autre dossier."
            raise Unavailable(said) from error
        return path
    raise Unavailable(f"Trop de fichiers s’appellent « {name} » : choisissez un autre dossier.")
