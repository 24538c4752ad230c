"""Writing a contact."""

import pytest

from app.core.contact import KINDS
from app.ui.contact_editor import OWN, ContactEditor
from app.ui.contact_opening import open_contact
from tests.ui.by_name import button, words
from tests.ui.lines import NOW


def editor_of(cell, qtbot, contact="", crisis=None, copy=False, workstation=None):
    mine = workstation or cell.writer
    opened = open_contact(mine.reading, contact, crisis.id if crisis else "", NOW) if contact else None
    editor = ContactEditor(None, cell.station(mine), crisis, opened, copy=copy)
    qtbot.addWidget(editor)
    editor.show()
    return editor


def submitted(editor, qtbot):
    editor.submit()
    qtbot.waitUntil(lambda: bool(editor.written))
    return editor.written


def test_a_new_contact_keeps_its_number_in_one_form_and_its_organisation_by_code(cell, qtbot):
    editor = editor_of(cell, qtbot)
    editor.fields["family_name"].setText("Delmas")
    editor.parts.organisation.setText("ministère de la santé")
    editor.phones["phone:1"].number.setText("01.99.00.33.10")
    editor.fields["verified_on"].setText("23/09/2026")
    written = cell.writer.reading.contact(submitted(editor, qtbot))
    assert (written.name, written.organisation, written.phones[0].number) == ("Delmas", "SAN", "+33199003310")
    assert (written.verified_on, written.purge_on) == ("2026-09-23", "2028-09-23")


def test_a_number_that_is_none_is_refused_beside_it(cell, qtbot):
    editor = editor_of(cell, qtbot)
    editor.fields["family_name"].setText("Delmas")
    editor.phones["phone:1"].number.setText("pas un numéro")
    editor.submit()
    assert "Numéro de téléphone incompris" in editor.form.refusal
    assert editor.phones["phone:1"].accessibleDescription() == editor.form.refusal


def test_only_what_was_changed_is_written(cell, qtbot):
    done = cell.contact(family_name="Delmas", function="directrice", phone_1={"number": "0199003310", "usage": "duty"})
    editor = editor_of(cell, qtbot, done.id)
    assert editor.changed() == {}
    editor.fields["function"].setText("porte-parole")
    editor.phones["phone:1"].number.clear()
    assert editor.changed() == {"function": "porte-parole", "phone:1": None}
    submitted(editor, qtbot)
    assert cell.writer.reading.contact(done.id).function == "porte-parole"


def test_one_more_number_has_its_own_field_and_is_ready_to_be_typed(cell, qtbot):
    editor = editor_of(cell, qtbot)
    button(editor, "Ajouter un téléphone").click()
    assert list(editor.phones) == ["phone:1", "phone:2"]
    assert editor.phones["phone:2"].isAncestorOf(editor.focusWidget())


@pytest.mark.parametrize(
    ("kind", "asked", "not_asked"),
    [("person", "family_name", "acronym"), ("function", "function", "family_name"), ("organisation", "name", "deputy")],
)
def test_each_kind_is_asked_what_makes_sense_of_it(cell, qtbot, kind, asked, not_asked):
    editor = editor_of(cell, qtbot)
    editor.kind.setCurrentIndex(list(KINDS).index(kind))
    assert editor.form.box(asked).isVisibleTo(editor)
    assert not editor.form.box(not_asked).isVisibleTo(editor)


def test_a_private_number_is_kept_apart_from_the_contact(cell, qtbot):
    cell.office.open_private()
    editor = editor_of(cell, qtbot)
    editor.fields["family_name"].setText("Delmas")
    editor.phones["phone:1"].number.setText("06 39 98 00 41")
    editor.phones["phone:1"].private.setChecked(True)
    written = submitted(editor, qtbot)
    assert cell.writer.reading.contact(written).phones == ()
    assert [one.masked for one in cell.writer.reading.private_of(written)] == ["06 39 98 •• 41"]
    again = editor_of(cell, qtbot, written)
    again.parts.hidden[0].removed.setChecked(True)
    submitted(again, qtbot)
    assert cell.writer.reading.private_of(written) == ()


def test_a_private_number_is_refused_in_a_crisis_with_the_way_out(cell, qtbot):
    editor = editor_of(cell, qtbot, crisis=cell.crisis(cell.writer))
    assert "ce contact n’est ajouté qu’à elle" in words(editor)
    editor.fields["family_name"].setText("Delmas")
    editor.phones["phone:1"].number.setText("06 39 98 00 41")
    editor.phones["phone:1"].private.setChecked(True)
    editor.submit()
    assert "un numéro privé ne s’écrit que dans l’annuaire partagé" in editor.form.refusal


def test_in_a_real_crisis_one_chooses_where_it_goes(cell, qtbot):
    real = cell.office.crisis(cell.head, frame="real", title="Vraie crise")
    crisis = next(one for one in cell.head.reading.crises() if one.id == real)
    editor = editor_of(cell, qtbot, crisis=crisis, workstation=cell.head)
    editor.fields["family_name"].setText("Delmas")
    editor.where.setCurrentIndex(editor.where.findData(OWN))
    assert cell.head.reading.contact(submitted(editor, qtbot)).space == real


def test_a_copy_for_an_exercise_leaves_the_shared_contact_as_it_is(cell, qtbot):
    shared = cell.contact(family_name="Delmas", function="directrice", uid="u1").id
    editor = editor_of(cell, qtbot, shared, cell.crisis(cell.head), copy=True, workstation=cell.head)
    editor.fields["function"].setText("rôle joué")
    copy = cell.head.reading.contact(submitted(editor, qtbot))
    assert (copy.space, copy.function, copy.said("uid")) == (cell.space, "rôle joué", "")
    assert cell.head.reading.contact(shared).function == "directrice"


def test_a_number_is_corrected_as_soon_as_the_form_is_open(cell, qtbot):
    done = cell.contact(family_name="Delmas", phone_1={"number": "0199003310", "usage": "duty"})
    editor = editor_of(cell, qtbot, done.id)
    number = editor.phones["phone:1"].number
    qtbot.waitUntil(lambda: editor.focusWidget() is number and not number.visibleRegion().isEmpty())
    assert number.selectedText() == "01 99 00 33 10"
