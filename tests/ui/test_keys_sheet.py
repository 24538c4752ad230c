"""Every key of the window, read from the acts themselves."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from app.ui.goals import Goal
from app.ui.keys_sheet import KeysSheet


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    made.resize(900, 700)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def test_the_keys_are_listed_and_enter_does_what_the_line_says(window, qtbot):
    done = []
    top = QWidget(window)
    sheet = KeysSheet(window, top)
    sheet.enter([Goal("Partout", "Avis", lambda: done.append("avis"), key="F8"), Goal("Partout", "Aide", print)])
    assert sheet.list.hasFocus()
    assert [goal.key for goal in sheet.list.goals] == ["F8", ""]
    qtbot.keyClick(sheet.list, Qt.Key.Key_Return)
    assert done == ["avis"]
    assert not sheet.isVisible()
