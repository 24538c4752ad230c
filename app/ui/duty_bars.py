"""How the week of the on-call lines is drawn: days, bars, hatching, the hour it is, and the names at the left."""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygon

from app.core import rotations, times
from app.core.clock import moment
from app.core.duty_sheet import Days
from app.ui import controls, theme
from app.ui.duty_spans import DEPUTY, GAP, HOLDER, OVERLAP, REINFORCEMENT, Row, Span

NOON, SATURDAY = 12, 5
STEP = 7  # pixels between two strokes of the hatching
AIR = 8  # pixels at 100 % at the left of the words of a bar
TODAY = "aujourd’hui"


@dataclass(frozen=True, slots=True)
class Scale:
    """From `start` to `end` (ms) over `width` pixels, from `left` on. A day of 25 hours is wider than another."""

    start: int
    end: int
    left: int
    width: int

    def x(self, at: int) -> int:
        """Where that hour is, kept inside."""
        inside = min(max(at, self.start), self.end)
        return self.left + round((inside - self.start) * self.width / (self.end - self.start))

    def rect(self, span: Span, track: QRect) -> QRect:
        """The bar of a span on a track."""
        left = self.x(span.starts)
        right = self.x(self.end if span.ends is None else span.ends)
        return QRect(left, track.top(), max(2, right - left - 1), track.height())


def track(rect: QRect) -> QRect:
    """Where the bars of a row are: what reinforces goes below."""
    height = round(rect.height() * 0.66)
    return QRect(rect.left(), rect.top() + round(rect.height() * 0.15), rect.width(), height)


