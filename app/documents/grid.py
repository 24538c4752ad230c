"""Tables of plain text that fit their words, cross pages without losing a line, and carry the bar in the margin."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, zip_longest
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Table

from app.documents import fonts, tagging, typography
from app.documents.paper import BAR, CELL, GUTTER, INK, MEASURE, RULE, outline
from app.documents.tagged_tables import Margin, margin

TALLEST = 120.0  # a row taller than this is printed as several, so that any page can hold one, and fill itself
PORTION = 4_000  # characters of a cell that are laid and cut together: the time it takes grows with their square
SHORT_LINE, SURELY_SHORT = 10, 70  # characters: less than that is never so tall, in the narrowest column
TALLEST_HEAD = 80.0  # a head taller than this is printed once, as a row
WIDEST_WORD = 110.0  # a longer word is cut rather than given a whole column
NARROWEST = 48.0  # an hour always fits
GAP = 7.0  # between two columns
PADDING = 1.7  # above the words of a row
ROOMY = 3.0
RIGHTWARD = 2  # the alignment of figures
_FIGURE = re.compile(r"[+−±≈~≥≤<>-]?[ \u00a0]?\d[\d \u00a0]*(?P<tail>(?:,\d+)?(?:[ \u00a0]?[%‰])?)")
_WORD = re.compile(r"[ \n]*[^ \n]+")


class Laid(Paragraph):  # type: ignore[misc]  # published without types
    """A paragraph that is broken into lines once for each width: a table asks four times."""

    _laid: float | None = None

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        if self._laid != availWidth:
            self._laid = availWidth
            super().wrap(availWidth, availHeight)
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """The line break at which it is cut is in the first piece: the second does not begin with an empty line."""
        pieces: list[Flowable] = super().split(availWidth, availHeight)
        for piece in pieces[1:]:
            first = piece.frags[0]
            if getattr(first[1][0] if isinstance(first, list) else first, "lineBreak", False):
                del piece.frags[0]
        return pieces


@dataclass(frozen=True, slots=True)
class Cell:
    """One or several runs of people's words: (words, face, struck). The first run's face is the style's. `exact`: they
    were signed, and not one sign of them is another."""

    runs: tuple[tuple[str, str, bool], ...]
    style: ParagraphStyle
    exact: bool = False

    @property
    def words(self) -> str:
        return "".join(words for words, _, _ in self.runs)

    def paragraph(self) -> Paragraph:
        return Laid("".join(_marked_up(self.runs, self.exact)), self.style)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells from left to right. `changed` draws the bar in the margin. A `title` is one cell over all columns."""

    cells: tuple[Cell, ...]
    changed: bool = False
    title: bool = False


def cell(words: str, style: ParagraphStyle) -> Cell:
    """A cell of one run."""
    return Cell(((words, style.fontName, False),), style)


class Grid(Table):  # type: ignore[misc]  # published without types
    """A table whose first column stands in the margin and holds the bars of what changed."""

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:
        super().drawOn(canvas, x - GUTTER, y, _sW)

    def _drawCell(self, cellval: Any, cellstyle: Any, pos: tuple[float, float], size: tuple[float, float]) -> None:
        if isinstance(cellval, Margin):
            if cellval.entry:
                outline(self.canv, cellval.entry, self.canv.absolutePosition(pos[0], pos[1] + size[1])[1])
            if cellval.changed:
                self.canv.setFillColor(INK)
                self.canv.rect(pos[0] - BAR / 2, pos[1], BAR, size[1], stroke=0, fill=1)
        elif cellval != "":  # an empty cell needs no word
            super()._drawCell(cellval, cellstyle, pos, size)


