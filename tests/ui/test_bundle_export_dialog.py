"""Carrying a crisis away on a stick."""

from pathlib import Path

import pytest

from app.ui.bundle_export_dialog import BundleExportDialog
from tests.ui.by_name import words


@pytest.fixture
def dialog(room, qtbot) -> BundleExportDialog:
    room.record("Incendie")
    made = BundleExportDialog(None, room.station, room.mine.store, room.crisis)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: "SIG2" in made.readers.text())
    return made


def test_who_will_read_it_is_said_before_it_is_written(dialog) -> None:
    assert "Postes : SIG1, SIG2" in dialog.readers.text()
    assert "numéros privés ne sont pas dans le paquet" in words(dialog)


def test_what_was_written_is_shown_and_stays_to_be_read(dialog, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "clé.diapason"
    dialog.write(path)
    qtbot.waitUntil(lambda: "Lisible par : SIG1, SIG2." in dialog.said.text())
    assert path.is_file()
    assert dialog.isVisible()
    assert not dialog.act.isVisible()


def test_a_passphrase_is_typed_twice(dialog, tmp_path: Path) -> None:
    assert not dialog.passphrase.isVisible()
    dialog.whom.setCurrentIndex(dialog.whom.findData("passphrase"))
    assert dialog.passphrase.isVisible()
    assert not dialog.readers.isVisible()
    dialog.submit()
    assert "écrivez une phrase secrète" in dialog.form.refusal
    dialog.passphrase.setText("cheval agrafe")
    dialog.submit()
    assert "pas les mêmes" in dialog.form.refusal


def test_a_former_bundle_that_is_none_is_refused_beside_its_field(dialog, qtbot, tmp_path: Path) -> None:
    former = tmp_path / "notes.txt"
    former.write_text("des notes")
    dialog.keep_former(former)
    assert "notes.txt" in words(dialog)
    dialog.write(tmp_path / "clé.diapason")
    qtbot.waitUntil(lambda: "pas un paquet" in dialog.form.refusal)
    assert not (tmp_path / "clé.diapason").exists()


def test_leaving_stops_what_is_under_way_and_leaves_no_file(room, dialog, qtbot, tmp_path: Path) -> None:
    dialog.write(tmp_path / "clé.diapason")
    dialog.reject()
    qtbot.waitUntil(lambda: dialog._cancel.text() == "Fermer")
    if "arrêté" in dialog.said.text():
        assert not list(tmp_path.glob("clé*"))
    dialog.reject()
    qtbot.waitUntil(lambda: not dialog.isVisible())
