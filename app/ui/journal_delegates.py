"""How a line of the main courante is drawn: two lines of text per cell, weight before colour."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from app.core import entries, times
from app.core.store.rows import EntryRow
from app.ui import hours, shapes, theme
from app.ui.controls import draw_sign, draw_words, sign_width
from app.ui.journal_model import FOLLOW_UP, GUTTER, NUMBER, OCCURRED, RECORDED, ROW, SENDER, SUBJECT, JournalModel

ROW_HEIGHT, DAY_HEIGHT = 46, 24  # pixels at 100 %
BAR = 3
PRIORITY_TONES = {1: "alarm", 2: "warning", 3: "text_secondary", 4: "text_tertiary"}
VERIFIED = {"cross_checked": "favorable", "confirmed": "favorable", "denied": "defavorable", "ongoing": "en_visa"}

Draw = Callable[[QPainter, QRect, QRect, EntryRow, str, str], None]


class LineDelegate(QStyledItemDelegate):
    """One column. The ground, the selection and the rules are the same for all; `draw` does the rest."""

    def __init__(self, view: QTableView, model: JournalModel, column: int) -> None:
        super().__init__(view)
        self._view, self._model, self._column = view, model, column

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = theme.current()
        rect = QRect(option.rect)
        if self._model.begins_a_day(index.row()):
            rect.setTop(rect.top() + theme.size(DAY_HEIGHT))
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setClipRect(rect)
        if chosen:
            painter.fillRect(rect, colours.selection)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colours.hover)
        painter.setPen(QPen(colours.rule, 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if chosen and self._column == GUTTER:
            painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), colours.primary)
        row = index.data(ROW)
        first, second = two_lines(rect)
        if row is not None:
            if self._column == SUBJECT and self._view.isColumnHidden(SENDER) and row.sender:
                row = replace(row, opening=" · ".join(filter(None, (row.sender, row.opening))))
            second_tone = "text_secondary" if chosen else "text_tertiary"
            DRAW[self._column](painter, first, second, row, self._model.zone, second_tone)
        elif self._column == SUBJECT:
            draw_words(painter, first, "lecture…", "text_tertiary", "body")
        if chosen and self._view.hasFocus():
            self._ring(painter, rect)
        painter.restore()

    def _ring(self, painter: QPainter, rect: QRect) -> None:
        """The focus ring goes round the whole line, inside it; each column draws its part."""
        painter.setPen(QPen(theme.current().focus_ring, 2))
        last = self._column == FOLLOW_UP
        ring = rect.adjusted(1 if self._column == GUTTER else -4, 1, -1 if last else 4, -2)
        painter.drawRect(ring)


def two_lines(rect: QRect) -> tuple[QRect, QRect]:
    """Where the first and the second line of a cell stand."""
    first = QRect(rect.left() + theme.size(4), rect.top() + theme.size(5), rect.width(), theme.size(18))
    first.setRight(rect.right() - theme.size(6))
    second = first.translated(0, theme.size(18))
    second.setHeight(theme.size(17))
    return first, second


def _gutter(painter: QPainter, first: QRect, second: QRect, row: EntryRow, zone: str, tone: str) -> None:
    if row.conflict:
        side = theme.size(10)
        box = QRect(first.left(), first.center().y() - side // 2, side, side)
        shapes.paint(painter, "deux_valeurs", box, theme.current().warning)


def _occurred(painter: QPainter, first: QRect, second: QRect, row: EntryRow, zone: str, tone: str) -> None:
    draw_words(painter, first, hours.of_fact(row.occurred_at, row.precision, zone), "text", "hour")
    if row.precision != "exact":
        draw_words(painter, second, "heure ?" if row.precision == "unknown" else "environ", tone, "small")


def _recorded(painter: QPainter, first: QRect, second: QRect, row: EntryRow, zone: str, tone: str) -> None:
    draw_words(painter, first, times.hour(row.recorded_at, zone), "text_secondary", "body")
    if row.late_minutes >= entries.LATE_FROM:
        draw_sign(painter, second, "saisie_differee", hours.late(row.late_minutes, row.recorded_at, zone), "warning")


def _number(painter: QPainter, first: QRect, second: QRect, row: EntryRow, zone: str, tone: str) -> None:
    draw_words(painter, first, row.number, "text", "strong")
    if row.pending:
        draw_sign(painter, second, "en_attente_envoi", "en attente", "info")
    else:
        draw_words(painter, second, entries.TYPES.get(row.type, row.type), tone, "small")


def _sender(painter: QPainter, first: QRect, second: QRect, row: EntryRow, zone: str, tone: str) -> None:
    draw_words(painter, first, row.sender or "—", "text" if row.sender else tone, "body")
    if row.recipients:
        side = theme.size(10)
        arrow = QRect(second.left(), second.center().y() - side // 2 + 1, side, side)
        shapes.paint(painter, "arrow", arrow, theme.current().colour(tone))
        draw_words(painter, second.adjusted(theme.size(14), 0, 0, 0), row.recipients, tone, "small")


def _subject(painter: QPainter, first: QRect, second: QRect, row: EntryRow, zone: str, tone: str) -> None:
    if row.key_event:
        side = theme.size(12)
        star = QRect(first.left(), first.center().y() - side // 2, side, side)
        shapes.paint(painter, "fait_marquant", star, theme.current().text)
        first = first.adjusted(theme.size(18), 0, 0, 0)
    draw_words(painter, first, row.subject, "text", "strong" if row.priority == 1 else "body")
    for shape, word, colour, true in (
        ("rectifiee", "rectifiée", "text_secondary", row.amended),
        ("deux_valeurs", "2 valeurs", "warning", row.conflict),
    ):
        if true and second.width() > sign_width(shape, word, "micro_strong", boxed=True):
            width = draw_sign(painter, second, shape, word, colour, "micro_strong", boxed=True)
            second = second.adjusted(width + theme.size(6), 0, 0, 0)
    draw_words(painter, second, " ".join(row.opening.split()), tone, "small")


def _follow_up(painter: QPainter, first: QRect, second: QRect, row: EntryRow, zone: str, tone: str) -> None:
    priority = PRIORITY_TONES.get(row.priority, "text_secondary")
    draw_sign(painter, first, f"priority_{row.priority}", f"P{row.priority}", priority, "small_bold")
    place = first.adjusted(theme.size(42), 0, 0, 0)
    draw_words(painter, place, row.rating, "text" if tone == "text_secondary" else "text_secondary", "small_strong")
    words = entries.VERIFICATIONS.get(row.verification, row.verification)
    if shape := VERIFIED.get(row.verification):
        draw_sign(painter, second, shape, words, "error" if shape == "defavorable" else tone, "small")
    else:
        draw_words(painter, second, words, tone, "small")


DRAW: dict[int, Draw] = {
    GUTTER: _gutter,
    OCCURRED: _occurred,
    RECORDED: _recorded,
    NUMBER: _number,
    SENDER: _sender,
    SUBJECT: _subject,
    FOLLOW_UP: _follow_up,
}
