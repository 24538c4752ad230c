"""The pixels of a frozen file's pages: what the window shows and what the printer receives is that very file."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

import pypdfium2

from app.core.errors import Unavailable

_ENGINE = Lock()  # the engine must not be entered by two threads


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page: `height` rows of `stride` bytes, three bytes (red, green, blue) for each of its `width` pixels."""

    width: int
    height: int
    stride: int
    rgb: bytes


def pages(pdf: bytes, width: int) -> list[PageImage]:
    """Every page of this file, drawn `width` pixels wide on white."""
    with _opened(pdf) as document:
        return [_drawn(document[number], width) for number in range(len(document))]


def count(pdf: bytes) -> int:
    """How many pages this file has."""
    with _opened(pdf) as document:
        return len(document)


def page(pdf: bytes, number: int, width: int) -> PageImage:
    """One page, the first being 0: a long file is not drawn whole."""
    with _opened(pdf) as document:
        return _drawn(document[number], width)


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        with _ENGINE, pypdfium2.PdfDocument(pdf) as document:
            yield document
    except pypdfium2.PdfiumError as broken:
        raise Unavailable("Ce fichier PDF est illisible : demandez-le de nouveau au poste qui l'a figé.") from broken


def _drawn(page: pypdfium2.PdfPage, width: int) -> PageImage:
    bitmap = page.render(scale=width / page.get_width(), rev_byteorder=True, prefer_bgrx=False)
    image = PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    bitmap.close()
    page.close()
    return image
