"""What leaves the directory becomes a file: made, noted, then put in its place, or nothing at all."""

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.core.clock import moment
from app.core.contact import Contact
from app.core.desk import Desk
from app.core.directory_extract import EXTENSIONS, MOST, DirectoryExtract
from app.core.errors import Refused
from app.core.registers.extractions import LogExtraction
from app.core.registers.private import Private
from app.documents import exporting
from app.documents.exporting import DICTIONARY, LONGEST_FILTER, Made, Taken

SEARCHED = re.compile("«.*»", re.DOTALL)
UNKNOWN = "Format inconnu : « {} ». Formats possibles : {}."
TOO_MANY = "{} contacts : un fichier {} en tient {} au plus. Précisez la demande."


def made(extract: DirectoryExtract, format: str) -> Made:
    """The file, in one of `directory_extract.EXTENSIONS`. Raises Refused when the format cannot hold that much."""
    if format not in EXTENSIONS:
        raise Refused(UNKNOWN.format(format, ", ".join(EXTENSIONS)), "format")
    if len(extract.contacts) > MOST[format]:
        raise Refused(TOO_MANY.format(len(extract.contacts), EXTENSIONS[format], MOST[format]), "format")
    data = _made(extract, format)
    return Made(data, sha256(data).hexdigest(), _beside(extract, format))


def logged(extract: DirectoryExtract, format: str, fingerprint: str) -> LogExtraction:
    """The command that writes down that it left; not the words that were searched, which often name somebody: what is
    written down outlives an erasure."""
    private = ", numéros privés compris" if any(extract.private.values()) else ""
    asked = f"{SEARCHED.sub('une recherche', extract.asked)}{private}"[:LONGEST_FILTER]
    return LogExtraction(extract.space, "directory", format, asked, len(extract.contacts), fingerprint)


def take_out(desk: Desk, extract: DirectoryExtract, format: str, file: Path) -> Taken:
    """Makes the file, notes the extraction, then gives the file its name: none is there that was not noted.

    Raises Refused or OSError, and nothing is left behind.
    """
    ready = made(extract, format)
    contents = {file: ready.data} | {file.with_name(file.stem + end): data for end, data in ready.beside.items()}
    exporting.place(desk, logged(extract, format, ready.sha256), contents)
    return Taken(tuple(contents), ready.sha256, len(extract.contacts))


# The libraries of paper and of workbooks take their time to open: only who exports waits for them.


def _made(extract: DirectoryExtract, format: str) -> bytes:
    match format:
        case "pdf":
            from app.documents import directory_paper

            return directory_paper.directory_pdf(extract)
        case "vcf":
            from app.documents import vcard_writing

            revised = f"{moment(extract.made_at, 'UTC'):%Y%m%dT%H%M%SZ}"
            cards = (_fields(one, extract.private.get(one.id, ())) for one in extract.contacts)
            return vcard_writing.vcards(cards, revised).encode()
    from app.documents import directory_tables

    return directory_tables.ods_of(extract) if format == "ods" else directory_tables.csv_of(extract)


def _fields(contact: Contact, private: Sequence[Private]) -> dict[str, Any]:
    """What the register keeps of it, every number that is in conflict and those that were revealed included."""
    fields = {name: field.settled for name, field in contact.fields.items() if field.values}
    for one in contact.phones:
        for place, number in enumerate(contact.numbers(one)[1:], start=2):
            fields[f"{one.key}.{place}"] = {"number": number, "usage": one.usage, "public": one.public}
    for place, own in enumerate(private, start=1):
        for value in own.values:
            phone = {"number": value, "usage": own.usage, "public": False}
            fields[f"{own.medium}:private.{place}"] = phone if own.medium == "phone" else value
    return fields


def _beside(extract: DirectoryExtract, format: str) -> Mapping[str, bytes]:
    if format != "csv":
        return {}
    from app.documents import directory_tables

    return {DICTIONARY: directory_tables.dictionary_csv_of(extract)}
