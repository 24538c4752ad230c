"""The directory: what may be written in it, by whom, and how corrections made apart meet."""

from typing import Any

import pytest

from app.core.contact import USAGES
from app.core.errors import Refused
from app.core.registers.directory import AddContact, EditContact
from app.core.registers.duties import AddDuty
from tests.office import Office, share


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
        ({"family_name": "x", "verified_on": "9999-12-31"}, "verified_on"),
        ({"family_name": "x", "rank": 1}, "rank"),
        ({"kind": "organisation", "family_name": "x"}, "name"),
        ({"family_name": "x", "call_order": "premier"}, "call_order"),
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


def test_a_person_is_kept_until_a_day_that_a_new_verification_moves(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    id = sig.desk.do(AddContact({"family_name": "Dupont", "verified_on": "2026-01-31", "purpose": "exercise"})).id
    assert sig.reading.contact(id).purge_on == "2026-07-31"
    sig.desk.do(EditContact(id, {"verified_on": "2026-08-31"}))
    assert sig.reading.contact(id).purge_on == "2027-02-28"
    sig.desk.do(EditContact(id, {"purge_on": "2026-12-01", "verified_on": "2026-09-01"}))
    assert sig.reading.contact(id).purge_on == "2026-12-01"
    post = sig.desk.do(AddContact({"kind": "function", "function": "Permanence"})).id
    assert sig.reading.contact(post).purge_on == ""


def test_a_crisis_has_its_own_additions_which_close_with_it(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    id = sig.desk.do(AddContact({"family_name": "Plastron"}, crisis)).id
    assert sig.reading.contact(id).space == crisis
    assert sig.reading.contacts() == []
    sig.desk.do(EditContact(id, {"retired": "exercice fini"}))
    assert sig.reading.contact(id).retired == "exercice fini"


def test_a_contact_is_never_left_without_a_name(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    id = sig.desk.do(AddContact({"family_name": "Dupont"})).id
    with pytest.raises(Refused, match="nom"):
        sig.desk.do(EditContact(id, {"family_name": ""}))


def test_nobody_is_his_own_deputy_and_no_field_is_written_that_nobody_would_read(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    id = sig.desk.do(AddContact({"family_name": "Dupont"})).id
    phone = {"number": "02 32 76 50 00", "usage": "office"}
    for wrong in ({"deputy": id}, {f"phone:{'k' * 200}": phone}):
        with pytest.raises(Refused):
            sig.desk.do(EditContact(id, wrong))
    slot = {"organisation": "SAN", "holder": id, "deputy": id, "starts": 0, "ends": 1_000}
    with pytest.raises(Refused, match="propre suppléant"):
        sig.desk.do(AddDuty(slot))
