"""The week of the on-call lines: a row for each, a bar for each slot, what is not covered hatched and named."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.core.duty_sheet import Days
from app.ui import arrangement, duty_bars, plain, theme
from app.ui.duty_bars import Scale
from app.ui.duty_spans import REINFORCEMENT, Row, Span
from app.ui.record_list import ITEM, AnyIndex, RecordList

HEAD = 214  # width of the names at 100 %
ROW = 47
KEYS = "Flèches : d’une astreinte à l’autre. Entrée corrige, ou pourvoit une lacune"


class DutyWeek(RecordList):
    """The arrows go from one slot to the next, and from line to line at the same hour. `opened` tells the row and the
    span pressed, `turned` that one goes past an end of the week (-1 or 1)."""

    opened = Signal(object, object)  # Row, Span
    turned = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.days: Days | None = None
        self.now = 0
        self.zone = "Europe/Paris"
        self._at = 0  # the hour the keyboard is at
        self._past = 0
        self.setItemDelegate(WeekDelegate(self))
        self.setUniformItemSizes(True)
        self.selectionModel().currentChanged.connect(lambda *_: self._say())
        self.activated.connect(lambda _: self._open())

    def show_week(self, rows: tuple[Row, ...], days: Days, now: int, zone: str) -> None:
        """Show these lines over these days."""
        if days != self.days and not days.start <= self._at < days.end:
            self._at = now if days.start <= now < days.end else days.end - 1 if self._past < 0 else days.start
            self._past = 0
        self.days, self.now, self.zone = days, now, zone
        self.show_items(rows)
        self._say()
        self.viewport().update()

    def stand_at(self, at: int) -> None:
        """Put the keyboard at that hour (ms)."""
        self._at = at
        self._say()

    @property
    def row(self) -> Row | None:
        """The line the keyboard is on."""
        item = self.currentIndex().data(ITEM)
        return item if isinstance(item, Row) else None

    @property
    def span(self) -> Span | None:
        """The slot or the gap the keyboard is on."""
        row = self.row
        if row is None or not row.spans:
            return None
        here = [one for one in row.spans if one.holds(self._at) and one.kind != REINFORCEMENT]
        exact = [one for one in row.spans if max(one.starts, self._start) == self._at]
        return next(iter(exact or here), min(row.spans, key=lambda one: abs(one.starts - self._at)))

    def scale(self) -> Scale | None:
        """Where hours are drawn."""
        if self.days is None:
            return None
        head = arrangement.narrow(HEAD)
        return Scale(self.days.start, self.days.end, head, self.viewport().width() - head)

    def at(self, place: QPoint) -> tuple[Row, Span | None] | None:
        """The line there, and what is under the pointer."""
        index, scale = self.indexAt(place), self.scale()
        if not index.isValid() or scale is None:
            return None
        row: Row = index.data(ITEM)
        if place.x() < scale.left:
            return row, None
        track = duty_bars.track(self.visualRect(index))
        thin = place.y() > track.bottom()
        inside = [
            one
            for one in row.spans
            if (one.kind == REINFORCEMENT) == thin and scale.rect(one, track).adjusted(0, -99, 0, 99).contains(place)
        ]
        return row, next(iter(inside), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self._step(1 if event.key() == Qt.Key.Key_Right else -1)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.at(event.position().toPoint())
        if found is not None and found[1] is not None:
            self._at = max(found[1].starts, self._start)
        super().mousePressEvent(event)
        self._say()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self.at(event.position().toPoint())
        if found is not None and found[1] is not None:
            self.opened.emit(*found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self.at(event.position().toPoint())
        words = "" if found is None else found[1].spoken if found[1] else _named(found[0])
        plain.tip(self.viewport(), words)
        super().mouseMoveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    @property
    def _start(self) -> int:
        return self.days.start if self.days else 0

    def _step(self, by: int) -> None:
        row, span = self.row, self.span
        if row is None or span is None:
            self.turned.emit(by)
            return
        place = row.spans.index(span) + by
        if not 0 <= place < len(row.spans):
            self._past = by
            self.turned.emit(by)
            return
        self._at = max(row.spans[place].starts, self._start)
        self._say()

    def _open(self) -> None:
        row, span = self.row, self.span
        if row is not None and span is not None:
            self.opened.emit(row, span)

    def _say(self) -> None:
        """What a screen reader says of where the keyboard is."""
        row, span = self.row, self.span
        words = f"{_named(row)} : {span.spoken}" if row and span else ""
        self.setAccessibleDescription(f"{words}. {KEYS}" if words else KEYS)
        self.viewport().update()


class WeekDelegate(QStyledItemDelegate):
    """Draws the lines with the colours and sizes of the theme."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(100, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row, view = index.data(ITEM), self.parent()
        if not isinstance(row, Row) or not isinstance(view, DutyWeek):
            return
        scale, days = view.scale(), view.days
        if scale is None or days is None:
            return
        rect: QRect = option.rect
        current = view.currentIndex().row() == index.row() and view.hasFocus()
        painter.save()
        painter.fillRect(rect, theme.current().surface)
        duty_bars.paint_days(painter, rect, scale, days, view.zone)
        duty_bars.paint_row(painter, rect, scale, row, view.span if current else None)
        duty_bars.paint_now(painter, rect, scale, view.now)
        duty_bars.paint_names(painter, rect, scale, row, current)
        painter.restore()


def row_height() -> int:
    """How high a line is, at the size of text in use."""
    words = QFontMetrics(theme.font("bold")).height() + QFontMetrics(theme.font("small")).height()
    return max(theme.size(ROW), words + theme.size(10))


def _named(row: Row) -> str:
    warning = f", {row.warning[1]}" if row.warning else ""
    return f"{row.title}{f', {row.about}' if row.about else ''}{warning}"
