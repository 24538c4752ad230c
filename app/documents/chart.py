"""The evolution of a figure by source, in black and white: steps, marks, and names at the end of the lines."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from app.core import times
from app.core.brief_content import Curve
from app.core.clock import moment
from app.core.curve_words import NOTHING, Points, alt, figure, is_day_alone, known
from app.documents import chart_marks, chart_scales, drawing, fonts, paper
from app.documents.chart_marks import MARKS, Look
from app.documents.chart_scales import HOUR
from app.documents.paper import INK, RULE

LEAST_HEIGHT = 96.0  # of the plot, points
TITLE, UNDER, HOURS = 13.0, 11.0, 22.0  # room of the title, of what is said under it, of the hours
SMALL = 7.2
NAMES = 0.36  # of the width, at most, for the names of the sources
CLEAR = 16.0  # between the plot and the names: the lines that lead to them
PAD = 7.0  # before the first mark, and after the last
CLOSE = 9.0  # two marks nearer than that are one
SILENCE, RHYTHM = 3.0, 4  # a gap is so many times the usual one, of a source that spoke at least so often
LONGEST_NAME = 80
NAME = ParagraphStyle("source of a curve", fontName=fonts.SANS, fontSize=7.6, leading=9.2, textColor=INK)
SILENT = "pointillé : sans relevé"


@dataclass(frozen=True, slots=True)
class Traced:
    """What one source said, how its line looks, and its name at the end of it."""

    points: Points
    look: Look
    name: Paragraph


def curve(curve: Curve, width: float) -> Flowable:
    """The chart of this curve; its `alt` says it in words."""
    return Chart(curve, width)


class Chart(Flowable):  # type: ignore[misc]  # published without types
    """Each value holds until the next one is known, and no longer than the last: nothing is drawn between two that
    nobody said, and a long silence is dotted."""

    spaceBefore, spaceAfter = 5, 6

    def __init__(self, curve: Curve, width: float):
        super().__init__()
        self.alt = curve.alt or alt(curve)
        self._curve, self.width = curve, width
        self._traced = _traced(curve)
        said = [value for one in self._traced for _, value in one.points] or [0.0]
        self._values = chart_scales.values(min(said), max(said))
        self._begins, self._ends = _span(self._traced)
        self._left = max(fonts.width(words, fonts.SANS, SMALL) for words in self._values.shown) + 6
        self._names = _names_width(self._traced, width * NAMES)
        self._sizes = [one.name.wrap(self._names, paper.HEIGHT)[1] + 2 for one in self._traced]
        self._plot = max(LEAST_HEIGHT, sum(self._sizes))
        self._note = _note(curve.note)
        self._note_height = self._note.wrap(width, paper.HEIGHT)[1] if self._note else 0.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.height = TITLE + UNDER + PAD + self._plot + HOURS + self._note_height
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(INK)
        canvas.setFillColor(INK)
        drawing.fit(canvas, 0, self.height - 10, self._curve.title, fonts.SANS_BOLD, 9, self.width)
        drawing.fit(canvas, 0, self.height - 10 - UNDER, self._under(), fonts.SANS, SMALL, self.width)
        if self._note:
            self._note.drawOn(canvas, 0, 0)
        canvas.translate(0, self._note_height + HOURS)
        if self._traced:
            self._rule_values(canvas)
            self._rule_hours(canvas)
            self._name_lines(canvas)
            for one in sorted(self._traced, key=lambda one: one.look.heavy):  # what is published is on top
                self._trace(canvas, one)
        canvas.restoreState()

    def _under(self) -> str:
        silent = SILENT if any(_silences(one.points) for one in self._traced) else ""
        empty = "" if self._traced else NOTHING
        zone = times.zone_words(self._curve.zone)
        return " · ".join(filter(None, (self._curve.unit, self._values.scale, zone, silent, empty)))

    def _x(self, at: int) -> float:
        right = self.width - self._names - CLEAR - PAD
        return self._left + PAD + (right - self._left - PAD) * (at - self._begins) / (self._ends - self._begins)

    def _y(self, value: float) -> float:
        return float(self._values.share(value) * self._plot)

    def _rule_values(self, canvas: Any) -> None:
        right = self.width - self._names - CLEAR
        for tick, words in zip(self._values.ticks, self._values.shown, strict=True):
            y = self._y(tick)
            canvas.setLineWidth(0.9 if tick == 0 else 0.35)
            canvas.setStrokeColor(INK if tick == 0 else RULE)
            canvas.line(self._left, y, right, y)
            wide = fonts.width(words, fonts.SANS, SMALL)
            drawing.write(canvas, self._left - 5 - wide, y - 2.5, words, fonts.SANS, SMALL)

    def _rule_hours(self, canvas: Any) -> None:
        """Hours under the plot, and under them the day or the month that begins there, unless it has no room."""
        room = self._x(self._ends) - self._x(self._begins)
        free = 0.0
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.5)
        for tick in chart_scales.time_ticks(self._begins, self._ends, self._curve.zone, room):
            x = self._x(tick.at)
            canvas.line(x, 0, x, -3)
            wide = fonts.width(tick.words, fonts.SANS, SMALL)
            drawing.write(canvas, x - wide / 2, -10.5, tick.words, fonts.SANS, SMALL)
            left = x - wide / 2
            if tick.under and left >= free:
                free = left + drawing.write(canvas, left, -19, tick.under, fonts.SANS_STRONG, SMALL) + 6

    def _name_lines(self, canvas: Any) -> None:
        """Each source by the end of its line, and a hairline from one to the other."""
        right, left = self.width - self._names - CLEAR, self.width - self._names
        wanted = [self._y(one.points[-1][1]) for one in self._traced]
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        for one, y, centre, size in zip(
            self._traced,
            wanted,
            chart_scales.apart(wanted, self._sizes, min(0.0, self._plot - sum(self._sizes)), self._plot),
            self._sizes,
            strict=True,
        ):
            x = self._x(one.points[-1][0]) + 4
            if right > x:
                canvas.line(x, y, right, y)
            canvas.line(max(right, x), y, left - 2.5, centre)
            one.name.drawOn(canvas, left, centre - (size - 2) / 2)

    def _trace(self, canvas: Any, one: Traced) -> None:
        silences = _silences(one.points)
        chart_marks.dress(canvas, one.look)
        path = canvas.beginPath()
        held = canvas.beginPath()
        for (at, value), (then, next_value) in zip(one.points, one.points[1:], strict=False):
            along = held if at in silences else path
            along.moveTo(self._x(at), self._y(value))
            along.lineTo(self._x(then), self._y(value))
            path.moveTo(self._x(then), self._y(value))
            path.lineTo(self._x(then), self._y(next_value))
        canvas.drawPath(path, stroke=1, fill=0)
        chart_marks.dress_silence(canvas)
        canvas.drawPath(held, stroke=1, fill=0)
        canvas.restoreState()
        for at, value in self._marked(one.points):
            chart_marks.mark(canvas, one.look, self._x(at), self._y(value))

    def _marked(self, points: Points) -> Points:
        """The values that have room for their mark; the first and the last always do."""
        shown = [points[-1]]
        for at, value in reversed(points[:-1]):
            x, y = self._x(shown[-1][0]), self._y(shown[-1][1])
            if abs(x - self._x(at)) + abs(y - self._y(value)) >= CLOSE or at == points[0][0]:
                shown.append((at, value))
        return tuple(shown)


def _traced(curve: Curve) -> list[Traced]:
    """The sources that said something, the chosen one first: it has the plainest line and mark."""
    spoken = [one for one in curve.series if known(one)]
    spoken.sort(key=lambda one: one.source != curve.chosen)
    found = []
    for place, one in enumerate(spoken):
        chosen = bool(curve.chosen) and one.source == curve.chosen
        points = known(one)
        look = Look(MARKS[place % len(MARKS)], place, heavy=chosen)
        found.append(Traced(points, look, _name(one.source, points, chosen, curve.zone)))
    return found


def _name(source: str, points: Points, chosen: bool, zone: str) -> Paragraph:
    """17 SINUS, 04 h 45: its last value, whose it is and of when."""
    at, value = points[-1]
    day = f"{moment(at, zone):%d/%m}"
    hour = day if is_day_alone(at, zone) or points[-1][0] - points[0][0] > 72 * HOUR else times.hour_h(at, zone)
    bold, plain = fonts.SANS_BOLD, fonts.SANS_STRONG if chosen else fonts.SANS
    number = f'<font name="{bold}" size="9">{fonts.markup(figure(value), bold)}</font>'
    named = drawing.cut(source, plain, SMALL, paper.MEASURE)[:LONGEST_NAME]
    return Paragraph(f'{number}  <font name="{plain}">{fonts.markup(f"{named}, {hour}", plain)}</font>', NAME)


def _names_width(traced: Sequence[Traced], most: float) -> float:
    """As wide as the widest name on one line, when that leaves the plot its room."""
    widths = [0.0]
    for one in traced:
        one.name.wrap(paper.MEASURE, paper.HEIGHT)
        widths.append(max(one.name.getActualLineWidths0()) + 1)
    return min(most, max(widths))


def _span(traced: Sequence[Traced]) -> tuple[int, int]:
    """From the first to the last moment known, an hour at the least."""
    moments = [at for one in traced for at, _ in one.points] or [0]
    first, last = min(moments), max(moments)
    short = max(0, HOUR - (last - first)) // 2
    return first - short, last + short


def _silences(points: Points) -> frozenset[int]:
    """The moments after which that source said nothing for much longer than it used to."""
    if len(points) < RHYTHM:
        return frozenset()
    steps = [then - at for (at, _), (then, _) in itertools.pairwise(points)]
    usual = median(steps)
    return frozenset(at for (at, _), step in zip(points, steps, strict=False) if step > SILENCE * usual)


def _note(note: str) -> Paragraph | None:
    style = paper.REMARK
    return Paragraph(fonts.markup(note, style.fontName), style) if note.strip() else None
