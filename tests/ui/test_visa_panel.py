"""Where a message stands: what it lacks, its circuit, and the acts."""

from app.core.message_commands import Dispatch, Embargo, GiveVisa, Revise, Submit
from app.ui.state_words import Known
from app.ui.visa_box import VisaBox
from app.ui.visa_panel import VisaPanel
from tests.core.newsroom import meet
from tests.ui.by_name import button, words
from tests.ui.cell import SECOND
from tests.ui.lines import NOW

KNOWN = Known(False, NOW, "Europe/Paris", NOW)


def panel_of(cell, workstation, message, qtbot):
    pressed = []
    panel = VisaPanel(cell.station(workstation), pressed.append, lambda: pressed.append("more"), pressed.append)
    panel.pressed = pressed
    qtbot.addWidget(panel)
    panel.resize(372, 700)
    show(panel, cell, workstation, message)
    panel.show()
    return panel


def show(panel, cell, workstation, message):
    panel.show_message(cell.opened(workstation, message), cell.crisis(workstation), KNOWN)


def boxes(panel):
    return [box.accessibleName() for box in panel.findChildren(VisaBox) if box.isVisibleTo(panel)]


def test_a_visa_does_not_outlive_its_text_on_the_screen(cell, qtbot):
    message = cell.submitted()
    cell.sign(cell.health, message)
    panel = panel_of(cell, cell.head, message, qtbot)
    assert boxes(panel)[0].startswith("Santé, favorable, 03:16, application, M. Ferrand (LIA)")
    cell.do(cell.writer, Revise(message, SECOND))
    cell.do(cell.writer, Submit(message))
    show(panel, cell, cell.head, message)
    qtbot.waitUntil(lambda: any(box.startswith("Santé, visa caduc, Donné sur v1") for box in boxes(panel)))


def test_a_validated_message_says_bon_a_diffuser(cell, qtbot):
    panel = panel_of(cell, cell.head, cell.cleared(), qtbot)
    assert "Validé : bon à diffuser" in words(panel)


def test_the_next_act_of_the_person_is_the_primary_button(cell, qtbot):
    message = cell.submitted()
    panel = panel_of(cell, cell.health, message, qtbot)
    assert panel.bar.button("sign").property("look") == "primary_dense"
    panel.bar.button("sign").click()
    panel.bar.more.click()
    assert panel.pressed == ["sign", "more"]
    cell.sign(cell.health, message)
    show(panel, cell, cell.health, message)
    assert panel.bar.button("sign").property("look") == "dense"


def test_what_is_read_again_unchanged_is_left_alone(cell, qtbot):
    message = cell.submitted()
    panel = panel_of(cell, cell.head, message, qtbot)
    before = panel.findChildren(VisaBox)
    show(panel, cell, cell.head, message)
    assert panel.findChildren(VisaBox) == before
    cell.sign(cell.health, message)
    show(panel, cell, cell.head, message)
    assert panel.findChildren(VisaBox) != before


def test_what_went_out_is_listed_with_its_recall(cell, qtbot):
    message = cell.cleared()
    meet(cell.head)
    cell.do(cell.head, Dispatch(message, None, "press", "AFP"))
    panel = panel_of(cell, cell.head, message, qtbot)
    assert "Diffusé, en vigueur" in words(panel)
    assert "AFP" in words(panel)
    assert button(panel, "Liste de rappel…").isEnabled()


def test_an_embargo_stands_between_the_state_and_the_circuit(cell, qtbot):
    message = cell.cleared()
    meet(cell.head)
    cell.do(cell.head, Embargo(message, NOW + 3_600_000, "Europe/Paris", "familles informées"))
    panel = panel_of(cell, cell.head, message, qtbot)
    assert "Sous embargo" in words(panel)
    assert "Embargo jusqu’à 04:16, Paris" in words(panel)
    assert "Validé" not in words(panel)


def test_what_the_server_has_not_ranked_is_said(cell, qtbot):
    message = cell.submitted()
    panel = panel_of(cell, cell.health, message, qtbot)
    assert "non confirmé par le serveur" not in words(panel)
    cell.health.desk.do(GiveVisa(message, None, "favourable"))
    show(panel, cell, cell.health, message)
    qtbot.waitUntil(lambda: "non confirmé par le serveur" in words(panel))
