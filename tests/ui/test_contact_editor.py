"""Writing a contact."""

from app.ui.contact_editor import ContactEditor
from tests.ui.by_name import button


def editor_of(cell, qtbot, contact=None):
    editor = ContactEditor(None, cell.station(cell.writer), contact)
    qtbot.addWidget(editor)
    editor.show()
    return editor


def test_a_new_contact_keeps_its_number_in_one_form(cell, qtbot):
    editor = editor_of(cell, qtbot)
    editor.fields["family_name"].setText("Delmas")
    editor.organisation.setText("ministère de la santé")
    editor.phones["phone:1"].number.setText("01.99.00.33.10")
    editor.submit()
    qtbot.waitUntil(lambda: bool(editor.written))
    written = cell.writer.reading.contact(editor.written)
    assert (written.name, written.organisation, written.phones[0].number) == ("Delmas", "SAN", "+33199003310")


def test_a_number_that_is_none_is_refused_beside_it(cell, qtbot):
    editor = editor_of(cell, qtbot)
    editor.fields["family_name"].setText("Delmas")
    editor.phones["phone:1"].number.setText("pas un numéro")
    editor.submit()
    assert "Numéro de téléphone incompris" in editor.form.refusal
    assert editor.phones["phone:1"].accessibleDescription() == editor.form.refusal


def test_only_what_was_changed_is_written(cell, qtbot):
    done = cell.contact(family_name="Delmas", function="directrice", phone_1={"number": "0199003310", "usage": "duty"})
    contact = cell.writer.reading.contact(done.id)
    editor = editor_of(cell, qtbot, contact)
    assert editor.changed() == {}
    editor.fields["function"].setText("porte-parole")
    assert editor.changed() == {"function": "porte-parole"}
    editor.submit()
    qtbot.waitUntil(lambda: bool(editor.written))
    assert cell.writer.reading.contact(done.id).function == "porte-parole"


def test_a_number_that_was_emptied_is_taken_out(cell, qtbot):
    done = cell.contact(family_name="Delmas", phone_1={"number": "0199003310", "usage": "duty"})
    editor = editor_of(cell, qtbot, cell.writer.reading.contact(done.id))
    editor.phones["phone:1"].number.clear()
    assert editor.changed() == {"phone:1": None}


def test_several_numbers_each_have_their_own_field(cell, qtbot):
    editor = editor_of(cell, qtbot)
    editor.add_phone()
    editor.add_email()
    assert list(editor.phones) == ["phone:1", "phone:2"]
    assert list(editor.emails) == ["email:1", "email:2"]


def test_an_unknown_organisation_is_refused_beside_it(cell, qtbot):
    editor = editor_of(cell, qtbot)
    editor.fields["family_name"].setText("Delmas")
    editor.organisation.setText("ministère de la Magie")
    editor.submit()
    assert "Organisme inconnu" in editor.form.refusal


def test_tab_goes_through_the_number_before_the_button_that_adds_one(cell, qtbot):
    editor = editor_of(cell, qtbot)
    stops = []
    widget = editor.fields["service"]
    for _ in range(20):
        widget = widget.nextInFocusChain()
        stops.append(widget.accessibleName())
    assert stops.index("Téléphone") < stops.index("Ajouter un téléphone") < stops.index("Courriel")


def test_one_more_number_is_ready_to_be_typed(cell, qtbot):
    editor = editor_of(cell, qtbot)
    button(editor, "Ajouter un téléphone").click()
    assert editor.phones["phone:2"].isAncestorOf(editor.focusWidget())
