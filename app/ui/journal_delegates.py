"""How a line of the main courante is drawn: two lines of text per cell, weight before colour."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from app.core import entries, times
from app.core.search_text import found_in
from app.core.store.rows import EntryRow
from app.ui import hours, journal_words, shapes, theme
from app.ui.controls import draw_sign, draw_words, sign_width
from app.ui.journal_model import ROW, JournalModel
from app.ui.journal_words import FOLLOW_UP, GUTTER, NUMBER, OCCURRED, RECORDED, SENDER, SUBJECT

ROW_HEIGHT, DAY_HEIGHT = 46, 24  # pixels at 100 %
BAR = 3
PRIORITY_TONES = {1: "alarm", 2: "warning", 3: "text_secondary", 4: "text_tertiary"}
STEPS = {"to_sort": "a_trier", "to_decide": "a_decider", "to_pass_on": "a_transmettre", "closed": "clos"}  # shapes


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell is drawn by besides its row: `tone` is that of second lines, `hit` the ground of what was found."""

    zone: str
    now: int
    query: str
    tone: str
    hit: str


_found = lru_cache(4096)(found_in)  # a line is drawn far more often than it changes

Draw = Callable[[QPainter, QRect, QRect, EntryRow, Look], None]


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
        painter.setPen(QPen(colours.rule, 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if chosen and self._column == GUTTER:
            painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), colours.primary)
        self._draw_row(painter, rect, index, chosen)
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            self._ring(painter, rect)
        painter.restore()

    def _draw_row(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex, chosen: bool
    ) -> None:
        row = index.data(ROW)
        first, second = two_lines(rect)
        if row is not None:
            if self._column == SUBJECT and self._view.isColumnHidden(SENDER) and row.sender:
                row = replace(row, opening=" · ".join(filter(None, (row.sender, row.opening))))
            tone, hit = ("text_secondary", "surface") if chosen else ("text_tertiary", "info_background")
            look = Look(self._model.zone, self._model.now(), self._model.query, tone, hit)
            DRAW[self._column](painter, first, second, row, look)
        elif self._column == SUBJECT:
            draw_words(painter, first, "lecture…", "text_tertiary", "body")

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


def draw_found(painter: QPainter, rect: QRect, words: str, tone: str, role: str, look: Look) -> None:
    """Draw one line of words; what was searched is underlined on a tint wherever it stands in them."""
    found = _found(words, look.query) if look.query else []
    if not found:
        draw_words(painter, rect, words, tone, role)
        return
    colours, font = theme.current(), theme.font(role)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    marked = QTextCharFormat()
    marked.setBackground(colours.colour(look.hit))
    marked.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    layout = QTextLayout(shown, font)
    ranges = []
    for start, end in found:
        one = QTextLayout.FormatRange()
        one.start, one.length, one.format = _utf16(words[:start]), _utf16(words[start:end]), marked
        ranges.append(one)
    layout.setFormats(ranges)
    layout.beginLayout()
    layout.createLine().setLineWidth(10 * rect.width() + 1)  # it never goes to the line
    layout.endLayout()
    painter.setPen(colours.colour(tone))
    layout.draw(painter, QPointF(rect.left(), rect.top() + (rect.height() - metrics.height()) / 2))


