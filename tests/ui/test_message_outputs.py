"""Copying, saving and printing a message from the window: with its marks, and noted, or not at all."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.core.leaving import NOT_CLEARED, UNREAL, words
from app.core.message_commands import Embargo, Revise
from app.documents import preview
from app.ui import message_outputs, plain, printing
from app.ui.message_outputs import Wanted
from tests.core.newsroom import AFP, REUTERS
from tests.ui.cell import FIRST, SECOND


@pytest.fixture
def message(cell):
    id = cell.submitted()
    for one in (cell.head, cell.health, cell.authority):
        cell.sign(one, id)
    return id


@pytest.fixture
def station(cell):
    return cell.station(cell.head)


@pytest.fixture
def page(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def noted(cell):
    return [(one.what, one.format) for one in cell.head.reading.extractions(cell.space)]


UNREAL_EXERCISE = UNREAL.format("EXERCICE")


def test_what_is_copied_is_what_was_signed_between_its_marks(cell, station, message, page, qtbot):
    said: list[str] = []
    message_outputs.copy(page, station, Wanted(message), said.append)
    qtbot.waitUntil(lambda: bool(said))
    copied = QGuiApplication.clipboard().text()
    assert copied == f"{UNREAL_EXERCISE}\n\n{words(FIRST)}\n\n{UNREAL_EXERCISE}"
    assert UNREAL_EXERCISE in said[0]
    assert noted(cell) == [("message", "copie")]


def test_under_embargo_nothing_is_copied_without_saying_so(cell, station, message, page, qtbot):
    cell.head.desk.do(Embargo(message, None, "Europe/Paris", "familles informées"))
    said: list[str] = []
    message_outputs.copy(page, station, Wanted(message), said.append)
    qtbot.waitUntil(lambda: bool(said))
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == lines[-1] == "SOUS EMBARGO jusqu’à décision de levée — familles informées"


def test_what_is_saved_is_read_again_at_that_moment(cell, station, message, page, qtbot, tmp_path, monkeypatch):
    """The name is proposed, then the text changes while the person chooses where: the file says what it is."""
    file = tmp_path / "cp.txt"

    def answer(parent, title, name, filter):
        assert name.endswith("-v1-EXERCICE.txt")
        cell.writer.desk.do(Revise(message, SECOND))
        cell.spread(cell.writer)
        return str(file), filter

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    said: list[str] = []
    message_outputs.save(page, station, Wanted(message), "txt", said.append)
    qtbot.waitUntil(lambda: bool(said))
    assert NOT_CLEARED in said[0]
    assert file.read_text(encoding="utf-8").startswith(NOT_CLEARED)


def test_a_mail_hides_its_recipients_from_one_another(cell, station, message, page, qtbot, tmp_path, monkeypatch):
    file = tmp_path / "cp.eml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    said: list[str] = []
    message_outputs.save(page, station, Wanted(message, recipients=(AFP, REUTERS)), "eml", said.append)
    qtbot.waitUntil(lambda: bool(said))
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["To"] is None
    assert [one.addr_spec for one in mail["Bcc"].addresses] == ["desk@afp.fr", "paris@reuters.fr"]
    assert noted(cell) == [("message", "eml")]


def test_a_refusal_is_said_and_nothing_leaves(cell, station, message, page, qtbot, tmp_path, monkeypatch):
    told: list[str] = []
    monkeypatch.setattr(plain, "warn", lambda parent, title, text: told.append(text))
    message_outputs.copy(page, station, Wanted(message, channel="x"), told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert "pas de variante" in told[0]
    (tmp_path / "f").write_text("")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "f" / "x.pdf"), ""))
    message_outputs.save(page, station, Wanted(message), "pdf", told.append)
    qtbot.waitUntil(lambda: len(told) > 1)
    assert "choisissez un autre dossier" in told[1]
    assert noted(cell) == []


def test_what_is_printed_is_noted_first(cell, station, message, page, qtbot, tmp_path, monkeypatch):
    file: Path = tmp_path / "papier.pdf"

    class Chosen:
        """The system's dialog, where the person chose a printer."""

        def __init__(self, printer: QPrinter, parent: object) -> None:
            printer.setOutputFileName(str(file))

        def setWindowTitle(self, wording: str) -> None:
            assert wording.startswith("Imprimer EDL-SIG2-001 v1")

        def exec(self) -> QDialog.DialogCode:
            return QDialog.DialogCode.Accepted

    monkeypatch.setattr(printing, "QPrintDialog", Chosen)
    monkeypatch.setattr(printing, "PAPER_WIDTH", 620)
    message_outputs.print_paper(page, station, Wanted(message))
    qtbot.waitUntil(lambda: file.exists() and file.stat().st_size > 1000)
    assert preview.count(file.read_bytes()) == 1
    assert noted(cell) == [("message", "papier")]
