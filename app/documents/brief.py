"""The printed brief, A4, on the pages that its format allows, and its annex: the same content, the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any

from reportlab.platypus import NextPageTemplate, PageTemplate

from app.core.brief_commands import Printed
from app.core.brief_content import Content, fingerprint
from app.core.brief_formats import FORMATS
from app.core.registers.crisis import FRAMES
from app.documents import blocks, brand, brief_annex, dry_layout, fitting, fonts, furniture, moving, paper
from app.documents.fitting import Fitted
from app.documents.furniture import FIRST_HEAD, NEXT_HEAD, Furniture
from app.documents.moving import Moved

FIRST = float(paper.HEIGHT - FIRST_HEAD - paper.FOOT - 8)  # points for the text
NEXT = float(paper.HEIGHT - NEXT_HEAD - paper.FOOT - 8)
HALF = float(paper.HEIGHT / 2 - FIRST_HEAD)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A brief on paper. `content` is what was printed, and what is frozen: what did not fit is in its annexes, as
    `moved` tells. `fill`: how much of its pages is taken, 1 when they are full, 0 when the format has no budget.
    `over`: it takes more pages than it may, for what its author typed does not leave."""

    content: Content
    printed: Printed
    moved: tuple[Moved, ...]
    fill: float
    over: bool

    @property
    def pdf(self) -> bytes:
        return self.printed.pdf

    @property
    def pages(self) -> int:
        return self.printed.pages


def render(content: Content, mark: Path | None = None) -> Rendered:
    """The files of this brief. `mark`: the issuer's own, by default that of this account."""
    with fonts.PRESS:
        fonts.register()
        made: blocks.Made = {}
        room = _room(content.format)
        fitted = _fitted(moving.whole(content), room, made)
        content, print_ = fitted.content, fingerprint(fitted.content)
        mark = mark or brand.mark_path()
        own = mark if mark is not None and mark.is_file() else None
        annex = brief_annex.Annexed(b"", 0, {})
        if content.annexes:
            furnished = Furniture(content, print_, own, annex=True)
            annex = brief_annex.draw(content, lambda: _pages(furnished), _title(content, "Annexe au point"), print_)
        flow = [*blocks.story(content, made), *brief_annex.closing(content, annex.places)]
        file = BytesIO()
        document = paper.book(
            file, _pages(Furniture(content, print_, own)), _title(content, "Point"), content.issuer, print_
        )
        document.build([NextPageTemplate("next"), *flow])
    printed = Printed(file.getvalue(), document.page, annex.pdf, annex.pages)
    budget = FORMATS[content.format].pages if content.format in FORMATS else None
    over = fitted.over or (budget is not None and document.page > ceil(budget))
    return Rendered(content, printed, fitted.moved, fitted.taken / room if room else 0.0, over)


def _fitted(content: Content, room: float, made: blocks.Made) -> Fitted:
    if not room:
        return Fitted(content, (), 0.0, False)

    def taken(tried: Content) -> float:
        flow = [*blocks.story(tried, made), *brief_annex.closing(tried)]
        return dry_layout.taken(flow, FIRST, NEXT)

    return fitting.fit(content, taken, room)


def _room(format: str) -> float:
    """The height (points) that the text of this format may take; 0 when it has no budget."""
    pages = FORMATS[format].pages if format in FORMATS else None
    if pages is None:
        return 0.0
    return HALF if pages < 1 else FIRST + (pages - 1) * NEXT


def _title(content: Content, what: str) -> str:
    frame = "" if content.frame == "real" else f"{FRAMES.get(content.frame, content.frame)} — "
    draft = "" if content.approver else "PROJET — "
    return f"{frame}{draft}{what} de situation n° {content.number} — {content.crisis}"


def _pages(furnished: Furniture) -> Sequence[PageTemplate]:
    made_at = furnished.content.made_at

    def furnish(canvas: Any) -> None:
        furniture.draw(canvas, canvas.getPageNumber(), furnished)

    heads = (("first", FIRST_HEAD), ("next", NEXT_HEAD))
    return [paper.page(name, head, 0, made_at, furnish) for name, head in heads]
