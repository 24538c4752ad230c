"""The annex of a brief, a file apart: what did not fit and the texts in full, by letter, with a list at its head."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, NextPageTemplate, PageTemplate, Paragraph

from app.core.brief_content import Content, Section
from app.documents import blocks, drawing, fitting, fonts, moving, paper, tagging
from app.documents.paper import Book, Counted

FEW_PAGES = 3  # beyond, a list is needed to find one's way
A_PAGE = 40  # lines
NEW_PAGE_UNDER = 120.0  # points
LINE = 14.0
LIST_TITLE = "Dans cette annexe"

Places = Mapping[str, tuple[int, int]]  # letter → first and last page


@dataclass(frozen=True, slots=True)
class Annexed:
    """The file, how many pages it has, and where each letter stands in it."""

    pdf: bytes
    pages: int
    places: Places


class Placed(Counted):
    """A file that knows on which page each of its letters begins, once it is made."""

    def __init__(self, *told: Any, places: dict[str, tuple[int, int]], **more: Any):
        super().__init__(*told, **more)
        self.places = places

    def save(self) -> None:
        for letter, (page, _) in self.places.items():
            self.beginForm(f"begins-{letter}", -30, -4, 0, 12)
            self.setFillColor(paper.INK)
            drawing.write(self, -fonts.width(str(page), fonts.SANS, 8.2), 0, str(page), fonts.SANS, 8.2)
            self.endForm()
        super().save()


class Here(Flowable):  # type: ignore[misc]  # published without types
    """Where a letter begins, or ends."""

    role = tagging.ARTIFACT
    _ZEROSIZE = 1

    def __init__(self, letter: str):
        super().__init__()
        self._letter = letter

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        return 0.0, 0.0

    def draw(self) -> None:
        page = self.canv.getPageNumber()
        first, _ = self.canv.places.get(self._letter, (page, page))
        self.canv.places[self._letter] = first, page


class Entry(Flowable):  # type: ignore[misc]
    """A line of the list: a letter, its title, its page."""

    def __init__(self, letter: str, title: str):
        super().__init__()
        self._letter, self._title = letter, title

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width, self.height = availWidth, LINE
        return availWidth, LINE

    def draw(self) -> None:
        canvas = self.canv
        canvas.setFillColor(paper.INK)
        drawing.write(canvas, 0, 4, self._letter, fonts.SANS_BOLD, 8.6)
        drawing.fit(canvas, 16, 4, self._title, fonts.SANS, 8.6, self.width - 60)
        canvas.saveState()
        canvas.setLineWidth(0.35)
        canvas.setStrokeColor(paper.RULE)
        canvas.line(0, 0, self.width, 0)
        canvas.translate(self.width, 4)
        canvas.doForm(f"begins-{self._letter}")
        canvas.restoreState()


def draw(content: Content, pages: Callable[[], Sequence[PageTemplate]], title: str, fingerprint: str) -> Annexed:
    """The annex of a content that has some. `pages`: its first page, and the next ones."""
    lines = sum(max(moving.size(block), fitting.tall(block)) for one in content.annexes for block in one.blocks)
    long = lines > FEW_PAGES * A_PAGE
    made = _laid_out(content, pages(), title, fingerprint, long)
    if long != (made.pages > FEW_PAGES):
        made = _laid_out(content, pages(), title, fingerprint, not long)
    return made


def closing(content: Content, places: Places | None = None) -> list[Flowable]:
    """The last line of the brief: its annexes by name, and where they are in their file, when that is known."""
    if not content.annexes:
        return []
    known = places or {}
    named = [f"{letter}. {one.title}, {_pages(known.get(letter))}" for letter, one in _lettered(content)]
    words = f"{'Annexe jointe' if len(named) == 1 else 'Annexes jointes'} : {' · '.join(named)}."
    return [Paragraph(fonts.markup(words, paper.REMARK.fontName), paper.REMARK)]


def _pages(place: tuple[int, int] | None) -> str:
    """p. 2 à 5; as wide as it may get when it is not known."""
    first, last = place or (88, 888)
    return f"p. {first}" if first == last else f"p. {first} à {last}"


def _lettered(content: Content) -> list[tuple[str, Section]]:
    return [(moving.letter(one), one) for one in content.annexes]


def _laid_out(content: Content, pages: Sequence[PageTemplate], title: str, fingerprint: str, listed: bool) -> Annexed:
    file, places = BytesIO(), dict[str, tuple[int, int]]()
    document: Book = paper.book(file, pages, title, content.issuer, fingerprint)
    flow = [NextPageTemplate("next"), *(_list(content) if listed else []), *_story(content)]
    document.build(flow, canvasmaker=partial(Placed, places=places))
    return Annexed(file.getvalue(), document.page, places)


def _list(content: Content) -> list[Flowable]:
    title = Paragraph(fonts.markup(LIST_TITLE, paper.HEADING.fontName), paper.HEADING)
    return [title, *(Entry(letter, one.title) for letter, one in _lettered(content))]


def _story(content: Content) -> list[Flowable]:
    flow: list[Flowable] = []
    for letter, section in _lettered(content):
        head, heading, *rest = blocks.laid(section, letter, f"annexe-{letter}", content.zone, {})
        flow += [CondPageBreak(NEW_PAGE_UNDER), head, heading, Here(letter), *rest, Here(letter)]
    return [*flow, *blocks.lacking(content.annexes, {})]
