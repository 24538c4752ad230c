"""What is taken out is written where a person said, its hash is shown, and a failure leaves nothing."""

import errno
import os
from pathlib import Path

import pytest

from app.core.errors import Refused, Unavailable
from app.documents.exporting import Taken
from app.ui.extract_dialog import ExtractDialog, written


def put(desk, extract, kind, path):
    """Writes what it is given; a word that is no file is refused."""
    if extract == "trop":
        raise Refused("C'est trop.")
    path.write_text(extract)
    return Taken((path,), "ab" * 32, 2)


def no_room(*_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.fixture
def dialog(cell, qtbot):
    made = ExtractDialog(None, "Sortir", cell.station(cell.head), "fiche", put)
    qtbot.addWidget(made)
    made.put_form()
    return made


def test_what_was_gathered_is_written_and_its_hash_shown(dialog, qtbot, tmp_path):
    gathered: list[str] = []
    dialog.gather("Lecture…", lambda: "mots", gathered.append)
    qtbot.waitUntil(lambda: gathered == ["mots"])
    assert dialog.act.isEnabled()
    dialog.save("txt", "mots", tmp_path / "a.txt")
    qtbot.waitUntil(lambda: "SHA-256 abababab" in dialog.told.text())
    assert (tmp_path / "a.txt").read_text() == "mots"
    assert dialog.told.text().startswith("2\u00a0fiches dans a.txt")


def test_what_is_refused_is_said_and_nothing_is_told_written(dialog, qtbot, tmp_path):
    dialog.save("txt", "trop", tmp_path / "a.txt")
    qtbot.waitUntil(lambda: dialog.act.isEnabled())
    assert dialog.told.isHidden()
    assert not (tmp_path / "a.txt").exists()


def test_a_disk_that_fails_is_told_as_such(cell, tmp_path):
    with pytest.raises(Unavailable, match="choisissez un autre dossier"):
        written(cell.station(cell.head), no_room, "mots", "txt", Path(tmp_path / "a.txt"))
