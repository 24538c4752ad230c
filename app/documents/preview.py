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


@dataclass(frozen=True, slots=True)
class Head:
    """A title of the outline: its page, the first being 0, and how far below the top edge it begins, in points."""

    title: str
    page: int
    below: float


def pages(pdf: bytes, width: int) -> list[PageImage]:
    """Every page of this file, drawn `width` pixels wide on white."""
    with _opened(pdf) as document:
        return [_drawn(document[number], width) for number in range(len(document))]


def count(pdf: bytes) -> int:
    """How many pages this file has."""
    with _opened(pdf) as document:
        return len(document)


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """The width and the height of each page, in points: what is needed to lay them out before any is drawn."""
    with _opened(pdf) as document:
        return [document.get_page_size(number) for number in range(len(document))]


def outline(pdf: bytes) -> list[Head]:
    """The titles of this file's outline, in order, each where it stands; those that lead nowhere are left out."""
    found = []
    with _opened(pdf) as document:
        for mark in document.get_toc():
            target = mark.get_dest()
            page = target.get_index() if target else None
            if page is not None:
                place = (*target.get_view()[1], 0.0, 0.0)  # left and top, where it says them
                found.append(Head(mark.get_title(), page, document.get_page_size(page)[1] - place[1]))
    return found


def words(pdf: bytes) -> list[str]:
    """What each page says, as somebody copies it from there, on one line."""
    with _opened(pdf) as document:
        return [" ".join(document[number].get_textpage().get_text_range().split()) for number in range(len(document))]


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
