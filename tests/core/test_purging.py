"""What the directory keeps of people goes on its day, by an hour that can be believed, and is written down."""

from app.core import purging
from app.core.registers.directory import AddContact
from app.core.registers.erasures import Erase
from app.core.registers.private import AddPrivate
from tests.office import Office, share


def test_nothing_is_purged_by_an_hour_nobody_confirmed(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    sig.desk.do(AddContact({"family_name": "Dupont", "purge_on": "2020-01-01"}))
    assert purging.due(sig.reading) == []


def test_what_is_due_is_erased_and_its_reason_names_nobody(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    contact = sig.desk.do(AddContact({"family_name": "Dupont", "purge_on": "2020-01-01"})).id
    done = purging.purge(sig.desk, [sig.reading.contact(contact)])
    assert (done.erased, done.left) == (1, ())
    assert sig.reading.contacts() == []
    assert "Dupont" not in purging.REASON + purging.RULE
    assert purging.said("2020-01-31") == "31/01/2020"


def test_only_those_who_may_erase_apply_the_rule(office: Office) -> None:
    admin, writer = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    assert (purging.may_apply(admin.reading), purging.may_apply(writer.reading)) == (True, False)
    contact = writer.desk.do(AddContact({"family_name": "Dupont", "purge_on": "2020-01-01"})).id
    done = purging.purge(writer.desk, [writer.reading.contact(contact)])
    assert (done.erased, done.left[0][0]) == (0, "Dupont")


def test_a_private_number_that_came_after_its_contact_was_erased_goes_too(office: Office) -> None:
    space = office.open_private()
    admin, writer = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    contact = admin.desk.do(AddContact({"family_name": "Dupont"})).id
    share(admin, office.directory, [writer])
    number = writer.desk.do(AddPrivate(contact, "06 39 98 00 41")).id
    admin.desk.do(Erase(contact, "demande"))
    assert admin.reading.private_left() == []
    share(writer, space, [admin])
    assert admin.reading.private_left() == [number]
    purging.apply_rules(admin.desk, admin.reading)
    assert admin.reading.private_left() == []
