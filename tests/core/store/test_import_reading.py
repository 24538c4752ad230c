"""Whom the directory already knows of what a file says."""

from typing import Any

from app.core.incoming import Incoming
from app.core.registers.directory import AddContact, EditContact
from app.sync.workstation import Workstation
from tests.office import Office

OFFICE = {"number": "+33232765000", "usage": "office", "public": True}


def outcome(sig: Workstation, crisis: str = "", **fields: Any) -> tuple[str, str]:
    (one,) = sig.reading.merges([Incoming("carte 1", fields)], crisis)
    return one.outcome, one.contact


def test_a_contact_is_recognised_by_the_surest_of_its_names(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    ann = sig.desk.do(
        AddContact({"family_name": "Dupont", "given_name": "Anne", "uid": "u1", "email:1": "a@b.fr", "phone:1": OFFICE})
    ).id
    assert outcome(sig, family_name="Durand", uid="u1")[1] == ann
    assert outcome(sig, family_name="Dupont Anne", **{"email:1": "a@b.fr"})[1] == ann
    assert outcome(sig, family_name="Dupont Anne", **{"phone:1": OFFICE})[1] == ann
    assert outcome(sig, family_name="DUPONT", given_name="anne")[1] == ann
    assert outcome(sig, family_name="Dupont", given_name="Bernard") == ("added", "")


def test_two_of_one_name_are_taken_for_neither(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    for function in ("Préfète", "Sous-préfète"):
        sig.desk.do(AddContact({"family_name": "Dupont", "phone:1": OFFICE, "function": function}))
    assert outcome(sig, family_name="Dupont", **{"phone:1": OFFICE}) == ("added", "")
    assert outcome(sig, family_name="Dupont", function="préfète")[0] == "unchanged"


def test_a_crisis_knows_its_own_and_what_left_the_lists_is_known_no_more(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    shared = sig.desk.do(AddContact({"family_name": "Dupont"})).id
    assert outcome(sig, family_name="Dupont") == ("unchanged", shared)
    assert outcome(sig, crisis, family_name="Dupont") == ("added", "")
    sig.desk.do(EditContact(shared, {"retired": "mutation"}))
    assert outcome(sig, family_name="Dupont") == ("added", "")