def grid(
    head: Sequence[Cell],
    rows: Sequence[Row],
    weights: Sequence[float],
    box: bool = False,
    widths: Sequence[float] = (),
) -> Grid:
    """The table of these rows under this head, which is repeated on each page. `head` may be empty.

    Light rules under the rows, or a dashed box around the whole. `widths` sets the columns (points), so that several
    tables line up; without them the words do.
    """
    inset = GUTTER if box else 0.0
    count = max([len(head), *(len(row.cells) for row in rows if not row.title), 1])
    rows = _aligned(rows)
    columns = list(widths) or _columns(head, rows, count, weights, MEASURE - 2 * inset)
    if any(
        each.paragraph().wrap(width - GAP, TALLEST)[1] > TALLEST_HEAD
        for each, width in zip(head, columns, strict=False)
    ):
        head, rows = (), [Row(tuple(head)), *rows]
    edges = [columns[0] + inset, *columns[1:]] if count > 1 else [MEASURE]
    if count > 1:
        edges[-1] += inset
    lines: list[list[Any]] = []
    commands: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), fonts.SANS, 6),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("LEFTPADDING", (1, 0), (1, -1), inset),
        ("RIGHTPADDING", (0, 0), (-1, -1), GAP),
        ("RIGHTPADDING", (-1, 0), (-1, -1), inset),
        ("TOPPADDING", (0, 0), (-1, -1), PADDING),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.1),
    ]
    if head:
        lines.append([margin(), *(each.paragraph() for each in head)])
        if not box:
            commands.append(("LINEBELOW", (1, 0), (-1, 0), 0.75, INK))
    begins = []
    for row in rows:
        begins.append(len(lines))
        commands.extend(_row(row, lines, columns, box))
    if head:
        commands.extend(_together([*begins, len(lines)]))
    if box:
        dashed = (1.1, INK, "butt", (3.2, 2.2))
        commands += [("BOX", (1, 0), (-1, -1), *dashed), ("LINEBELOW", (1, "splitlast"), (-1, "splitlast"), *dashed)]
    return Grid(
        lines,
        colWidths=[GUTTER, *edges],
        repeatRows=1 if head else 0,
        hAlign="LEFT",
        style=commands,
        spaceBefore=3,
        spaceAfter=5,
    )


def _row(row: Row, lines: list[list[Any]], columns: Sequence[float], box: bool) -> Iterator[tuple[Any, ...]]:
    """Adds a row to `lines`, in as many slices as its height asks, and gives the commands that draw it."""
    fonts.PRESS.give_way()
    first = len(lines)
    widths = [sum(columns)] if row.title else [width - GAP for width in columns]
    stacks = [_slices(each, width) for each, width in zip(row.cells, widths, strict=False)]
    outlined = row.title and getattr(row.cells[0].style, "outlined", False)
    beside = margin(row.title, typography.french(row.cells[0].words) if outlined else "", row.changed)
    lines.extend([beside, *slice_] for slice_ in zip_longest(*stacks, fillvalue=""))
    last = len(lines) - 1
    if last < first:
        return
    for line in lines[first:]:
        line.extend([""] * (len(columns) + 1 - len(line)))
    for column, each in enumerate(row.cells, start=1):  # smaller letters stand on the same line as the others
        drop = CELL.fontSize - each.style.fontSize
        if drop > 0 and not row.title:
            yield ("TOPPADDING", (column, first), (column, first), PADDING + drop)
    for number in range(first, last):
        yield ("BOTTOMPADDING", (0, number), (-1, number), 0)
        yield ("TOPPADDING", (0, number + 1), (-1, number + 1), 0)
    if row.title:
        yield ("SPAN", (1, first), (-1, first))
        yield ("TOPPADDING", (0, first), (-1, first), ROOMY)
        yield ("NOSPLIT", (0, first), (-1, first + 1))
    if not box:
        yield ("LINEBELOW", (1, last), (-1, last), 0.55, RULE)


