"""A frozen file on paper and on disk."""

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog

from app.core.errors import Refused, Unavailable
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


def test_a_table_that_lies_across_is_printed_across(qapp):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printing._whole_sheets(printer, printing.ACROSS)
    assert printer.pageRect(QPrinter.Unit.Millimeter).width() > 290


def test_a_saved_file_is_the_frozen_file_byte_for_byte(frozen, tmp_path):
    assert printing.written(tmp_path / "pds.pdf", frozen.pdf) == str(tmp_path / "pds.pdf")
    assert (tmp_path / "pds.pdf").read_bytes() == frozen.pdf


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(Unavailable, match="choisissez un autre dossier"):
        printing.written(tmp_path / "absent" / "pds.pdf", b"")


def test_a_printing_that_is_refused_prints_nothing(frozen, tmp_path, cell, qtbot, monkeypatch):
    class Chosen:
        """The system's dialog, where the person chose a printer."""

        def __init__(self, printer, parent):
            printer.setOutputFileName(str(tmp_path / "papier.pdf"))

        def setWindowTitle(self, title):
            assert title == "Imprimer main courante"

        def exec(self):
            return QDialog.DialogCode.Accepted

    def refuse():
        raise Refused("Votre rôle ne le permet pas.")

    monkeypatch.setattr(printing, "QPrintDialog", Chosen)
    background = cell.station(cell.head).background
    failed = []
    background.failed.connect(failed.append)
    printing.print_long(None, background, "main courante", frozen.pdf, refuse)
    qtbot.waitUntil(lambda: bool(failed))
    assert str(failed[0]) == "Votre rôle ne le permet pas."
    assert not (tmp_path / "papier.pdf").exists()
