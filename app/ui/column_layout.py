"""Fields side by side in columns of one width, in as many columns as there is room for."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from app.ui import theme
from app.ui.item_layout import ItemLayout


class ColumnLayout(ItemLayout):
    """Each item takes one column of at least `least` pixels at 100 %; with text at 200 % the columns become rows."""

    def __init__(self, parent: QWidget | None = None, least: int = 200, spacing: int = 14):
        super().__init__(parent)
        self._least, self._gap = least, spacing
        self.setContentsMargins(0, 0, 0, 0)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def heightForWidth(self, width: int) -> int:
        return self._lay_out(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect, move=True)

    def sizeHint(self) -> QSize:
        tallest = max((item.sizeHint().height() for item in self.shown), default=0)
        return QSize(theme.size(self._least), tallest)

    def minimumSize(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def _lay_out(self, rect: QRect, move: bool) -> int:
        """Place the items in `rect`, row by row; the height they take."""
        shown = self.shown
        if not shown:
            return 0
        fitting = (rect.width() + self._gap) // (theme.size(self._least) + self._gap)
        columns = max(1, min(len(shown), fitting))
        width = (rect.width() - self._gap * (columns - 1)) // columns
        y = rect.y()
        for start in range(0, len(shown), columns):
            row = shown[start : start + columns]
            tallest = max(_height(item, width) for item in row)
            if move:
                for place, item in enumerate(row):
                    left = rect.x() + place * (width + self._gap)
                    item.setGeometry(QRect(QPoint(left, y), QSize(width, tallest)))
            y += tallest + self._gap
        return y - self._gap - rect.y()


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
