"""The steps of a circuit, changed one by one; the sentence says what they amount to."""

import pytest
from msgspec import structs

from app.core import circuits
from app.core.errors import Refused
from app.ui.circuit_steps import StepsEditor, card, minutes, sentence


@pytest.fixture
def editor(qtbot):
    made = StepsEditor()
    qtbot.addWidget(made)
    made.show_steps(circuits.load().steps)
    return made


def ids(editor) -> list[str]:
    return [one.id for one in editor.steps]


def test_what_is_shown_is_what_it_was(editor):
    assert editor.steps == circuits.load().steps
    for step in circuits.load("joint").steps:
        editor.show_steps(circuits.load("joint").steps)
        editor.list.choose(step.id)
        assert editor.steps == circuits.load("joint").steps


def test_a_field_changes_its_step_and_no_other(editor, qtbot):
    editor.list.choose("coordination")
    with qtbot.waitSignal(editor.changed):
        editor.deadline.textEdited.emit("")
    editor.deadline.setText("45")
    editor.label.setText("visa du chef de cellule")
    editor.roles["DIR"].setChecked(True)
    changed = structs.replace(
        circuits.load().steps[1], label="visa du chef de cellule", roles=("DIR", "CCOM"), deadline=45
    )
    assert editor.steps == (circuits.load().steps[0], changed, circuits.load().steps[2])


def test_steps_are_added_removed_and_moved_by_the_keyboard_s_buttons(editor):
    editor.list.choose("coordination")
    editor.add.click()
    assert ids(editor) == ["organisations", "coordination", "etape-1", "authority"]
    assert editor.label.text() == "nouvelle étape"
    editor.up.click()
    assert ids(editor) == ["organisations", "etape-1", "coordination", "authority"]
    editor.remove.click()
    assert ids(editor) == ["organisations", "coordination", "authority"]
    assert not editor.up.isEnabled()
    editor.down.click()
    assert ids(editor) == ["coordination", "organisations", "authority"]


def test_the_visa_of_the_authority_is_final_wherever_it_is_last(editor):
    editor.list.choose("authority")
    editor.up.click()
    assert [one.final for one in editor.steps] == [False, False, False]
    editor.down.click()
    assert [one.final for one in editor.steps] == [False, False, True]
    editor.list.choose("organisations")
    editor.down.click()
    editor.down.click()
    editor.after.setChecked(True)
    assert [(one.id, one.final) for one in editor.steps][1:] == [("authority", True), ("organisations", False)]


def test_organisations_are_those_of_the_list_and_others_are_refused_beside(editor):
    editor.organisations.setText("Intérieur, Santé")
    editor.organisations.textEdited.emit("")
    assert editor.steps[0].organisations == ("INT", "SAN")
    editor.organisations.setText("Ministère de la Magie")
    editor.organisations.textEdited.emit("")
    assert editor.form.refusal
    assert editor.steps[0].organisations == ("INT", "SAN")
    editor.kind.setCurrentIndex(editor.kind.findData("role"))
    assert editor.steps[0].organisations == ()
    assert not editor.form.box("organisations").isVisibleTo(editor)


@pytest.mark.parametrize(("typed", "found"), [("", 0), (" 20 ", 20), ("10080", 10080)])
def test_a_deadline_is_a_number_of_minutes_or_none(typed, found):
    assert minutes(typed) == found


@pytest.mark.parametrize("typed", ["vingt", "-1", "0", "10081", "9" * 40, "2,5"])
def test_what_is_no_deadline_is_refused(typed):
    with pytest.raises(Refused, match="minutes"):
        minutes(typed)


def test_a_circuit_is_told_in_one_sentence():
    assert sentence(circuits.load()) == "Signent chaque organisme associé, puis le CCOM, enfin le DIR."
    assert sentence(circuits.load("urgent")) == (
        "Signent le CCOM, enfin le DIR. Sans attendre : chaque organisme associé, après coup."
    )
    first, second, last = circuits.load().steps
    together = structs.replace(
        circuits.load(),
        steps=(structs.replace(first, organisations=("INT", "SAN")), structs.replace(second, parallel=True), last),
    )
    assert sentence(together) == "Signent Intérieur et Santé et le CCOM, enfin le DIR."


def test_a_step_is_listed_with_its_turn_who_signs_and_how_long_he_has():
    shown = card(3, structs.replace(circuits.load().steps[2], parallel=True))
    assert (shown.head, shown.title) == ("3. Visa de l’autorité", "Le DIR")
    assert shown.note == "échéance 15 min, en parallèle, visa final"
