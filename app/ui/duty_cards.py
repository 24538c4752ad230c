"""Who is on call now, a card for each line: the name and the number are read first, from afar."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import controls, plain, shapes, theme
from app.ui.duty_words import DutyCard
from app.ui.private_numbers import HIDE, LOCK, SHOW
from app.ui.record_list import ITEM, AnyIndex, RecordList

WIDTH = 282  # pixels at 100 % under which a card holds no two numbers
FEWEST = 2  # lines of cards in sight at least
TOP, LEFT, RIGHT, GAP, BAR = 9, 16, 14, 8, 3
LINES = ("small", "emphasis", "vital", "small")  # head, name, number, until when
KEYS = "Entrée ouvre la fiche, Ctrl+C copie le numéro"


class DutyCards(RecordList):
    """Cards side by side, line under line; the arrows go from one to another. `wanted` tells the card (id) pressed,
    `show_wanted` the one whose private number is asked for, `copied` the number taken."""

    wanted = Signal(str)
    show_wanted = Signal(str)
    copied = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._most = 0
        self.setAccessibleDescription(KEYS)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(DutyDelegate(self))
        self.activated.connect(lambda index: self.wanted.emit(index.data(ITEM).id))

    @property
    def current(self) -> DutyCard | None:
        """The card the keyboard is on."""
        item = self.currentIndex().data(ITEM)
        return item if isinstance(item, DutyCard) else None

    def be_at_most(self, height: int) -> None:
        """Take no more than that height (pixels), in whole lines of cards, but for the fewest that are of use."""
        self._most = height
        self._measure()

    def show_cards(self, cards: tuple[DutyCard, ...], wanted: str = "") -> None:
        """Show these, staying on the same."""
        self.show_items(cards, wanted)
        self._measure()

    def button_rect(self, index: AnyIndex) -> QRect:
        """Where « Montrer » is on that card."""
        return _button(self.visualRect(index), index.data(ITEM))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        card = self.current
        if card is not None and event.matches(QKeySequence.StandardKey.Copy):
            if card.copied:
                self.copied.emit(card.copied)
            return
        if card is not None and event.key() == Qt.Key.Key_Space:
            if card.hidden or card.clear:
                self.show_wanted.emit(card.id)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        card = self._pressed(place)
        if card is not None and event.button() == Qt.MouseButton.LeftButton:
            self.show_wanted.emit(card.id)
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._pressed(event.position().toPoint()) is None:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        plain.tip(self.viewport(), index.data(ITEM).spoken if index.isValid() else "")
        super().mouseMoveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _pressed(self, place: QPoint) -> DutyCard | None:
        """The card whose button is there."""
        index = self.indexAt(place)
        card = index.data(ITEM) if index.isValid() else None
        return card if card is not None and self.button_rect(index).contains(place) else None

    def _measure(self) -> None:
        """As many cards in a line as have the room they need; as high as their lines, as far as there is room."""
        count, height = max(1, len(self.items)), card_height()
        room = max(FEWEST, self._most // height)
        width = max(1, self.width())
        more = -(-count // self._across(width)) > room
        if more:
            width -= self.verticalScrollBar().sizeHint().width()
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if more else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)  # told, not found out: a bar that comes takes a column away
        across = self._across(width)
        self.setGridSize(QSize((width - 1) // across, height))
        self.setFixedHeight(min(-(-count // across), room) * height)

    def _across(self, width: int) -> int:
        return max(1, width // theme.size(WIDTH))


class DutyDelegate(QStyledItemDelegate):
    """Draws the cards with the colours and sizes of the theme."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        view = self.parent()
        return view.gridSize() if isinstance(view, QListView) else QSize(theme.size(WIDTH), card_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        card = index.data(ITEM)
        painter.save()
        if isinstance(card, DutyCard):
            view = self.parent()
            focused = isinstance(view, QListView) and view.hasFocus() and view.currentIndex().row() == index.row()
            _paint(painter, option.rect, option.state, card, focused)
        painter.restore()


def card_height() -> int:
    """How high a card is, at the size of text in use."""
    return sum(_line(role) for role in LINES) + 2 * theme.size(TOP)


def _paint(painter: QPainter, rect: QRect, state: QStyle.StateFlag, card: DutyCard, focused: bool) -> None:
    colours = theme.current()
    over = bool(state & QStyle.StateFlag.State_MouseOver)
    ground = colours.error_background if card.alarm else colours.hover if over or focused else colours.surface
    painter.fillRect(rect, ground)
    head, name, number, more = _rows(rect)
    taken = controls.sign_width(*card.state[:2])
    controls.draw_sign(painter, head.adjusted(head.width() - taken, 0, 2, 0), *card.state)
    controls.draw_words(painter, head.adjusted(0, 0, -taken - theme.size(GAP), 0), card.head, "text_secondary", "small")
    said = controls.draw_words(painter, name, card.name, "text", "heading")
    about = name.adjusted(said + theme.size(6), 0, 0, 0)
    if about.width() > theme.size(16):
        controls.draw_words(painter, about, card.about, "text_secondary", "small")
    if card.hidden or card.clear:
        button = _button(rect, card)
        _paint_button(painter, button, HIDE if card.clear else SHOW)
        number.setRight(button.left() - theme.size(GAP))
    role = _fitting(card.number, number.width()) if card.reachable else "strong"
    said = controls.draw_words(painter, number, card.number, "text" if card.reachable else "warning", role)
    if card.beside:
        beside = number.adjusted(said + theme.size(6), 0, 0, 0)
        controls.draw_words(painter, beside, card.beside, "text_secondary", "small")
    tone = "text" if card.alarm else "text_secondary"
    if not card.number:
        more = number  # right under the name
    controls.draw_words(painter, more, card.more, tone, "small")
    painter.setPen(QPen(colours.rule, 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    painter.drawLine(rect.topRight(), rect.bottomRight())
    if card.alarm:
        painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height() - 1), colours.alarm)
    if focused:
        painter.setPen(QPen(colours.focus_ring, 2))
        painter.drawRect(rect.adjusted(2, 2, -3, -3))


def _rows(rect: QRect) -> tuple[QRect, QRect, QRect, QRect]:
    """Where the four lines of a card are."""
    left, width = rect.left() + theme.size(LEFT), rect.width() - theme.size(LEFT) - theme.size(RIGHT)
    top = rect.top() + theme.size(TOP)
    rows = []
    for role in LINES:
        rows.append(QRect(left, top, width, _line(role)))
        top += _line(role)
    first, second, third, fourth = rows
    return first, second, third, fourth


def _button(rect: QRect, card: DutyCard | None) -> QRect:
    """Where the button is, at the right of the number; nowhere when nothing is hidden."""
    if card is None or not (card.hidden or card.clear):
        return QRect()
    row = _rows(rect)[2]
    metrics = QFontMetrics(theme.font("small_strong"))
    width = metrics.horizontalAdvance(SHOW if len(SHOW) > len(HIDE) else HIDE) + theme.size(38)
    height = metrics.height() + theme.size(6)
    return QRect(row.right() - width, row.center().y() - height // 2 + 1, width, height)


def _paint_button(painter: QPainter, button: QRect, words: str) -> None:
    colours = theme.current()
    painter.setPen(QPen(colours.control_border, 1))
    painter.setBrush(colours.surface)
    painter.drawRoundedRect(button, 2, 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    side = theme.size(10)
    lock = QRect(button.left() + theme.size(9), button.center().y() - side // 2, side, side)
    shapes.paint(painter, LOCK, lock, colours.text)
    inside = QRect(lock.right() + theme.size(8), button.top(), button.right() - lock.right(), button.height())
    controls.draw_words(painter, inside, words, "text", "small_strong")


def _fitting(number: str, room: int) -> str:
    """The largest role in which the number is read whole."""
    for role in ("vital", "emphasis", "strong"):
        if QFontMetrics(theme.font(role)).horizontalAdvance(number) <= room:
            return role
    return "small_strong"


def _line(role: str) -> int:
    return QFontMetrics(theme.font(role)).height() + 2
