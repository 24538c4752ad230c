"""Where a message stands: what it lacks, then its circuit."""

from PySide6.QtWidgets import QFrame

from app.core.registers.messages import GiveVisa, Revise, Submit, Withdraw
from app.ui import message_acts
from app.ui.visa_panel import VisaBox, VisaPanel, missing_words
from tests.ui.by_name import words
from tests.ui.cell import SECOND
from tests.ui.test_message_acts import acting


def panel_of(cell, workstation, message, qtbot):
    panel = VisaPanel(dict.fromkeys(message_acts.KINDS, lambda: None))
    qtbot.addWidget(panel)
    show(panel, cell, workstation, message)
    panel.show()
    return panel


def show(panel, cell, workstation, message):
    read = workstation.reading.message(message)
    panel.show_message(read, read.current, acting(cell, workstation), "Europe/Paris", True)


def boxes(panel):
    return [box.accessibleName() for box in panel.findChildren(VisaBox) if box.isVisibleTo(panel)]


def test_a_visa_does_not_outlive_its_text_on_the_screen(cell, qtbot):
    message = cell.submitted()
    cell.sign(cell.health, message)
    panel = panel_of(cell, cell.head, message, qtbot)
    assert boxes(panel)[0].startswith("Santé, favorable, M. Ferrand (LIA)")
    cell.writer.desk.do(Revise(message, SECOND))
    cell.writer.desk.do(Submit(message))
    cell.spread(cell.writer)
    show(panel, cell, cell.head, message)
    qtbot.waitUntil(lambda: any(box.startswith("Santé, visa caduc, Donné sur v1·") for box in boxes(panel)))


def test_a_validated_message_says_bon_a_diffuser(cell, qtbot):
    message = cell.submitted()
    for one in (cell.health, cell.head, cell.authority):
        cell.sign(one, message)
    panel = panel_of(cell, cell.head, message, qtbot)
    assert cell.head.reading.message(message).state == "validated"
    assert missing_words(cell.head.reading.message(message)) == ""
    bands = [frame.accessibleName() for frame in panel.findChildren(QFrame)]
    assert "Validé : bon à diffuser. " in bands


def test_a_reservation_is_shown_with_its_words(cell, qtbot):
    message = cell.submitted()
    cell.sign(cell.health, message, "reservation", "Citer l’heure des mesures.")
    panel = panel_of(cell, cell.authority, message, qtbot)
    assert boxes(panel)[0].startswith("Santé, favorable avec réserve")
    assert "« Citer l’heure des mesures. »" in words(panel)


def test_what_the_server_has_not_ranked_is_said(cell, qtbot):
    message = cell.submitted()
    panel = panel_of(cell, cell.health, message, qtbot)
    assert "Non confirmé par le serveur" not in words(panel)
    cell.health.desk.do(GiveVisa(message, None, "favourable"))
    show(panel, cell, cell.health, message)
    qtbot.waitUntil(lambda: "Non confirmé par le serveur" in words(panel))


def test_the_next_act_of_the_person_is_the_primary_button(cell, qtbot):
    message = cell.submitted()
    panel = panel_of(cell, cell.health, message, qtbot)
    assert panel.bar.button("sign").property("look") == "primary_dense"
    cell.sign(cell.health, message)
    show(panel, cell, cell.health, message)
    assert panel.bar.button("sign").property("look") == "dense"


def test_a_message_taken_back_shows_the_reason(cell, qtbot):
    message = cell.submitted()
    cell.head.desk.do(Withdraw(message, "remplacé"))
    panel = panel_of(cell, cell.head, message, qtbot)
    assert "Motif : remplacé" in words(panel)
