"""The table of the on-call sheet: a row for each line, a bar for each slot, and no information by colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4, landscape

from app.core import times
from app.core.coverage import Overlap
from app.core.duty import DutyRow
from app.core.duty_sheet import Days
from app.core.on_call import NO_NUMBER, NOBODY, Answering, DutyLine, OnCall, dial, until, verified
from app.core.phones import shown
from app.documents import drawing, fonts, typography
from app.documents.paper import INK, RULE
from app.documents.tagged_tables import begin_row, drawn, drawn_cell
from app.documents.tagging import told

WIDTH, HEIGHT = landscape(A4)
LEFT, RIGHT = 28.0, WIDTH - 28.0
MEASURE = RIGHT - LEFT
TOP, BOTTOM = HEIGHT - 14.0, 13.0
FOOT = 66.0
HEAD = HEIGHT - 73.0  # under the names of the days
NAMES, ANSWERS = 112.0, 168.0  # widths of the first two columns
TABLE = LEFT + NAMES + ANSWERS
ROW = 37.0
ROWS = int((HEAD - FOOT - 4) // ROW)
LINE = 12.5
NUMBERS = int((HEAD - FOOT - 6) // LINE)
COLUMNS = (0.0, 230.0, 420.0, 560.0, 668.0)
SHADE = HexColor("#D8D8D8")
LACKING = "lacune"
NARROW = 11.0  # points: a bar less wide says nothing
HEADS = ("Organisme, fonction", "Personne", "Numéro", "Qualité", "Vérification")


@dataclass(frozen=True, slots=True)
class Row:
    """A line and who answers now. `whose` tells the frame of an exercise's own line."""

    line: DutyLine
    answer: OnCall | None
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """Somebody to call."""

    line: str
    name: str
    quality: str
    phone: str
    verified: str


def number_of(line: str, one: Answering, today: date) -> Number:
    """What is printed of somebody on call: a private number stays masked."""
    quality = "suppléant" if one.slot.deputised else "renfort" if one.slot.reinforcement else "titulaire"
    age = verified(one.verified_on, today) if one.contact else "hors annuaire"
    return Number(line, one.name, quality, dial(one), age)


def deputy_of(line: str, one: Answering) -> Number:
    """The same of the deputy of somebody on call."""
    numbers = " ou ".join(map(shown, one.deputy_phones)) or NO_NUMBER
    return Number(line, one.slot.deputy_name, "suppléant", numbers, "" if one.slot.deputy else "hors annuaire")


def place(days: Days, at: int) -> float:
    """Where that hour stands across the table. A day of 23 or of 25 hours is as wide as the others."""
    at = min(max(at, days.start), days.end)
    width = float(RIGHT - TABLE) / (len(days.midnights) - 1)
    for number, (midnight, next_one) in enumerate(pairwise(days.midnights)):
        if at <= next_one:
            return float(TABLE + width * (number + (at - midnight) / (next_one - midnight)))
    return float(RIGHT)


def sentence(canvas: Any, words: str) -> None:
    with told(canvas):
        drawing.write(canvas, LEFT, HEAD - 20, words, fonts.BODY_ITALIC, 11)


def draw(canvas: Any, rows: Sequence[Row], days: Days, now: int, zone: str) -> None:
    """The head of the days, then these rows."""
    with drawn(canvas):
        _table(canvas, rows, days, now, zone)


def _table(canvas: Any, rows: Sequence[Row], days: Days, now: int, zone: str) -> None:
    _head(canvas, days, now, zone, len(rows))
    if days.start <= now < days.end:
        x = place(days, now)
        canvas.setLineWidth(1.4)
        canvas.line(x, HEAD + 3, x, HEAD - ROW * len(rows))
        mark = canvas.beginPath()
        mark.moveTo(x - 3, HEAD + 6)
        mark.lineTo(x + 3, HEAD + 6)
        mark.lineTo(x, HEAD + 1)
        mark.close()
        canvas.drawPath(mark, stroke=0, fill=1)
    for number, row in enumerate(rows):
        _row(canvas, row, HEAD - ROW * (number + 1), days, now, zone)


