"""Whom a cascade calls, with the numbers of this moment in the order to dial."""

from app.core.cascade import Number
from app.core.cascade_targets import numbers_of, of_contact, of_recipient, ordered
from app.core.recipients import Recipient
from app.core.registers.directory import AddContact, EditContact
from tests.office import Office


def test_the_number_of_the_duty_comes_first_and_two_that_disagree_are_both_dialled(office: Office) -> None:
    sig, other = office.workstation("SIG1", "C. Morvan"), office.workstation("SIG2", "N. Bellec")
    phones = {
        "phone:1": {"number": "0199003315", "usage": "office", "public": True},
        "phone:2": {"number": "0612345678", "usage": "duty", "public": False},
    }
    id = sig.desk.do(AddContact({"family_name": "Delmas", **phones})).id
    contact = sig.reading.contact(id)
    assert [one.label for one in numbers_of(contact)] == ["duty", "office"]
    seen = {"phone:1": contact.fields["phone:1"].seen}
    for number in ("0199003316", "0199003351"):
        sig.desk.do(EditContact(id, {"phone:1": {"number": number, "usage": "office", "public": True}}, seen))
    assert [one.number for one in numbers_of(sig.reading.contact(id))] == [
        *("+33612345678", "+33199003316", "+33199003351"),
    ]
    assert other


def test_a_contact_comes_with_his_deputy_of_the_directory_or_in_words(office: Office) -> None:
    sig = office.workstation("SIG1", "C. Morvan")
    phone = {"phone:1": {"number": "0199005199", "usage": "office", "public": True}}
    deputy = sig.desk.do(AddContact({"family_name": "Vasseur", **phone})).id
    first = sig.desk.do(AddContact({"family_name": "Fontaine", "deputy": deputy, "call_order": 2})).id
    second = sig.desk.do(AddContact({"family_name": "Anselme", "deputy": "le permanencier"})).id
    one, two, known = (sig.reading.contact(id) for id in (first, second, deputy))
    target = of_contact(one, {deputy: known})
    assert (target.deputy, target.deputy_name) == (deputy, "Vasseur")
    assert target.deputy_numbers == (Number("office", "+33199005199"),)
    assert of_contact(two, {}).deputy_name == "le permanencier"
    assert of_contact(one, {}).deputy_name == ""
    assert [one.name for one in ordered([two, known, one])] == ["Fontaine", "Anselme", "Vasseur"]


def test_a_recipient_of_no_directory_is_called_when_his_address_is_a_number() -> None:
    assert of_recipient(Recipient("Mairie", "02 35 00 00 00")).numbers == (Number("", "+33235000000"),)
    assert of_recipient(Recipient("AFP", "desk@afp.fr")).numbers == ()
