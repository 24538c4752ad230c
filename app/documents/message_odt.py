"""A message as a text document (ODT), what ministries work with: its words sign for sign, its marks on every page."""

import re
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from odfdo import Document

from app.core.leaving import BULLET, Leaving, Part
from app.core.leaving import parts as parts_of
from app.core.message import KINDS
from app.documents import typography

CONTENT, STYLES = "content.xml", "styles.xml"
BODY = re.compile(rb"<office:text>.*</office:text>", re.DOTALL)
MASTER = re.compile(rb"<office:master-styles>.*</office:master-styles>", re.DOTALL)
LAYOUT = re.compile(
    rb"(<style:page-layout style:name=\"Mpm1\">.*?)<style:header-style/><style:footer-style/>", re.DOTALL
)
AUTOMATIC, CLOSED = b"<office:automatic-styles/>", b"</office:automatic-styles>"
BLANKS = re.compile("^ +| {2,}| +$")
FACE = "fo:font-family=\"Marianne, Arial, 'Liberation Sans'\""
LOOKS = {  # style of a paragraph: (space above, space below, size, weight)
    "kind": ("0cm", "0.2cm", "11pt", "bold"),
    "title": ("0.2cm", "0.4cm", "18pt", "bold"),
    "lead": ("0cm", "0.4cm", "12pt", "bold"),
    "key": ("0cm", "0.15cm", "11pt", "normal"),
    "heading": ("0.4cm", "0.1cm", "11pt", "bold"),
    "section": ("0cm", "0.1cm", "11pt", "normal"),
    "body": ("0cm", "0.15cm", "11pt", "normal"),
    "issuer": ("0.5cm", "0cm", "11pt", "bold"),
    "foot": ("0.1cm", "0cm", "8pt", "normal"),
}
MARK = (  # white on black: seen on any printer
    f'<style:style style:name="mark" style:family="paragraph"><style:paragraph-properties fo:text-align="center"'
    f' fo:background-color="#161616" fo:padding="0.12cm" fo:margin-bottom="0.1cm"/>'
    f'<style:text-properties {FACE} fo:font-size="11pt" fo:font-weight="bold" fo:color="#ffffff"/></style:style>'
)
EDGES = (
    '<style:header-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-bottom="0.4cm"/>'
    '</style:header-style><style:footer-style><style:header-footer-properties fo:min-height="0.6cm"'
    ' fo:margin-top="0.4cm"/></style:footer-style>'
)


def odt_of(leaving: Leaving) -> bytes:
    """The file."""
    document = Document("text")
    container: Any = document.container
    content = container.get_part(CONTENT).replace(AUTOMATIC, f"<office:automatic-styles>{_styles()}".encode() + CLOSED)
    filled = f"<office:text>{_text(leaving)}</office:text>".encode()
    container.set_part(CONTENT, BODY.sub(lambda _: filled, content))
    container.set_part(STYLES, _every_page(container.get_part(STYLES), leaving))
    document.meta.title, document.meta.creator = leaving.text.title, leaving.text.issuer
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _styles() -> str:
    made = [
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties'
        f' fo:margin-top="{above}" fo:margin-bottom="{below}"/>'
        f'<style:text-properties {FACE} fo:font-size="{size}" fo:font-weight="{weight}"/></style:style>'
        for name, (above, below, size, weight) in LOOKS.items()
    ]
    return "".join((MARK, *made))


def _every_page(styles: bytes, leaving: Leaving) -> bytes:
    """The same styles, with the marks at the head of every page, and which text this is at its foot."""
    hash = typography.shortened(leaving.hash)
    about = f"{leaving.reference} · {leaving.version} · empreinte {hash} · page "
    number = '<text:page-number text:select-page="current">1</text:page-number>'
    marks = "".join(f'<text:p text:style-name="mark">{_kept(mark)}</text:p>' for mark in leaving.marks)
    head = f"<style:header>{marks}</style:header>" if marks else ""
    foot = f'<style:footer>{marks}<text:p text:style-name="foot">{_kept(about)}{number}</text:p></style:footer>'
    master = f'<style:master-page style:name="Standard" style:page-layout-name="Mpm1">{head}{foot}</style:master-page>'
    whole = f"<office:master-styles>{master}</office:master-styles>".encode()
    styles = LAYOUT.sub(lambda found: found[1] + EDGES.encode(), styles, count=1)
    styles = styles.replace(CLOSED, _styles().encode() + CLOSED, 1)
    return MASTER.sub(lambda _: whole, styles)


def _text(leaving: Leaving) -> str:
    marks = [_paragraph("mark", mark) for mark in leaving.marks]
    kind = (
        "" if leaving.channel in (leaving.text.variants or {}) else _paragraph("kind", KINDS[leaving.kind][1].upper())
    )
    words = [_part(part) for part in parts_of(leaving.text, leaving.channel)]
    return "".join((*marks, kind, *words, *reversed(marks)))


def _part(part: Part) -> str:
    bullet = BULLET if part.kind == "key" else ""
    return "".join(_paragraph(part.kind, line) for line in f"{bullet}{part.words}".split("\n"))


def _paragraph(look: str, line: str) -> str:
    if look in ("title", "heading"):
        level = 1 if look == "title" else 2
        return f'<text:h text:style-name="{look}" text:outline-level="{level}">{_kept(line)}</text:h>'
    return f'<text:p text:style-name="{look}">{_kept(line)}</text:p>'


def _kept(line: str) -> str:
    """A line with every blank it has: the format would make one of several."""
    return BLANKS.sub(lambda blanks: f'<text:s text:c="{len(blanks[0])}"/>', escape(line))
