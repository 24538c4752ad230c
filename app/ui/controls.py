"""The small parts panels are made of: buttons, rules, states, and fields that carry their own refusal."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from app.ui import plain, shapes, theme

KEYPAD = Qt.KeyboardModifier.KeypadModifier
GROUNDS = ("info", "success", "warning", "error")  # the tones that have a background of their own


class Button(QPushButton):
    """Enter presses the button that has the keyboard, as Space does; it never presses another one."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~KEYPAD:
            self.click()
            return
        super().keyPressEvent(event)


def button(text: str, press: Callable[[], object], look: str = "", name: str = "") -> QPushButton:
    """A button that calls `press`. `look`: primary, quiet, danger, dense or chip; `name` when the text is too short."""
    made = Button(plain.without_mnemonic(text))
    made.setProperty("look", look)
    made.setAutoDefault(False)
    made.setAccessibleName(name or text)
    made.clicked.connect(lambda: press())
    return made


class Choice(QComboBox):
    """One of several: words it has no room for end in an ellipsis, where Qt would cut a letter in two."""

    AIR = 4  # pixels that the style takes from the words when it draws them, and forgets when it measures them

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(self.AIR, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = QFontMetrics(self.font()).elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width() - self.AIR // 2
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


def rule(look: str = "rule") -> QFrame:
    """A horizontal line of one pixel: `rule` or `rule_strong`."""
    line = QFrame()
    line.setProperty("look", look)
    line.setFixedHeight(1)
    return line


def draw_words(painter: QPainter, rect: QRect, words: str, tone: str, role: str) -> int:
    """Draw one line of words at the left of `rect`, elided at its right; the width they took."""
    font = theme.font(role)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(theme.current().colour(tone))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
    painter.drawText(rect, flags | Qt.TextFlag.TextDontClip, shown)
    return metrics.horizontalAdvance(shown)


def sign_width(shape: str, word: str, role: str = "small_strong", *, boxed: bool = False) -> int:
    """How wide a state drawn by `draw_sign` is."""
    words = QFontMetrics(theme.font(role)).horizontalAdvance(word)
    return words + (theme.size(15) if shape else 0) + (2 * theme.size(6) if boxed else 0)


def draw_sign(
    painter: QPainter, rect: QRect, shape: str, word: str, tone: str, role: str = "small_strong", *, boxed: bool = False
) -> int:
    """Draw a state at the left of `rect`; the width it takes. Tables and panels draw states with this alone."""
    colours = theme.current()
    taken = sign_width(shape, word, role, boxed=boxed)
    room = QRect(rect)
    if boxed:
        height = min(rect.height(), theme.size(18))
        box = QRect(rect.left(), rect.top() + (rect.height() - height) // 2, taken - 1, height - 1)
        known = tone in GROUNDS
        painter.setPen(QPen(colours.colour(tone) if known else colours.rule_strong, 1))
        painter.setBrush(colours.colour(f"{tone}_background") if known else colours.surface)
        painter.drawRect(box)
        painter.setBrush(Qt.BrushStyle.NoBrush)  # whoever draws next expects none
        room = box.adjusted(theme.size(6), 0, 0, 0)
    if shape:
        side = theme.size(10)
        middle = room.top() + (room.height() - side + 1) // 2
        shapes.paint(painter, shape, QRect(room.left(), middle, side, side), colours.colour(tone))
        room.setLeft(room.left() + theme.size(15))
    draw_words(painter, room, word, tone, role)
    return taken


class Sign(QWidget):
    """A state: a shape and a word in one colour. In a box, it is a tag. A screen reader says its word."""

    def __init__(
        self, shape: str, word: str, tone: str = "text", role: str = "small_strong", *, boxed: bool = False
    ) -> None:
        super().__init__()
        self._shape, self._word, self._tone, self._role, self._boxed = shape, word, tone, role, boxed
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)

    def show_state(self, shape: str, word: str, tone: str) -> None:
        self._shape, self._word, self._tone = shape, word, tone
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = QFontMetrics(theme.font(self._role)).height()
        width = sign_width(self._shape, self._word, self._role, boxed=self._boxed)
        return QSize(width + 1, max(theme.size(18), height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_sign(painter, self.rect(), self._shape, self._word, self._tone, self._role, boxed=self._boxed)
        painter.end()


def banner(look: str, shape: str, text: str, *actions: QWidget) -> QFrame:
    """A band that stays as long as its cause: `warning`, `error`, `info` or `success`."""
    frame = QFrame()
    frame.setProperty("look", f"banner_{look}")
    row = QHBoxLayout(frame)
    row.setContentsMargins(theme.size(10), theme.size(7), theme.size(10), theme.size(7))
    row.setSpacing(theme.size(8))
    row.addWidget(Sign(shape, "", look), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(plain.label(text, "small", wrap=True), 1)
    for action in actions:
        row.addWidget(action)
    return frame


class FieldBox(QWidget):
    """A field under its name, with room for the refusal just below it."""

    def __init__(self, name: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        editor.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size(4))
        column.addWidget(plain.label(name, "small_strong"))
        column.addWidget(editor)
        self._hint = hint
        self._below: QLabel = plain.label(hint, "small", "text_tertiary", wrap=True)
        self._below.setVisible(bool(hint))
        column.addWidget(self._below)

    @property
    def refusal(self) -> str:
        """The refusal shown now, or nothing."""
        return self._below.text() if self._below.property("tone") == "error" else ""

    def refuse(self, why: str) -> None:
        """Say below the field why its value was not taken; nothing takes it back but `accept`."""
        self._below.setText(why)
        plain.mark(self._below, "tone", "error")
        self._below.show()
        plain.mark(self.editor, "refused", True)
        self.editor.setAccessibleDescription(why)
        self.editor.setFocus()

    def accept(self) -> None:
        """Forget the refusal."""
        self._below.setText(self._hint)
        plain.mark(self._below, "tone", "text_tertiary")
        self._below.setVisible(bool(self._hint))
        plain.mark(self.editor, "refused", False)
        self.editor.setAccessibleDescription("")
