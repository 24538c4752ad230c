"""Somebody else's directory in a file, whatever its format: vCards, a table, the State's own export."""

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from app.core.errors import Refused, disk_said
from app.core.incoming import Incoming
from app.documents import contact_sheets, dila, vcards
from app.documents.sheet_rows import csv_rows, ods_rows

__all__ = ["FORMATS", "Incoming", "Source", "read"]

FORMATS = {
    "vcard": "vCard",
    "csv": "tableau CSV",
    "ods": "classeur ODS",
    "dila": "annuaire de l'administration (DILA)",
}
MEGABYTE = 1024 * 1024
LARGEST = {"vcard": 512 * MEGABYTE, "csv": 64 * MEGABYTE, "ods": 32 * MEGABYTE, "dila": 2048 * MEGABYTE}
ARCHIVE, TABLE_ENDS = b"PK\x03\x04", (".csv", ".tsv", ".txt")
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
EXCEL = "C'est un classeur Excel : enregistrez-le au format CSV (UTF-8) ou ODS, puis importez-le. Rien n'a été importé."
UNKNOWN = "Ce fichier n'est ni une vCard, ni un tableau CSV ou ODS, ni un annuaire de la DILA : rien n'a été importé."
CHANGED = "Le fichier a changé depuis l'aperçu : demandez un nouvel aperçu. Rien n'a été importé."
NO_CARD = "Ce fichier ne contient aucune vCard lisible : rien n'a été importé."


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be read. `mapping`: of a table, what each column is taken for ("" when it is not brought), in the
    order of the columns; empty for the other formats. `records` gives the contacts anew each time it is called, so that
    what was previewed can be applied; it may raise Refused on the way."""

    name: str
    format: str
    sha256: str
    size: int
    mapping: Mapping[str, str]
    records: Callable[[], Iterator[Incoming]]


def read(file: Path | bytes, name: str = "", mapping: Mapping[str, str] | None = None) -> Source:
    """What a file is, without keeping its contents. `mapping` overrides what is proposed for the columns it names.
    Raises Refused, in words a person can act upon, for what is no directory or is out of all proportion."""
    name = name or (file.name if isinstance(file, Path) else "")
    with _opened(file) as stream:
        kind = _format(stream, name)
        size, digest = _weighed(stream, kind)
    seen = _stamp(file)

    def rows() -> Generator[tuple[int, list[str]], None, None]:
        with _opened(file, seen) as again:
            yield from csv_rows(again) if kind == "csv" else ods_rows(again.read())

    def cards_or_records() -> Generator[Incoming, None, None]:
        with _opened(file, seen) as again:
            yield from vcards.contacts(again) if kind == "vcard" else dila.organisations(again)

    if kind in ("vcard", "dila"):
        with closing(cards_or_records()) as first:
            if kind == "vcard" and next(first, None) is None:
                raise Refused(NO_CARD, "file")
        return Source(name, kind, digest, size, {}, cards_or_records)
    with closing(rows()) as first_rows:
        head = contact_sheets.heading(first_rows)
    chosen = contact_sheets.checked(mapping or {}, head.titles)
    return Source(name, kind, digest, size, chosen, lambda: contact_sheets.contacts(rows(), head, chosen))


def _format(stream: BinaryIO, name: str) -> str:
    """By what is inside, for names are not to be trusted; by the name only between a table and any other text."""
    start = stream.read(64 * 1024)
    if start.startswith(ARCHIVE):
        if b"xl/" in start or name.lower().endswith((".xlsx", ".xlsm")):
            raise Refused(EXCEL, "file")
        return "ods"
    if start.startswith(OLD_EXCEL):
        raise Refused(EXCEL, "file")
    text = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    if text[:1] in (b"{", b"["):
        return "dila"
    if b"BEGIN:VCARD" in text.upper().replace(b" ", b"") or name.lower().endswith((".vcf", ".vcard")):
        return "vcard"
    if name.lower().endswith(TABLE_ENDS) or any(mark in text.partition(b"\n")[0] for mark in (b";", b",", b"\t")):
        return "csv"
    raise Refused(UNKNOWN, "file")


def _weighed(stream: BinaryIO, kind: str) -> tuple[int, str]:
    stream.seek(0)
    size, digest = 0, sha256()
    while chunk := stream.read(MEGABYTE):
        size += len(chunk)
        if size > LARGEST[kind]:
            most = LARGEST[kind] // MEGABYTE
            raise Refused(f"Ce fichier dépasse {most} Mo : partagez-le en plusieurs. Rien n'a été importé.", "file")
        digest.update(chunk)
    return size, digest.hexdigest()


@contextmanager
def _opened(file: Path | bytes, seen: tuple[int, int] | None = None) -> Iterator[BinaryIO]:
    """The file from its beginning. Raises Refused when it is not the one that was `seen`."""
    if isinstance(file, bytes):
        yield BytesIO(file)
        return
    try:
        if seen and _stamp(file) != seen:
            raise Refused(CHANGED, "file")
        with _open(file) as stream:
            yield stream
    except OSError as error:
        raise _unread(file, disk_said(error)) from error


def _open(file: Path) -> BinaryIO:
    try:
        return file.open("rb")
    except ValueError as error:  # a name no disk takes
        raise _unread(file, disk_said(error)) from error


def _unread(file: Path, said: str) -> Refused:
    return Refused(f"{file.name} ne se lit pas : {said}. Rien n'a été importé.", "file")


def _stamp(file: Path | bytes) -> tuple[int, int] | None:
    if isinstance(file, bytes):
        return None
    found = file.stat()
    return found.st_size, found.st_mtime_ns