def paint_heads(painter: QPainter, rect: QRect, scale: Scale, days: Days, now: int, zone: str) -> None:
    """The names of the days over the rows; under them, where the present hour is."""
    colours = theme.current()
    painter.fillRect(rect, colours.window)
    for start, end in pairwise(days.midnights):
        place = QRect(scale.x(start), rect.top(), scale.x(end) - scale.x(start), rect.height())
        today = start <= now < end
        painter.setPen(QPen(colours.rule_strong, 1))
        painter.drawLine(place.topLeft(), place.bottomLeft())
        role, tone = ("small_bold", "primary") if today else ("small_strong", "text_secondary")
        whole = f"{times.short_day(start, zone)} {TODAY}" if today else times.short_day(start, zone)
        room = place.adjusted(theme.size(AIR), 0, -2, 0)
        fits = QFontMetrics(theme.font(role)).horizontalAdvance(whole) <= room.width()
        controls.draw_words(painter, room, whole if fits else times.short_day(start, zone), tone, role)
    painter.setPen(QPen(colours.rule_strong, 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if scale.start <= now < scale.end:
        x, side = scale.x(now), theme.size(4)
        points = [QPoint(x - side, rect.bottom() - side), QPoint(x + side, rect.bottom() - side)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.text)
        painter.drawPolygon(QPolygon([*points, QPoint(x, rect.bottom())]))
        painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_days(painter: QPainter, rect: QRect, scale: Scale, days: Days, zone: str) -> None:
    """The days behind the bars: Saturdays and Sundays on grey, a rule at midnight and a lighter one at noon."""
    colours = theme.current()
    for start, end in pairwise(days.midnights):
        day = moment(start, zone)
        if day.weekday() >= SATURDAY:
            ground = QRect(scale.x(start), rect.top(), scale.x(end) - scale.x(start), rect.height())
            painter.fillRect(ground, colours.surface_alternate)
        noon = scale.x(rotations.local_hour(day.date(), NOON, 0, zone))
        for x, colour in ((scale.x(start), colours.rule_strong), (noon, colours.rule)):
            painter.setPen(QPen(colour, 1))
            painter.drawLine(x, rect.top(), x, rect.bottom())
    painter.setPen(QPen(colours.rule, 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def paint_row(painter: QPainter, rect: QRect, scale: Scale, row: Row, chosen: Span | None) -> None:
    """The bars of a line, and the ring around the one that has the keyboard."""
    bars = track(rect)
    thin = QRect(bars.left(), bars.bottom() + 2, bars.width(), max(3, rect.bottom() - bars.bottom() - theme.size(4)))
    for span in row.spans:
        place = scale.rect(span, thin if span.kind == REINFORCEMENT else bars)
        paint_bar(painter, place, span.kind)
        if span.kind != REINFORCEMENT:
            _paint_words(painter, place, span)
        if span == chosen:
            painter.setPen(QPen(theme.current().focus_ring, 2))
            painter.drawRect(place.adjusted(1, 1, -1, -1))


def paint_bar(painter: QPainter, place: QRect, kind: str) -> None:
    """A bar of that kind: one shape and one texture each, whatever the colours."""
    colours = theme.current()
    box = place.adjusted(0, 0, -1, -1)
    ground, edge = {
        DEPUTY: (colours.surface, colours.control_border),
        OVERLAP: (colours.warning_background, colours.warning),
        GAP: (colours.surface, colours.alarm),
        REINFORCEMENT: (colours.primary, colours.primary),
    }.get(kind, (colours.selection, colours.primary))
    painter.fillRect(box, ground)
    if kind == GAP:
        _hatch(painter, box)
    painter.setPen(QPen(edge, 1, Qt.PenStyle.DashLine if kind == DEPUTY else Qt.PenStyle.SolidLine))
    painter.drawRect(box)


def paint_now(painter: QPainter, rect: QRect, scale: Scale, now: int) -> None:
    """The hour it is, through every line."""
    if scale.start <= now < scale.end:
        x = scale.x(now)
        painter.setPen(QPen(theme.current().text, 2))
        painter.drawLine(x, rect.top(), x, rect.bottom())


def paint_names(painter: QPainter, rect: QRect, scale: Scale, row: Row, current: bool) -> None:
    """Which line it is, and what is wrong there, in words as well."""
    colours = theme.current()
    names = QRect(rect.left(), rect.top(), scale.left, rect.height())
    painter.fillRect(names, colours.selection if current else colours.surface)
    if current:
        painter.fillRect(QRect(names.left(), names.top(), 3, names.height()), colours.primary)
    painter.setPen(QPen(colours.rule_strong, 1))
    painter.drawLine(names.topRight(), names.bottomRight())
    painter.setPen(QPen(colours.rule, 1))
    painter.drawLine(names.bottomLeft(), names.bottomRight())
    inside = names.adjusted(theme.size(16), 0, -theme.size(6), 0)
    upper, lower = QFontMetrics(theme.font("bold")).height(), QFontMetrics(theme.font("small")).height()
    top = inside.top() + (inside.height() - upper - lower) // 2
    title = QRect(inside.left(), top, inside.width(), upper)
    said = controls.draw_words(painter, title, row.title, "text", "bold")
    below = QRect(inside.left(), top + upper, inside.width(), lower)
    if row.warning is None:
        controls.draw_words(painter, below, row.about, "text_secondary", "small")
        return
    rest = title.adjusted(said + theme.size(6), 0, 0, 0)
    if rest.width() > theme.size(24):
        controls.draw_words(painter, rest, row.about, "text_secondary", "small")
    shape, words, tone = row.warning
    side = theme.size(15)
    controls.draw_sign(painter, below, shape, "", tone)
    controls.draw_words(painter, below.adjusted(side, 0, 0, 0), words, tone, "small_strong")


def _paint_words(painter: QPainter, place: QRect, span: Span) -> None:
    """The longest of the words that the bar holds; a gap's on a plate, so that the hatching does not cross them."""
    role = "small_bold" if span.kind == GAP else "small_strong"
    metrics = QFontMetrics(theme.font(role))
    room = place.width() - 2 * theme.size(AIR if place.width() > theme.size(60) else 4)
    words = next((one for one in span.forms if metrics.horizontalAdvance(one) <= room), "")
    if span.kind == GAP:
        width = metrics.horizontalAdvance(words) + 2 * theme.size(AIR)
        if not words or width + theme.size(16) > place.width():
            return
        plate = QRect(place.center().x() - width // 2, place.top(), width, metrics.height() + 2)
        plate.moveCenter(QPoint(plate.center().x(), place.center().y()))
        painter.fillRect(plate, theme.current().surface)
        controls.draw_words(painter, plate.adjusted(theme.size(AIR), 0, 0, 0), words, "alarm", role)
        return
    if not words and room > theme.size(20) and span.kind in (HOLDER, DEPUTY, OVERLAP):
        words = metrics.elidedText(span.forms[-1], Qt.TextElideMode.ElideRight, room)
    left = (place.width() - room) // 2
    controls.draw_words(painter, place.adjusted(left, 0, 0, 0), words, "text", role)


def _hatch(painter: QPainter, box: QRect) -> None:
    painter.save()
    painter.setClipRect(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.current().alarm, 2))
    step, high = theme.size(STEP), box.height()
    for x in range(box.left() - high - box.left() % step, box.right() + step, step):
        painter.drawLine(x, box.bottom() + 1, x + high, box.top())
    painter.restore()
