"""A frozen file on paper and on disk."""

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.core.errors import Refused
from app.documents import preview
from app.ui import printing
from app.ui.background import Background
from app.ui.print_dialog import PrintDialog
from app.ui.printing import Press, Sheets
from tests.documents.sheets import sheets


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


@pytest.fixture
def page(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def printer(path) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFileName(str(path))
    return made


def choosing(path, names):
    class Chosen:
        """The system's dialog, where the person chose a printer."""

        def __init__(self, printer, parent):
            printer.setOutputFileName(str(path))

        def setWindowTitle(self, title):
            names.append(title)

        def exec(self):
            return QDialog.DialogCode.Accepted

    return Chosen


def test_every_page_goes_to_the_printer_at_its_size(background, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr(printing, "PAPER_WIDTH", 620)
    done = []
    file = Sheets("PDS-SIG1-012", sheets(3), done=lambda: done.append(1))
    Press(printer(tmp_path / "papier.pdf"), background, [file]).begin()
    qtbot.waitUntil(lambda: bool(done))
    printed = preview.pages((tmp_path / "papier.pdf").read_bytes(), 210)
    assert len(printed) == 3
    assert abs(printed[0].height - 297) <= 1


def test_several_files_are_printed_one_after_the_other(background, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr(printing, "PAPER_WIDTH", 620)
    names, done = [], []
    monkeypatch.setattr(printing, "QPrintDialog", choosing(tmp_path / "papier.pdf", names))
    files = [Sheets(name, sheets(1), done=lambda name=name: done.append(name)) for name in ("1/2", "2/2")]
    printing.print_images(None, background, files)
    qtbot.waitUntil(lambda: done == ["1/2", "2/2"])
    assert names == ["Imprimer 2 fichiers"]


def test_a_table_that_lies_across_is_printed_across(qapp):
    across = QPrinter(QPrinter.PrinterMode.HighResolution)
    printing._whole_sheets(across, printing.ACROSS)
    assert across.pageRect(QPrinter.Unit.Millimeter).width() > 290


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_does_not_answer_is_told(background, tmp_path, qtbot):
    failed = []
    background.failed.connect(failed.append)
    Press(printer(tmp_path / "absent" / "papier.pdf"), background, [Sheets("a", sheets(1))]).begin()
    qtbot.waitUntil(lambda: bool(failed))
    assert "rien n’a été imprimé" in str(failed[0])


def test_a_printing_that_is_refused_prints_nothing(background, tmp_path, qtbot, monkeypatch):
    def refuse():
        raise Refused("Votre rôle ne le permet pas.")

    names = []
    monkeypatch.setattr(printing, "QPrintDialog", choosing(tmp_path / "papier.pdf", names))
    failed = []
    background.failed.connect(failed.append)
    printing.print_file(None, background, "main courante", sheets(1), refuse)
    qtbot.waitUntil(lambda: bool(failed))
    assert str(failed[0]) == "Votre rôle ne le permet pas."
    assert names == ["Imprimer main courante"]
    assert not (tmp_path / "papier.pdf").exists()


def test_where_a_queue_takes_files_it_is_given_the_very_file(background, page, cups, qtbot):
    done = []
    printing.print_file(page, background, "PDS-SIG1-012", sheets(2), lambda: done.append(1))
    qtbot.waitUntil(lambda: page.findChild(PrintDialog) is not None)
    page.findChild(PrintDialog).submit()
    qtbot.waitUntil(lambda: bool(done))
    received = cups.received()
    assert (received.file, received.title) == (sheets(2), "PDS-SIG1-012")


def test_a_printing_system_that_hangs_is_told_and_the_window_goes_on(background, page, cups, qtbot, monkeypatch):
    monkeypatch.setattr(printing.spool, "ANSWER", 0.2)
    failed = []
    background.failed.connect(failed.append)
    with cups.frozen():
        printing.print_file(page, background, "PDS-SIG1-012", sheets(2), lambda: None)
        qtbot.waitUntil(lambda: bool(failed))
    assert "enregistrez le PDF" in str(failed[0])


def test_a_page_closed_meanwhile_is_asked_nothing(background, cups, qtbot):
    page = QWidget()
    printing.print_file(page, background, "PDS-SIG1-012", sheets(2), lambda: None)
    page.deleteLater()
    waited = []
    background.carry(lambda: None, lambda _: waited.append(1))
    qtbot.waitUntil(lambda: bool(waited))
    assert not any(isinstance(one, PrintDialog) for one in QApplication.topLevelWidgets())