def _head(canvas: Any, days: Days, now: int, zone: str, rows: int) -> None:
    y = HEAD + 9
    begin_row(canvas)
    with drawn_cell(canvas, "Column"):
        drawing.write(canvas, LEFT, y, "Organisme, fonction", fonts.SANS_STRONG, 7.8)
    with drawn_cell(canvas, "Column"):
        on_call = f"D’astreinte à {times.hour_h(now, zone)}"
        drawing.fit(canvas, LEFT + NAMES, y, on_call, fonts.SANS_STRONG, 7.8, ANSWERS - 8)
    room = (RIGHT - TABLE) / (len(days.midnights) - 1) - 5
    with drawn_cell(canvas, "Column"):
        for start in days.midnights[:-1]:
            drawing.fit(canvas, place(days, start) + 3, y, times.short_day(start, zone), fonts.SANS_STRONG, 7.8, room)
    for start in days.midnights[:-1]:
        x = place(days, start)
        canvas.setLineWidth(0.4)
        canvas.setStrokeColor(RULE)
        canvas.line(x, HEAD + 6, x, HEAD - ROW * rows)
        canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.75)
    canvas.line(LEFT, HEAD, RIGHT, HEAD)


def _row(canvas: Any, row: Row, y: float, days: Days, now: int, zone: str) -> None:
    line = row.line
    named = f"{line.short} · {row.whose}" if row.whose else line.short
    begin_row(canvas)
    with drawn_cell(canvas, "Row"):
        drawing.fit(canvas, LEFT, y + ROW - 14, named, fonts.SANS_BOLD, 9.4, NAMES - 6)
        drawing.fit(canvas, LEFT, y + ROW - 23, line.function, fonts.SANS, 8, NAMES - 6)
        drawing.fit(canvas, LEFT, y + 4, _wrong(line, days, zone), fonts.SANS_STRONG, 6.8, NAMES - 6)
    with drawn_cell(canvas):
        _answer(canvas, row.answer, y, now, zone)
    with drawn_cell(canvas, alt=_said(line, days, zone), box=(TABLE, y, RIGHT - TABLE, ROW)):
        _bars(canvas, line, y, days)
    canvas.setLineWidth(0.5)
    canvas.setStrokeColor(RULE)
    canvas.line(LEFT, y, RIGHT, y)
    canvas.setStrokeColor(INK)


def _said(line: DutyLine, days: Days, zone: str) -> str:
    """The bars in words: F. Delmas, mer. 23 19:00 à jeu. 24 07:00."""

    def when(at: int) -> str:
        at = min(max(at, days.start), days.end)
        return f"{times.short_day(at, zone)} {times.hour(at, zone)}"

    parts = [
        (one.slot.starts, f"{_kind(one.slot)}{_named(one.slot)}, {when(one.slot.starts)} à {when(one.slot.ends)}")
        for one in line.slots
    ]
    parts += [
        (gap.starts, f"personne, {when(gap.starts)} à {when(days.end if gap.ends is None else gap.ends)}")
        for gap in line.gaps
    ]
    return " ; ".join(words for _, words in sorted(parts)) or "personne n’est inscrit"


def _kind(slot: DutyRow) -> str:
    return "renfort : " if slot.reinforcement else ""


def _bars(canvas: Any, line: DutyLine, y: float, days: Days) -> None:
    for one in line.slots:
        if not one.slot.reinforcement:
            _bar(canvas, one.slot, y, days)
            _inside(canvas, _named(one.slot), *alone(one.slot, line.overlaps, days), y)
    for twice in line.overlaps:
        _several(canvas, place(days, twice.starts), place(days, twice.ends), y, twice.slots)
    for one in line.slots:
        if one.slot.reinforcement:
            _extra(canvas, one.slot, y, days)
    for gap in line.gaps:
        end = days.end if gap.ends is None else gap.ends
        words = LACKING if gap.ends is not None else f"plus personne après {gap.before.name}"
        _hatched(canvas, place(days, gap.starts), place(days, end), y, words)


