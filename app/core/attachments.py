"""Files joined to an entry: the name shown, the type it suggests, and what is refused. Nothing is ever opened."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from app.core.entries import LARGEST_FILE, Attachment
from app.core.errors import Refused
from app.core.plain_text import clean, without_hidden

MOST_IN_SPACE = 2 * 1024**3  # bytes of contents in one crisis
LONGEST_NAME = 200
LONGEST_SUFFIX = 16
LONGEST_ON_DISK = 255  # bytes: what the usual file systems hold
NAMELESS = "fichier"
FIELD = "file."  # then the SHA-256 of the content, in hex: the field of an entry that names a file
UNKNOWN_TYPE = "application/octet-stream"
# Fixed here: the tables of a system differ from one machine to the next, and the word is signed.
TYPES: Mapping[str, str] = {
    "avif": "image/avif",
    "bmp": "image/bmp",
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "eml": "message/rfc822",
    "geojson": "application/geo+json",
    "gif": "image/gif",
    "gpx": "application/gpx+xml",
    "gz": "application/gzip",
    "heic": "image/heic",
    "htm": "text/html",
    "html": "text/html",
    "ics": "text/calendar",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "json": "application/json",
    "kml": "application/vnd.google-earth.kml+xml",
    "kmz": "application/vnd.google-earth.kmz",
    "m4a": "audio/mp4",
    "md": "text/markdown",
    "mov": "video/quicktime",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "msg": "application/vnd.ms-outlook",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ogg": "audio/ogg",
    "pdf": "application/pdf",
    "png": "image/png",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rtf": "application/rtf",
    "svg": "image/svg+xml",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "txt": "text/plain",
    "wav": "audio/wav",
    "webm": "video/webm",
    "webp": "image/webp",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "text/xml",
    "zip": "application/zip",
}
_STROKES = re.compile(r"[/\\]")
_PATH = re.compile(r"(?:[A-Za-z]:|\.{1,2}|~)?[/\\]")  # what begins so is a path, and not a name with a stroke in it
_NAMES = re.compile(r"file\.[0-9a-f]{64}")
_NOT_ON_DISK = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_DEVICES = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)  # Windows opens a device instead


def too_large(name: str, size: int) -> str:
    """Why a file of that size is refused: one byte too many is not said « 25 Mo : 25 Mo au plus »."""
    limit, heavy = weighed(LARGEST_FILE), weighed(size)
    return f"« {name} » {f'fait {heavy}' if heavy != limit else 'dépasse la limite'} : {limit} au plus par fichier."


def described(name: str, content: bytes) -> Attachment:
    """What an entry says of a file: a name that can be shown, and the type which that name suggests.

    Raises Refused for a file that is empty or too large.
    """
    shown = shown_name(name)
    if not content:
        raise Refused(f"« {shown} » est vide : il n'a pas été joint.", "files")
    if len(content) > LARGEST_FILE:
        raise Refused(too_large(shown, len(content)), "files")
    return Attachment(sha256(content).hexdigest(), shown, len(content), guessed_type(shown))


def shown_name(name: str) -> str:
    """The name of a file as everybody will see it: no folder, no stroke, nothing that hides or turns the text around,
    200 characters at most with its extension kept."""
    name = _STROKES.split(name)[-1] if _PATH.match(name) else _STROKES.sub("-", name)
    plain = without_hidden(name)
    plain = clean(plain, "files", len(plain))
    if len(plain) > LONGEST_NAME:
        stem, suffix = _parted(plain)
        plain = clean(without_hidden(stem[: LONGEST_NAME - len(suffix)]), "files", LONGEST_NAME) + suffix
    return plain if plain.strip(". ") else NAMELESS


def guessed_type(name: str) -> str:
    """The MIME type that a name suggests. The content may be anything."""
    return TYPES.get(_parted(name)[1].lower().removeprefix("."), UNKNOWN_TYPE)


def name_on_disk(name: str) -> str:
    """A name any system takes for a file, as near as can be to the one shown."""
    stem, suffix = _parted(_NOT_ON_DISK.sub("_", shown_name(name)).strip(". "))
    room = LONGEST_ON_DISK - len(suffix.encode())
    plain = stem.encode()[:room].decode(errors="ignore").rstrip(". ") + suffix
    return f"_{plain}" if _DEVICES.match(plain) else plain or NAMELESS


def weighed(size: int) -> str:
    """A number of bytes, as a person says it: « 812 octets », « 3,4 Mo » (1 Mo = 1 048 576 octets)."""
    for unit, words in ((1024**3, "Go"), (1024**2, "Mo"), (1024, "Ko")):
        if size >= unit:
            return f"{size / unit:.1f}".replace(".", ",").removesuffix(",0") + f" {words}"
    return f"{size} octet{'s' if size > 1 else ''}"


def files_named(body: Any) -> dict[str, int]:
    """The contents that the body of an operation names: SHA-256 and size in bytes. Whatever else is there is left."""
    fields = body.get("fields") if isinstance(body, dict) else None
    found = {}
    for name, value in fields.items() if isinstance(fields, dict) else ():
        size = value.get("size") if isinstance(value, dict) else None
        if _NAMES.fullmatch(name) and type(size) is int and 0 < size <= LARGEST_FILE:
            found[name.removeprefix(FIELD)] = size
    return found


def _parted(name: str) -> tuple[str, str]:
    """The name without its extension, and the extension with its point; what is too long is no extension."""
    stem, point, suffix = name.rpartition(".")
    if not stem or not suffix or len(suffix) >= LONGEST_SUFFIX or " " in suffix:
        return name, ""
    return stem, point + suffix
