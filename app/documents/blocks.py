"""The blocks of a brief's section, as they are laid on paper."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, assert_never

from reportlab.platypus import CondPageBreak, Flowable
from reportlab.platypus import Paragraph as Words

from app.core import times
from app.core.differences import compare
from app.core.entries import LATE_FROM
from app.core.registers.briefs import Block, Chronology, Content, Line, Paragraph, Section, Table, Unverified
from app.documents import fonts, paper, typography
from app.documents.grid import Cell, Grid, Row, cell, grid

LONGEST_COMPARED = 2_000  # beyond this, the former wording is struck whole
LONGEST_TITLE = 150
LONGEST_DELAY = 48 * 3600 * 1000  # beyond this, the day of typing says more than a delay
UNKNOWN_HOUR = "—"
CHRONOLOGY = ("Fait", "Faits marquants", "Source", "Cotation", "N° et saisie")
CHRONOLOGY_WEIGHTS = (5, 42, 18, 7, 20)
RESERVE = "À prendre avec réserve : informations non vérifiées"
UNPRINTABLE = "□ : signe que les polices de ce document n’ont pas ; le texte entier se lit à l’écran."
_REFERENCE = re.compile(r"[A-Z][A-Z0-9]{0,7}[a-z]{0,3}(?:-[A-Z0-9]+[a-z]{0,3})*-[0-9]{2,}(?: v[0-9]+| · [A-F][1-6])?")


class Heading(Words):  # type: ignore[misc]  # published without types
    """A numbered title on its rule, which is also an entry of the file's outline."""

    def __init__(self, markup: str, title: str, key: str):
        super().__init__(markup, paper.HEADING)
        self._title, self._key = title, key

    def draw(self) -> None:
        super().draw()
        self.canv.setLineWidth(1.1)
        self.canv.setStrokeColor(paper.INK)
        self.canv.line(0, -2, paper.MEASURE, -2)
        self.canv.bookmarkHorizontal(self._key, 0, self.height)
        self.canv.addOutlineEntry(self._title, self._key)


class Changed(Words):  # type: ignore[misc]
    """A paragraph with the bar in the margin: it changed since the last brief."""

    def draw(self) -> None:
        super().draw()
        self.canv.setFillColor(paper.INK)
        left = self.style.leftIndent - paper.GUTTER
        self.canv.rect(left, 1.5, paper.BAR, self.height - 3, stroke=0, fill=1)


def story(content: Content) -> list[Flowable]:
    """Everything between the head and the foot of the pages, in order."""
    flow: list[Flowable] = []
    for section in content.sections:
        flow.extend(_section(section, content))
    if any(fonts.lacks(words) for words in texts(content)):
        flow.append(_words(UNPRINTABLE, paper.REMARK))
    return flow


