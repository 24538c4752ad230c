"""Every act is listed, the refused ones with their reason."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.ui.acts_sheet import POSSIBLE, REFUSED, ActsSheet
from app.ui.message_acts import Act

ACTS = (Act("sign", "Viser…", None), Act("lift", "Lever l’embargo…", None))


@pytest.fixture
def sheet(qtbot):
    window, pressed = QWidget(), []
    head = QPushButton("tête")
    rows = QVBoxLayout(window)
    rows.addWidget(head)
    rows.addStretch(1)
    qtbot.addWidget(window)
    window.resize(800, 700)
    window.show()
    window.activateWindow()
    made = ActsSheet(window, head, pressed.append)
    made.pressed = pressed
    made.enter(ACTS, {"lift": "Seule l'autorité (DIR) lève un embargo."})
    return made


def test_what_is_possible_comes_first_and_the_rest_says_why(sheet):
    assert [(one.group, one.words, one.note) for one in sheet.list.goals] == [
        (POSSIBLE, "Viser…", ""),
        (REFUSED, "Lever l’embargo…", "Seule l'autorité (DIR) lève un embargo."),
    ]


def test_the_whole_reason_is_read_from_the_keyboard_and_enter_does_not_force_it(sheet, qtbot):
    qtbot.keyClick(sheet.list, Qt.Key.Key_Down)
    assert sheet.reason.text() == "Lever l’embargo : Seule l'autorité (DIR) lève un embargo."
    qtbot.keyClick(sheet.list, Qt.Key.Key_Return)
    assert sheet.pressed == []
    assert sheet.isVisible()


def test_enter_does_what_the_line_says(sheet, qtbot):
    qtbot.keyClick(sheet.list, Qt.Key.Key_Return)
    assert sheet.pressed == ["sign"]
    assert not sheet.isVisible()


def test_asked_again_it_goes(sheet):
    sheet.enter(ACTS, {})
    assert not sheet.isVisible()
