"""Saving a workstation from the window."""

from pathlib import Path

import pytest

from app.core.errors import Unavailable
from app.ui import plain
from app.ui.background import Background
from app.ui.backup_dialog import BackupDialog


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


def test_the_copy_is_written_off_the_windows_thread_and_its_size_told(background, qtbot, monkeypatch, tmp_path):
    told = []
    monkeypatch.setattr(plain, "warn", lambda parent, title, words: told.append(words))
    dialog = BackupDialog(None, background, lambda path: 3 * 1024 * 1024 if path == tmp_path / "poste" else 0)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog.save(tmp_path / "poste")
    assert told == ["Le poste est sauvegardé (3 Mo)."]


def test_a_disk_that_refuses_is_said_in_the_dialog(background, qtbot):
    def full(path: Path) -> int:
        raise Unavailable("Le disque n'a pas la place.")

    dialog = BackupDialog(None, background, full)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.save(Path("ailleurs"))
    qtbot.waitUntil(lambda: "pas la place" in dialog.form.refusal)
    assert dialog.act.isEnabled()
