"""A code is shown once, and left only when it is safe."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter

from app.ui.code_dialog import LINE, CodeDialog, print_code


@pytest.fixture
def dialog(qtbot):
    made = CodeDialog(None, "Code", "Il ne sert qu’une fois.", "7K2M-9QXF", "Je l’ai copié.", "Fermer", "Diapason")
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_code_is_left_only_once_it_is_said_to_be_kept(dialog):
    dialog.reject()
    assert dialog.isVisible()
    assert not dialog.go.isEnabled()
    dialog.kept.setChecked(True)
    dialog.go.click()
    assert not dialog.isVisible()


def test_a_code_can_be_copied_and_not_changed(dialog):
    dialog.copy()
    assert QGuiApplication.clipboard().text() == "7K2M-9QXF"
    assert dialog.shown.isReadOnly()


@pytest.mark.parametrize("code", ["7K2M-9QXF", "DIA1-" + "x" * 5 * LINE], ids=["short", "long"])
def test_a_code_can_be_printed(code, tmp_path, qapp):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "code.pdf"))
    print_code(printer, code, "Diapason, poste SIG1")
    assert (tmp_path / "code.pdf").read_bytes().startswith(b"%PDF")


def test_enter_leaves_a_code_that_is_kept(dialog, qtbot):
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.kept.setChecked(True)
    qtbot.keyClick(dialog.kept, Qt.Key.Key_Return)
    assert not dialog.isVisible()
