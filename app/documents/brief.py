"""The printed *point de situation*, standard format, A4: the same content always gives the same bytes."""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.platypus import NextPageTemplate, PageTemplate

from app.core import resources
from app.core.registers.briefs import Content, fingerprint
from app.core.registers.crisis import FRAMES
from app.documents import blocks, fonts, furniture, paper
from app.documents.furniture import FIRST_HEAD, NEXT_HEAD, Furniture

MARK = "brand/mark.png"  # in the resources: the issuer's own file, which the program does not ship


@dataclass(frozen=True, slots=True)
class Rendered:
    """A brief on paper: the file, how many pages it has, and the hash that names it."""

    pdf: bytes
    pages: int
    sha256: str


def render(content: Content, mark: Path | None = None) -> Rendered:
    """The file of this brief. Laid out twice: the first time tells how many pages there are."""
    with fonts.PRESS:
        fonts.register()
        print_ = fingerprint(content)
        code = furniture.code(content.reference, print_)
        mark = mark or resources.path(MARK)
        own = mark if mark.is_file() else None
        pages = _laid_out(Furniture(content, print_, 1, own, code))[1]
        pdf, pages = _laid_out(Furniture(content, print_, pages, own, code))
    return Rendered(pdf, pages, sha256(pdf).hexdigest())


def _laid_out(furnished: Furniture) -> tuple[bytes, int]:
    """The file and the number of its pages."""
    content = furnished.content
    file = BytesIO()
    pages = [_page("first", FIRST_HEAD, furnished), _page("next", NEXT_HEAD, furnished)]
    document = paper.book(file, pages, _title(content), content.issuer, furnished.fingerprint)
    document.build([NextPageTemplate("next"), *blocks.story(content)])
    return file.getvalue(), document.page


def _title(content: Content) -> str:
    frame = "" if content.frame == "real" else f"{FRAMES.get(content.frame, content.frame)} — "
    draft = "" if content.approver else "PROJET — "
    return f"{frame}{draft}Point de situation n° {content.number} — {content.crisis}"


def _page(name: str, head: float, furnished: Furniture) -> PageTemplate:
    def furnish(canvas: Any) -> None:
        furniture.draw(canvas, canvas.getPageNumber(), furnished)

    return paper.page(name, head, 0, furnished.content.made_at, furnish)
