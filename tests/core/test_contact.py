"""A contact: each field has its own history, and two corrections made apart lose nothing."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.contact import ERASED, Phone, called, fold, import_of, node
from app.core.records import Held
from app.core.registers.directory import REGISTER
from tests.building import Writer
from tests.core.holding import SPACE, edit, held, histories, show, strange_records

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


@given(histories("contact.added", ("contact.edited",), SOME), st.randoms(use_true_random=False))
def test_any_history_of_a_contact_reads_the_same_in_any_order(operations: list[Held], chance: Any) -> None:
    expected = show(REGISTER, operations)
    chance.shuffle(operations)
    assert show(REGISTER, operations) == expected


@given(strange_records(REGISTER, BODY, ()))
def test_nothing_anybody_signs_about_a_contact_breaks_it(operations: list[Held]) -> None:
    show(REGISTER, operations)


def test_who_it_is_called_depends_on_what_it_is() -> None:
    assert called({"kind": "person", "given_name": "Anne", "family_name": "Dupont", "function": "x"}) == "Anne Dupont"
    assert called({"kind": "function", "function": "Permanence"}) == "Permanence"
    assert called({"kind": "organisation", "name": "Mairie", "function": "x"}) == "Mairie"
    assert called({"kind": "organisation", "function": "x"}) == ""


def test_an_organisation_is_one_whatever_its_words() -> None:
    assert node("Ministère de l’Intérieur") == node("INT") == "INT"
    assert node(" Mairie de Rouen") == node("mairie de rouen")
    assert node("dila:3f") == "dila:3f"


def test_an_erasure_leaves_nothing_of_a_contact_when_it_counts() -> None:
    first = added()
    erasing = BOB.write(ERASED, {"reason": "échéance"}, SPACE, first.id)
    assert fold([first, held(erasing, rank=None)]) is None
    assert fold([first, held(erasing, "le rôle LIA ne permet pas cet acte")]) is not None


def test_what_an_import_wrote_is_told_from_what_somebody_wrote() -> None:
    batch = "ab" * 32
    first = held(ANN.write("contact.added", {"fields": FIELDS, "import": batch}, SPACE))
    contact = fold([first])
    assert contact is not None
    assert (import_of(first), contact.imports) == (batch, (batch,))
    assert [import_of(held(ANN.write("contact.added", {"import": no}, SPACE))) for no in (3, "x")] == ["", ""]


def test_what_no_program_of_ours_writes_as_much_as_counts_for_none() -> None:
    number = {"number": "1" * 41, "usage": "office"}
    contact = fold([added(**{"service": "x" * 4_001, "y" * 101: "z", "phone:1": number, "remark": "r" * 2_000})])
    assert contact is not None
    assert (contact.said("service"), len(contact.said("remark")), contact.phones) == ("", 2_000, ())
    assert contact.said("y" * 101) == ""
