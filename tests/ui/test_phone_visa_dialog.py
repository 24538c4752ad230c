"""Writing down a visa given by telephone."""

from app.ui.phone_visa_dialog import PhoneVisaDialog
from tests.ui.by_name import words


def dialog_of(cell, message, qtbot):
    dialog = PhoneVisaDialog(None, cell.station(cell.head), cell.opened(cell.head, message))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_exact_text_is_there_to_be_read_aloud(cell, qtbot):
    dialog = dialog_of(cell, cell.submitted(), qtbot)
    said = [view.toPlainText() for view in dialog.text.views()]
    assert "Les habitants de douze communes restent à l’abri." in said
    assert "à confirmer" in words(dialog)


def test_neither_the_step_nor_the_decision_is_chosen_in_advance(cell, qtbot):
    message = cell.submitted()
    dialog = dialog_of(cell, message, qtbot)
    dialog.submit()
    assert "choisissez l’étape" in dialog.form.refusal
    dialog.step.setCurrentIndex(dialog.step.findData("organisations\nSAN"))
    dialog.submit()
    assert "choisissez la décision" in dialog.form.refusal
    assert cell.head.reading.message(message).visas == ()


def test_who_was_called_and_at_which_number_is_asked_beside_its_field(cell, qtbot):
    message = cell.submitted()
    dialog = dialog_of(cell, message, qtbot)
    dialog.step.setCurrentIndex(dialog.step.findData("organisations\nSAN"))
    dialog.decision.choose("favourable")
    dialog.submit()
    qtbot.waitUntil(lambda: "qui a donné ce visa" in dialog.form.refusal)
    dialog.name.setText("D. Roy")
    dialog.submit()
    qtbot.waitUntil(lambda: "numéro appelé" in dialog.form.refusal)
    dialog.number.setText("01 99 00 33 41")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    (visa,) = cell.head.reading.message(message).visas
    assert (visa.for_name, visa.called, visa.means, visa.confirmed) == ("D. Roy", "01 99 00 33 41", "phone", False)


def test_a_step_whose_turn_has_not_come_says_so(cell, qtbot):
    dialog = dialog_of(cell, cell.submitted(), qtbot)
    shown = [dialog.step.itemText(place) for place in range(dialog.step.count())]
    assert shown[1] == "Santé"
    assert shown[3].endswith("(DIR), pas encore son tour")
