"""A chip: one thing the quick line understood, what it is and its value."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core import quick_line
from app.ui import theme
from app.ui.controls import draw_words, sign_width

TONES = {"typed": "text", "default": "text_secondary", "late": "warning", "ahead": "warning", "proposed": "info"}
TONES |= {"doubt": "warning"}
LONGEST = {"doubt": 120}  # characters of a value; 60 of any other


class ChipView(QWidget):
    """One thing understood: what it is, and its value. Dashed as long as it is only proposed."""

    def __init__(self, chip: quick_line.Chip) -> None:
        super().__init__()
        self._chip = chip
        longest = LONGEST.get(chip.kind, 60)
        self._value = chip.value if len(chip.value) <= longest else f"{chip.value[: longest - 1]}…"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{chip.label} : {chip.value}")

    def sizeHint(self) -> QSize:
        name = sign_width("", self._chip.label, "micro")
        value = sign_width("", self._value, "small_strong")
        return QSize(name + value + theme.size(26), theme.size(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        tone = TONES.get(self._chip.kind, "text")
        painter = QPainter(self)
        box = self.rect().adjusted(0, 0, -1, -1)
        name = QRect(box.left(), box.top(), sign_width("", self._chip.label, "micro") + theme.size(12), box.height())
        painter.fillRect(name, colours.window)
        edge = colours.rule_strong if tone in ("text", "text_secondary") else colours.colour(tone)
        style = Qt.PenStyle.DashLine if self._chip.kind == "proposed" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(edge, 1, style))
        painter.drawRect(box)
        painter.drawLine(name.topRight(), name.bottomRight())
        draw_words(painter, name.adjusted(theme.size(6), 0, 0, 0), self._chip.label, "text_tertiary", "micro")
        value = QRect(name.right() + theme.size(8), box.top(), box.right() - name.right(), box.height())
        draw_words(painter, value, self._value, tone, "small_strong")
        painter.end()
