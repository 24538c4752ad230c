"""What stands over the week of the on-call lines: the days, and what each kind of bar means."""

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import controls, duty_bars, theme
from app.ui.duty_spans import LEGEND, REINFORCEMENT
from app.ui.duty_week import DutyWeek

HEIGHT, SWATCH, BETWEEN = 27, 20, 12  # pixels at 100 %


class DutyHeads(QWidget):
    """The days of that week, over its bars."""

    def __init__(self, week: DutyWeek) -> None:
        super().__init__()
        self._week = week
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(100, theme.size(HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().window)
        scale, days = self._week.scale(), self._week.days
        if scale is not None and days is not None:
            duty_bars.paint_heads(painter, self.rect(), scale, days, self._week.now, self._week.zone)
        painter.end()


class DutyLegend(QWidget):
    """Each kind of bar with its word, and how many there are of what is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self._words = dict(zip(LEGEND, LEGEND, strict=True))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Légende")

    def show_counts(self, counts: dict[str, int]) -> None:
        """How many there are of these kinds in the week."""
        self._words = {kind: f"{kind} {counts[kind]}" if counts.get(kind) else kind for kind in LEGEND}
        self.setAccessibleDescription(", ".join(self._words.values()))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font("small"))
        words = sum(metrics.horizontalAdvance(one) + 1 for one in self._words.values())
        each = theme.size(SWATCH) + theme.size(6) + theme.size(BETWEEN)
        return QSize(words + len(self._words) * each, metrics.height() + theme.size(4))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics, left = QFontMetrics(theme.font("small")), 0
        for kind, words in self._words.items():
            high = theme.size(5 if kind == REINFORCEMENT else 13)
            swatch = QRect(left, self.rect().center().y() - high // 2, theme.size(SWATCH), high)
            duty_bars.paint_bar(painter, swatch, kind)
            left = swatch.right() + theme.size(6)
            width = metrics.horizontalAdvance(words) + 1
            place = QRect(left, 0, width, self.height())
            controls.draw_words(painter, place, words, "text_secondary", "small")
            left += width + theme.size(BETWEEN)
        painter.end()
