"""What leaves the journal becomes a file: made, noted in the journal, then put in its place, or nothing at all."""

import errno
import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import ModuleType

from app.core.desk import Desk
from app.core.errors import Refused
from app.core.extract import EXTENSIONS, ORDERS, Extract
from app.core.registers.extractions import LogExtraction

LONGEST_FILTER = 1_000
DICTIONARY = "-dictionnaire.csv"
UNFINISHED = ".partiel"


@dataclass(frozen=True, slots=True)
class Made:
    """A file and its hash. `beside` are the files that go with it, by the end of their name."""

    data: bytes
    sha256: str
    beside: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Taken:
    """What was written: the file first, then what stands beside it."""

    files: tuple[Path, ...]
    sha256: str
    count: int


def made(extract: Extract, format: str) -> Made:
    """The file, in one of `extract.EXTENSIONS`. Raises Refused when the format cannot hold that much."""
    data = _made(extract, format)
    return Made(data, sha256(data).hexdigest(), _beside(extract, format))


def logged(extract: Extract, format: str, fingerprint: str) -> LogExtraction:
    """The command that writes down that it left."""
    filter = f"{extract.asked} ; {ORDERS[extract.order]}"[:LONGEST_FILTER]
    return LogExtraction(extract.crisis.id, extract.what, format, filter, len(extract.entries), fingerprint)


def take_out(desk: Desk, extract: Extract, format: str, file: Path) -> Taken:
    """Makes the file, notes the extraction, then gives the file its name: none is there that was not noted.

    Raises Refused or OSError, and nothing is left behind.
    """
    ready = made(extract, format)
    contents = {file: ready.data} | {file.with_name(file.stem + end): data for end, data in ready.beside.items()}
    place(desk, logged(extract, format, ready.sha256), contents)
    return Taken(tuple(contents), ready.sha256, len(extract.entries))


def place(desk: Desk, note: LogExtraction, contents: Mapping[Path, bytes]) -> None:
    """Notes that these files leave, then gives each its name: none is there that was not noted.

    Raises Refused or OSError, and nothing is left behind.
    """
    for path in filter(Path.is_dir, contents):  # it could not take its name, once noted
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    unfinished = {path: path.with_name(path.name + UNFINISHED) for path in contents}
    for path in contents:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        for path, data in contents.items():
            unfinished[path].write_bytes(data)
        desk.do(note)
        for path, waiting in unfinished.items():
            os.replace(waiting, path)
    finally:
        for waiting in unfinished.values():
            waiting.unlink(missing_ok=True)


def _beside(extract: Extract, format: str) -> Mapping[str, bytes]:
    return {DICTIONARY: _tables().dictionary_csv_of(extract)} if format == "csv" else {}


def _made(extract: Extract, format: str) -> bytes:
    match format:
        case "pdf":
            return _on_paper(extract)
        case "odt":
            return _as_text(extract)
        case "csv":
            data: bytes = _tables().csv_of(extract)
        case "ods":
            data = _tables().ods_of(extract)
        case "json":
            data = _tables().json_of(extract)
        case _:
            raise Refused(f"Format inconnu : « {format} ». Formats possibles : {', '.join(EXTENSIONS)}.", "format")
    return data


# The libraries of paper and of workbooks take their time to open: only who exports waits for them.


def _tables() -> ModuleType:
    from app.documents import journal_tables

    return journal_tables


def _on_paper(extract: Extract) -> bytes:
    from app.documents import decisions_paper, journal_paper

    if extract.what == "decisions":
        return decisions_paper.decisions_pdf(extract)
    return journal_paper.journal_pdf(extract)


def _as_text(extract: Extract) -> bytes:
    from app.documents import decisions_odt, journal_odt

    if extract.what == "decisions":
        return decisions_odt.odt_of(extract)
    return journal_odt.odt_of(extract)
