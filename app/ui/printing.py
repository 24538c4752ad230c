"""A file on paper: always the bytes that were made, never made again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import shiboken6
from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from app.core.errors import Unavailable
from app.documents import preview, spool
from app.documents.spool import Queue
from app.ui import page_preview
from app.ui.background import Background
from app.ui.print_dialog import PrintDialog

DOTS = 300  # per inch
PAPER_WIDTH = round(210 / 25.4 * DOTS)
UPRIGHT, ACROSS = QPageLayout.Orientation.Portrait, QPageLayout.Orientation.Landscape
NO_ANSWER = "L’imprimante ne répond pas, rien n’a été imprimé. Enregistrez le PDF ou changez-en."


@dataclass(frozen=True, slots=True)
class Sheets:
    """A file to print. `note` is done first, off the window's thread: when it is refused, nothing is printed; `done` on
    the window's, once a printer was given all of it."""

    name: str
    pdf: bytes
    note: Callable[[], object] = lambda: None
    done: Callable[[], object] = lambda: None
    orientation: QPageLayout.Orientation = UPRIGHT


def print_file(
    parent: QWidget,
    background: Background,
    name: str,
    pdf: bytes,
    note: Callable[[], object],
    orientation: QPageLayout.Orientation = UPRIGHT,
) -> None:
    """Ask for a printer, then print every page. `note` is done first, off the window's thread: when it is refused,
    nothing is printed. `orientation`: of its pages."""
    _ask(parent, background, Sheets(name, pdf, note, orientation=orientation))


def print_images(parent: QWidget | None, background: Background, files: Sequence[Sheets]) -> None:
    """Have the system ask for a printer, then give it these one after the other, as images: where no queue takes files
    as they are."""
    if not files:
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"Imprimer {files[0].name}" if len(files) == 1 else f"Imprimer {len(files)} fichiers")
    if dialog.exec() == QDialog.DialogCode.Accepted:
        Press(printer, background, files).begin()


class Press:
    """A printing under way: each page is drawn on the thread of files, then given to the printer on the window's. A
    long file never stands in memory as images."""

    def __init__(self, printer: QPrinter, background: Background, files: Sequence[Sheets]):
        self._printer, self._background, self._files = printer, background, files
        self._painter = QPainter()
        self._pages = 0

    def begin(self) -> None:
        """Print all of them."""
        file = self._files[0]
        self._background.carry(partial(_noted, file.note, file.pdf), self._start)

    def _start(self, pages: int) -> None:
        file = self._files[0]
        self._pages = pages
        self._printer.setDocName(file.name)
        _whole_sheets(self._printer, file.orientation)
        if not self._painter.begin(self._printer):
            self._background.failed.emit(Unavailable(NO_ANSWER))
            return
        self._draw(0)

    def _draw(self, number: int) -> None:
        self._background.carry(partial(_page, self._files[0].pdf, number), partial(self._give, number), self._stop)

    def _give(self, number: int, page: QImage) -> None:
        if number:
            self._printer.newPage()
        sheet = self._printer.pageRect(QPrinter.Unit.DevicePixel)
        self._painter.drawImage(QRectF(0, 0, sheet.width(), sheet.height()), page)
        if number + 1 < self._pages:
            self._draw(number + 1)
            return
        self._painter.end()
        done, self._files = self._files[0].done, self._files[1:]
        done()
        if self._files:
            self.begin()

    def _stop(self, error: Exception) -> None:
        self._painter.end()
        self._background.failed.emit(error)


def _ask(parent: QWidget | None, background: Background, file: Sheets) -> None:
    background.carry(spool.queues, partial(_choose, parent, background, file))


def _choose(parent: QWidget | None, background: Background, file: Sheets, queues: Sequence[Queue]) -> None:
    """A queue takes the file as it is; without any, the system knows the printers, and is given images."""
    if parent is not None and not shiboken6.isValid(parent):
        return
    if queues:
        dialog = PrintDialog(parent, background, file.name, file.pdf, queues, file.note, file.done)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return
    print_images(parent, background, [file])


def _whole_sheets(printer: QPrinter, orientation: QPageLayout.Orientation = UPRIGHT) -> None:
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(orientation)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)


def _noted(note: Callable[[], object], pdf: bytes) -> int:
    """Does what comes first, then says how many pages there are."""
    note()
    return preview.count(pdf)


def _page(pdf: bytes, number: int) -> QImage:
    return page_preview.image(preview.page(pdf, number, PAPER_WIDTH))
