"""The list of contacts: the name and the number are read first, from afar."""

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import controls, theme
from app.ui.card_list import Group, finish, paint_ground, paint_group, write
from app.ui.contact_lines import Line
from app.ui.record_list import ITEM, AnyIndex, RecordList

TOP, BOTTOM, LEFT, RIGHT, BAR, AIR = 7, 8, 14, 12, 3, 10
BESIDE = 330  # width at 100 % under which the number stands below the name


class ContactList(RecordList):
    """A list of `Line` and of their heads."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setItemDelegate(ContactDelegate(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()


class ContactDelegate(QStyledItemDelegate):
    """Draws the contacts with the colours and sizes of the theme."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        item = index.data(ITEM)
        if isinstance(item, Group):
            return QSize(100, _height("micro_strong") + 10)
        height = _height("hour") * (1 + self._below(item)) + _height("small") * (1 + bool(item.more))
        return QSize(100, TOP + height + BOTTOM)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        item = index.data(ITEM)
        painter.save()
        if isinstance(item, Group):
            paint_group(painter, option.rect, item)
        elif isinstance(item, Line):
            self._paint(painter, option, item)
        painter.restore()

    def _below(self, line: Line) -> bool:
        """Whether the number stands under the name: there is no room beside."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 0
        return bool(line.number) and (width < theme.size(BESIDE) or len(line.number) > 22)

    def _paint(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        rect: QRect = option.rect
        selected = paint_ground(painter, rect, option.state)
        row = rect.adjusted(LEFT + BAR, TOP, -RIGHT, 0)
        row.setHeight(_height("hour"))
        tone = "text" if line.reachable else "text_secondary"
        if self._below(line):
            write(painter, row, line.name, "hour", "text")
            row.translate(0, row.height())
            write(painter, row, line.number, "hour", tone)
        else:
            width = QFontMetrics(theme.font("hour")).horizontalAdvance(line.number) + 2
            width = min(width, row.width() * 2 // 3)
            write(painter, row.adjusted(0, 0, -width - theme.size(AIR), 0), line.name, "hour", "text")
            write(painter, row.adjusted(row.width() - width, 0, 0, 0), line.number, "hour", tone)
        row = QRect(row.left(), row.bottom() + 1, row.width(), _height("small"))
        second = "text_secondary" if selected else "text_tertiary"
        taken = controls.sign_width(*line.state[:2]) + theme.size(AIR)
        write(painter, row.adjusted(0, 0, -taken, 0), line.about, "small", second)
        controls.draw_sign(painter, row.adjusted(row.width() - taken + theme.size(AIR) - 1, 0, 2, 0), *line.state)
        row.translate(0, row.height())
        for state in line.more:
            row.setLeft(row.left() + controls.draw_sign(painter, row, *state) + theme.size(AIR))
        finish(painter, rect, option.state)


def _height(role: str) -> int:
    return QFontMetrics(theme.font(role)).height() + 3
