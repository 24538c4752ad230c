"""The directory: each field of a contact has its own history, and two corrections made apart lose nothing."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import Refused
from app.core.records import Held
from app.core.registers.directory import REGISTER, USAGES, AddContact, EditContact, Phone, fold
from tests.building import Writer
from tests.core.holding import SPACE, edit, held, histories, show, strange_records
from tests.office import Office, share

ANN, BOB, CAM = Writer("ann"), Writer("bob"), Writer("cam")
MOBILE = {"number": "+33612345678", "usage": "mobile", "public": False}
OFFICE = {"number": "+33232765000", "usage": "office", "public": True}
FIELDS = {"kind": "person", "family_name": "Dupont", "given_name": "Anne", "phone:1": OFFICE, "email:1": "a@b.fr"}
BODY = {"fields": FIELDS}


def added(**fields: Any) -> Held:
    return held(ANN.write("contact.added", {"fields": FIELDS | fields}, SPACE))


def edited(first: Held, fields: dict[str, Any], *replaced: Held, by: Writer = BOB) -> Held:
    return held(edit(by, "contact.edited", first.id, fields, *replaced))


def test_a_contact_shows_its_fields_and_their_elements() -> None:
    contact = fold([added(**{"phone:2": MOBILE, "may_speak": True})])
    assert contact is not None
    assert contact.name == "Anne Dupont"
    assert contact.phones == (
        Phone("phone:1", "+33232765000", "office", True),
        Phone("phone:2", "+33612345678", "mobile", False),
    )
    assert contact.emails == ("a@b.fr",)


def test_an_element_is_removed_by_writing_none_and_its_history_stays() -> None:
    first = added()
    contact = fold([first, edited(first, {"phone:1": None, "email:1": None}, first)])
    assert contact is not None
    assert (contact.phones, contact.emails) == ((), ())
    assert set(contact.fields) == set(FIELDS)


def test_two_corrections_of_one_number_made_apart_are_both_held() -> None:
    first = added()
    two, three = edited(first, {"phone:1": MOBILE}, first), edited(first, {"phone:1": None}, first, by=CAM)
    contact = fold([first, two, three])
    assert contact is not None
    assert contact.conflicts == ("phone:1",)
    assert [value.value for value in contact.fields["phone:1"].values if value.value] == [MOBILE]
    settled = fold([first, two, three, edited(first, {"phone:1": MOBILE}, two, three)])
    assert settled is not None
    assert settled.conflicts == ()


def test_corrections_of_two_fields_made_apart_are_no_conflict() -> None:
    first = added()
    function, service = edited(first, {"function": "Préfète"}, first), edited(first, {"service": "Cabinet"}, by=CAM)
    contact = fold([first, function, service])
    assert contact is not None
    assert (contact.function, contact.conflicts) == ("Préfète", ())


@pytest.mark.parametrize("phone", [3, {}, {"number": 3, "usage": "office"}, {"number": "1", "usage": "magic"}, "01990"])
def test_what_is_no_number_counts_for_none(phone: Any) -> None:
    contact = fold([added(**{"phone:1": phone})])
    assert contact is not None
    assert contact.phones == ()


def test_every_order_of_arrival_gives_the_same_contact() -> None:
    first = added()
    two, three = edited(first, {"phone:1": MOBILE}, first), edited(first, {"phone:1": None}, first, by=CAM)
    function, back = edited(first, {"function": "x"}, first), edited(first, {"phone:1": MOBILE}, three, by=CAM)
    operations = [first, two, three, function, back]
    expected = show(REGISTER, operations)
    assert all(show(REGISTER, order) == expected for order in permutations(operations))


SOME = {"family_name": st.sampled_from(("A", "B", None)), "phone:1": st.sampled_from((OFFICE, MOBILE, None))}


@settings(max_examples=100)
@given(histories("contact.added", ("contact.edited",), SOME), st.randoms(use_true_random=False))
def test_any_history_of_a_contact_reads_the_same_in_any_order(operations: list[Held], chance: Any) -> None:
    expected = show(REGISTER, operations)
    chance.shuffle(operations)
    assert show(REGISTER, operations) == expected


@settings(max_examples=100)
@given(strange_records(REGISTER, BODY, ()))
def test_nothing_anybody_signs_about_a_contact_breaks_it(operations: list[Held]) -> None:
    show(REGISTER, operations)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "family_name"),
        ({"family_name": " "}, "family_name"),
        ({"family_name": "x", "kind": "robot"}, "kind"),
        ({"family_name": "x", "phone:1": {"number": "12 34", "usage": "office"}}, "phone"),
        ({"family_name": "x", "phone:1": {"number": "0199001234", "usage": "magic"}}, "phone:1"),
        ({"family_name": "x", "email:1": "a@b"}, "email:1"),
        ({"family_name": "x", "verified_on": "hier"}, "verified_on"),
        ({"family_name": "x", "rank": 1}, "rank"),
        ({"family_name": "x\u200b"}, "family_name"),
    ],
)
def test_a_contact_is_written_right_or_not_at_all(office: Office, fields: dict[str, Any], field: str) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    with pytest.raises(Refused) as refusal:
        sig.desk.do(AddContact(fields))
    assert refusal.value.field == field
    assert sig.reading.contacts() == []


def test_a_number_is_kept_in_one_form_and_found_in_any(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    sig.desk.do(AddContact({"family_name": "Cœur", "phone:1": {"number": "01 99 00 12 34", "usage": "duty"}}))
    assert sig.reading.contacts()[0].phone == "+33199001234"
    for query in ("coeur", "CŒUR", "0199001234", "+33199001234"):
        assert len(sig.reading.contacts(query)) == 1
    assert sig.reading.contacts("zz") == []


def test_corrections_made_on_two_workstations_meet_without_loss(office: Office) -> None:
    one, two = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    contact = one.desk.do(AddContact({"family_name": "Dupont", "function": "Préfète"})).id
    share(one, office.directory, [two])
    one.desk.do(EditContact(contact, {"family_name": "Durand"}))
    two.desk.do(EditContact(contact, {"family_name": "Dupond", "service": "Cabinet"}))
    share(one, office.directory, [two])
    share(two, office.directory, [one])
    assert one.reading.contact(contact).conflicts == ("family_name",)
    assert one.reading.contacts() == two.reading.contacts()
    two.desk.do(EditContact(contact, {"family_name": "Durand"}))
    assert two.reading.contact(contact).conflicts == ()
    with pytest.raises(Refused, match="Rien"):
        two.desk.do(EditContact(contact, {"family_name": "Durand"}))


def test_an_observer_reads_the_directory_and_does_not_write_it(office: Office) -> None:
    obs = office.workstation("OBS1", "Olga Noir", "SAN", "OBS")
    with pytest.raises(Refused, match="annuaire"):
        obs.desk.do(AddContact({"family_name": "Dupont"}))
    assert set(USAGES) == {"office", "mobile", "duty", "switchboard", "secure"}
