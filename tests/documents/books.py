"""Small files of the product's own paper, made of a few flowables."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from reportlab.platypus import Flowable, Paragraph

from app.documents import fonts, paper, tagging

MADE_AT = 1_790_000_000_000


def written(flow: Sequence[Flowable], furnish: Callable[[Any], None] | None = None, title: str = "Essai") -> bytes:
    """The file. Around its text stand its title, told once, and a line that is read by nobody."""
    with fonts.PRESS:
        fonts.register()
        file = BytesIO()
        page = paper.page("page", 80, 0, MADE_AT, furnish or furnished)
        paper.book(file, [page], title, "L. Aubert", "ab" * 32).build(list(flow))
        return file.getvalue()


def furnished(canvas: Any) -> None:
    canvas.setFont(fonts.SANS, 9)
    with tagging.told(canvas, "H1"):
        canvas.drawString(paper.LEFT, paper.HEIGHT - 40, "ESSAI DU JOUR")
    canvas.drawString(paper.LEFT, 30, "lu par personne")
    canvas.place_count()


def words(text: str, style: Any = paper.BODY) -> Paragraph:
    fonts.register()
    return Paragraph(fonts.markup(text, style.fontName), style)
