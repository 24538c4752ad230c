"""The circuit of a version, step by step."""

from PySide6.QtWidgets import QWidget

from app.core.message_commands import Draft, Proofread, Revise, Submit
from app.ui import arrangement
from app.ui.circuit_view import AFTERWARDS, StepMark, circuit
from app.ui.visa_box import Around, VisaBox
from tests.ui.by_name import words
from tests.ui.cell import FIRST, SECOND
from tests.ui.lines import NOW


def shown(cell, message, qtbot, by=None):
    opened = cell.opened(by or cell.head, message)
    inside = arrangement.column(*circuit(Around(opened.message, opened.version, NOW, "Europe/Paris", opened.changed)))
    whole = QWidget()
    whole.setLayout(inside)
    qtbot.addWidget(whole)
    return whole


def marks(whole):
    return [one.accessibleName() for one in whole.findChildren(StepMark)]


def boxes(whole):
    return [one.accessibleName() for one in whole.findChildren(VisaBox)]


def test_each_step_is_numbered_and_says_whether_it_is_done(cell, qtbot):
    message = cell.submitted()
    cell.sign(cell.health, message)
    whole = shown(cell, message, qtbot)
    assert marks(whole) == [
        "Étape 1, faite",
        "Étape 2, à venir",
        "Étape 3, faite",
        "Étape 4, en cours",
        "Étape 5, à venir",
    ]
    assert "DIR, autre que l’auteur, en attente de l’étape 4" in words(whole)


def test_a_proofreading_is_a_step_with_its_remark_and_no_condition(cell, qtbot):
    message = cell.submitted()
    assert "facultative, pas encore faite" in words(shown(cell, message, qtbot))
    cell.do(cell.head, Proofread(message, None, "Préciser la commune."))
    whole = shown(cell, message, qtbot)
    assert marks(whole)[1] == "Étape 2, faite"
    assert boxes(whole)[0] == "C. Morvan (CCOM), remarque, 03:16 : « Préciser la commune. »"


def test_a_draft_waits_for_its_submission(cell, qtbot):
    message = cell.do(cell.writer, Draft(cell.space, "line", FIRST)).id
    whole = shown(cell, message, qtbot)
    assert "Soumission au visa" in words(whole)
    assert marks(whole)[2] == "Étape 3, en cours"


def test_what_is_asked_after_an_urgent_validation_stays_in_sight(cell, qtbot):
    message = cell.do(cell.writer, Draft(cell.space, "line", FIRST)).id
    cell.do(cell.head, Submit(message, None, "urgent"))
    for one in (cell.head, cell.authority):
        cell.sign(one, message)
    assert cell.head.reading.message(message).state == "validated"
    whole = shown(cell, message, qtbot)
    assert AFTERWARDS in words(whole)
    assert any(box.startswith("Santé, en attente") for box in boxes(whole))


def test_the_visas_of_a_former_text_are_shown_even_when_nothing_is_submitted(cell, qtbot):
    message = cell.submitted()
    cell.sign(cell.health, message)
    cell.do(cell.writer, Revise(message, SECOND))
    assert "Visas qui ne comptent pas" in words(shown(cell, message, qtbot)) or boxes(shown(cell, message, qtbot)) == []


def test_two_versions_suspend_the_circuit(cell, qtbot):
    assert "dès qu’une version est choisie" in words(shown(cell, cell.apart(), qtbot))
