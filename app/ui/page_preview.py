"""The pages of a brief as they will be printed: the pixels of that very file, one page under another."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.documents.preview import PageImage
from app.ui import theme

WIDTH = 1240  # pixels drawn for a page: sharp at any size the window shows
MARGIN = 14


def image(page: PageImage) -> QImage:
    """The page as Qt draws it. The pixels are copied: the page may go."""
    return QImage(page.rgb, page.width, page.height, page.stride, QImage.Format.Format_RGB888).copy()


class Sheet(QWidget):
    """One page, as wide as the room allows, in the proportions of its paper."""

    def __init__(self, drawn: QImage, number: int, count: int):
        super().__init__()
        self._drawn = drawn
        self.setAccessibleName(f"Page {number} sur {count}")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * self._drawn.height() / max(1, self._drawn.width()))

    def sizeHint(self) -> QSize:
        return QSize(460, self.heightForWidth(460))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._drawn)
        painter.setPen(QPen(theme.current().rule_strong, 1))
        painter.drawRect(QRect(0, 0, self.width() - 1, self.height() - 1))


class PagePreview(QScrollArea):
    """Pages in a column. The keyboard scrolls them; the paper stays white in the dark theme, as paper does."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Aperçu des pages")
        self._pages = QWidget()
        self._pages.setProperty("look", "window")
        self._column = QVBoxLayout(self._pages)
        self._column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._column.setSpacing(MARGIN)
        self.setWidget(self._pages)
        self.count = 0

    def show_pages(self, pages: Sequence[QImage]) -> None:
        """Show these instead, at the place where the reader was."""
        place = self.verticalScrollBar().value()
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.setParent(None)
                widget.deleteLater()
        self.count = len(pages)
        for number, drawn in enumerate(pages, 1):
            self._column.addWidget(Sheet(drawn, number, len(pages)))
        self._column.addStretch(1)
        self._fit()
        self.verticalScrollBar().setValue(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Home:
            self.verticalScrollBar().setValue(0)
        elif event.key() == Qt.Key.Key_End:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        width = self.viewport().width() - 2 * MARGIN
        for sheet in self._pages.findChildren(Sheet):
            sheet.setFixedHeight(sheet.heightForWidth(max(1, width)))