def _wrong(line: DutyLine, days: Days, zone: str) -> str:
    """lacune jeu. 24, 19:00 à 02:00: the first thing that is wrong in these days, and how many more there are."""
    found = [(LACKING, gap.starts, gap.ends) for gap in line.gaps]
    found += [("à plusieurs", one.starts, one.ends) for one in line.overlaps]
    if not found:
        return ""
    words, starts, ends = min(found, key=lambda one: one[1])
    since = f"{times.short_day(max(starts, days.start), zone)}, {times.hour(max(starts, days.start), zone)}"
    then = f" à {times.hour(ends, zone)}" if ends is not None else " et après"
    return f"{words} {since}{then}{f' (+{len(found) - 1})' if len(found) > 1 else ''}"


def _answer(canvas: Any, answer: OnCall | None, y: float, now: int, zone: str) -> None:
    x, room = LEFT + NAMES, ANSWERS - 10
    if answer is None or (not answer.holding and answer.gap is None):
        drawing.fit(canvas, x, y + ROW - 14, "—", fonts.SANS, 9, room)
        return
    if not answer.holding:
        drawing.fit(canvas, x, y + ROW - 13, NOBODY, fonts.SANS_BOLD, 9.4, room)
        limit = until(answer.gap.ends if answer.gap else None, now, zone)
        standard = f"standard {shown(answer.switchboard)}" if answer.switchboard else ""
        drawing.fit(canvas, x, y + ROW - 24, " · ".join(filter(None, (limit, standard))), fonts.SANS, 8, room)
        return
    first = answer.holding[0]
    name = f"{first.name} (suppléant)" if first.slot.deputised else first.name
    others = len(answer.holding) - 1
    more = f" et {others} autre{'s' if others > 1 else ''}" if others else ""
    drawing.fit(canvas, x, y + ROW - 12, f"{name}{more}", fonts.SANS_BOLD, 8.8, room)
    drawing.fit(canvas, x, y + ROW - 23, dial(first), fonts.SANS_STRONG, 9.6, room)
    age = verified(first.verified_on, times.local_day(now, zone)) if first.contact else "hors annuaire"
    drawing.fit(canvas, x, y + ROW - 32, f"{until(first.slot.ends, now, zone)} · {age}", fonts.SANS, 7, room)


def alone(slot: DutyRow, overlaps: Sequence[Overlap], days: Days) -> tuple[float, float]:
    """Across the table, where the name is written: the widest part of the bar in which nobody else is on call."""
    shared = [one for one in overlaps if slot.starts <= one.starts and one.ends <= slot.ends]
    inside = (at for one in shared for at in (one.starts, one.ends))
    edges = [place(days, at) for at in (slot.starts, *inside, slot.ends)]
    return max(zip(edges[::2], edges[1::2], strict=True), key=lambda part: part[1] - part[0])


def _named(slot: DutyRow) -> str:
    return f"{slot.name}, suppl." if slot.deputised else slot.name


def _bar(canvas: Any, slot: DutyRow, y: float, days: Days) -> None:
    left, right = place(days, slot.starts), place(days, slot.ends)
    if right - left < 0.5:
        return
    canvas.saveState()
    canvas.setFillColor(white)
    canvas.setLineWidth(0.9)
    if slot.deputised:
        canvas.setDash(3, 2)
    canvas.rect(left + 0.6, y + 8, right - left - 1.2, ROW - 16, stroke=1, fill=1)
    canvas.restoreState()


def _several(canvas: Any, left: float, right: float, y: float, slots: Sequence[DutyRow]) -> None:
    """Over the bars: grey, with a heavy frame, and how many are on call at once."""
    if right - left < 0.5:
        return
    canvas.saveState()
    canvas.setFillColor(SHADE)
    canvas.setLineWidth(1.6)
    canvas.rect(left + 0.6, y + 8, right - left - 1.2, ROW - 16, stroke=1, fill=1)
    canvas.restoreState()
    count = len(slots)
    whole = fonts.width(f"{count} personnes", fonts.SANS_STRONG, 7.8) * 0.75 <= right - left - 6
    _inside(canvas, f"{count} personnes" if whole else f"{count} pers.", left, right, y)


