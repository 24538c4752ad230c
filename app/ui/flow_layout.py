"""A row of widgets that goes on to the next line when it is full, as words do."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from app.ui.item_layout import ItemLayout


class FlowLayout(ItemLayout):
    """Items keep their own size; with text at 200 % they take more lines, never less width."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 8):
        super().__init__(parent)
        self._gap = spacing
        self._heights: dict[int, int] = {}  # asked again and again, for the same few widths
        self._least: QSize | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def invalidate(self) -> None:
        self._heights.clear()
        self._least = None
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._lay_out(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        if self._least is None:
            self._least = QSize()
            for item in self.shown:
                self._least = self._least.expandedTo(item.minimumSize())
        return QSize(self._least)

    def _lay_out(self, rect: QRect, move: bool) -> int:
        """Place the items in `rect`; the height they take."""
        y = rect.y()
        for line in self._lines(rect.width()):
            tallest = max(size.height() for _, size in line)
            x = rect.x()
            for item, size in line:
                if move:
                    middle = y + (tallest - size.height()) // 2
                    item.setGeometry(QRect(QPoint(x, middle), QSize(min(size.width(), rect.width()), size.height())))
                x += size.width() + self._gap
            y += tallest + self._gap
        return max(0, y - self._gap - rect.y())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The items line by line, each with its size."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for item in self.shown:
            size = item.sizeHint().expandedTo(item.minimumSize())
            if not lines or size.width() > left:
                lines.append([])
                left = width
            lines[-1].append((item, size))
            left -= size.width() + self._gap
        return lines