def _together(begins: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """No short row is left alone: the first two stay under the head, the last two on one page. `begins`: the line where
    each row begins, then the end."""
    short = [after - before == 1 for before, after in pairwise(begins)]
    if short[:2] == [True, True]:
        yield ("NOSPLIT", (0, 0), (-1, begins[1]))
    if len(short) > 2 and short[-2:] == [True, True]:
        yield ("NOSPLIT", (0, begins[-3]), (-1, begins[-2]))


def _aligned(rows: Sequence[Row]) -> Sequence[Row]:
    """The same rows, in whose columns of figures units stand under units, whatever follows the comma."""
    tails: dict[int, float] = {}
    for row in rows:
        for index, each in enumerate(row.cells):
            tails[index] = max(tails.get(index, 0.0), _tail(each) or 0.0)
    if not any(tails.values()):
        return rows
    return [
        replace(row, cells=tuple(_moved(each, tails[index]) for index, each in enumerate(row.cells))) for row in rows
    ]


def _tail(each: Cell) -> float | None:
    """How wide is what follows the units of a figure, « ,5 % »; none for words."""
    if each.style.alignment != RIGHTWARD:
        return None
    figure = _FIGURE.fullmatch(typography.french(each.words))
    return None if figure is None else fonts.width(figure["tail"], each.style.fontName, each.style.fontSize)


def _moved(each: Cell, widest: float) -> Cell:
    tail = _tail(each)
    if tail is None or widest - tail < 0.05:
        return each
    return replace(each, style=_indented(each.style, round(widest - tail, 2)))


@cache
def _indented(style: ParagraphStyle, more: float) -> ParagraphStyle:
    return style.clone(f"{style.name} {more}", rightIndent=style.rightIndent + more)


def _slices(each: Cell, width: float) -> list[Flowable]:
    """The cell's paragraphs, cut wherever one would be taller than a row may be."""
    return [piece for portion in _portions(each) for piece in _cut(portion, width)]


def _portions(each: Cell) -> Iterator[Cell]:
    """The cell in parts of at most PORTION characters, parted at the end of a line, or else between two words."""
    runs: list[tuple[str, str, bool]] = []
    room = PORTION
    for words, face, struck in each.runs:
        while len(words) > room:
            end = words.rfind("\n", 0, room)
            if end < 0 or (end == 0 and not runs):
                end = max(words.rfind(" ", 0, room), 0) or room
            if end:
                runs.append((words[:end], face, struck))
            yield Cell(tuple(runs), each.style, each.exact)
            words, runs, room = words[end:].removeprefix("\n").removeprefix(" "), [], PORTION
        runs.append((words, face, struck))
        room -= len(words)
    yield Cell(tuple(runs), each.style, each.exact)


def _cut(each: Cell, width: float) -> list[Flowable]:
    pieces: list[Flowable] = []
    rest = each.paragraph()
    if len(each.words) + SHORT_LINE * each.words.count("\n") < SURELY_SHORT:
        return [rest]  # measuring it would take as long as laying it out
    while rest.wrap(width, TALLEST)[1] > TALLEST:
        parts = rest.split(width, TALLEST)
        if len(parts) < 2:
            break
        pieces.append(parts[0])
        rest = parts[1]
    return [*pieces, rest]


def _columns(
    head: Sequence[Cell], rows: Sequence[Row], count: int, weights: Sequence[float], measure: float
) -> list[float]:
    """Widths that add up to `measure`: no column narrower than its longest word or wider than it needs, while
    others lack room; the rest is shared by weight."""
    shares = [max(weights[index], 0.01) if index < len(weights) else 1.0 for index in range(count)]
    least, full = [0.0] * count, [0.0] * count
    for cells in (head, *(row.cells for row in rows if not row.title)):
        for index, each in enumerate(cells):
            words = typography.french(each.words)
            full[index] = max(full[index], *(_width(line, each.style) for line in words.split("\n")))
            longest = max(_width(word, each.style) for word in words.replace("\n", " ").split(" "))
            least[index] = max(least[index], min(longest, WIDEST_WORD) + GAP)
    widths = [min(each + GAP, measure * share / sum(shares)) for each, share in zip(full, shares, strict=True)]
    widths = [max(pair) for pair in zip(widths, least, strict=True)]
    spare = measure - sum(widths)
    if spare < 0:
        return _narrowed(widths, [min(each, NARROWEST) for each in least], -spare)
    left = spare
    for place, index in enumerate(sorted(range(count), key=lambda index: full[index] - widths[index])):
        given = min(max(0.0, full[index] + GAP - widths[index]), left / (count - place))
        widths[index] += given  # who wants little gets it all, before who wants more than there is
        left -= given
    return [width + left * share / sum(shares) for width, share in zip(widths, shares, strict=True)]


def _narrowed(widths: Sequence[float], floors: Sequence[float], excess: float) -> list[float]:
    """Takes the excess from the widest columns, and from all of them when none has that much to give."""
    slack = [width - floor for width, floor in zip(widths, floors, strict=True)]
    if sum(slack) <= excess:
        return [width * (1 - excess / sum(widths)) for width in widths]
    return [width - excess * each / sum(slack) for width, each in zip(widths, slack, strict=True)]


def _width(words: str, style: ParagraphStyle) -> float:
    return fonts.width(words[:400], style.fontName, style.fontSize) + float(style.rightIndent) + 0.1


def _marked_up(runs: Sequence[tuple[str, str, bool]], exact: bool) -> Iterator[str]:
    """The markup of these runs. Struck words are said to be so together with the word that follows them: their line
    would run on to it if the mark ended before."""
    said = False
    shown = [(words if exact else typography.french(words), face, struck) for words, face, struck in runs]
    for (words, face, struck), after in zip(shown, [*shown[1:], ("", "", False)], strict=True):
        if said and not struck:
            first = _first_word(words)
            yield _marked(first, face, False, exact) + tagging.STRUCK_END
            words, said = words[len(first) :], False
        if struck and words.strip():
            yield tagging.struck(words, "" if after[2] else _first_word(after[0]))
            said = True
        yield _marked(words, face, struck, exact)
    yield tagging.STRUCK_END if said else ""


def _first_word(words: str) -> str:
    """The first word and the blanks before it."""
    found = _WORD.match(words)
    return found[0] if found else ""


def _marked(words: str, face: str, struck: bool, exact: bool) -> str:
    written = fonts.exact(words, face) if exact else fonts.markup(words, face)
    text = f'<font name="{face}">{written}</font>'
    return f"<strike>{text}</strike>" if struck else text
