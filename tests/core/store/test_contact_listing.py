"""Who is in a place of the tree."""

from app.core.organisation_groups import MINISTRIES
from app.core.registers.directory import AddContact, EditContact
from tests.office import Office


def test_an_organisation_comes_first_then_whoever_is_called_first(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    for name, order in (("Zoé", 1), ("Anne", 2), ("Basile", 0)):
        sig.desk.do(AddContact({"given_name": name, "organisation": "SAN", "call_order": order}))
    sig.desk.do(AddContact({"kind": "organisation", "name": "ministère de la Santé"}))
    found = [row.name for row in sig.reading.contacts_of("SAN").rows]
    assert found == ["ministère de la Santé", "Zoé", "Anne", "Basile"]
    page = sig.reading.contacts_of(MINISTRIES, kinds=("person",), limit=2)
    assert (len(page.rows), page.more) == (2, True)
    assert [row.name for row in sig.reading.contacts_of("SAN", kinds=("organisation",)).rows] == found[:1]


def test_a_crisis_has_its_own_and_what_left_the_lists_is_listed_apart(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    own = sig.desk.do(AddContact({"family_name": "Roy", "organisation": "SAN"}, crisis)).id
    gone = sig.desk.do(AddContact({"family_name": "Weil", "organisation": "SAN"})).id
    sig.desk.do(EditContact(gone, {"retired": "muté"}))
    assert [row.id for row in sig.reading.contacts_of("SAN", crisis).rows] == [own]
    assert sig.reading.contacts_of("SAN").rows == ()
    assert sig.reading.added_in(crisis) == {own}
    assert [row.id for row in sig.reading.retired_contacts().rows] == [gone]
