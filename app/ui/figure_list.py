"""Figures in columns: what is counted, how many, until when, by whom, and what that figure amounts to."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui import controls, theme
from app.ui.figure_words import Line
from app.ui.record_list import ITEM, AnyIndex, RecordList

LEFT, RIGHT, BAR, AIR, TOP = 20, 12, 3, 12, 6
FIXED = {"value": 96, "change": 60, "cutoff": 84, "source": 156, "state": 146}  # pixels at 100 %
LEAST_INDICATOR = 150
HEADS = {
    "indicator": "Indicateur",
    "value": "Valeur",
    "change": "Évolution",
    "cutoff": "Arrêté à",
    "source": "Source",
    "state": "État",
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column begins and how wide it is; none at all when there is no room for them side by side."""

    places: dict[str, tuple[int, int]]

    def rect(self, name: str, of: QRect) -> QRect:
        left, width = self.places[name]
        return QRect(of.left() + left, of.top(), width, of.height())


def columns(width: int) -> Columns | None:
    """The columns in that width; None when a line must be three instead."""
    fixed = {name: theme.size(wanted) for name, wanted in FIXED.items()}
    air = theme.size(AIR)
    rest = width - LEFT - RIGHT - sum(fixed.values()) - air * len(fixed)
    if rest < theme.size(LEAST_INDICATOR):
        return None
    places, left = {}, LEFT
    for name in HEADS:
        places[name] = (left, fixed.get(name, rest))
        left += places[name][1] + air
    return Columns(places)


class Heads(QWidget):
    """The names of the columns over a list, where its columns are; none when a figure takes three lines."""

    def __init__(self, over: QListView) -> None:
        super().__init__()
        self._viewport = over.viewport()
        self._viewport.installEventFilter(self)
        self.setAccessibleName(", ".join(HEADS.values()))

    def sizeHint(self) -> QSize:
        return QSize(100, QFontMetrics(theme.font("micro_strong")).height() + theme.size(10))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._fit)  # not in the middle of the arrangement that resizes the list
        return False

    def _fit(self) -> None:
        self.setVisible(columns(self._viewport.width()) is not None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().window)
        placed = columns(self._viewport.width())
        for name, words in HEADS.items():
            if placed is not None:
                right = name in ("value", "change")
                write(painter, placed.rect(name, self.rect()), words, "micro_strong", "text_tertiary", right=right)
        painter.end()


class FigureList(RecordList):
    """A list of `Line`."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setItemDelegate(FigureDelegate(self))
        self.setUniformItemSizes(True)

    def leave(self, id: str) -> None:
        """Select none unless it is that figure: another than the one being read is never the selected one."""
        if self._shown_id != id:
            self._shown_id = ""
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(QModelIndex())
            self.selectionModel().blockSignals(False)
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # a line is three when there is no room for columns


class FigureDelegate(QStyledItemDelegate):
    """Draws each figure in columns, or on three lines where they do not fit."""

    def __init__(self, view: FigureList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        lines = _height("vital") + _height("small") * (1 if columns(self._view.viewport().width()) else 2)
        return QSize(100, 2 * theme.size(TOP) + lines + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line = index.data(ITEM)
        painter.save()
        selected = _ground(painter, option, line)
        rect = QRect(option.rect).adjusted(0, theme.size(TOP), 0, -theme.size(TOP))
        placed = columns(rect.width())
        draw = _draw_columns if placed else _draw_three
        draw(painter, rect, line, "text_secondary" if selected or line.apart else "text_tertiary", placed)
        painter.restore()


def _ground(painter: QPainter, option: QStyleOptionViewItem, line: Line) -> bool:
    """The ground of a line, the rule under it, and the ring of the keyboard; whether it is the chosen one."""
    colours, rect = theme.current(), QRect(option.rect)
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    calm = colours.warning_background if line.apart else colours.hover if hovered else colours.surface
    painter.fillRect(rect, colours.selection if selected else calm)
    if selected or line.apart:
        bar = QRect(rect.left(), rect.top(), BAR, rect.height())
        painter.fillRect(bar, colours.primary if selected else colours.warning)
    painter.setPen(QPen(colours.rule, 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(colours.focus_ring, 2))
        painter.drawRect(rect.adjusted(BAR + 2, 2, -3, -3))
    return selected


def _draw_columns(painter: QPainter, rect: QRect, line: Line, second: str, placed: Columns | None) -> None:
    assert placed is not None
    above = QRect(rect.left(), rect.top(), rect.width(), _height("vital"))
    below = QRect(rect.left(), above.bottom() + 1, rect.width(), _height("small"))
    tone = "text_tertiary" if line.struck else "text"
    write(painter, placed.rect("indicator", above), line.indicator if line.first else "", "strong", tone)
    write(painter, placed.rect("indicator", below), line.note, "small", second)
    write(painter, placed.rect("value", above), line.value, "vital", tone, right=True, struck=line.struck)
    write(painter, placed.rect("value", below), line.unit, "small", second, right=True)
    write(painter, placed.rect("change", above), line.change, "body", tone, right=True)
    write(painter, placed.rect("cutoff", above), line.hour, "hour", tone)
    write(painter, placed.rect("cutoff", below), line.day, "small", second)
    write(painter, placed.rect("source", above), line.source, "body", tone)
    write(painter, placed.rect("source", below), line.number, "small", second)
    controls.draw_sign(painter, placed.rect("state", above), *line.state)
    write(painter, placed.rect("state", below), line.more, "small", line.state[2] if line.apart else second)


def _draw_three(painter: QPainter, rect: QRect, line: Line, second: str, placed: Columns | None) -> None:
    """The number first, then what it counts; until when and by whom; what it amounts to."""
    inside = rect.adjusted(LEFT, 0, -RIGHT, 0)
    tone = "text_tertiary" if line.struck else "text"
    above = QRect(inside.left(), inside.top(), inside.width(), _height("vital"))
    middle = QRect(inside.left(), above.bottom() + 1, inside.width(), _height("small"))
    below = middle.translated(0, middle.height())
    value = " ".join(filter(None, (line.value, line.unit)))
    taken = write(painter, above, value, "vital", tone, struck=line.struck)
    counted = " · ".join(filter(None, (line.indicator, line.note)))
    write(painter, above.adjusted(taken + theme.size(AIR), 0, 0, 0), counted, "strong", tone)
    told = " · ".join(filter(None, (f"{line.hour} {line.day}", line.source, line.change)))
    write(painter, middle, told, "small", second)
    sign = controls.draw_sign(painter, below, *line.state)
    said = " · ".join(filter(None, (line.more, line.number)))
    write(painter, below.adjusted(sign + theme.size(8), 0, 0, 0), said, "small", second)


def write(
    painter: QPainter,
    rect: QRect,
    words: str,
    role: str,
    tone: str,
    *,
    right: bool = False,
    struck: bool = False,
) -> int:
    """One line of words, elided at its right; the width they took."""
    font = QFont(theme.font(role))
    font.setStrikeOut(struck)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(words.replace("\n", " "), Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(theme.current().colour(tone))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
    return metrics.horizontalAdvance(shown)


def _height(role: str) -> int:
    return QFontMetrics(theme.font(role)).height() + 2
