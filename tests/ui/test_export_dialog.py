"""Exporting and printing from the window: what leaves is said, noted, and refused in words."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog

from app.core.entry_commands import Record
from app.core.store.filtering import EntryFilter
from app.documents import preview
from app.ui import export_dialog, printing
from app.ui.export_dialog import ExportDialog


@pytest.fixture
def wanted(room):
    room.record("incendie", key_event=True)
    room.record("une note")
    return EntryFilter(room.space, key_events=True)


@pytest.fixture
def dialog(room, wanted, qtbot):
    made = ExportDialog(None, room.station, room.crisis, wanted)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: "faits marquants" in made.asked.text())
    return made


def chosen(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> list[str]:
    """What the person is offered as a name, and the file he chooses."""
    offered: list[str] = []

    def answer(parent, title, name, filter):
        offered.append(name)
        return (str(path) if path else "", filter)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return offered


def test_it_says_what_will_leave_before_asking_where(dialog, room):
    assert dialog.asked.text() == "1\u00a0entrée : faits marquants"
    dialog.what.setCurrentIndex(dialog.what.findData("decisions"))
    assert dialog.form.box("order").isHidden()


@pytest.mark.parametrize("kind", ["pdf", "odt", "csv", "ods", "json"])
def test_the_file_is_written_and_its_hash_shown(dialog, room, qtbot, tmp_path, monkeypatch, kind):
    file = tmp_path / f"mc.{kind}"
    offered = chosen(monkeypatch, file)
    dialog.format.setCurrentIndex(dialog.format.findData(kind))
    dialog.submit()
    qtbot.waitUntil(lambda: "SHA-256" in dialog.told.text())
    assert offered[0].startswith(f"{room.crisis.code}-main-courante-EXERCICE-")
    told = dialog.told.text()
    assert file.name in told
    assert str(tmp_path) in told
    assert sha256(file.read_bytes()).hexdigest() in told.replace(" ", "")
    assert dialog.act.isEnabled()
    (noted,) = room.mine.reading.extractions(room.space)
    assert (noted.format, noted.count) == (kind, 1)


def test_the_decisions_of_the_period_on_screen_can_be_asked(room, qtbot, tmp_path, monkeypatch):
    room.record("évacuer", type="decision", occurred_at=1_790_000_000_000)
    room.record("confiner", type="decision")
    period = EntryFilter(room.space, until=1_790_000_000_000)
    dialog = ExportDialog(None, room.station, room.crisis, period)
    qtbot.addWidget(dialog)
    chosen(monkeypatch, tmp_path / "d.json")
    dialog.what.setCurrentIndex(dialog.what.findData("decisions_of_period"))
    dialog.format.setCurrentIndex(dialog.format.findData("json"))
    dialog.submit()
    qtbot.waitUntil(lambda: "SHA-256" in dialog.told.text())
    told = json.loads((tmp_path / "d.json").read_bytes())
    assert [one["subject"] for one in told["entries"]] == ["évacuer"]


def test_without_a_period_all_decisions_leave(dialog):
    assert dialog.what.findData("decisions_of_period") == -1


def test_the_order_of_time_can_be_asked(dialog, room, qtbot, tmp_path, monkeypatch):
    room.mine.desk.do(Record(room.space, "avant", occurred_at=1_790_000_000_000, key_event=True))
    chosen(monkeypatch, tmp_path / "mc.json")
    dialog.format.setCurrentIndex(dialog.format.findData("json"))
    dialog.order.setCurrentIndex(dialog.order.findData("oldest_first"))
    dialog.submit()
    qtbot.waitUntil(lambda: "SHA-256" in dialog.told.text())
    told = json.loads((tmp_path / "mc.json").read_bytes())
    assert [one["subject"] for one in told["entries"]] == ["avant", "incendie"]


def test_going_back_at_the_choice_of_the_file_writes_nothing(dialog, room, qtbot, monkeypatch):
    offered = chosen(monkeypatch, None)
    dialog.submit()
    qtbot.waitUntil(lambda: bool(offered) and dialog.act.isEnabled())
    assert room.mine.reading.extractions(room.space) == []
    assert dialog.told.isHidden()


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_noted(dialog, room, qtbot, tmp_path, monkeypatch):
    (tmp_path / "f").write_text("")
    chosen(monkeypatch, tmp_path / "f" / "mc.pdf")
    dialog.submit()
    qtbot.waitUntil(lambda: "choisissez un autre dossier" in dialog.form.refusal)
    assert room.mine.reading.extractions(room.space) == []
    assert dialog.act.isEnabled()


@pytest.mark.parametrize(("what", "title"), [("journal", "Main courante"), ("decisions", "Relevé de décisions")])
def test_printing_gives_every_page_to_the_printer_once_it_is_noted(
    room, wanted, qtbot, tmp_path, monkeypatch, what, title
):
    file = tmp_path / "papier.pdf"

    class Chosen:
        """The system's dialog, where the person chose a printer."""

        def __init__(self, printer: QPrinter, parent: object) -> None:
            printer.setOutputFileName(str(file))

        def setWindowTitle(self, wording: str) -> None:
            assert wording.startswith(f"Imprimer {title}")

        def exec(self) -> QDialog.DialogCode:
            return QDialog.DialogCode.Accepted

    monkeypatch.setattr(printing, "QPrintDialog", Chosen)
    monkeypatch.setattr(printing, "PAPER_WIDTH", 620)
    room.record("évacuer", type="decision")
    if what == "journal":
        export_dialog.print_journal(None, room.station, room.crisis, wanted)
    else:
        export_dialog.print_decisions(None, room.station, room.crisis)
    qtbot.waitUntil(lambda: file.exists() and file.stat().st_size > 1000)
    assert preview.count(file.read_bytes()) == 1
    (noted,) = room.mine.reading.extractions(room.space)
    assert (noted.what, noted.format, noted.count) == (what, "papier", 1)
