"""The table of the main courante: a band at each change of day, and the day of what is on top always in sight."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from app.core import times
from app.ui import hours, theme
from app.ui.controls import draw_words
from app.ui.journal_delegates import DAY_HEIGHT, ROW_HEIGHT, LineDelegate
from app.ui.journal_model import (
    COLUMNS,
    FOLLOW_UP,
    GUTTER,
    NUMBER,
    OCCURRED,
    RECORDED,
    SENDER,
    SUBJECT,
    Index,
    JournalModel,
)

WIDTHS = {GUTTER: 20, OCCURRED: 58, RECORDED: 92, NUMBER: 108, SENDER: 138, FOLLOW_UP: 146}  # pixels at 100 %
HEADER = 26
SENDER_NEEDS = 720  # below that width at 100 %, the sender opens the second line of the subject instead


class DayHeader(QHeaderView):
    """The names of the columns, and under them the day of the first line in sight, in words."""

    def __init__(self, now: Callable[[], int]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._now = now
        self._day: tuple[int, str] | None = None

    def show_day(self, at: int | None, zone: str) -> None:
        """Say that day; None when there is no line."""
        day = None if at is None else (at, zone)
        if day != self._day:
            self._day = day
            self.setAccessibleDescription("" if at is None else ", ".join(day_words(at, self._now(), zone)))
            self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        super().paintSection(painter, rect.adjusted(0, 0, 0, -theme.size(DAY_HEIGHT)), logicalIndex)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        band = self.viewport().rect()
        band.setTop(band.bottom() + 1 - theme.size(DAY_HEIGHT))
        words = ("", "") if self._day is None else day_words(self._day[0], self._now(), self._day[1])
        draw_day(painter, band, *words)
        painter.end()


class JournalView(QTableView):
    """Newest first. One line is current and selected; it is told by its record's id."""

    chosen = Signal(str)
    opened = Signal()  # Enter or double-click on the current line
    first_line_moved = Signal()

    def __init__(self, model: JournalModel, now: Callable[[], int]) -> None:
        super().__init__()
        self._model, self._now = model, now
        self.setModel(model)
        self.setAccessibleName("Main courante")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.days = DayHeader(now)
        self.setHorizontalHeader(self.days)
        header = self.days
        header.setSectionsClickable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(SUBJECT, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(1)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(len(COLUMNS)):
            self.setItemDelegateForColumn(column, LineDelegate(self, model, column))
        model.loaded.connect(self._set_heights)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.first_line_moved.emit())
        self.doubleClicked.connect(lambda _: self.opened.emit())
        self.measure()

    def measure(self) -> None:
        """Take the sizes of the text in use."""
        self.verticalHeader().setDefaultSectionSize(theme.size(ROW_HEIGHT))
        self.horizontalHeader().setFixedHeight(theme.size(HEADER + DAY_HEIGHT))
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, theme.size(width))
        for first, last in self._model.lines_read():
            self._set_heights(first, last)

    def first_line(self) -> int:
        """The first line in sight, or -1."""
        return self.rowAt(0)

    def show_from(self, line: int) -> None:
        """Put that line on top, now: Qt would lay the new lines out only later, and scroll by the former ones."""
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        self.verticalScrollBar().setValue(max(0, line))

    def choose(self, line: int, *, show: bool = False) -> None:
        """Make that line the current one; `show` scrolls to it."""
        index = self._model.index(line, SUBJECT)
        if not index.isValid():
            return
        if show:
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.setCurrentIndex(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        row = self._model.row(current.row()) if current.isValid() else None
        if row is not None:
            self.chosen.emit(row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection() and len(self._model.keys):
            self.choose(max(0, self.first_line()))
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_model"):
            self.measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnHidden(SENDER, self.viewport().width() < theme.size(SENDER_NEEDS))
        self.first_line_moved.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        line, bottom = self.rowAt(0), self.viewport().height()
        first = line
        while 0 <= line < len(self._model.keys):
            top = self.rowViewportPosition(line)
            if top > bottom:
                break
            if self._model.begins_a_day(line):
                row = self._model.known_row(line)
                band = QRect(0, top, self.viewport().width(), theme.size(DAY_HEIGHT))
                if row is not None and line != first:  # the day of the first line is said above it
                    draw_day(painter, band, *day_words(self._model.day_of(row), self._now(), self._model.zone))
            line += 1
        painter.end()

    def _set_heights(self, first: int, last: int) -> None:
        """Give more room to the lines that begin a day; the line after the last may be one, known only now."""
        plain_height, with_day = theme.size(ROW_HEIGHT), theme.size(ROW_HEIGHT + DAY_HEIGHT)
        for line in range(max(0, first), min(last + 2, len(self._model.keys))):
            wanted = with_day if self._model.begins_a_day(line) else plain_height
            if self.rowHeight(line) != wanted:
                self.setRowHeight(line, wanted)
        self.first_line_moved.emit()


def day_words(at: int, now: int, zone: str) -> tuple[str, str]:
    """(jeudi 24 septembre 2026, aujourd’hui · heure de Paris, UTC+02:00)"""
    note = f"{times.zone_words(zone)}, {times.offset(at, zone)}"
    return times.day(at, zone), " · ".join(filter(None, (hours.near_day(at, now, zone), note)))


def draw_day(painter: QPainter, rect: QRect, day: str, note: str) -> None:
    """A separator: the day in bold, then how it stands to today and in what zone."""
    colours = theme.current()
    painter.fillRect(rect, colours.window)
    painter.setPen(QPen(colours.rule_strong, 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    words = rect.adjusted(theme.size(24), 0, -theme.size(8), 0)
    taken = draw_words(painter, words, day, "text", "small_bold")
    draw_words(painter, words.adjusted(taken + theme.size(12), 0, 0, 0), note, "text_tertiary", "small")
