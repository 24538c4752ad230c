"""Exclusive choices, none made in advance."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton

from app.ui.choices import Choices
from tests.ui.by_name import words

THREE = {"a": "Première", "b": "Seconde", "c": "Troisième"}


def test_choices_are_exclusive_and_reachable_by_keyboard(qtbot):
    choices = Choices(THREE)
    qtbot.addWidget(choices)
    assert choices.chosen == ""
    choices.choose("a")
    with qtbot.waitSignal(choices.changed, check_params_cb=lambda code: code == "b"):
        choices.choose("b")
    assert choices.chosen == "b"
    assert choices.focusProxy() is not None


def test_an_arrow_chooses_what_it_goes_to_even_when_nothing_was_chosen(qtbot):
    choices = Choices(THREE)
    qtbot.addWidget(choices)
    choices.show()
    first, second, third = choices.findChildren(QRadioButton)
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert choices.chosen == ""
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert (choices.chosen, second.isChecked()) == ("b", True)
    qtbot.keyClick(second, Qt.Key.Key_Down)
    assert (choices.chosen, third.isChecked()) == ("c", True)


def test_what_cannot_be_chosen_says_why_and_the_arrows_pass_over_it(qtbot):
    choices = Choices(THREE)
    qtbot.addWidget(choices)
    choices.refuse("b", "Quatre yeux.")
    choices.show()
    first, second, third = choices.findChildren(QRadioButton)
    assert not second.isEnabled()
    assert second.accessibleDescription() == "Quatre yeux."
    assert "Quatre yeux." in words(choices)
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert third.isChecked()
    choices.refuse("b", "")
    assert second.isEnabled()


def test_a_choice_may_be_forgotten(qtbot):
    choices = Choices(THREE)
    qtbot.addWidget(choices)
    choices.choose("a")
    choices.clear()
    assert choices.chosen == ""
