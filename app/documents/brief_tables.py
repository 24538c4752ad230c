"""The tables of a brief: its chronology, what must be taken with reserve, its figures and lists."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from reportlab.platypus import Flowable

from app.core import times
from app.core.brief_content import Chronology, Line, Table, Unverified
from app.core.differences import compare
from app.core.entries import LATE_FROM
from app.documents import fonts, paper, typography
from app.documents.grid import Cell, Row, cell, grid
from app.documents.long_table import long_table

LONGEST_COMPARED = 2_000  # beyond this, the former wording is struck whole
LONGEST_DELAY = 48 * 3600 * 1000  # beyond this, the day of typing says more than a delay
UNKNOWN_HOUR = "—"
WEIGHTS = (5, 42, 18, 7, 20)
RESERVE = "À prendre avec réserve : informations non vérifiées"
GRAVE = ("contredit", "deux valeurs", "démenti")  # what begins with it is not read in passing
ALARMS = "▲"
_ONE = r"[A-Z][A-Z0-9]{0,7}[a-z]{0,3}(?:-[A-Z0-9]+[a-z]{0,3})*-[0-9]{2,}"
_REFERENCE = re.compile(rf"{_ONE}(?: v[0-9]+| · [A-F][1-6]| · {_ONE})?")


def chronology(block: Chronology, zone: str) -> Flowable:
    """Key events, under the date of their day and its offset."""
    rows: list[Row] = []
    day = ""
    for line in block.lines:
        date = typography.date_in_words(line.occurred_at, zone)
        of_line = f"{date}, {times.offset(line.occurred_at, zone)}"
        if of_line != day:
            day = of_line
            rows.append(Row((cell(day[:1].upper() + day[1:], paper.DAY),), title=True))
        rows.append(
            Row(
                (
                    cell(_hour(line, zone), paper.HOUR),
                    Cell((*rectified(line), *_note(line)), paper.CELL),
                    cell(line.source, paper.CELL),
                    cell(line.rating, paper.CELL),
                    cell(f"{line.number}, {_recorded(line, zone)}", paper.REFERENCE),
                ),
                line.changed,
            )
        )
    heads = [cell(head, paper.HEAD) for head in ("Fait", block.head, "Source", "Cotation", "N° et saisie")]
    return long_table(lambda some, widths: grid(heads, some, WEIGHTS, widths=widths), rows)


def unverified(block: Unverified, zone: str) -> Flowable:
    """What nobody vouches for, in its dashed box."""
    rows = [Row((_reserved(line, zone),), line.changed) for line in block.lines]
    heads = (cell(RESERVE, paper.BOX_TITLE),)
    return long_table(lambda some, widths: grid(heads, some, (1,), box=True, widths=widths), rows, box=True)


def table(block: Table) -> Flowable:
    """Rows of plain text; those that changed have the bar in the margin."""
    count = max([len(block.heads), *(len(row) for row in block.rows)])
    heads = [
        cell(head, paper.HEAD_RIGHT if index in block.figures else paper.HEAD)
        for index, head in enumerate(block.heads + ("",) * (count - len(block.heads)))
    ]
    changed = frozenset(block.changed)
    rows = [
        Row(
            tuple(cell(words, _style(words, index, block.figures)) for index, words in enumerate(row)),
            place in changed,
        )
        for place, row in enumerate(block.rows)
    ]
    make = partial(_laid, heads if any(block.heads) else [], block.weights)
    return long_table(make, rows)


def _laid(heads: Sequence[Cell], weights: Sequence[float], rows: Sequence[Row], widths: Sequence[float]) -> Any:
    return grid(heads, rows, weights, widths=widths)


def rectified(line: Line) -> tuple[tuple[str, str, bool], ...]:
    """The words in force, with those they replaced struck where they stood."""
    if not line.struck:
        return ((line.text, fonts.BODY, False),)
    if max(len(line.struck), len(line.text)) > LONGEST_COMPARED:
        return ((line.struck, fonts.BODY, True), (f" {line.text}", fonts.BODY, False))
    return tuple((piece.text, fonts.BODY, piece.kind == "deleted") for piece in compare(line.struck, line.text))


def _reserved(line: Line, zone: str) -> Cell:
    """One unverified item: its words, then where they come from and what they are worth."""
    when = f"{typography.date(line.occurred_at, zone)[:5]}, {_hour(line, zone)}"
    origin = ", ".join(part for part in (line.source, line.number, line.rating) if part)
    return Cell(
        (
            (f"{when} — ", fonts.BODY_STRONG, False),
            *rectified(line),
            (f" ({origin})", fonts.BODY, False),
            *_note(line),
        ),
        paper.CELL,
    )


def _note(line: Line) -> Iterator[tuple[str, str, bool]]:
    """What a reader must know of it, in italics; what contradicts it, in bold."""
    if not line.note:
        return
    yield " (", fonts.BODY_ITALIC, False
    for place, part in enumerate(line.note.split(" ; ")):
        face = fonts.BODY_BOLD if part.startswith(GRAVE) else fonts.BODY_ITALIC
        if place:
            yield " ; ", fonts.BODY_ITALIC, False
        yield part, face, False
    yield ")", fonts.BODY_ITALIC, False


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


def _style(words: str, column: int, figures: Sequence[int]) -> Any:
    if column in figures:
        return paper.FIGURE_STRONG if column == figures[0] else paper.FIGURE
    if words.startswith(ALARMS):
        return paper.HOUR
    return paper.REFERENCE if _REFERENCE.fullmatch(words) else paper.CELL
