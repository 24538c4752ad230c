"""A message as a text document (ODT), what ministries work with: its words sign for sign, its marks on every page."""

from collections.abc import Iterator

from app.core.leaving import BULLET, Leaving, Part
from app.core.leaving import parts as parts_of
from app.core.message import KINDS
from app.documents import odt, typography
from app.documents.odt import Around, Run

LOOKS = {"lead": "lead", "key": "key", "section": "said", "body": "said", "issuer": "issuer"}
HEADINGS = {"title": ("Title", 1), "heading": ("Heading_20_2", 2)}  # style, level in the outline
ORIGINAL = "Seul fait foi le texte visé sous cette empreinte."


def odt_of(leaving: Leaving) -> bytes:
    """The file."""
    return odt.document(_around(leaving), _parts(leaving))


def _around(leaving: Leaving) -> Around:
    hash = typography.shortened(leaving.hash)
    return Around(
        title=leaving.text.title,
        author=leaving.text.issuer,
        made_at=leaving.at,
        bands=leaving.marks,
        foot=(
            f"{leaving.reference} · {leaving.version} · empreinte {hash}",
            f"{odt.NOT_THE_ORIGINAL} {ORIGINAL}",
        ),
    )


def _parts(leaving: Leaving) -> Iterator[odt.Part]:
    marks = [odt.paragraph((Run(mark, exact=True),), "band") for mark in leaving.marks]
    yield from marks
    if leaving.channel not in (leaving.text.variants or {}):
        yield odt.paragraph(KINDS[leaving.kind][1].upper(), "Subtitle")
    for part in parts_of(leaving.text, leaving.channel):
        yield _part(part)
    yield from reversed(marks)


def _part(part: Part) -> odt.Part:
    if part.kind in HEADINGS:
        look, level = HEADINGS[part.kind]
        return odt.heading((Run(part.words, exact=True),), level, look)
    bullet = BULLET if part.kind == "key" else ""
    return odt.paragraphs(f"{bullet}{part.words}", LOOKS[part.kind], exact=True)
