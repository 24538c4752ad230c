"""One field with several values, none chosen in advance."""

from app.core.registers.directory import EditContact
from app.ui.conflict_box import Conflict, conflict_box
from tests.office import share
from tests.ui.by_name import button, words


def field_of(cell):
    contact = cell.contact(family_name="Delmas").id
    cell.writer.desk.do(EditContact(contact, {"function": "directrice"}, {"function": ()}))
    cell.head.desk.do(EditContact(contact, {"function": "porte-parole"}, {"function": ()}))
    share(cell.head, cell.directory, [cell.writer])
    return cell.writer.reading.contact(contact).fields["function"]


def test_each_value_says_who_wrote_it_where_and_when(cell, qtbot):
    kept = []
    box = conflict_box(Conflict("Delmas : fonction", field_of(cell), str), "Europe/Paris", kept.append)
    qtbot.addWidget(box)
    box.show()
    assert "écrit sur SIG1 par C. Morvan (CCOM)" in words(box)
    assert "écrit sur SIG2 par L. Aubert (RED)" in words(box)
    assert "en attente d’envoi" in words(box)
    assert box.accessibleName() == "Delmas : fonction : deux valeurs"
    assert kept == []
    button(box, "Garder directrice").click()
    assert kept == ["directrice"]


def test_who_may_not_choose_sees_both_values_and_why(cell, qtbot):
    box = conflict_box(Conflict("Delmas", field_of(cell), str), "Europe/Paris", print, "le rôle OBS ne le permet pas.")
    qtbot.addWidget(box)
    box.show()
    assert not button(box, "Garder directrice").isEnabled()
    assert "Le rôle OBS ne le permet pas." in words(box)
