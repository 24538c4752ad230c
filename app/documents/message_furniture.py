"""What stands around an official text on paper: its frame, what forbids to publish it, whose word it is and which."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.platypus import Flowable, NextPageTemplate, PageTemplate

from app.core import resources
from app.core.composing import ISSUER
from app.core.registers.crisis import FRAMES
from app.core.search_text import folded
from app.documents import brand, drawing, fonts, paper
from app.documents.paper import BAND, BOTTOM, GHOST, HEIGHT, INK, LEFT, MEASURE, RIGHT, TOP, WIDTH, Counted
from app.documents.tagging import told

BAR = 19.0  # height of what forbids to publish
STEP = 104.0  # between two lines of what is written across the page: nothing can be cut out without it
SLOPE = 34.0  # degrees
FOOT = 66.0  # the rule above the foot, from the bottom of the sheet
WORDS = re.compile("[a-z0-9]+")
FIRST_HEAD = 152.0
NEXT_HEAD = 62.0


@dataclass(frozen=True, slots=True)
class Around:
    """What the pages share. `forbids`: why it may not be published, the gravest first; `across`: the same in a word or
    two. `kind` and `issuer` head the first page, `when` stands at its right; `named` and `foot` say which it is.

    `inside`: a paper of the cell, headed by its crisis instead of an issuer, which bears its frame even when that is
    real; `marked`: its protection, in boxes. `reference` stands beside the kind, on letterhead.
    """

    frame: str
    kind: str
    issuer: str
    when: tuple[str, ...]
    named: str
    foot: tuple[str, ...]
    made_at: int
    forbids: tuple[str, ...] = ()
    across: tuple[str, ...] = ()
    inside: bool = False
    marked: tuple[str, ...] = ()
    reference: str = ""

    @property
    def bars(self) -> float:
        """The height that protection and what forbids to publish take, at each end of the sheet."""
        return BAR * (len(self.forbids) + bool(self.marked))


def laid_out(around: Around, flow: Sequence[Flowable], title: str, author: str, fingerprint: str) -> bytes:
    """The file. The pages are counted as they are made."""
    mark = mark_of(around.issuer)
    file = BytesIO()
    pages = [_page("first", FIRST_HEAD, around, mark), _page("next", NEXT_HEAD, around, mark)]
    document = paper.book(file, pages, title, author, fingerprint)
    document.build([NextPageTemplate("next"), *flow], canvasmaker=Counted)
    return file.getvalue()


def mark_of(issuer: str) -> Path | None:
    """The mark of that issuer, `brand/prefecture-de-la-seine-maritime.png`; else the one of this service; else none."""
    name = "-".join(WORDS.findall(folded(issuer)))[:100]
    own = resources.path(f"{brand.FOLDER}/{name}.png")
    return own if own.is_file() else brand.mark_path()


def _page(name: str, head: float, around: Around, mark: Path | None) -> PageTemplate:
    bars = around.bars

    def furnish(canvas: Any) -> None:
        canvas.saveState()
        canvas.setStrokeColor(INK)
        canvas.setFillColor(INK)
        _across(canvas, around)
        _edges(canvas, around)
        top = HEIGHT - head - bars
        if name == "first":
            _head(canvas, around, mark, top)
        else:
            _short_head(canvas, around, top)
        _foot(canvas, around)
        canvas.restoreState()

    return paper.page(name, head + bars, 0, around.made_at, furnish, FOOT + bars)


def _across(canvas: Any, around: Around) -> None:
    """Written over and over from one edge to the other, in outline: it hides nothing, and no part is without it."""
    unreal = around.frame != "real" and not around.inside
    words = around.across + ((FRAMES.get(around.frame, around.frame),) if unreal else ())
    if not words:
        return
    canvas.saveState()
    canvas.setStrokeColor(GHOST)
    canvas.setLineWidth(0.7)
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(SLOPE)
    canvas.setFont(fonts.SANS_BOLD, 40)
    for number, place in enumerate(range(-4, 5)):
        line = "    ".join([words[number % len(words)]] * 6)
        left = -fonts.width(line, fonts.SANS_BOLD, 40) / 2 + (number % 2) * 120
        canvas.drawString(left, place * STEP - 14, line, mode=1)
    canvas.restoreState()


def _edges(canvas: Any, around: Around) -> None:
    """The frame, the protection, and what forbids to publish, at the top and at the bottom of the sheet."""
    if around.frame != "real" or around.inside:
        with told(canvas):
            drawing.band(canvas, TOP - BAND, around.frame)
        drawing.band(canvas, BOTTOM, around.frame)
    high, low = TOP - BAND - 3, BOTTOM + BAND + 3
    if around.marked:
        marked = [(words, fonts.SANS_BOLD, 1.1) for words in around.marked]
        with told(canvas):
            drawing.boxes(canvas, high - BAR + 4, marked)
        drawing.boxes(canvas, low + 1, marked)
        high, low = high - BAR, low + BAR
    for mark in around.forbids:
        with told(canvas):
            _bar(canvas, high - BAR + 2, mark)
        _bar(canvas, low, mark)
        high, low = high - BAR, low + BAR


def _bar(canvas: Any, y: float, words: str) -> None:
    canvas.saveState()
    canvas.rect(LEFT, y, MEASURE, BAR - 2, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    size = min(10.5, 10.5 * (MEASURE - 16) / max(1.0, fonts.width(words, fonts.SANS_BOLD, 10.5)))
    shown = drawing.cut(words, fonts.SANS_BOLD, max(size, 7.0), MEASURE - 16)
    left = WIDTH / 2 - fonts.width(shown, fonts.SANS_BOLD, max(size, 7.0)) / 2
    drawing.write(canvas, left, y + 5, shown, fonts.SANS_BOLD, max(size, 7.0))
    canvas.restoreState()


def _head(canvas: Any, around: Around, mark: Path | None, top: float) -> None:
    box = (LEFT, top + 44.0, 84.0, 61.5)
    left = LEFT
    if mark is not None or around.inside:  # an official text never leaves with an empty place in it
        drawing.mark(canvas, mark, box, ("Marque", "de l’émetteur"), 7.5)
        left = box[0] + box[2] + 13.5
    style, y, room = paper.CRISIS if left > LEFT else paper.TITLE, box[1] + box[3] - 2, RIGHT - left - 190
    if around.inside:
        with told(canvas):
            y -= drawing.paragraph(canvas, left, y, ISSUER, paper.ISSUER, room, 2) + 2
    with told(canvas):
        drawing.paragraph(canvas, left, y, around.issuer, style, room, 3)
    for number, line in enumerate(around.when):
        font, size = (fonts.SANS_STRONG, 9.5) if not number else (fonts.SANS, 8.2)
        with told(canvas):
            drawing.write_right(canvas, box[1] + box[3] - 12 - 12 * number, line, font, size)
    beside = fonts.width(around.reference, fonts.SANS_STRONG, 9.5)
    with told(canvas, "H1"):
        drawing.fit(canvas, LEFT, top + 17, around.kind, fonts.SANS_BOLD, 15, MEASURE - beside - 12)
    with told(canvas):
        drawing.write_right(canvas, top + 17, around.reference, fonts.SANS_STRONG, 9.5)
    canvas.setLineWidth(1.5)
    canvas.line(LEFT, top + 10, RIGHT, top + 10)


def _short_head(canvas: Any, around: Around, top: float) -> None:
    drawing.write_right(canvas, top + 15, around.named, fonts.SANS_STRONG, 8.2)
    room = MEASURE - fonts.width(around.named, fonts.SANS_STRONG, 8.2) - 12
    drawing.fit(canvas, LEFT, top + 15, around.kind, fonts.SANS_BOLD, 9.5, room)
    canvas.setLineWidth(1.1)
    canvas.line(LEFT, top + 10, RIGHT, top + 10)


def _foot(canvas: Any, around: Around) -> None:
    y = FOOT + around.bars
    canvas.setLineWidth(1.1)
    canvas.line(LEFT, y, RIGHT, y)
    with told(canvas, last=True):
        drawing.fit(canvas, LEFT, y - 12, around.named, fonts.SANS_BOLD, 8.2, MEASURE - 70)
    for number, line in enumerate(around.foot, 1):
        with told(canvas, last=True):
            drawing.fit(canvas, LEFT, y - 12 - 10 * number, line, fonts.SANS, 7.5, MEASURE - 70)
    canvas.saveState()
    canvas.translate(0, y - 66)
    canvas.place_count()
    canvas.restoreState()