def _utf16(text: str) -> int:
    """How long Qt counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def whole_at_its_end(first: str, last: str, room: int, role: str) -> str:
    """`first · last` in that many pixels: it is `first` that is cut short."""
    if not first or not last:
        return first or last
    metrics, last = QFontMetrics(theme.font(role)), f" · {last}"
    return metrics.elidedText(first, Qt.TextElideMode.ElideRight, room - metrics.horizontalAdvance(last)) + last


def _gutter(painter: QPainter, first: QRect, second: QRect, row: EntryRow, look: Look) -> None:
    colours, side = theme.current(), theme.size(10)
    if row.unread:
        box = QRect(first.left(), first.top() + (first.height() - side) // 2, side, side)
        shapes.paint(painter, "non_lue", box, colours.primary)
    state, colour = ("deux_valeurs", colours.warning) if row.conflict else ("hors_ligne", colours.info)
    if row.conflict or row.away:
        box = QRect(second.left(), second.top() + (second.height() - side) // 2, side, side)
        shapes.paint(painter, state, box, colour)


def _occurred(painter: QPainter, first: QRect, second: QRect, row: EntryRow, look: Look) -> None:
    taken = draw_words(painter, first, hours.of_fact(row.occurred_at, row.precision, look.zone), "text", "hour")
    about = {"exact": "", "unknown": "heure ?"}.get(row.precision, "environ")
    paris = "" if row.precision == "unknown" else hours.in_paris(row.occurred_at, look.zone)
    if paris and about:  # both hours take the second line
        draw_words(painter, first.adjusted(taken + theme.size(6), 0, 0, 0), about, look.tone, "small")
    draw_words(painter, second, paris or about, look.tone, "small")


def _recorded(painter: QPainter, first: QRect, second: QRect, row: EntryRow, look: Look) -> None:
    draw_words(painter, first, times.hour(row.recorded_at, look.zone), "text_secondary", "body")
    if row.late_minutes >= entries.LATE_FROM:
        late = hours.late(row.late_minutes, row.recorded_at, look.zone)
        draw_sign(painter, second, "saisie_differee", late, "warning")


def _number(painter: QPainter, first: QRect, second: QRect, row: EntryRow, look: Look) -> None:
    draw_found(painter, first, row.number, "text", "strong", look)
    if row.twin:  # the code of its crisis has no room here: it is spoken, and stands in the detail
        taken = draw_words(painter, second, row.id[:4], "text", "small_strong")
        second = second.adjusted(taken + theme.size(5), 0, 0, 0)
    if row.pending:
        draw_sign(painter, second, "en_attente_envoi", "en attente", "info")
    else:
        draw_words(painter, second, journal_words.type_words(row, short=True), look.tone, "small")


def _sender(painter: QPainter, first: QRect, second: QRect, row: EntryRow, look: Look) -> None:
    role = "bold" if row.unread else "body"
    draw_found(painter, first, row.sender or "—", "text" if row.sender else look.tone, role, look)
    if row.recipients:
        side = theme.size(10)
        arrow = QRect(second.left(), second.center().y() - side // 2 + 1, side, side)
        shapes.paint(painter, "arrow", arrow, theme.current().colour(look.tone))
        room = second.adjusted(theme.size(14), 0, 0, 0)
        draw_found(painter, room, row.recipients, look.tone, "small", look)


def _subject(painter: QPainter, first: QRect, second: QRect, row: EntryRow, look: Look) -> None:
    if row.key_event:
        side = theme.size(12)
        star = QRect(first.left(), first.center().y() - side // 2, side, side)
        shapes.paint(painter, "fait_marquant", star, theme.current().text)
        first = first.adjusted(theme.size(18), 0, 0, 0)
    role = "bold" if row.unread else "strong" if row.priority == 1 else "body"
    draw_found(painter, first, row.subject, "text", role, look)
    for shape, word, tone in journal_words.tags(row):
        if second.width() > sign_width(shape, word, "micro_strong", boxed=True):
            width = draw_sign(painter, second, shape, word, tone, "micro_strong", boxed=True)
            second = second.adjusted(width + theme.size(6), 0, 0, 0)
    draw_found(painter, second, " ".join(row.opening.split()), look.tone, "small", look)


def _follow_up(painter: QPainter, first: QRect, second: QRect, row: EntryRow, look: Look) -> None:
    priority = PRIORITY_TONES.get(row.priority, "text_secondary")
    draw_sign(painter, first, f"priority_{row.priority}", f"P{row.priority}", priority, "small_bold")
    step = first.adjusted(theme.size(42), 0, 0, 0)
    closed = row.triage == "closed"
    role, tone = ("small", look.tone) if closed else ("small_strong", "text")
    draw_sign(painter, step, STEPS.get(row.triage, "a_reexaminer"), journal_words.triage_words(row), tone, role)
    whom, when = journal_words.whom_and_when(row, look.now, look.zone)
    if journal_words.is_late(row, look.now):
        words = whole_at_its_end(whom, when, second.width() - sign_width("perime", "", "small_strong"), "small_strong")
        draw_sign(painter, second, "perime", words, "alarm", "small_strong")
    else:
        mine = row.assigned_to_me and not closed
        role, tone = ("small_strong", "text") if mine else ("small", look.tone)
        draw_words(painter, second, whole_at_its_end(whom, when, second.width(), role), tone, role)


DRAW: dict[int, Draw] = {
    GUTTER: _gutter,
    OCCURRED: _occurred,
    RECORDED: _recorded,
    NUMBER: _number,
    SENDER: _sender,
    SUBJECT: _subject,
    FOLLOW_UP: _follow_up,
}
