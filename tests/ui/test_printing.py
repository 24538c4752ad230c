"""A frozen file on paper and on disk."""

import pytest
from PySide6.QtPrintSupport import QPrinter

from app.core.errors import Unavailable
from app.documents import brief, preview
from app.ui import printing
from tests.ui.lines import NOW


@pytest.fixture
def frozen(cell):
    return brief.render(cell.head.reading.compose(cell.space, NOW, True))


def test_every_page_goes_to_the_printer_at_its_size(frozen, tmp_path, qapp):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "papier.pdf"))
    printing.paint(printer, printing.drawn(frozen.pdf, 620))
    printed = preview.pages((tmp_path / "papier.pdf").read_bytes(), 210)
    assert len(printed) == frozen.pages
    assert abs(printed[0].height - 297) <= 1


def test_a_saved_file_is_the_frozen_file_byte_for_byte(frozen, tmp_path):
    assert printing.written(tmp_path / "pds.pdf", frozen.pdf) == str(tmp_path / "pds.pdf")
    assert (tmp_path / "pds.pdf").read_bytes() == frozen.pdf


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(Unavailable, match="choisissez un autre dossier"):
        printing.written(tmp_path / "absent" / "pds.pdf", b"")
