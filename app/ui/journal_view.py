"""The table of the main courante: a band at each change of day, and the day of what is on top always in sight."""

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from app.core import times
from app.ui import hours, shapes, theme
from app.ui.controls import draw_words
from app.ui.journal_delegates import DAY_HEIGHT, ROW_HEIGHT, LineDelegate
from app.ui.journal_model import Index, JournalModel
from app.ui.journal_words import COLUMNS, FOLLOW_UP, GUTTER, NUMBER, OCCURRED, RECORDED, SENDER, SUBJECT
from app.ui.triage_keys import WORDS, key_of

WIDTHS = {GUTTER: 20, OCCURRED: 58, RECORDED: 76, NUMBER: 108, SENDER: 138, FOLLOW_UP: 152}  # pixels at 100 %
TWO_ZONES = 104  # the hour of the fact beside the one in Paris
HEADER = 26
NEEDS = {SENDER: 720, RECORDED: 600, FOLLOW_UP: 460}  # the width at 100 % below which a column leaves its room
SORTED: Mapping[Literal["occurred", "recorded"], int] = {"occurred": OCCURRED, "recorded": RECORDED}


class DayHeader(QHeaderView):
    """The names of the columns, and under them the day of the first line in sight, in words."""

    def __init__(self, now: Callable[[], int]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._now = now
        self._day: tuple[int, str] | None = None
        self.order: Literal["occurred", "recorded"] = "occurred"

    def show_day(self, at: int | None, zone: str) -> None:
        """Say that day; None when there is no line."""
        day = None if at is None else (at, zone)
        if day != self._day:
            self._day = day
            self.setAccessibleDescription("" if at is None else ", ".join(day_words(at, self._now(), zone)))
            self.viewport().update()

    def show_order(self, order: Literal["occurred", "recorded"]) -> None:
        """Show by which hour the lines are sorted."""
        self.order = order
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        head = rect.adjusted(0, 0, 0, -theme.size(DAY_HEIGHT))
        super().paintSection(painter, head, logicalIndex)
        if logicalIndex == SORTED[self.order]:
            side = theme.size(9)
            at = head.left() + theme.size(40 if logicalIndex == RECORDED else 30)
            chevron = QRect(at, head.center().y() - side // 2 + 1, side, side)
            shapes.paint(painter, "chevron", chevron, theme.current().primary)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        band = self.viewport().rect()
        band.setTop(band.bottom() + 1 - theme.size(DAY_HEIGHT))
        words = ("", "") if self._day is None else day_words(self._day[0], self._now(), self._day[1])
        draw_day(painter, band, *words)
        painter.end()


class JournalView(QTableView):
    """Newest first. One line is current and told by its record's id; several may be chosen, to be sorted together."""

    chosen = Signal(str, bool)  # the current line, and whether a person chose it himself
    opened = Signal()  # Enter or double-click on the current line
    pressed_key = Signal(str)  # a key of `triage_keys`
    first_line_moved = Signal()

    def __init__(self, model: JournalModel, now: Callable[[], int]) -> None:
        super().__init__()
        self._model, self._now = model, now
        self._by_hand = self._settling = False
        self._untold: bool | None = None  # the current line was not read yet: whether a person chose it
        self.setModel(model)
        self.setAccessibleName("Main courante")
        self.setAccessibleDescription(
            f"Touches : {', '.join(f'{key} {words}' for key, words in WORDS.items())}, N non lue"
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
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
        self.days.setSelectionModel(QItemSelectionModel(model, self))  # its own: Qt asks it of every line of a column
        header = self.days
        header.setSectionsClickable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(SUBJECT, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(1)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(len(COLUMNS)):
            self.setItemDelegateForColumn(column, LineDelegate(self, model, column))
        model.loaded.connect(self._rows_came)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._moved())
        self.doubleClicked.connect(lambda _: self.opened.emit())
        self.measure()

    def measure(self) -> None:
        """Take the sizes of the text in use, and room for two hours where the crisis is not on the hour of Paris."""
        self.verticalHeader().setDefaultSectionSize(theme.size(ROW_HEIGHT))
        self.horizontalHeader().setFixedHeight(theme.size(HEADER + DAY_HEIGHT))
        for column, width in WIDTHS.items():
            wide = column == OCCURRED and hours.differs_from_paris(self._now(), self._model.zone)
            self.setColumnWidth(column, theme.size(TWO_ZONES if wide else width))
        self._fold()
        self._settle_heights()

    def first_line(self) -> int:
        """The first line in sight, or -1."""
        return self.rowAt(0)

    def show_from(self, line: int) -> None:
        """Put that line on top, now: Qt would lay the new lines out only later, and scroll by the former ones."""
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        self.verticalScrollBar().setValue(max(0, line))
        self._settle_heights()

    def choose(self, line: int, *, show: bool = False, by_hand: bool = False) -> None:
        """Make that line the current one, alone chosen; `show` scrolls to it, `by_hand` when a person asked for it."""
        index = self._model.index(line, SUBJECT)
        if not index.isValid():
            return
        if show:
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self._by_hand = by_hand
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        self._by_hand = False

    def chosen_lines(self, most: int) -> list[int] | None:
        """The lines chosen, from the top; None when they are more than `most`."""
        selection = self.selectionModel().selection()
        ranges = [(one.top(), one.bottom()) for one in map(selection.at, range(selection.count()))]
        if sum(bottom - top + 1 for top, bottom in ranges) > most:
            return None
        return sorted({line for top, bottom in ranges for line in range(top, bottom + 1)})

    def choose_also(self, lines: Iterable[int]) -> None:
        """Have these lines chosen too."""
        selection = QItemSelection()
        for line in lines:
            selection.select(self._model.index(line, GUTTER), self._model.index(line, FOLLOW_UP))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)

    def stand_at(self, line: int) -> None:
        """The line that was current is gone: the next key goes on from this place. Nothing is chosen."""
        self.selectionModel().setCurrentIndex(
            self._model.index(line, SUBJECT), QItemSelectionModel.SelectionFlag.NoUpdate
        )

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._untold = None
        if not current.isValid() or self.signalsBlocked():
            return
        row = self._model.row(current.row())
        if row is None:
            self._untold = self._by_hand
        else:
            self.chosen.emit(row.id, self._by_hand)

    def keyboardSearch(self, search: str) -> None:
        """Letters are acts here; looking for one through a million lines would stop the window."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_hand = True
        try:
            self._press(event)
        finally:
            self._by_hand = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_hand = True
        super().mousePressEvent(event)
        self._by_hand = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection() and len(self._model.keys):
            here = self.currentIndex().row()
            self.choose(here if here >= 0 else max(0, self.first_line()))
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_model"):
            self.measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
        self._moved()

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

    def _press(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not shift:
            line = 0 if event.key() == Qt.Key.Key_Home else len(self._model.keys) - 1
            self.choose(line, show=True, by_hand=True)
        elif key := key_of(event):
            self.pressed_key.emit(key)
        else:
            super().keyPressEvent(event)

    def _moved(self) -> None:
        self._settle_heights()
        self.first_line_moved.emit()

    def _fold(self) -> None:
        """The subject keeps its room; the sender, once hidden, opens its second line."""
        for column, width in NEEDS.items():
            self.setColumnHidden(column, self.viewport().width() < theme.size(width))

    def _rows_came(self) -> None:
        self._moved()
        by_hand, row = self._untold, self._model.known_row(self.currentIndex().row())
        if by_hand is not None and row is not None:
            self._untold = None
            self.chosen.emit(row.id, by_hand)

    def _settle_heights(self) -> None:
        """Give more room to the lines in sight that begin a day: of a million lines, only those."""
        first = self.first_line()
        if self._settling or first < 0:
            return
        self._settling = True
        usual, with_day = theme.size(ROW_HEIGHT), theme.size(ROW_HEIGHT + DAY_HEIGHT)
        in_sight = self.viewport().height() // max(1, usual) + 2
        for line in range(first, min(first + in_sight, len(self._model.keys))):
            wanted = with_day if self._model.begins_a_day(line) else usual
            if self.rowHeight(line) != wanted:
                self.setRowHeight(line, wanted)
        self._settling = False


def day_words(at: int, now: int, zone: str) -> tuple[str, str]:
    """(jeudi 24 septembre 2026, aujourd’hui · heure de Paris, UTC+02:00); elsewhere, the offset of Paris as well."""
    notes = [hours.near_day(at, now, zone), f"{times.zone_words(zone)}, {times.offset(at, zone)}"]
    if hours.differs_from_paris(at, zone):
        notes.append(f"Paris, {times.offset(at, hours.PARIS)}")
    return times.day(at, zone), " · ".join(filter(None, notes))


def draw_day(painter: QPainter, rect: QRect, day: str, note: str) -> None:
    """A separator: the day in bold, then how it stands to today and in what zone."""
    colours = theme.current()
    painter.fillRect(rect, colours.window)
    painter.setPen(QPen(colours.rule_strong, 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    words = rect.adjusted(theme.size(24), 0, -theme.size(8), 0)
    taken = draw_words(painter, words, day, "text", "small_bold")
    draw_words(painter, words.adjusted(taken + theme.size(12), 0, 0, 0), note, "text_tertiary", "small")
