"""A sheet over the window holds nothing up, and gives the keyboard back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMainWindow, QWidget

from app.ui import arrangement
from app.ui.sheet import Sheet


@pytest.fixture
def laid(qtbot):
    window, top, below, field = QMainWindow(), QWidget(), QLineEdit(), QLineEdit()
    top.setFixedHeight(40)
    centre = QWidget()
    centre.setLayout(arrangement.column(top, below, None))
    window.setCentralWidget(centre)
    window.resize(800, 600)
    sheet = Sheet(window, top, "Essai", 400, 300)
    sheet.put(arrangement.column(field))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    below.setFocus()
    qtbot.waitUntil(below.hasFocus)
    return window, below, sheet, field


def test_it_comes_with_the_keyboard_and_escape_gives_it_back(laid, qtbot):
    _, below, sheet, field = laid
    assert not sheet.isVisible()
    sheet.come(field)
    assert sheet.isVisible()
    assert field.hasFocus()
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert below.hasFocus()


def test_it_goes_when_the_keyboard_goes_elsewhere_in_the_window(laid):
    _, below, sheet, field = laid
    sheet.come(field)
    below.setFocus()
    assert not sheet.isVisible()
    assert below.hasFocus()


def test_it_can_be_called_again_and_again(laid, qtbot):
    _, below, sheet, field = laid
    for _ in range(3):
        sheet.come(field)
        sheet.come(field)
        sheet.leave()
        sheet.leave()
        assert below.hasFocus()


def test_it_stays_inside_a_window_made_smaller(laid):
    window, _, sheet, field = laid
    sheet.come(field)
    assert (sheet.width(), sheet.height()) == (400, 300)
    assert sheet.y() > 40
    window.resize(320, 260)
    assert window.rect().contains(sheet.geometry())


def test_aside_it_stands_at_the_right(laid):
    window, _, former, _ = laid
    sheet, field = Sheet(window, former._below, "Essai", 300, 300, aside=True), QLineEdit()
    sheet.put(arrangement.column(field))
    sheet.come(field)
    assert sheet.geometry().right() > window.width() - 20


def test_a_screen_reader_knows_its_name(laid):
    assert laid[2].accessibleName() == "Essai"
