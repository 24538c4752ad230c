"""The lines of the board: the words one says are the largest, beside what they are called and how long they hold."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.ui import controls, theme, wording
from app.ui.board_words import Head, Shown
from app.ui.card_list import CardList
from app.ui.record_list import ITEM, AnyIndex

TOP, BOTTOM, LEFT, RIGHT, AIR, BAR = 7, 9, 16, 10, 14, 3
SIDE_BY_SIDE = 620  # width at 100 % under which what stands beside the words goes under them
ALL_BESIDE = 840  # and under which the last column does
WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
COLUMNS = (("Référence · état", 112), ("Ce que l’on dit", 0), ("Depuis", 94), ("Validité", 124), ("Employé par", 152))
NAMES = tuple(name for name, _ in COLUMNS)


@dataclass(frozen=True, slots=True)
class Words:
    """Words on as many lines as it takes, in a column."""

    text: str
    role: str
    tone: str
    rect: QRect
    struck: bool = False


class BoardList(CardList):
    """A list of `Head` and `Shown`, which a person goes through with the arrows."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setItemDelegate(LineDelegate(self))
        self.setWordWrap(True)  # another width lays the lines out again
        self.setMinimumWidth(200)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()
        super().changeEvent(event)


class BoardHead(QWidget):
    """The names of the columns, each where it is in what lies below."""

    def __init__(self, names: tuple[str, ...], over: QWidget) -> None:
        super().__init__()
        self._names, self._over = names, over
        over.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, theme.size(26))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, width = theme.current(), self._over.width()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.window)
        painter.setPen(QPen(colours.rule_strong, 1))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        columns = list(zip(self._names, places(width), strict=False))
        if width < theme.size(SIDE_BY_SIDE):
            room = width - theme.size(LEFT) - theme.size(RIGHT)
            columns = [(" · ".join(self._names), (theme.size(LEFT), room))]
        for name, (left, width) in columns:
            controls.draw_words(
                painter, QRect(left, 0, width, self.height() - 1), name, "text_tertiary", "micro_strong"
            )
        painter.end()


