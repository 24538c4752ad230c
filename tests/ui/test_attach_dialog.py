"""A workstation is sent to a server made again elsewhere."""

import pytest

from app.core.errors import Refused
from app.ui.attach_dialog import AttachDialog
from app.ui.background import Background
from tests.ui.by_name import words


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


def test_what_is_no_such_code_is_refused_before_anything_is_asked(background, qtbot):
    dialog = AttachDialog(None, background, lambda code: pytest.fail("asked"))
    qtbot.addWidget(dialog)
    dialog.code.setPlainText("DIA1-abcd")
    dialog.submit()
    assert "commence par DIA2-" in dialog.form.refusal


def test_the_code_goes_out_as_it_was_pasted_and_the_dialog_closes(background, qtbot):
    given = []
    dialog = AttachDialog(None, background, given.append)
    qtbot.addWidget(dialog)
    dialog.code.setPlainText("  DIA2-abcd\nefgh ")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert ["".join(code.split()) for code in given] == ["DIA2-abcdefgh"]


def test_a_code_of_others_stays_on_screen_with_the_reason(background, qtbot):
    def refuse(code):
        raise Refused("Ce code n'est pas signé par le code de secours de votre service.", "code")

    dialog = AttachDialog(None, background, refuse)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.code.setPlainText("DIA2-abcd")
    dialog.submit()
    qtbot.waitUntil(lambda: "pas signé" in dialog.form.refusal)
    assert dialog.isVisible()


def test_the_dialog_says_that_nothing_is_lost(background, qtbot):
    dialog = AttachDialog(None, background, lambda code: None)
    qtbot.addWidget(dialog)
    assert "Rien de ce que ce poste tient n’est effacé" in words(dialog)
