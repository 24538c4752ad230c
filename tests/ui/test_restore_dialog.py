"""Restoring a saved workstation from the window."""

from pathlib import Path

import pytest

from app.core.errors import Refused
from app.ui.background import Background
from app.ui.restore_dialog import RestoreDialog, WantedBack


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


def test_a_file_and_what_opens_it_are_asked_and_a_refusal_stands_beside_its_field(background, qtbot):
    def restore(wanted: WantedBack) -> str:
        if wanted.secret != "un cheval bleu":
            raise Refused("Cette phrase secrète n'est pas la bonne.", "passphrase")
        return f"poste de {wanted.file}"

    dialog = RestoreDialog(None, background, restore)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.submit()
    assert "choisissez" in dialog.form.refusal
    dialog.file.setText("poste.sauvegarde")
    dialog.submit()
    assert "écrivez" in dialog.form.refusal
    dialog.secret.setText("un cheval rouge")
    dialog.submit()
    qtbot.waitUntil(lambda: "n'est pas la bonne" in dialog.form.refusal)
    dialog.secret.setText("un cheval bleu")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert (dialog.opened, dialog.secret.text()) == (f"poste de {Path('poste.sauvegarde')}", "")
