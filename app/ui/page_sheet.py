"""One page of paper on the screen: white in every theme, at the size it is given, its pixels there or still to come."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui import theme

A4 = (595.28, 841.89)  # points
PIXELS = 96 / 72  # a point at 100 %
MARKED = 2  # pixels of the line around a place


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a page (the first is 0), in fractions of its width and of its height from its top left corner."""

    page: int
    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 0.0


class Sheet(QWidget):
    """A page. It keeps no pixels until it is given some, and gives them back when it is far from sight."""

    def __init__(self, parent: QWidget, size: tuple[float, float], number: int, count: int):
        super().__init__(parent)
        self.points = size if min(size) > 0 else A4
        self.setAccessibleName(f"Page {number} sur {count}")
        self.drawn_for = 0  # the width its pixels were asked for; 0 as long as nothing came
        self._image = QImage()
        self._shown = QImage()
        self._place: Place | None = None

    @property
    def image(self) -> QImage:
        """What it shows now."""
        return self._shown

    def heightForWidth(self, width: int) -> int:
        return round(width * self.points[1] / self.points[0])

    def show_image(self, drawn: QImage, grey: bool, width: int = 0) -> None:
        """Show these pixels, asked for that `width`; `grey` as a printer without colours would."""
        self._image, self.drawn_for = drawn, width or drawn.width()
        self.show_grey(grey)

    def show_grey(self, grey: bool) -> None:
        """Show the same pixels in grey, or in their colours."""
        self._shown = self._image.convertToFormat(QImage.Format.Format_Grayscale8) if grey else self._image
        self.update()

    def forget(self) -> None:
        """Give the pixels back."""
        self._image, self._shown, self.drawn_for = QImage(), QImage(), 0

    def mark(self, place: Place | None) -> None:
        """Draw a line around that part, and around no other."""
        if place != self._place:
            self._place = place
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._shown.isNull():
            painter.fillRect(self.rect(), Qt.GlobalColor.white)
        else:
            painter.drawImage(self.rect(), self._shown)
        painter.setPen(QPen(colours.rule_strong, 1))
        painter.drawRect(QRect(0, 0, self.width() - 1, self.height() - 1))
        if self._place is not None:
            painter.setPen(QPen(theme.theme("light").primary, MARKED))  # it is drawn on paper
            painter.drawRect(self._around(self._place))
        painter.end()

    def _around(self, place: Place) -> QRectF:
        width, height = self.width(), self.height()
        found = QRectF(place.left * width, place.top * height, place.width * width, place.height * height)
        return found.intersected(QRectF(self.rect()).adjusted(MARKED, MARKED, -MARKED, -MARKED))
