"""Files a person names: read whole or refused, written or said not to be, in French."""

import sys
from pathlib import Path

from app.core.errors import Refused, Unavailable, disk_said

MOST_TEXT, MOST_BYTES = 4 * 1024 * 1024, 128 * 1024 * 1024
STDIN = "-"


def text_of(file: Path, most: int = MOST_TEXT) -> str:
    """The words of a file a person wrote, or of what is piped in (`-`). Raises Refused when they are not UTF-8."""
    piped = str(file) == STDIN
    try:
        return (_piped(most) if piped else bytes_of(file, most)).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        said = "L'entrée standard n'est pas du texte en UTF-8."
        if not piped:
            said = f"Le fichier {file} n'est pas du texte en UTF-8 : enregistrez-le en UTF-8."
        raise Refused(said, "file") from error


def _piped(most: int) -> bytes:
    raw = sys.stdin.buffer.read(most + 1) if sys.stdin else b""
    if len(raw) > most:
        raise Refused(f"L'entrée standard est trop longue : {most / 1024 / 1024:g} Mo au plus.", "file")
    return raw


def bytes_of(file: Path, most: int = MOST_BYTES) -> bytes:
    """The whole of a file. Raises Refused."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(most + 1)
    except (OSError, ValueError) as error:
        raise Refused(f"Le fichier {file} ne se lit pas : {disk_said(error)}.", "file") from error
    if len(raw) > most:
        raise Refused(f"Le fichier {file} dépasse {most / 1024 / 1024:g} Mo.", "file")
    return raw


def write(file: Path, data: bytes) -> str:
    """Writes a file, its folder made if need be; gives its path. Raises Unavailable."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    except (OSError, ValueError) as error:
        raise Unavailable(
            f"Le fichier {file} n'a pas pu être écrit : {disk_said(error)}. Choisissez un autre endroit."
        ) from error
    return str(file)
