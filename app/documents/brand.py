"""The issuer's own mark at the head of the papers: a file of the client's, kept beside the profiles of this account."""

import os
from io import BytesIO
from pathlib import Path

import platformdirs
from reportlab.lib.utils import ImageReader

from app.core import resources
from app.core.errors import Refused, Unavailable

FOLDER = "brand"
NAMES = ("mark.png", "mark.jpg")
LARGEST = 8 * 1024 * 1024  # bytes
LEAST, MOST = 60, 12_000  # points on each side
KINDS = {b"\x89PNG\r\n\x1a\n": "mark.png", b"\xff\xd8\xff": "mark.jpg"}


def mark_path() -> Path | None:
    """The file that was installed on this account, else the one that lies in the resources of the program, if any."""
    found = (folder / name for folder in (_own(), resources.path(FOLDER)) for name in NAMES)
    return next((file for file in found if file.is_file()), None)


def install(file: Path) -> Path:
    """Keeps this picture as the mark of all papers made from now on; what was frozen does not change. Raises Refused,
    Unavailable."""
    try:
        if file.stat().st_size > LARGEST:
            raise Refused("La marque ne dépasse pas 8 Mo : réduisez l'image.", "mark")
        data = file.read_bytes()
    except OSError as failed:
        raise Unavailable(f"{file} est illisible : {failed.strerror}.") from failed
    name = _checked(data)
    own = _own()
    try:
        own.mkdir(parents=True, exist_ok=True)
        beside = own / f"{name}.new"
        beside.write_bytes(data)
        os.replace(beside, own / name)
        for other in NAMES:
            if other != name:
                (own / other).unlink(missing_ok=True)
    except OSError as failed:
        raise Unavailable(f"La marque n'a pas pu être gardée dans {own} : {failed.strerror}.") from failed
    return own / name


def remove() -> None:
    """Forgets the mark of this account: its place is kept by a dotted frame."""
    for name in NAMES:
        (_own() / name).unlink(missing_ok=True)


def _own() -> Path:
    return platformdirs.user_data_path("diapason", appauthor=False) / FOLDER


def _checked(data: bytes) -> str:
    """The name under which this picture is kept. Raises Refused when it could not be printed."""
    name = next((name for signature, name in KINDS.items() if data.startswith(signature)), "")
    if not name:
        raise Refused("La marque est une image PNG ou JPEG.", "mark")
    try:
        width, height = ImageReader(BytesIO(data)).getSize()
    except Exception as broken:  # the picture library has a kind of its own for each way to be broken
        raise Refused("Cette image est illisible : enregistrez-la de nouveau en PNG.", "mark") from broken
    if not (LEAST <= width <= MOST and LEAST <= height <= MOST):
        raise Refused(f"La marque a de {LEAST} à {MOST} points de côté ; celle-ci, {width} × {height}.", "mark")
    return name
