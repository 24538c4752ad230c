"""How a contact is reached."""

from app.core.registers.directory import EditContact
from app.ui.contact_reach import reach, why_not_copy
from tests.ui.by_name import button, words

OFFICE = {"number": "0199003300", "usage": "office", "public": True}


def test_each_value_of_a_number_is_there_to_copy_and_none_is_the_one_to_dial(cell, qtbot):
    id = cell.contact(family_name="Delmas", phone_1=OFFICE, email_1="f@sante.fr").id
    cell.head.desk.do(EditContact(id, {"phone:1": {**OFFICE, "number": "0199003301"}}, {"phone:1": ()}))
    contact = cell.head.reading.contact(id)
    copied: list[str] = []
    rows = reach(contact, copied.append, True)
    for row in rows:
        qtbot.addWidget(row)
    assert "une de 2 valeurs" in words(rows[0])
    button(rows[1], "Copier 01 99 00 33 01").click()
    button(rows[2], "Copier f@sante.fr").click()
    assert copied == ["01 99 00 33 01", "f@sante.fr"]
    assert "deux valeurs" in why_not_copy(contact, False)


def test_without_any_number_it_is_said(cell, qtbot):
    contact = cell.head.reading.contact(cell.contact(family_name="Delmas").id)
    (row,) = reach(contact, lambda _: None, True)
    qtbot.addWidget(row)
    assert row.text() == "Aucun numéro ni adresse."
    assert "Montrer" not in why_not_copy(contact, False)
    assert "« Montrer »" in why_not_copy(contact, True)
