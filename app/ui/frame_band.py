"""The frame of the crisis as a texture: stripes for EXERCICE, solid for RÉEL, dots for ESSAI."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygon
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.registers.crisis import FRAMES
from app.ui import theme

BAND, FOOT = 20, 4  # pixels at 100 %
STRIPE, PERIOD = 11, 22
WARNING = "EXERCICE — AUCUNE INFORMATION DE CETTE FENÊTRE N’EST RÉELLE"


class FrameBand(QWidget):
    """The band at the top of the window, or the line at its foot. Outside every splitter: no page hides it. Without a
    crisis there is no frame, and it takes no room."""

    def __init__(self, *, foot: bool = False) -> None:
        super().__init__()
        self._foot = foot
        self._frame = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Cadre : aucune crise")

    def show_frame(self, frame: str) -> None:
        """`real`, `exercise`, `test`, or nothing when no crisis is shown."""
        self._frame = frame
        self.setAccessibleName(f"Cadre : {FRAMES.get(frame, 'aucune crise')}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if not self._frame:
            return QSize(100, 0)
        return QSize(100, FOOT if self._foot else theme.size(BAND))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_frame(painter, self.rect(), self._frame, words=not self._foot)
        painter.end()


def paint_frame(painter: QPainter, rect: QRect, frame: str, *, words: bool) -> None:
    """Fill `rect` with the texture of that frame and, with `words`, its name on plates."""
    colours = theme.current()
    match frame:
        case "exercise":
            _stripes(painter, rect)
            if words:
                _plates(painter, rect)
        case "real":
            painter.fillRect(rect, colours.text)
            if words:
                _word(painter, rect, FRAMES[frame], colours.surface)
        case "test":
            painter.fillRect(rect, colours.surface)
            pen = QPen(colours.text, 2, Qt.PenStyle.DotLine)
            painter.setPen(pen)
            if words:
                painter.drawRect(rect.adjusted(1, 1, -1, -1))
                _word(painter, rect, FRAMES[frame], colours.text)
            else:
                painter.drawLine(rect.left(), rect.center().y() + 1, rect.right(), rect.center().y() + 1)
        case _:
            painter.fillRect(rect, colours.window)


def _stripes(painter: QPainter, rect: QRect) -> None:
    colours = theme.current()
    painter.fillRect(rect, colours.frame_exercise)
    painter.save()
    painter.setClipRect(rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.on_frame_exercise)
    high = max(rect.height(), BAND)  # the foot shows the bottom of the same stripes
    bottom = rect.bottom() + 1
    for left in range(rect.left() - high - PERIOD, rect.right() + PERIOD, PERIOD):
        corners = [(left, bottom), (left + high, bottom - high)]
        corners += [(left + high + STRIPE, bottom - high), (left + STRIPE, bottom)]
        painter.drawPolygon(QPolygon([QPoint(x, y) for x, y in corners]))
    painter.restore()


def _plates(painter: QPainter, rect: QRect) -> None:
    colours = theme.current()
    metrics = QFontMetrics(_spaced())
    aside = metrics.horizontalAdvance("EXERCICE") + 32
    centre = metrics.horizontalAdvance(WARNING) + 32
    middle = WARNING if centre + 2 * aside + 160 < rect.width() else "EXERCICE"
    width = metrics.horizontalAdvance(middle) + 32
    plates = [(rect.center().x() - width // 2, width, middle)]
    if middle == WARNING:
        plates += [(rect.left() + 56, aside, "EXERCICE"), (rect.right() - 56 - aside, aside, "EXERCICE")]
    for left, wide, word in plates:
        plate = QRect(left, rect.top(), wide, rect.height())
        painter.fillRect(plate, colours.frame_exercise)
        _word(painter, plate, word, colours.on_frame_exercise)


def _word(painter: QPainter, rect: QRect, word: str, colour: QColor) -> None:
    painter.setFont(_spaced())
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, word)


def _spaced() -> QFont:
    font = QFont(theme.font("small_bold"))
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1.5)
    return font
