"""Opening a workstation's store."""

import pytest

from app.core.errors import Refused
from app.ui.background import Background
from app.ui.unlocking import UnlockDialog


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


@pytest.fixture
def dialog(background, qtbot):
    def by_passphrase(secret):
        if secret != "un cheval bleu":
            raise Refused("Cette phrase secrète n'est pas la bonne.", "passphrase")
        return "clé"

    made = UnlockDialog(None, background, by_passphrase, lambda code: f"clé de {code}", "SIG1 · C. Morvan")
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_wrong_passphrase_is_refused_beside_it_and_may_be_tried_again(dialog, qtbot):
    dialog.passphrase.setText("un cheval rouge")
    dialog.submit()
    qtbot.waitUntil(lambda: "n'est pas la bonne" in dialog.form.refusal)
    dialog.passphrase.setText("un cheval bleu")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert dialog.opened == "clé"
    assert dialog.passphrase.text() == ""


def test_the_recovery_code_is_the_other_way_in(dialog, qtbot):
    dialog.other.click()
    assert not dialog.passphrase.isVisible()
    dialog.recovery.setText("7K2M-9QXF")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert dialog.opened == "clé de 7K2M-9QXF"


def test_nothing_typed_asks_nothing(dialog):
    dialog.submit()
    assert dialog.form.refusal
    assert dialog.opened is None
