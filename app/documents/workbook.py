"""A workbook (ODS) of plain tables: every text is text, every blank is kept, nothing is computed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from odfdo import Document

Value = str | int | float
CONTENT = "content.xml"
BODY = re.compile(rb"<office:spreadsheet>.*</office:spreadsheet>", re.DOTALL)
STYLES = b"</office:automatic-styles>"
BLANKS = re.compile("^ +| {2,}| +$")
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # no XML holds them
WIDE = 40  # characters from which a column is given room
OURS = (
    '<style:style style:name="narrow" style:family="table-column">'
    '<style:table-column-properties style:column-width="3.2cm"/></style:style>'
    '<style:style style:name="wide" style:family="table-column">'
    '<style:table-column-properties style:column-width="11cm"/></style:style>'
    '<style:style style:name="line" style:family="table-row">'
    '<style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
    '<style:style style:name="cell" style:family="table-cell">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>'
    '<style:style style:name="head" style:family="table-cell">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
)


def workbook(sheets: Mapping[str, Iterable[Sequence[Value]]], title: str, author: str) -> bytes:
    """The file. Each sheet's first row names its columns.

    The sheets are written as text in the place of the template's: built element by element, the journal of a long
    crisis would take minutes.
    """
    document = Document("spreadsheet")
    container: Any = document.container
    body = "".join(_sheet(name, [list(row) for row in rows]) for name, rows in sheets.items())
    content = container.get_part(CONTENT).replace(STYLES, OURS.encode() + STYLES)
    filled = f"<office:spreadsheet>{body}</office:spreadsheet>".encode()
    container.set_part(CONTENT, BODY.sub(lambda _: filled, content))
    document.meta.title, document.meta.creator = _writable(title), _writable(author)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _sheet(name: str, rows: Sequence[Sequence[Value]]) -> str:
    head, lines = rows[0], rows[1:]
    widest = [max((len(str(line[place])) for line in lines), default=0) for place in range(len(head))]
    columns = "".join(
        f'<table:table-column table:style-name="{"wide" if width > WIDE else "narrow"}"/>' for width in widest
    )
    first = f"<table:table-header-rows>{_row(head, 'head')}</table:table-header-rows>"
    rest = "".join(_row(line, "cell") for line in lines)
    return f'<table:table table:name="{escape(name)}">{columns}{first}{rest}</table:table>'


def _row(values: Sequence[Value], style: str) -> str:
    cells = "".join(_cell(value, style) for value in values)
    return f'<table:table-row table:style-name="line">{cells}</table:table-row>'


def _cell(value: Value, style: str) -> str:
    if isinstance(value, str):
        kind = 'office:value-type="string" calcext:value-type="string"'
        lines = "".join(f"<text:p>{_kept(line)}</text:p>" for line in _writable(value).split("\n"))
    else:
        kind = f'office:value-type="float" calcext:value-type="float" office:value="{value}"'
        lines = f"<text:p>{value}</text:p>"
    return f'<table:table-cell table:style-name="{style}" {kind}>{lines}</table:table-cell>'


def _kept(line: str) -> str:
    """A line with every blank it has: the format would make one of several."""
    spaced = BLANKS.sub(lambda blanks: f'<text:s text:c="{len(blanks[0])}"/>', escape(line))
    return spaced.replace("\t", "<text:tab/>")


def _writable(text: str) -> str:
    return UNWRITABLE.sub("\ufffd", text)
