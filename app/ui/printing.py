"""A file on paper or on disk: always the bytes that were made, never made again."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.core.errors import Unavailable, disk_said
from app.documents import preview
from app.ui import page_preview
from app.ui.background import Background

DOTS = 300  # per inch
PAPER_WIDTH = round(210 / 25.4 * DOTS)
UPRIGHT, ACROSS = QPageLayout.Orientation.Portrait, QPageLayout.Orientation.Landscape
NO_ANSWER = "L’imprimante ne répond pas, rien n’a été imprimé. Enregistrez le PDF ou changez-en."


def print_file(parent: QWidget, background: Background, name: str, pdf: bytes, done: Callable[[], object]) -> None:
    """Ask for a printer, then print every page. `done` is called once it was given to the printer."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"Imprimer {name}")
    if dialog.exec() == QDialog.DialogCode.Accepted:
        background.read(partial(drawn, pdf, PAPER_WIDTH), partial(_printed, printer, background, done))


def print_long(
    parent: QWidget,
    background: Background,
    name: str,
    pdf: bytes,
    note: Callable[[], object],
    orientation: QPageLayout.Orientation = UPRIGHT,
) -> None:
    """Ask for a printer, then print the pages one after the other: a long file never stands in memory as images.

    `note` is done first, off the window's thread: when it is refused, nothing is printed. `orientation`: of its pages.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"Imprimer {name}")
    if dialog.exec() == QDialog.DialogCode.Accepted:
        press = Press(printer, background, pdf, orientation)
        background.carry(partial(_noted, note, pdf), press.begin)


class Press:
    """A printing under way: each page is drawn on the thread of files, then given to the printer on the window's."""

    def __init__(
        self,
        printer: QPrinter,
        background: Background,
        pdf: bytes,
        orientation: QPageLayout.Orientation = UPRIGHT,
    ):
        self._printer, self._background, self._pdf = printer, background, pdf
        self._orientation = orientation
        self._painter = QPainter()
        self._pages = 0

    def begin(self, pages: int) -> None:
        """Print all of them."""
        self._pages = pages
        _whole_sheets(self._printer, self._orientation)
        if not self._painter.begin(self._printer):
            self._background.failed.emit(Unavailable(NO_ANSWER))
            return
        self._draw(0)

    def _draw(self, number: int) -> None:
        self._background.carry(partial(_page, self._pdf, number), partial(self._give, number), self._stop)

    def _give(self, number: int, page: QImage) -> None:
        if number:
            self._printer.newPage()
        sheet = self._printer.pageRect(QPrinter.Unit.DevicePixel)
        self._painter.drawImage(QRectF(0, 0, sheet.width(), sheet.height()), page)
        if number + 1 < self._pages:
            self._draw(number + 1)
            return
        self._painter.end()

    def _stop(self, error: Exception) -> None:
        self._painter.end()
        self._background.failed.emit(error)


def drawn(pdf: bytes, width: int) -> list[QImage]:
    """The pages of a file as images, `width` pixels wide. Not on the window's thread."""
    return [page_preview.image(page) for page in preview.pages(pdf, width)]


def paint(printer: QPrinter, pages: Sequence[QImage]) -> None:
    """Draw each page over a whole sheet: its margins are its own. Raises Unavailable."""
    _whole_sheets(printer)
    painter = QPainter()
    if not painter.begin(printer):
        raise Unavailable(NO_ANSWER)
    for number, page in enumerate(pages):
        if number:
            printer.newPage()
        sheet = printer.pageRect(QPrinter.Unit.DevicePixel)
        painter.drawImage(QRectF(0, 0, sheet.width(), sheet.height()), page)
    painter.end()


def save_file(parent: QWidget, background: Background, name: str, pdf: bytes, done: Callable[[str], object]) -> None:
    """Ask for a place, then write the file there. `done` is given its path."""
    path, _ = QFileDialog.getSaveFileName(parent, "Enregistrer le PDF", f"{name}.pdf", "PDF (*.pdf)")
    if path:
        background.read(partial(written, Path(path), pdf), done)


def written(path: Path, pdf: bytes) -> str:
    """Write the file; its path. Raises Unavailable."""
    try:
        path.write_bytes(pdf)
    except OSError as error:
        said = disk_said(error)
        raise Unavailable(f"Le fichier n’a pas pu être écrit ({said}) : choisissez un autre dossier.") from error
    return str(path)


def _printed(printer: QPrinter, background: Background, done: Callable[[], object], pages: Sequence[QImage]) -> None:
    try:
        paint(printer, pages)
    except Unavailable as error:
        background.failed.emit(error)
        return
    done()


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
