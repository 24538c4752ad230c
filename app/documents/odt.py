"""Text documents (ODT) made of a few parts: headings, paragraphs, tables, and what every page bears."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from odfdo import Document

from app.core.clock import moment
from app.documents import odt_styles, typography

BLANKS = re.compile(r"^ +| {2,}| +$")
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # by XML 1.0
OFFICE = 'office:version="1.3"'
PAGES = '<text:page-number text:select-page="current">1</text:page-number>/<text:page-count>1</text:page-count>'
NOT_THE_ORIGINAL = "Document modifiable : ne fait pas foi."


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of one look. `weight`: bold, italic or nothing; `exact`: they were signed, and not one sign of them is
    another."""

    words: str
    weight: str = ""
    struck: bool = False
    exact: bool = False


Words = str | Sequence[Run]
"""People's words: one run, or several."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the document, and the widths of its columns (points)."""

    xml: str
    widths: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """Cells from left to right. A `title` is one cell over all columns; `changed` draws a bar at the left."""

    cells: tuple[Words, ...]
    title: bool = False
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What the file says of itself and what every page bears: `bands` white on black at both ends, the gravest first;
    `boxed` in boxes below; `head` and `foot` in small lines, the last of the foot being followed by the page."""

    title: str
    author: str
    made_at: int  # ms
    bands: tuple[str, ...] = ()
    boxed: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()


def document(around: Around, parts: Iterable[Part]) -> bytes:
    """The file."""
    laid = list(parts)
    widths = sorted(frozenset[int]().union(*(part.widths for part in laid)))
    body = "".join(part.xml for part in laid)
    made = Document("text")
    container: Any = made.container
    container.set_part(
        "content.xml",
        _xml(
            "content",
            f"<office:automatic-styles>{odt_styles.columns(widths)}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body>",
        ),
    )
    container.set_part(
        "styles.xml",
        _xml(
            "styles",
            f"{odt_styles.NAMED}{odt_styles.PAGE}<office:master-styles><style:master-page style:name="
            f'"Standard" style:page-layout-name="page">{_edges(around)}</style:master-page></office:master-styles>',
        ),
    )
    container.set_part("meta.xml", _xml("meta", f"<office:meta>{_about(around)}</office:meta>"))
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def heading(words: Words, level: int, look: str = "") -> Part:
    """A heading, which the outline of the document lists."""
    style = look or f"Heading_20_{level}"
    return Part(f'<text:h text:style-name="{style}" text:outline-level="{level}">{_runs(words)}</text:h>')


def paragraph(words: Words, look: str = "Text_20_body") -> Part:
    """One paragraph; a line that ends in it is a line that ends."""
    return Part(f'<text:p text:style-name="{look}">{_runs(words)}</text:p>')


def paragraphs(words: str, look: str = "Text_20_body", exact: bool = False) -> Part:
    """One paragraph for each line that was written."""
    return Part("".join(paragraph((Run(line, exact=exact),), look).xml for line in words.split("\n")))


def table(
    name: str,
    heads: Sequence[str],
    rows: Iterable[Row],
    widths: Sequence[float],
    figures: Sequence[int] = (),
    box: bool = False,
) -> Part:
    """Rows under heads that are repeated on each page; without heads, the first column names the rows. `widths` in
    points; `figures`: the columns aligned right; `box`: dashed all around."""
    whole = [max(1, round(width)) for width in widths]
    columns = "".join(f'<table:table-column table:style-name="w{width}"/>' for width in whole)
    head = _heads([*heads, *[""] * (len(whole) - len(heads))], figures) if heads else ""
    look = "boxed" if box else "cell"
    lines = "".join(_row(row, len(whole), look, figures, named=not heads) for row in rows)
    title = f'table:name={quoteattr(UNWRITABLE.sub("", name))} table:style-name="table"'
    laid = f"<table:table {title}>{columns}{head}{lines}</table:table>"
    return Part(f'{laid}<text:p text:style-name="gap"/>', frozenset(whole))


def shared(weights: Sequence[float], count: int) -> list[float]:
    """Widths (points) of `count` columns that fill the line, in these proportions."""
    kept = [max(weights[place], 0.01) if place < len(weights) else 1.0 for place in range(count)]
    return [odt_styles.MEASURE * one / sum(kept) for one in kept]


def _heads(heads: Sequence[str], figures: Sequence[int]) -> str:
    cells = "".join(
        _cell(words, "head", "Table_20_Heading_20_right" if place in figures else "Table_20_Heading")
        for place, words in enumerate(heads)
    )
    return f"<table:table-header-rows><table:table-row>{cells}</table:table-row></table:table-header-rows>"


def _row(row: Row, count: int, look: str, figures: Sequence[int], named: bool) -> str:
    first = f"{look}-changed" if row.changed and look == "cell" else look
    if row.title:
        rest = "<table:covered-table-cell/>" * (count - 1)
        spanned = f' table:number-columns-spanned="{count}"'
        return f"<table:table-row>{_cell(row.cells[0], first, 'Table_20_Heading', spanned)}{rest}</table:table-row>"
    cells = []
    for place in range(count):
        words = row.cells[place] if place < len(row.cells) else ""
        style = "Table_20_Contents"
        if named and not place and count > 1:
            style = "Table_20_Heading"
        elif place in figures:
            style = "Table_20_Figures"
        cells.append(_cell(words, first if not place else look, style))
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(words: Words, look: str, style: str, more: str = "") -> str:
    return (
        f'<table:table-cell table:style-name="{look}" office:value-type="string"{more}>'
        f'<text:p text:style-name="{style}">{_runs(words)}</text:p></table:table-cell>'
    )


def _runs(words: Words) -> str:
    return "".join(map(_run, (Run(words),) if isinstance(words, str) else words))


def _run(run: Run) -> str:
    shown = run.words if run.exact else typography.french(run.words)
    written = "<text:line-break/>".join(map(_kept, shown.split("\n")))
    look = "-".join(filter(None, (run.weight, "struck" if run.struck else "")))
    return f'<text:span text:style-name="{look}">{written}</text:span>' if look and written else written


def _kept(line: str) -> str:
    """A line with every blank it has: the format would make one of several."""
    sound = escape(UNWRITABLE.sub("", line))
    return BLANKS.sub(lambda blanks: f'<text:s text:c="{len(blanks[0])}"/>', sound).replace("\t", "<text:tab/>")


def _edges(around: Around) -> str:
    """The head and the foot of every page."""
    bands = [paragraph((Run(words, exact=True),), "band").xml for words in around.bands]
    boxed = [paragraph("   ".join(around.boxed), "marking").xml] if around.boxed else []
    head = [paragraph(line, "Header").xml for line in around.head]
    foot = [paragraph(line, "Footer").xml for line in around.foot]
    paged = foot[-1].removesuffix("</text:p>") if foot else '<text:p text:style-name="Footer">'
    foot = [*foot[:-1], f"{paged}<text:tab/>Page {PAGES}</text:p>"]
    above, below = "".join((*bands, *boxed, *head)), "".join((*foot, *boxed, *reversed(bands)))
    return f"<style:header>{above}</style:header><style:footer>{below}</style:footer>"


def _about(around: Around) -> str:
    title, author = (escape(UNWRITABLE.sub("", words)) for words in (around.title, around.author))
    when = f"{moment(around.made_at, 'UTC'):%Y-%m-%dT%H:%M:%S}"
    return (
        f"<meta:generator>Diapason</meta:generator><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
        f"<meta:initial-creator>{author}</meta:initial-creator><dc:language>fr-FR</dc:language>"
        f"<meta:creation-date>{when}</meta:creation-date><dc:date>{when}</dc:date>"
    )


def _xml(kind: str, inside: str) -> bytes:
    root = f"office:document-{kind}"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {odt_styles.NAMES} {OFFICE}>{inside}</{root}>'.encode()
