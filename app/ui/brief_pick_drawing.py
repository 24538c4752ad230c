"""How a line that may be taken is drawn: its box, its hour, its words over as many lines as they take, its marks."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import controls, shapes, theme
from app.ui.brief_lines import Head, Line
from app.ui.card_list import finish, paint_ground
from app.ui.record_list import ITEM, AnyIndex

__all__ = ("ITEM", "PickDrawing")
TOP, BOTTOM, LEFT, RIGHT, BOX, GAP, HOUR, STAR = 6, 7, 12, 10, 15, 9, 50, 12
MOST_LINES = 8  # of the words of a line; a screen reader is given them all
WRAPPED = Qt.TextFlag.TextWordWrap


class PickDrawing(QStyledItemDelegate):
    """Measures and draws heads and lines, in the room that their list has."""

    def __init__(self, list_: QListView):
        super().__init__(list_)
        self._list = list_

    def is_on_box(self, option: QStyleOptionViewItem, place: QPoint) -> bool:
        """Whether that place is on the box of that line, or beside it up to its hour."""
        room = QRect(option.rect)
        return room.contains(place) and place.x() < room.left() + theme.size(LEFT + BOX + GAP)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        item, width = index.data(ITEM), self._list.viewport().width()
        if isinstance(item, Head):
            return QSize(width, _line("micro_strong") + theme.size(10))
        if not isinstance(item, Line):
            return QSize(width, 0)
        room = _room(QRect(0, 0, width, 10_000), self._has_hours)
        return QSize(
            width, theme.size(TOP + BOTTOM) + _words_height(item, room.width()) + _below_height(item, room) + 1
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        item = index.data(ITEM)
        painter.save()
        if isinstance(item, Head):
            _paint_head(painter, QRect(option.rect), item)
        elif isinstance(item, Line):
            self._paint_line(painter, option, item)
        painter.restore()

    @property
    def _has_hours(self) -> bool:
        return any(isinstance(one, Line) and one.at for one in getattr(self._list, "items", ()))

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        rect = QRect(option.rect)
        selected = paint_ground(painter, rect, option.state)
        inside = rect.adjusted(theme.size(LEFT), theme.size(TOP), -theme.size(RIGHT), -theme.size(BOTTOM))
        tone = "text" if line.taken else "text_secondary"
        _paint_box(painter, inside, line.taken)
        room = _room(rect, self._has_hours)
        if self._has_hours:
            _paint_hour(painter, inside, line, tone)
        top = QRect(room.left(), inside.top(), room.width(), _words_height(line, room.width()))
        words = QRect(top)
        if line.star:
            side = theme.size(STAR)
            star = QRect(top.left(), top.top() + (_line("body") - side) // 2, side, side)
            shapes.paint(painter, "fait_marquant", star, theme.current().colour(tone))
            words.setLeft(star.right() + theme.size(5))
        painter.setFont(theme.font("strong" if line.fresh else "body"))
        painter.setPen(theme.current().colour(tone))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | WRAPPED, line.words)
        below = QRect(room.left(), top.bottom() + 1, room.width(), inside.bottom() - top.bottom())
        _paint_below(painter, below, line, "text_secondary" if selected else "text_tertiary")
        finish(painter, rect, option.state)


def _room(rect: QRect, hours: bool) -> QRect:
    """Where the words and the marks go."""
    taken = LEFT + BOX + GAP + (HOUR if hours else 0)
    return rect.adjusted(theme.size(taken), 0, -theme.size(RIGHT), 0)


def _words_height(line: Line, width: int) -> int:
    less = theme.size(STAR) + theme.size(5) if line.star else 0
    metrics = QFontMetrics(theme.font("strong" if line.fresh else "body"))
    found = metrics.boundingRect(QRect(0, 0, max(1, width - less), 10_000), int(WRAPPED), line.words).height()
    return min(max(found, _line("body")), MOST_LINES * metrics.lineSpacing() + 2)


def _below_height(line: Line, room: QRect) -> int:
    """The note and the marks: on one line where there is room for both, on two otherwise."""
    if not line.note and not line.marks:
        return 0
    high = max(_line("small"), theme.size(20))
    return high if _fits(line, room.width()) or not line.note else _line("small") + theme.size(20)


def _fits(line: Line, width: int) -> bool:
    if not line.marks:
        return True
    note = QFontMetrics(theme.font("small")).horizontalAdvance(line.note)
    return note + theme.size(8) + _marks_width(line) <= width


def _marks_width(line: Line) -> int:
    widths = [controls.sign_width(shape, word, boxed=True) + theme.size(6) for shape, word, _ in line.marks]
    return sum(widths)


def _paint_below(painter: QPainter, below: QRect, line: Line, tone: str) -> None:
    marks = QRect(below.left(), below.bottom() - theme.size(20) + 1, below.width(), theme.size(20))
    if _fits(line, below.width()):
        taken = controls.draw_words(painter, below, line.note, tone, "small")
        marks = QRect(below)
        marks.setLeft(below.left() + (taken + theme.size(8) if taken else 0))
    elif line.note:
        note = QRect(below.left(), below.top(), below.width(), below.height() - theme.size(20))
        controls.draw_words(painter, note, line.note, tone, "small")
    for shape, word, colour in line.marks:
        taken = controls.draw_sign(painter, marks, shape, word, colour, boxed=True)
        marks.setLeft(marks.left() + taken + theme.size(6))


def _paint_box(painter: QPainter, inside: QRect, taken: bool) -> None:
    colours, side = theme.current(), theme.size(BOX)
    box = QRect(inside.left(), inside.top() + max(0, (_line("body") - side) // 2), side, side)
    painter.setPen(QPen(colours.primary if taken else colours.control_border, 1))
    painter.setBrush(colours.primary if taken else colours.surface)
    painter.drawRect(box.adjusted(0, 0, -1, -1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if taken:
        air = theme.size(3)
        shapes.paint(painter, "clos", box.adjusted(air, air, -air, -air), colours.on_primary)


def _paint_hour(painter: QPainter, inside: QRect, line: Line, tone: str) -> None:
    left = inside.left() + theme.size(BOX + GAP)
    hour = QRect(left, inside.top(), theme.size(HOUR), _line("body"))
    controls.draw_words(painter, hour, line.at, tone, "hour")
    if line.day:
        day = QRect(left, hour.bottom() + 1, theme.size(HOUR), _line("small"))
        controls.draw_words(painter, day, line.day, "text_secondary", "small")


def _paint_head(painter: QPainter, rect: QRect, head: Head) -> None:
    colours = theme.current()
    painter.fillRect(rect, colours.window)
    inside = rect.adjusted(theme.size(LEFT), 0, -theme.size(RIGHT), 0)
    right = " · ".join(filter(None, (head.note, head.count)))
    width = QFontMetrics(theme.font("micro")).horizontalAdvance(right) + 2
    left = inside.adjusted(0, 0, -width - theme.size(10), 0)
    controls.draw_words(painter, left, head.title, "text_secondary", "micro_strong")
    controls.draw_words(painter, inside.adjusted(inside.width() - width, 0, 0, 0), right, "text_tertiary", "micro")
    painter.setPen(QPen(colours.rule_strong, 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def _line(role: str) -> int:
    return QFontMetrics(theme.font(role)).height() + 2
