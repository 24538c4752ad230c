"""Giving a visa, taking a message back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton

from app.ui.visa_dialog import Choices, VisaDialog, WithdrawDialog


def test_no_decision_is_chosen_in_advance(cell, qtbot):
    message = cell.health.reading.message(cell.submitted())
    dialog = VisaDialog(None, cell.station(cell.health), message, message.current)
    qtbot.addWidget(dialog)
    dialog.submit()
    assert dialog.form.refusal == "Refusé : choisissez une décision."
    assert cell.health.reading.message(message.id).visas == ()


def test_a_reservation_must_be_written(cell, qtbot):
    message = cell.health.reading.message(cell.submitted())
    dialog = VisaDialog(None, cell.station(cell.health), message, message.current)
    qtbot.addWidget(dialog)
    dialog.decision.choose("reservation")
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.form.refusal))
    assert "Écrivez la réserve" in dialog.form.refusal
    dialog.comment.setPlainText("Citer l’heure.")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert cell.health.reading.message(message.id).visas[0].comment == "Citer l’heure."


def test_a_message_is_taken_back_with_its_reason_only(cell, qtbot):
    message = cell.head.reading.message(cell.submitted())
    dialog = WithdrawDialog(None, cell.station(cell.head), message)
    qtbot.addWidget(dialog)
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.form.refusal))
    dialog.reason.setPlainText("Remplacé par EDL-SIG2-002.")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert cell.head.reading.message(message.id).state == "withdrawn"


def test_choices_are_exclusive_and_reachable_by_keyboard(qtbot):
    choices = Choices({"a": "Première", "b": "Seconde"})
    qtbot.addWidget(choices)
    choices.choose("a")
    choices.choose("b")
    assert choices.chosen == "b"
    assert choices.focusProxy() is not None


def test_an_arrow_chooses_what_it_goes_to_even_when_nothing_was_chosen(qtbot):
    choices = Choices({"a": "Première", "b": "Seconde", "c": "Troisième"})
    qtbot.addWidget(choices)
    choices.show()
    first, second, third = choices.findChildren(QRadioButton)
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert choices.chosen == ""
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert (choices.chosen, second.isChecked()) == ("b", True)
    qtbot.keyClick(second, Qt.Key.Key_Down)
    assert (choices.chosen, third.isChecked()) == ("c", True)
