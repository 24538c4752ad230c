"""The private numbers of a contact in the window."""

import pytest

from app.core.registers.private import AddPrivate
from app.ui import private_numbers
from app.ui.private_numbers import HIDE, PrivateNumbers
from tests.ui.by_name import words


@pytest.fixture
def contact(cell):
    cell.office.open_private()
    made = cell.contact(family_name="Delmas").id
    cell.head.desk.do(AddPrivate(made, "06 39 98 00 41"))
    return made


def shown_of(cell, qtbot, contact):
    shown = PrivateNumbers(cell.station(cell.head))
    qtbot.addWidget(shown)
    shown.show_rows(contact, cell.head.reading.private_of(contact))
    shown.show()
    return shown


def test_they_are_hidden_again_after_a_while(cell, qtbot, contact, monkeypatch):
    monkeypatch.setattr(private_numbers, "SHOWN_FOR", 200)
    shown = shown_of(cell, qtbot, contact)
    shown.button.click()
    qtbot.waitUntil(lambda: "06 39 98 00 41" in words(shown))
    shown.show_rows(contact, cell.head.reading.private_of(contact))
    assert shown.button.text() == HIDE
    qtbot.waitUntil(lambda: "06 39 98 •• 41" in words(shown))


def test_leaving_hides_them_and_each_showing_is_written_down(cell, qtbot, contact):
    shown = shown_of(cell, qtbot, contact)
    for _ in range(2):
        shown.button.click()
        qtbot.waitUntil(lambda: "06 39 98 00 41" in words(shown))
        shown.hide()
        shown.show()
        qtbot.waitUntil(lambda: "06 39 98 •• 41" in words(shown))
    assert len(cell.head.reading.consultations()) == 2


def test_the_keyboard_stays_on_the_button_that_shows_them(cell, qtbot, contact):
    shown = shown_of(cell, qtbot, contact)
    shown.activateWindow()
    shown.button.setFocus()
    shown.button.click()
    shown.button.click()  # pressed twice by a tired hand: asked once
    qtbot.waitUntil(lambda: "06 39 98 00 41" in words(shown))
    assert shown.focusWidget() is shown.button
    assert len(cell.head.reading.consultations()) == 1
