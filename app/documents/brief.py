"""The printed *point de situation*, standard format, A4: the same content always gives the same bytes."""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageTemplate

from app.core import resources
from app.core.clock import moment
from app.core.registers.briefs import Content, fingerprint
from app.core.registers.crisis import FRAMES
from app.documents import blocks, fonts, furniture, paper, typography
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
    document = BaseDocTemplate(
        file,
        pagesize=(paper.WIDTH, paper.HEIGHT),
        pageTemplates=[_page("first", FIRST_HEAD, furnished), _page("next", NEXT_HEAD, furnished)],
        title=_title(content),
        author=typography.plain(content.issuer),
        subject=f"Empreinte du contenu : {furnished.fingerprint}",
        creator="Diapason",
        producer="Diapason",
        lang="fr-FR",
        displayDocTitle=1,
        initialFontName=fonts.BODY,
        invariant=1,
        allowSplitting=1,
    )
    document.build([NextPageTemplate("next"), *blocks.story(content)])
    return file.getvalue(), document.page


def _title(content: Content) -> str:
    frame = "" if content.frame == "real" else f"{FRAMES.get(content.frame, content.frame)} — "
    draft = "" if content.approver else "PROJET — "
    return typography.plain(f"{frame}{draft}Point de situation n° {content.number} — {content.crisis}")


def _page(name: str, head: float, furnished: Furniture) -> PageTemplate:
    def draw(canvas: Any, document: Any) -> None:
        _date(canvas, furnished.content.made_at)
        furniture.draw(canvas, canvas.getPageNumber(), furnished)

    foot = paper.FOOT + 8
    room = Frame(
        paper.LEFT,
        foot,
        paper.MEASURE,
        paper.HEIGHT - head - foot,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    return PageTemplate(name, [room], onPage=draw)


def _date(canvas: Any, made_at: int) -> None:
    """The file says when it was made: `invariant` alone would date it of the year 2000."""
    stamp = canvas._doc._timeStamp
    stamp.YMDhms = moment(made_at, "UTC").timetuple()[:6]
