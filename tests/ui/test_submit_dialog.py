"""Sending a version round a circuit."""

from app.core.message_commands import Draft
from app.core.texts import Text
from app.ui.submit_dialog import URGENT, SubmitDialog, warnings
from tests.ui.by_name import words
from tests.ui.cell import FIRST


def dialog_of(cell, by, message, qtbot):
    opened = cell.opened(by, message)
    dialog = SubmitDialog(None, cell.station(by), opened, opened.fitting)
    qtbot.addWidget(dialog)
    return dialog


def drafted(cell, text=FIRST):
    return cell.do(cell.writer, Draft(cell.space, "line", text)).id


def test_between_two_circuits_nothing_is_chosen_in_advance(cell, qtbot):
    message = drafted(cell)
    dialog = dialog_of(cell, cell.head, message, qtbot)
    dialog.submit()
    assert dialog.form.refusal == "Refusé : choisissez le circuit."
    dialog.circuit.choose("urgent")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert cell.head.reading.message(message).circuit.id == "urgent"


def test_what_an_urgent_circuit_means_is_said_before_it_is_chosen(cell, qtbot):
    dialog = dialog_of(cell, cell.head, drafted(cell), qtbot)
    assert URGENT in words(dialog)
    assert "1. visa des organismes associés : LIA, échéance 20 min" in words(dialog)


def test_the_only_circuit_there_is_is_chosen(cell, qtbot):
    dialog = dialog_of(cell, cell.writer, drafted(cell), qtbot)
    assert dialog.circuit.chosen == "standard"


def test_a_blank_warns_and_forbids_nothing(cell, qtbot):
    message = drafted(cell, Text("Restez à l’abri", "Numéro : [numéro d’information]"))
    said = "Texte à compléter : [numéro d’information]. Le visa final sera refusé."
    assert warnings(cell.opened(cell.writer, message)) == [said]
    dialog = dialog_of(cell, cell.writer, message, qtbot)
    assert said in words(dialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert cell.writer.reading.message(message).state == "submitted"
