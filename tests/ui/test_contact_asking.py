"""What the list of contacts is asked."""

from app.core.registers.directory import AddContact
from app.core.registers.private import AddPrivate
from app.ui.contact_asking import Asked, everyone, find, in_words


def test_who_has_only_a_private_number_and_who_is_of_the_crisis_alone_are_told(cell):
    cell.office.open_private()
    shared = cell.contact(family_name="Delmas").id
    cell.head.desk.do(AddPrivate(shared, "06 39 98 00 41"))
    own = cell.head.desk.do(AddContact({"family_name": "Fictif"}, cell.space)).id
    found = find(cell.head.reading, Asked(crisis=cell.space))
    assert (found.holders, found.added) == ({shared}, {own})
    assert set(everyone(cell.head.reading, Asked(crisis=cell.space))) == {shared, own}
    assert everyone(cell.head.reading, Asked(query="delm")) == [shared]


def test_what_is_asked_is_said_in_french():
    assert in_words(Asked(), "") == "tout l’annuaire"
    assert in_words(Asked(node="SAN", kinds=("person",)), "Santé") == "Santé · nominatifs"
    assert in_words(Asked("delmas", "SAN", retired=True), "Santé") == "« delmas » · retirés de l’annuaire"
