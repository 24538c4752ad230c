"""What stands on every page of a journal or of a list of decisions: the same furniture as a brief's."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.platypus import Flowable, NextPageTemplate, PageTemplate

from app.core import times
from app.core.composing import ISSUER
from app.core.extract import ORDERS, Extract, marking, tlp
from app.documents import brand, columns, drawing, fonts, furniture, paper, typography
from app.documents.paper import BAND, BOTTOM, FOOT, HEIGHT, INK, LEFT, RIGHT, TOP, Counted
from app.documents.tagging import head, told

FIRST_HEAD = 152.0  # where the text begins, from the top of the sheet
NEXT_HEAD = 84.0
HEADS = 14.0  # room of the line that names the columns
SHORT = {"journal": "MC", "decisions": "DEC"}


@dataclass(frozen=True, slots=True)
class Sheets:
    """What the pages share. `reference` says what kind of extract of which crisis, `fingerprint` which one; `heads`:
    (words, width) of the columns, named on every page."""

    extract: Extract
    fingerprint: str
    mark: Path | None
    reference: str
    code: tuple[tuple[bool, ...], ...]
    heads: Sequence[tuple[str, float]] = ()


def laid_out(extract: Extract, flow: Sequence[Flowable], heads: Sequence[tuple[str, float]] = ()) -> bytes:
    """The file. The pages are counted as they are made: a long journal is laid out once."""
    print_ = columns.fingerprint(extract)
    reference = f"{SHORT[extract.what]}-{extract.crisis.code}"
    code = furniture.code(reference, print_)
    sheets = Sheets(extract, print_, brand.mark_path(), reference, code, heads)
    file = BytesIO()
    pages = [_page("first", FIRST_HEAD, sheets), _page("next", NEXT_HEAD, sheets)]
    title = f"{extract.frame} — {extract.title} — {extract.crisis.title}"
    document = paper.book(file, pages, title, extract.made_by, sheets.fingerprint)
    document.build([NextPageTemplate("next"), *flow], canvasmaker=Counted)
    return file.getvalue()


def _page(name: str, head: float, sheets: Sheets) -> PageTemplate:
    top = head + (HEADS if sheets.heads else 0)

    def furnish(canvas: Any) -> None:
        """Drawn once in the file, and shown on each page: a long journal has hundreds of them. What the first says is
        read, so it is no such form."""
        shown = name != "first"
        if not (shown and canvas.hasForm(name)):
            if shown:
                canvas.beginForm(name)
            canvas.saveState()
            canvas.setStrokeColor(INK)
            canvas.setFillColor(INK)
            _furnish(canvas, not shown, sheets)
            _name_columns(canvas, HEIGHT - top, sheets)
            canvas.restoreState()
            if shown:
                canvas.endForm()
        if shown:
            canvas.doForm(name)
        canvas.place_count()

    return paper.page(name, top, 2, sheets.extract.made_at, furnish)


def _furnish(canvas: Any, first: bool, sheets: Sheets) -> None:
    extract = sheets.extract
    marked = ((marking(extract).upper(), fonts.SANS_BOLD, 1.1), (tlp(extract), fonts.SANS_STRONG, 0.75))
    with told(canvas):
        drawing.band(canvas, TOP - BAND, extract.crisis.frame)
    with told(canvas):
        drawing.boxes(canvas, TOP - BAND - 17.2, marked)
    drawing.band(canvas, BOTTOM, extract.crisis.frame)
    drawing.boxes(canvas, BOTTOM + BAND + 4.2, marked)
    if first:
        _head(canvas, sheets)
    else:
        _short_head(canvas, sheets)
    _foot(canvas, sheets)


def _head(canvas: Any, sheets: Sheets) -> None:
    extract, crisis = sheets.extract, sheets.extract.crisis
    drawing.mark(canvas, sheets.mark, drawing.MARK, ("Marque", "de l’émetteur"), 7.5)
    left = drawing.MARK[0] + drawing.MARK[2] + 13.5
    room = drawing.HOUR_BOX[0] - 13.5 - left
    with told(canvas):
        y = HEIGHT - 51.0 - drawing.paragraph(canvas, left, HEIGHT - 51.0, ISSUER, paper.ISSUER, room, 1)
    with told(canvas, "H1"):
        drawing.fit(canvas, left, y - 17.5, extract.title.upper(), fonts.SANS_BOLD, 17.25, room)
    short = fonts.width(crisis.title, paper.CRISIS.fontName, paper.CRISIS.fontSize) < 1.5 * room
    style, most = (paper.CRISIS, 2) if short else (paper.CRISIS_LONG, 3)
    with told(canvas):
        drawing.paragraph(canvas, left, y - 22, crisis.title, style, room, most, f" ({crisis.code})")
    with told(canvas):
        drawing.hour_box(canvas, "Informations arrêtées à", extract.made_at, crisis.zone)
    asked = f"{_counted(extract)} : {extract.asked}"
    with told(canvas):
        drawing.fit(canvas, LEFT, HEIGHT - 127.0, asked, fonts.SANS_STRONG, 8.2, paper.MEASURE)
    with told(canvas):
        drawing.fit(canvas, LEFT, HEIGHT - 138.5, _order(extract), fonts.SANS, 7.8, paper.MEASURE)
    canvas.setLineWidth(1.1)
    canvas.line(LEFT, HEIGHT - 145.0, RIGHT, HEIGHT - 145.0)


def _short_head(canvas: Any, sheets: Sheets) -> None:
    extract, zone = sheets.extract, sheets.extract.crisis.zone
    drawing.mark(canvas, sheets.mark, drawing.SMALL_MARK, ("Marque de", "l’émetteur"), 6.75)
    y = HEIGHT - 64.5
    x = drawing.SMALL_MARK[0] + drawing.SMALL_MARK[2] + 7.5
    x += drawing.write(canvas, x, y, extract.title.upper(), fonts.SANS_BOLD, 10.5) + 7.5
    hour = times.hour_h(extract.made_at, zone)
    words = f"Arrêté à {hour}, {typography.date(extract.made_at, zone)}, {times.zone_words(zone)}"
    drawing.fit(canvas, x, y, extract.crisis.title, fonts.SANS, 9, RIGHT - fonts.width(words, fonts.SANS, 7.8) - x - 9)
    drawing.write_right(canvas, y, words, fonts.SANS, 7.8)
    canvas.setLineWidth(1.1)
    canvas.line(LEFT, HEIGHT - 76.5, RIGHT, HEIGHT - 76.5)


def _name_columns(canvas: Any, y: float, sheets: Sheets) -> None:
    x = LEFT
    for words, width in sheets.heads:
        with head(canvas):
            drawing.fit(canvas, x, y + 4.5, words, fonts.SANS_STRONG, 7.3, width - 4)
        x += width
    if sheets.heads:
        canvas.setLineWidth(0.75)
        canvas.line(LEFT, y, RIGHT, y)


def _foot(canvas: Any, sheets: Sheets) -> None:
    extract, zone = sheets.extract, sheets.extract.crisis.zone
    canvas.setLineWidth(1.1)
    canvas.line(LEFT, FOOT, RIGHT, FOOT)
    with told(canvas, "Figure", alt=furniture.CODE_SAYS, box=(*drawing.CODE, drawing.CODE[2]), last=True):
        drawing.squares(canvas, sheets.code)
    y, room = furniture.COPY[1], RIGHT - 70 - furniture.FOOT_TEXT
    made = f"Établi par {extract.made_by}, {typography.date_and_hour(extract.made_at, zone)}"
    lines = [
        (f"{sheets.reference} · {_counted(extract)}", fonts.SANS_BOLD),
        (f"{extract.asked[:1].upper()}{extract.asked[1:]}", fonts.SANS),
        (f"{made} · {times.offset(extract.made_at, zone)}", fonts.SANS),
    ]
    if extract.offline:
        lines.append((drawing.offline(extract.author.workstation, extract.last_exchange, zone), fonts.SANS_BOLD))
    for number, (line, font) in enumerate(lines):
        with told(canvas, last=True):
            drawing.fit(canvas, furniture.FOOT_TEXT, y - 10.2 * number, line, font, 7.5, room)
    with told(canvas, last=True):
        drawing.write_right(canvas, y, "Empreinte", fonts.SANS, 7.5)
        drawing.write_right(canvas, y - 10.5, typography.shortened(sheets.fingerprint), fonts.SANS_BOLD, 8.25)


def _counted(extract: Extract) -> str:
    count, name = len(extract.entries), "décision" if extract.what == "decisions" else "entrée"
    return f"{count} {name}{'s' if count > 1 else ''}"


def _order(extract: Extract) -> str:
    zone = extract.crisis.zone
    hours = f"heures au fuseau de la crise, {times.zone_words(zone)}"
    return f"Ordre : {ORDERS[extract.order]} · {hours}"