class LineDelegate(QStyledItemDelegate):
    """Draws a topic over its lines. What a line is made of is measured once for a width."""

    def __init__(self, view: BoardList) -> None:
        super().__init__(view)
        self._view = view
        self._for: tuple[int, float, str] = (0, 0.0, "")
        self._made: dict[Shown, tuple[list[Words], int]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        item, width = index.data(ITEM), self._view.viewport().width()
        if isinstance(item, Shown):
            return QSize(width, self._laid(item, width)[1])
        return QSize(width, theme.size(23))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        item = index.data(ITEM)
        painter.save()
        if isinstance(item, Head):
            _paint_head(painter, option.rect, item)
        elif isinstance(item, Shown):
            words, _ = self._laid(item, option.rect.width())
            _paint_line(painter, option, item, words)
        painter.restore()

    def _laid(self, item: Shown, width: int) -> tuple[list[Words], int]:
        dressed = (width, theme.scale(), theme.current().name)
        if dressed != self._for:
            self._for = dressed
            self._made.clear()
        if item not in self._made:
            self._made[item] = lay_out(item, width)
        return self._made[item]


def places(width: int) -> list[tuple[int, int]]:
    """Where each column begins and how wide it is; the second takes what the others leave. The last is left out where
    there is no room for it."""
    held = COLUMNS if width >= theme.size(ALL_BESIDE) else COLUMNS[:-1]
    widths = [theme.size(wanted) for _, wanted in held]
    air = theme.size(AIR)
    edges = theme.size(LEFT) + theme.size(RIGHT)
    widths[1] = max(0, width - edges - sum(widths) - air * (len(widths) - 1))
    found, left = [], theme.size(LEFT)
    for one in widths:
        found.append((left, one))
        left += one + air
    return found


def lay_out(item: Shown, width: int) -> tuple[list[Words], int]:
    """The words of a line with their places, from its corner, and the height it takes."""
    if width < theme.size(SIDE_BY_SIDE):
        return _stacked(item, width)
    reference, said, since, until, *used = places(width)
    top = theme.size(TOP)
    head = _wrapped(item.head, "bold", "text", reference, top)
    made = [head]
    made.append(_wrapped(item.title, "emphasis", _tone(item), said, top, struck=item.struck))
    if item.note:
        under = made[-1].rect.bottom() + 2
        made.append(_wrapped(item.note, "small", "text_secondary", said, under, struck=item.struck_note))
    if not used:
        made.append(_wrapped(item.used, "small", "text_secondary", said, made[-1].rect.bottom() + 2))
    made += _column(since, top, (item.since, "brand", "text"), (item.age, "small", "text_secondary"))
    left_role = "small_strong" if item.tone in ("warning", "alarm") else "small"
    made += _column(until, top, (item.until, "strong", "text"), (item.left, left_role, item.tone))
    made += [_wrapped(item.used, "small", "text_secondary", place, top + 1) for place in used]
    under_sign = head.rect.bottom() + theme.size(20)
    return made, max(under_sign, *(one.rect.bottom() for one in made)) + theme.size(BOTTOM)


def _stacked(item: Shown, width: int) -> tuple[list[Words], int]:
    room = (theme.size(LEFT), width - theme.size(LEFT) - theme.size(RIGHT))
    sign = controls.sign_width(item.states[0][0], item.states[0][1]) + theme.size(8)
    head = _wrapped(item.head, "bold", "text", (room[0], max(theme.size(60), room[1] - sign)), theme.size(TOP))
    made = [head]
    bottom = head.rect.bottom() + 2
    held = ", ".join(filter(None, (item.until, item.left)))
    urgent = item.tone in ("warning", "alarm")
    for text, role, tone, struck in (
        (item.title, "emphasis", _tone(item), item.struck),
        (item.note, "small", "text_secondary", item.struck_note),
        (held, "small_strong" if urgent else "small", item.tone if urgent else "text", False),
        (f"depuis {item.since}, {item.age}", "small", "text_secondary", False),
        (item.used, "small", "text_secondary", False),
    ):
        if text:
            made.append(_wrapped(text, role, tone, room, bottom, struck=struck))
            bottom = made[-1].rect.bottom() + 2
    return made, bottom + theme.size(BOTTOM)


def _tone(item: Shown) -> str:
    return "text_secondary" if item.struck else "text"


def _column(place: tuple[int, int], top: int, first: tuple[str, str, str], second: tuple[str, str, str]) -> list[Words]:
    made = [_wrapped(*first, place, top)]
    if second[0]:
        made.append(_wrapped(*second, place, made[0].rect.bottom() + 2))
    return made


def _wrapped(text: str, role: str, tone: str, place: tuple[int, int], top: int, *, struck: bool = False) -> Words:
    words = wording.breakable(text)
    left, width = place
    room = QRect(left, top, max(1, width), 100_000)
    measured = QFontMetrics(theme.font(role)).boundingRect(room, WRAPPED, words)
    return Words(words, role, tone, QRect(left, top, width, measured.height()), struck)


def _paint_head(painter: QPainter, rect: QRect, item: Head) -> None:
    colours = theme.current()
    painter.fillRect(rect, colours.window)
    room = rect.adjusted(theme.size(LEFT), 0, -theme.size(RIGHT), -1)
    taken = controls.draw_words(painter, room, item.title, "text", "small_bold")
    note = room.adjusted(taken + theme.size(10), 0, 0, 0)
    if note.width() > theme.size(30):
        controls.draw_words(painter, note, item.note, "text_secondary", "small")
    painter.setPen(QPen(colours.rule_strong, 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def _paint_line(painter: QPainter, option: QStyleOptionViewItem, item: Shown, words: list[Words]) -> None:
    colours = theme.current()
    rect: QRect = option.rect
    state = option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, colours.selection)
        painter.fillRect(QRect(rect.topLeft(), QSize(BAR, rect.height())), colours.primary)
    else:
        hovered = state & QStyle.StateFlag.State_MouseOver
        painter.fillRect(rect, colours.hover if hovered else colours.surface)
    painter.translate(rect.topLeft())
    for one in words:
        painter.setFont(_struck(one.role) if one.struck else theme.font(one.role))
        painter.setPen(colours.colour(one.tone))
        painter.drawText(one.rect, WRAPPED | Qt.TextFlag.TextDontClip, one.text)
    _paint_sign(painter, rect.width(), item, words[0].rect)
    painter.translate(-rect.topLeft())
    painter.setPen(QPen(colours.rule, 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(colours.focus_ring, 2))
        painter.drawRect(rect.adjusted(BAR + 2, 2, -3, -3))


def _paint_sign(painter: QPainter, width: int, item: Shown, head: QRect) -> None:
    """The state under the reference, or at its right where the columns are one."""
    shape, word, tone = item.states[0]
    taken = controls.sign_width(shape, word) + 2  # a pixel less would cut the word
    place = QRect(head.left(), head.bottom() + 2, taken, theme.size(17))
    if width < theme.size(SIDE_BY_SIDE):
        place = QRect(width - theme.size(RIGHT) - taken, head.top(), taken, theme.size(18))
    controls.draw_sign(painter, place, shape, word, tone)


def _struck(role: str) -> QFont:
    made = QFont(theme.font(role))
    made.setStrikeOut(True)
    return made
