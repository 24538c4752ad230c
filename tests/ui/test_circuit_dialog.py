"""The circuits of a crisis: changed by its head of cell with what falls in sight, read by the others."""

import pytest
from msgspec import structs

from app.core import circuits
from app.core.circuits import STANDARD
from app.core.message_commands import SetCircuit
from app.core.registers.members import AddMember
from app.ui.circuit_dialog import CircuitDialog
from tests.office import person_of

HOUSE = circuits.load()
SHORT = structs.replace(HOUSE, steps=HOUSE.steps[1:])
SLOW = structs.replace(HOUSE, steps=(structs.replace(HOUSE.steps[0], deadline=45), *HOUSE.steps[1:]))


@pytest.fixture
def open_for(cell, qtbot):
    def opened(of):
        made = CircuitDialog(None, cell.station(of), cell.crisis(of))
        qtbot.addWidget(made)
        qtbot.waitUntil(lambda: made.origin.text() != "")
        return made

    return opened


def test_the_head_of_the_cell_changes_it_and_sees_first_what_falls(cell, qtbot, open_for):
    cell.submitted()
    dialog = open_for(cell.head)
    assert "Circuit de la maison" in dialog.origin.text()
    assert dialog.said.text() == "Signent chaque organisme associé, puis le CCOM, enfin le DIR."
    assert not dialog.act.isEnabled()
    dialog.editor.remove.click()
    assert dialog.said.text() == "Signent le CCOM, enfin le DIR."
    assert "EDL-SIG2-001" in dialog.voided.text()
    assert "ses visas tombent" in dialog.voided.text()
    dialog.act.click()
    qtbot.waitUntil(lambda: "C. Morvan" in dialog.origin.text())
    assert not dialog.act.isEnabled()
    assert cell.head.reading.circuit(cell.space, STANDARD) == (SHORT,)


def test_each_circuit_has_its_own_steps_and_nothing_falls_where_nothing_waits(cell, open_for):
    dialog = open_for(cell.head)
    dialog.which.setCurrentIndex(dialog.which.findData("urgent"))
    assert "après coup" in dialog.said.text()
    dialog.editor.deadline.setText("5")
    dialog.editor.deadline.textEdited.emit("5")
    assert dialog.act.isEnabled()
    assert "aucun visa ne tombe" in dialog.voided.text()
    assert dialog.circuit().urgent


def test_what_could_not_validate_safely_is_refused_as_it_is_written(cell, open_for):
    dialog = open_for(cell.head)
    for step, why in (("authority", "visa final"), ("coordination", "visa final")):
        dialog.editor.list.choose(step)
        dialog.editor.remove.click()
        assert why in dialog.refused.text()
        assert not dialog.act.isEnabled()
    dialog.which.setCurrentIndex(1)
    dialog.which.setCurrentIndex(0)
    for step in ("organisations", "coordination"):
        dialog.editor.list.choose(step)
        dialog.editor.remove.click()
    assert "quatre yeux" in dialog.refused.text()
    dialog.editor.roles["DIR"].setChecked(False)
    assert "Dites qui peut donner" in dialog.refused.text()


@pytest.mark.parametrize("who", ["writer", "authority", "health"])
def test_the_others_read_it(cell, open_for, who):
    dialog = open_for(getattr(cell, who))
    assert not dialog.editor.isVisibleTo(dialog)
    assert not dialog.act.isVisibleTo(dialog)
    assert "1. visa des organismes associés" in dialog.read_steps.text()
    assert "CCOM" in dialog.voided.text()


@pytest.fixture
def apart(cell):
    """Two circuits set by two heads of the cell who did not see each other."""
    cell.head.desk.do(AddMember(cell.space, person_of(cell.writer), "CCOM"))
    cell.spread(cell.head)
    cell.head.desk.do(SetCircuit(cell.space, SHORT))
    cell.writer.desk.do(SetCircuit(cell.space, SLOW))
    for one in (cell.writer, cell.head, cell.writer):
        cell.spread(one)


def test_two_circuits_set_apart_are_shown_side_by_side_until_one_is_chosen(cell, qtbot, apart, open_for):
    dialog = open_for(cell.head)
    assert "écrits séparément" in dialog.origin.text()
    assert not dialog.editor.isVisibleTo(dialog)
    assert not dialog.act.isEnabled()
    starts = [one for one in dialog.findChildren(type(dialog.act)) if one.text() == "Partir de celui-ci"]
    assert len(starts) == 2
    starts[1].click()
    assert dialog.editor.isVisibleTo(dialog)
    assert dialog.act.isEnabled()
    written = dialog.circuit()
    dialog.act.click()
    qtbot.waitUntil(lambda: "Réglé pour cette crise" in dialog.origin.text())
    assert cell.head.reading.circuit(cell.space, STANDARD) == (written,)


def test_the_others_see_both_and_choose_nothing(cell, apart, open_for):
    dialog = open_for(cell.authority)
    assert "écrits séparément" in dialog.origin.text()
    assert not [one for one in dialog.findChildren(type(dialog.act)) if one.text() == "Partir de celui-ci"]


def test_a_change_that_comes_in_while_one_writes_is_said_and_takes_nothing_away(cell, qtbot, open_for):
    cell.head.desk.do(AddMember(cell.space, person_of(cell.writer), "CCOM"))
    cell.spread(cell.head)
    dialog = open_for(cell.head)
    dialog.editor.remove.click()
    cell.writer.desk.do(SetCircuit(cell.space, SLOW))
    cell.spread(cell.writer)
    qtbot.waitUntil(lambda: "L. Aubert" in dialog.origin.text())
    assert dialog.circuit().steps == SHORT.steps
    assert dialog.act.isEnabled()
