"""The pages of a brief as they will be printed: the pixels of that very file, one page under another."""

from collections.abc import Sequence
from enum import Enum
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QStyle, QWidget

from app.documents import preview
from app.documents.preview import PageImage
from app.ui.background import Background
from app.ui.page_sheet import A4, PIXELS, Place, Sheet

WIDTH = 1240  # pixels drawn for a page: sharp at any size the window shows
MOST_DRAWN = 2480  # pixels, however near one looks
MARGIN = 14
STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
REST = 40  # ms without moving before pages are drawn
KEPT = 2  # pages kept drawn above and below those in sight
Size = tuple[float, float]


class Fit(Enum):
    """A zoom that follows the window."""

    WIDTH = "Largeur de la page"
    PAGE = "Page entière"


def image(page: PageImage) -> QImage:
    """The page as Qt draws it. The pixels are copied: the page may go."""
    return QImage(page.rgb, page.width, page.height, page.stride, QImage.Format.Format_RGB888).copy()


class PagePreview(QScrollArea):
    """Pages in a column. The paper stays white in the dark theme, as paper does. The keyboard scrolls; + and − zoom, 0
    is the size of paper, L the width of a page, P a whole page, N black and white, Ctrl+Page goes from page to page.

    Pages of a file are drawn when they come in sight, one at a time, off the window's thread."""

    moved = Signal()  # another page is read, or the zoom is another
    toned = Signal(bool)  # black and white, or in colours

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Aperçu des pages")
        self._pages = QWidget()
        self._pages.setProperty("look", "window")
        self.setWidget(self._pages)
        self.viewport().setProperty("look", "window")
        self.sheets: tuple[Sheet, ...] = ()
        self.zoom: Fit | float = Fit.WIDTH
        self.grey = False
        self._pdf = b""
        self._background: Background | None = None
        self._turn = 0
        self._drawing = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._draw)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # -- what is shown

    @property
    def count(self) -> int:
        return len(self.sheets)

    @property
    def page(self) -> int:
        """The page that is read, the first being 0: that which crosses the upper third of the room, or the last."""
        bar = self.verticalScrollBar()
        if bar.value() == bar.maximum() > 0:
            return max(0, self.count - 1)
        line = bar.value() + self.viewport().height() // 3
        return next((n for n, sheet in enumerate(self.sheets) if line < sheet.geometry().bottom() + MARGIN), 0)

    @property
    def scale(self) -> float:
        """How large a page is shown, 1 being the size of paper."""
        sheet = self.sheets[self.page] if self.sheets else None
        return sheet.width() / (sheet.points[0] * PIXELS) if sheet else 1.0

    def show_pages(self, pages: Sequence[QImage]) -> None:
        """Show these instead, at the place where the reader was."""
        self._turn += 1
        self._pdf, self._background = b"", None
        self._lay([_points(drawn) for drawn in pages])
        for sheet, drawn in zip(self.sheets, pages, strict=True):
            sheet.show_image(drawn, self.grey)

    def show_file(self, pdf: bytes, background: Background) -> None:
        """Show the pages of that file instead, at the place where the reader was; those in sight are drawn first."""
        self._turn += 1
        self._pdf, self._background = b"", None  # else its pages would be taken for this one’s
        background.read(partial(_measured, pdf, self._turn), partial(self._show_measured, pdf, background))

    def show_place(self, place: Place | None) -> None:
        """Go to that part of a page, and draw a line around it; None takes the line away."""
        for number, sheet in enumerate(self.sheets):
            sheet.mark(place if place is not None and number == place.page else None)
        if place is not None and place.page < self.count:
            sheet = self.sheets[place.page]
            above = self.viewport().height() // 6
            self.verticalScrollBar().setValue(sheet.y() + round(place.top * sheet.height()) - above)

    def go_to(self, page: int) -> None:
        """Go to the top of that page, the first being 0."""
        if self.sheets:
            sheet = self.sheets[min(max(page, 0), self.count - 1)]
            self.verticalScrollBar().setValue(sheet.y() - MARGIN)

    # -- how it is shown

    def set_zoom(self, zoom: "Fit | float") -> None:
        """Show pages at that size; what was read stays in sight."""
        self.zoom = zoom if isinstance(zoom, Fit) else min(max(zoom, STEPS[0]), STEPS[-1])
        self._fit()

    def zoom_by(self, steps: int) -> None:
        """Show pages larger, or smaller."""
        now = self.scale
        nearer = [step for step in STEPS if step > now * 1.01]
        farther = [step for step in STEPS if step < now * 0.99]
        if steps > 0 and nearer:
            self.set_zoom(nearer[0])
        elif steps < 0 and farther:
            self.set_zoom(farther[-1])

    def set_grey(self, grey: bool) -> None:
        """Show what a printer without colours would print."""
        if grey != self.grey:
            self.grey = grey
            for sheet in self.sheets:
                sheet.show_grey(grey)
            self.toned.emit(grey)

    # -- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        controlled = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_Home:
                self.verticalScrollBar().setValue(0)
            case Qt.Key.Key_End:
                self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp if controlled:
                self.go_to(self.page + (1 if event.key() == Qt.Key.Key_PageDown else -1))
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal if not controlled:
                self.zoom_by(1)
            case Qt.Key.Key_Minus if not controlled:
                self.zoom_by(-1)
            case Qt.Key.Key_0 if not controlled:
                self.set_zoom(1.0)
            case Qt.Key.Key_L if not controlled:
                self.set_zoom(Fit.WIDTH)
            case Qt.Key.Key_P if not controlled:
                self.set_zoom(Fit.PAGE)
            case Qt.Key.Key_N if not controlled:
                self.set_grey(not self.grey)
            case _:
                super().keyPressEvent(event)

    # -- where each page stands

    def _show_measured(self, pdf: bytes, background: Background, found: tuple[int, Sequence[Size]]) -> None:
        turn, sizes = found
        if turn != self._turn:
            return
        self._pdf, self._background = pdf, background
        self._lay(sizes)

    def _lay(self, sizes: Sequence[Size]) -> None:
        place = self.verticalScrollBar().value()
        for old in self.sheets:
            old.setParent(None)
            old.deleteLater()
        self.sheets = tuple(Sheet(self._pages, one, n, len(sizes)) for n, one in enumerate(sizes, 1))
        for sheet in self.sheets:
            sheet.show()
        self._fit()
        self.verticalScrollBar().setValue(place)

    def _fit(self) -> None:
        """Give each page its size and its place; what was at the top of the room stays there."""
        if not self.sheets:
            return
        top = self.verticalScrollBar().value()
        read = next((sheet for sheet in self.sheets if sheet.geometry().bottom() >= top), self.sheets[-1])
        part = (top - read.y()) / max(1, read.height())
        room = self._room_wide()
        widths = [self._width_of(sheet, room) for sheet in self.sheets]
        whole, below = max(room, *widths) + 2 * MARGIN, MARGIN
        for sheet, width in zip(self.sheets, widths, strict=True):
            height = sheet.heightForWidth(width)
            sheet.setGeometry((whole - width) // 2, below, width, height)
            below += height + MARGIN
        self._pages.resize(whole, max(below, self.viewport().height()))
        self.verticalScrollBar().setValue(read.y() + round(part * read.height()))
        self._scrolled()

    def _room_wide(self) -> int:
        """As if the bar were always there: its coming and going would move the pages, and the pages the bar."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        return max(1, self.width() - 2 * self.frameWidth() - bar - 2 * MARGIN)

    def _width_of(self, sheet: Sheet, room: int) -> int:
        match self.zoom:
            case Fit.WIDTH:
                return room
            case Fit.PAGE:
                high = self.height() - 2 * self.frameWidth() - 2 * MARGIN
                return max(1, min(room, round(high * sheet.points[0] / sheet.points[1])))
            case ratio:
                return max(1, round(sheet.points[0] * PIXELS * float(ratio)))

    # -- what is drawn

    def _scrolled(self) -> None:
        self.moved.emit()
        if self._pdf:
            self._rest.start()

    def _draw(self) -> None:
        """Draw the next page in sight that wants it. One at a time: what a person asks meanwhile goes between two."""
        if self._drawing or self._background is None or not self.isVisible():
            return
        seen = self._in_sight()
        for number, sheet in enumerate(self.sheets):
            if number < seen.start - KEPT or number >= seen.stop + KEPT:
                sheet.forget()
        for number in (*seen, seen.stop, seen.start - 1):
            if 0 <= number < self.count and (wanted := self._wanted(self.sheets[number])) != (
                self.sheets[number].drawn_for
            ):
                self._drawing = True
                work = partial(_drawn, self._pdf, number, wanted, self._turn)
                self._background.read(work, self._take, self._failed)
                return

    def _in_sight(self) -> range:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        seen = [n for n, sheet in enumerate(self.sheets) if sheet.geometry().bottom() >= top and sheet.y() <= bottom]
        return range(seen[0], seen[-1] + 1) if seen else range(0)

    def _wanted(self, sheet: Sheet) -> int:
        return min(MOST_DRAWN, round(sheet.width() * self.devicePixelRatioF()))

    def _take(self, done: tuple[int, int, int, QImage]) -> None:
        turn, number, width, drawn = done
        self._drawing = False
        if turn == self._turn and number < self.count:
            self.sheets[number].show_image(drawn, self.grey, width)
        self._draw()

    def _failed(self, error: Exception) -> None:
        self._drawing = False
        background, self._background = self._background, None
        if background is not None:
            background.failed.emit(error)


def _points(drawn: QImage) -> Size:
    """The size of paper those pixels stand for: of an A4 sheet, upright or lying."""
    width = A4[1] if drawn.width() > drawn.height() else A4[0]
    return width, width * drawn.height() / max(1, drawn.width())


def _measured(pdf: bytes, turn: int) -> tuple[int, Sequence[Size]]:
    return turn, preview.sizes(pdf)


def _drawn(pdf: bytes, number: int, width: int, turn: int) -> tuple[int, int, int, QImage]:
    return turn, number, width, image(preview.page(pdf, number, width))