def _extra(canvas: Any, slot: DutyRow, y: float, days: Days) -> None:
    """A reinforcement, thin under the bar: it covers nothing."""
    left, right = place(days, slot.starts), place(days, slot.ends)
    if right - left >= 0.5:
        canvas.setLineWidth(0.6)
        canvas.rect(left + 0.6, y + 1.6, right - left - 1.2, 5.6)
        drawing.fit(canvas, left + 3, y + 2.8, f"renfort : {slot.name}", fonts.SANS, 4.8, max(0.0, right - left - 6))


def _hatched(canvas: Any, left: float, right: float, y: float, words: str) -> None:
    if right - left < 0.5:
        return
    low, high = y + 8, y + ROW - 8
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(left + 0.6, low, right - left - 1.2, high - low)
    canvas.clipPath(clip, stroke=0)
    canvas.setLineWidth(1.3)
    x = left - (high - low)
    while x < right:
        canvas.line(x, low, x + high - low, high)
        x += 4.2
    canvas.restoreState()
    canvas.setLineWidth(0.9)
    canvas.rect(left + 0.6, low, right - left - 1.2, high - low)
    if fonts.width(words, fonts.SANS_BOLD, 7.4) > right - left - 10:
        words = LACKING
    width = fonts.width(words, fonts.SANS_BOLD, 7.4)
    if right - left >= width + 8:
        middle = (left + right) / 2
        canvas.saveState()
        canvas.setFillColor(white)
        canvas.rect(middle - width / 2 - 3, (low + high) / 2 - 5, width + 6, 10, stroke=0, fill=1)
        canvas.restoreState()
        drawing.write(canvas, middle - width / 2, (low + high) / 2 - 2.6, words, fonts.SANS_BOLD, 7.4)


def _inside(canvas: Any, words: str, left: float, right: float, y: float) -> None:
    """As much of these words as the bar can hold: initials at the least."""
    room = right - left - 6
    if room < NARROW:
        return
    whole = fonts.width(typography.plain(words), fonts.SANS_STRONG, 7.8)
    if whole * 0.8 > room and room < 24:
        words = "".join(part[:1] for part in words.replace("-", " ").split()[:2] if part[:1].isalpha()).upper()
    drawing.fit(canvas, left + 3.4, y + ROW / 2 - 2.8, words, fonts.SANS_STRONG, 7.8, room)


def list_numbers(canvas: Any, numbers: Sequence[Number]) -> None:
    """Whom to call in these days, and on what."""
    with drawn(canvas):
        _numbers(canvas, numbers)


def _numbers(canvas: Any, numbers: Sequence[Number]) -> None:
    begin_row(canvas)
    for x, words in zip(COLUMNS, HEADS, strict=True):
        with drawn_cell(canvas, "Column"):
            drawing.write(canvas, LEFT + x, HEAD + 9, words, fonts.SANS_STRONG, 7.8)
    canvas.setLineWidth(0.75)
    canvas.line(LEFT, HEAD, RIGHT, HEAD)
    edges = (*COLUMNS[1:], MEASURE)
    for number, one in enumerate(numbers):
        y = HEAD - LINE * (number + 1)
        said = (one.line, one.name, one.phone, one.quality, one.verified)
        begin_row(canvas)
        for x, end, words in zip(COLUMNS, edges, said, strict=True):
            font = fonts.SANS_STRONG if words in (one.name, one.phone) else fonts.SANS
            with drawn_cell(canvas):
                drawing.fit(canvas, LEFT + x, y + 3.4, words, font, 8.4, end - x - 8)
        canvas.setLineWidth(0.3)
        canvas.setStrokeColor(RULE)
        canvas.line(LEFT, y, RIGHT, y)
        canvas.setStrokeColor(INK)
