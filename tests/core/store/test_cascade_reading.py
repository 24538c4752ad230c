"""Whom a cascade may be made of: a list, words, chosen contacts, or who is on call now."""

from typing import Any

import pytest

from app.core.cascade_commands import WriteCascade
from app.core.errors import Refused
from app.core.recipients import Query, typed
from app.core.registers.directory import AddContact
from app.core.registers.duties import AddDuty
from app.core.registers.lists import WriteList
from app.core.registers.private import AddPrivate
from app.core.times import MINUTE
from app.sync.workstation import Workstation
from tests.office import Office

HOUR = 60 * MINUTE


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "C. Morvan")


def contact(sig: Workstation, name: str, number: str = "", **more: Any) -> str:
    phone = {"phone:1": {"number": number, "usage": "office", "public": True}} if number else {}
    crisis = more.pop("crisis", "")
    return sig.desk.do(AddContact({"family_name": name, **phone, **more}, crisis)).id


def test_a_list_calls_those_it_names_as_the_directory_has_them(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    deputy = contact(sig, "Vasseur", "0199005199")
    contact(sig, "Fontaine", "0199005112", deputy=deputy, **{"email:1": "g@eco.fr"}, call_order=2)
    contact(sig, "Anselme", "0199005113", function="Cabinet", call_order=1)
    named = typed("Fontaine <g@eco.fr>; Mairie <0235000000>")
    list = sig.desk.do(WriteList(crisis, "Cabinets", named, Query(function="cabinet"))).id
    found = sig.reading.targets_of_list(list)
    assert [one.name for one in found] == ["Anselme", "Fontaine", "Mairie"]
    assert (found[1].deputy, found[1].deputy_name) == (deputy, "Vasseur")
    assert (found[2].contact, found[2].numbers[0].number) == ("", "+33235000000")


def test_words_find_people_and_functions_of_the_directory_and_of_the_crisis(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    contact(sig, "Delmas", organisation="SAN", function="DICOM")
    sig.desk.do(AddContact({"kind": "organisation", "name": "DICOM"}))
    contact(sig, "Renfort", function="DICOM", crisis=crisis)
    assert {one.name for one in sig.reading.targets_found("dicom", crisis)} == {"Delmas", "Renfort"}
    assert sig.reading.targets_found(" ", crisis) == []


def test_who_is_on_call_is_called_on_the_number_of_the_duty_first(office: Office, sig: Workstation) -> None:
    crisis, now = office.crisis(sig), office.clock.now()
    holder = contact(sig, "Kerjean", "0199001202", organisation="INT")
    slot = {"organisation": "INT", "function": "cabinet", "holder": holder, "deputy_name": "P. Anselme"}
    hours = {"starts": now - HOUR, "ends": now + HOUR, "zone": "Europe/Paris"}
    sig.desk.do(AddDuty({**slot, **hours, "phone": "0199001201"}))
    sig.desk.do(AddDuty({"organisation": "SAN", "function": "DICOM", "holder_name": "F. Delmas", **hours}))
    (one,) = sig.reading.targets_on_call(crisis, now, ("INT",))
    assert (one.contact, one.organisation, one.deputy_name) == (holder, "INT", "P. Anselme")
    assert [number.number for number in one.numbers] == ["+33199001201", "+33199001202"]
    assert [one.name for one in sig.reading.targets_on_call(crisis, now)] == ["Kerjean", "F. Delmas"]


def test_who_is_on_call_by_name_is_the_only_contact_of_that_name_in_that_organisation(
    office: Office, sig: Workstation
) -> None:
    crisis, now = office.crisis(sig), office.clock.now()
    meant = contact(sig, "Delmas", "0199003315", organisation="ministère de la Santé")
    for name, organisation in (("Kerjean", "INT"), ("Kerjean", "INT"), ("Delmas", "ECO")):
        contact(sig, name, organisation=organisation)
    hours = {"starts": now - HOUR, "ends": now + HOUR, "zone": "Europe/Paris"}
    for organisation, name in (("SAN", "DELMAS"), ("INT", "Kerjean")):
        sig.desk.do(AddDuty({"organisation": organisation, "holder_name": name, **hours}))
    kerjean, delmas = sig.reading.targets_on_call(crisis, now)
    assert (delmas.contact, [one.number for one in delmas.numbers]) == (meant, ["+33199003315"])
    assert kerjean.contact == ""


def test_private_numbers_are_told_masked_and_are_not_in_the_cascade(office: Office, sig: Workstation) -> None:
    crisis = office.crisis(sig)
    poulain, other = contact(sig, "Poulain"), contact(sig, "Autre")
    sig.desk.do(AddPrivate(poulain, "0639980041"))
    sig.desk.do(AddPrivate(other, "a@b.fr", "email"))
    targets = sig.reading.targets_of([poulain, other])
    id = sig.desk.do(WriteCascade(crisis, "Alerte", "", tuple(targets))).id
    assert [one.numbers for one in sig.reading.cascade(id).targets] == [(), ()]
    found = sig.reading.private_numbers([poulain, other])
    assert [row.masked for row in found.pop(poulain)] == ["06 39 98 •• 41"]
    assert found == {}


def test_a_cascade_that_is_not_known_is_refused(sig: Workstation) -> None:
    with pytest.raises(Refused, match="pas connue"):
        sig.reading.cascade("a" * 64)
