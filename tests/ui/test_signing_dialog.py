"""The text to read and what is decided of it, side by side where there is room."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from app.ui import arrangement, plain
from app.ui.background import Background
from app.ui.signing_dialog import STACKED_BELOW, SigningDialog


def places(dialog: SigningDialog, *parts: QWidget) -> list[QRect]:
    return [QRect(one.mapTo(dialog, one.rect().topLeft()), one.size()) for one in parts]


def test_the_decision_is_at_the_right_of_the_text_or_under_it(qtbot):
    background = Background()
    dialog = SigningDialog(None, "Viser", "Signer", background)
    qtbot.addWidget(dialog)
    read, decided = plain.label("Restez à l’abri."), plain.label("Décision")
    dialog.lay_beside(read, arrangement.column(decided, None), 300)
    dialog.resize(STACKED_BELOW, 500)
    dialog.show()
    text, decision = places(dialog, read, decided)
    assert decision.left() > text.right()
    assert decision.width() > 250
    dialog.resize(STACKED_BELOW - 1, 500)
    qtbot.waitUntil(lambda: places(dialog, decided)[0].top() > places(dialog, read)[0].bottom())
    background.close()
