"""A damaged journal, as the window tells of it."""

import pytest

from app.ui.background import Background
from app.ui.rescue_dialog import OPEN, RescueDialog


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


def test_the_report_stays_until_it_was_read(background, qtbot):
    dialog = RescueDialog(None, background, lambda: "Rien n'a été perdu de ce que ce poste tenait.")
    qtbot.addWidget(dialog)
    dialog.show()
    assert "Rien n’est effacé" in dialog.told.text()
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.rescued)
    assert dialog.isVisible()
    assert dialog.told.text() == "Rien n'a été perdu de ce que ce poste tenait."
    assert dialog.act.text() == OPEN
    assert dialog.focusWidget() is dialog.act
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
