"""The lines in force leave the window as a file, whose hash is shown once it is noted."""

from hashlib import sha256

import pytest
from PySide6.QtWidgets import QFileDialog

from app.ui.board_export_dialog import BoardExportDialog
from tests.ui.said import page_of


@pytest.mark.parametrize("kind", ["pdf", "odt"])
def test_the_file_is_written_noted_and_its_hash_shown(speech, qtbot, tmp_path, monkeypatch, kind):
    speech.out("Restez à l’abri", topic="Consigne")
    page = page_of(speech, qtbot)
    offered = []

    def chosen(parent, title, name, filter):
        offered.append(name)
        return str(tmp_path / f"edl.{kind}"), filter

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    dialog = BoardExportDialog(page, page._station, page._crisis)
    qtbot.addWidget(dialog)
    dialog.format.setCurrentIndex(dialog.format.findData(kind))
    dialog.submit()
    qtbot.waitUntil(lambda: "SHA-256" in dialog.told.text())
    assert "EDL-en-vigueur-EXERCICE" in offered[0]
    assert sha256((tmp_path / f"edl.{kind}").read_bytes()).hexdigest() in dialog.told.text().replace(" ", "")
    (noted,) = speech.head.reading.extractions(speech.room.space)
    assert (noted.what, noted.format) == ("message", kind)