def texts(value: Any) -> Iterator[str]:
    """Every text a person may have written in a content, or in a part of it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from texts(getattr(value, name))


def _section(section: Section, content: Content) -> list[Flowable]:
    first = section.number == 1
    remark = ""
    if content.replaces and first and any(getattr(block, "changed", False) for block in section.blocks):
        remark = f" — le trait en marge signale ce qui a changé depuis {_short(content.replaces)}"
    title = _short(section.title)
    small = f'<font name="{fonts.SANS}" size="7.6">{fonts.markup(remark, fonts.SANS)}</font>'
    numbered = f"{section.number}{typography.NBSP * 4}{fonts.markup(title, fonts.SANS_BOLD)}{small}"
    heading = Heading(numbered, f"{section.number} {title}", f"section-{section.number}")
    flow = [part for block in section.blocks for part in _block(block, content, first)]
    flow = flow or [_words(section.nothing, paper.NOTHING)]
    height = heading.wrap(paper.MEASURE, paper.HEIGHT)[1] + paper.HEADING.spaceBefore + paper.HEADING.spaceAfter
    return [CondPageBreak(height + _least(flow[0])), heading, *flow]


def _block(block: Block, content: Content, first: bool) -> Iterator[Flowable]:
    match block:
        case Paragraph():
            style = paper.ESSENTIAL if first else paper.BODY
            kind = Changed if block.changed else Words
            yield kind(fonts.markup(block.text, style.fontName), style)
        case Chronology():
            if block.lines:
                yield _chronology(block.lines, content)
        case Unverified():
            if block.lines:
                rows = [Row((_reserved(line, content.zone),), line.changed) for line in block.lines]
                yield grid((cell(RESERVE, paper.BOX_TITLE),), rows, (1,), box=True)
        case Table():
            if block.rows or any(block.heads):
                yield _table(block)
        case _:
            assert_never(block)


def _chronology(lines: Sequence[Line], content: Content) -> Grid:
    """Key events, under the date of their day and its offset."""
    rows: list[Row] = []
    day = ""
    for line in lines:
        date = typography.date_in_words(line.occurred_at, content.zone)
        of_line = f"{date}, {times.offset(line.occurred_at, content.zone)}"
        if of_line != day:
            day = of_line
            rows.append(Row((cell(day[:1].upper() + day[1:], paper.DAY),), title=True))
        rows.append(
            Row(
                (
                    cell(_hour(line, content.zone), paper.HOUR),
                    Cell((*_rectified(line), *_note(line)), paper.CELL),
                    cell(line.source, paper.CELL),
                    cell(line.rating, paper.CELL),
                    cell(f"{line.number}, {_recorded(line, content.zone)}", paper.REFERENCE),
                ),
                line.changed,
            )
        )
    return grid([cell(head, paper.HEAD) for head in CHRONOLOGY], rows, CHRONOLOGY_WEIGHTS)


def _reserved(line: Line, zone: str) -> Cell:
    """One unverified item: its words, then where they come from and what they are worth."""
    when = f"{typography.date(line.occurred_at, zone)[:5]}, {_hour(line, zone)}"
    origin = ", ".join(part for part in (line.source, line.number, line.rating) if part)
    return Cell(
        (
            (f"{when} — ", fonts.BODY_STRONG, False),
            *_rectified(line),
            (f" ({origin})", fonts.BODY, False),
            *_note(line),
        ),
        paper.CELL,
    )


def _rectified(line: Line) -> tuple[tuple[str, str, bool], ...]:
    """The words in force, with those they replaced struck where they stood."""
    if not line.struck:
        return ((line.text, fonts.BODY, False),)
    if max(len(line.struck), len(line.text)) > LONGEST_COMPARED:
        return ((line.struck, fonts.BODY, True), (f" {line.text}", fonts.BODY, False))
    return tuple((piece.text, fonts.BODY, piece.kind == "deleted") for piece in compare(line.struck, line.text))


def _note(line: Line) -> tuple[tuple[str, str, bool], ...]:
    return ((f" ({line.note})", fonts.BODY_ITALIC, False),) if line.note else ()


def _hour(line: Line, zone: str) -> str:
    return UNKNOWN_HOUR if line.precision == "unknown" else times.hour_h(line.occurred_at, zone)


def _recorded(line: Line, zone: str) -> str:
    """When it was typed: with its day when that is another, else with the delay when there was one."""
    late = line.recorded_at - line.occurred_at
    when = times.hour_h(line.recorded_at, zone)
    if not typography.same_day(line.recorded_at, line.occurred_at, zone):
        typed, happened = typography.date(line.recorded_at, zone), typography.date(line.occurred_at, zone)
        when = f"{typed if typed[-4:] != happened[-4:] else typed[:5]} {when}"
    known = line.precision != "unknown" and LATE_FROM * 60_000 <= late < LONGEST_DELAY
    return f"{when} ({typography.delay(late)})" if known else when


def _table(block: Table) -> Grid:
    count = max([len(block.heads), *(len(row) for row in block.rows)])
    heads = [
        cell(head, paper.HEAD_RIGHT if index in block.figures else paper.HEAD)
        for index, head in enumerate(block.heads + ("",) * (count - len(block.heads)))
    ]
    rows = [
        Row(tuple(cell(words, _style(words, index, block.figures)) for index, words in enumerate(row)))
        for row in block.rows
    ]
    return grid(heads if any(block.heads) else (), rows, block.weights)


def _style(words: str, column: int, figures: Sequence[int]) -> Any:
    if column in figures:
        return paper.FIGURE_STRONG if column == figures[0] else paper.FIGURE
    return paper.REFERENCE if _REFERENCE.fullmatch(words) else paper.CELL


def _short(title: str) -> str:
    """A title on one line, and no longer than two lines of the sheet."""
    title = " ".join(typography.plain(title).split())
    return title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE]}…"


def _words(words: str, style: Any) -> Words:
    return Words(fonts.markup(words, style.fontName), style)


def _least(flowable: Flowable) -> float:
    """The height below which nothing of this can be laid: a heading waits for the page where it fits."""
    height = float(flowable.wrap(paper.MEASURE, paper.HEIGHT)[1])
    if isinstance(flowable, Grid):
        return float(sum(flowable._rowHeights[:3]))
    return min(height, 3 * float(paper.ESSENTIAL.leading))
