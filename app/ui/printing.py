"""A frozen file on paper or on disk: always the bytes that were frozen, never a brief made again."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.core.errors import Unavailable
from app.documents import preview
from app.ui import page_preview
from app.ui.background import Background

DOTS = 300  # per inch
PAPER_WIDTH = round(210 / 25.4 * DOTS)


def print_file(parent: QWidget, background: Background, name: str, pdf: bytes, done: Callable[[], object]) -> None:
    """Ask for a printer, then print every page. `done` is called once it was given to the printer."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"Imprimer {name}")
    if dialog.exec() == QDialog.DialogCode.Accepted:
        background.read(partial(drawn, pdf, PAPER_WIDTH), partial(_printed, printer, background, done))


def drawn(pdf: bytes, width: int) -> list[QImage]:
    """The pages of a file as images, `width` pixels wide. Not on the window's thread."""
    return [page_preview.image(page) for page in preview.pages(pdf, width)]


def paint(printer: QPrinter, pages: Sequence[QImage]) -> None:
    """Draw each page over a whole sheet: its margins are its own. Raises Unavailable."""
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    painter = QPainter()
    if not painter.begin(printer):
        raise Unavailable("L’imprimante ne répond pas, rien n’a été imprimé. Enregistrez le PDF ou changez-en.")
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
        why = error.strerror or "erreur inconnue"
        raise Unavailable(f"Le fichier n’a pas pu être écrit ({why}) : choisissez un autre dossier.") from error
    return str(path)


def _printed(printer: QPrinter, background: Background, done: Callable[[], object], pages: Sequence[QImage]) -> None:
    try:
        paint(printer, pages)
    except Unavailable as error:
        background.failed.emit(error)
        return
    done()
