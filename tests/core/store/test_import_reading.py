"""Whom the directory already knows of what a file says."""

from typing import Any

from app.core.incoming import Incoming
from app.core.registers.directory import AddContact, EditContact
from app.sync.workstation import Workstation
from tests.office import Office, give, operations

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


def test_a_file_brought_in_apart_is_not_brought_in_a_third_time(office: Office) -> None:
    sig, away = office.workstation("SIG1", "Camille Morvan"), office.workstation("SIG2", "Ali Benali")
    for n, fields in enumerate(({"family_name": "Dupont", "uid": "u1"}, {"family_name": "Roy", "function": "Préfète"})):
        twins = [one.desk.do(AddContact(fields)).id for one in (sig, away)]
        mine = operations(sig, office.directory)
        give(sig, office.directory, [*mine, operations(away, office.directory)[-1]])
        give(away, office.directory, operations(sig, office.directory))
        assert len(sig.reading.contacts()) == 2 * (n + 1)
        assert outcome(sig, **fields) == outcome(away, **fields) == ("unchanged", twins[0])


def test_what_somebody_took_out_of_the_lists_does_not_come_back_under_the_same_identifier(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    fields = {"kind": "organisation", "name": "Trésorerie de Buchy", "dila_id": "d1"}
    closed = sig.desk.do(AddContact(fields)).id
    sig.desk.do(EditContact(closed, {"retired": "fermée"}))
    assert outcome(sig, **fields) == ("unchanged", closed)
    present = sig.desk.do(AddContact(fields)).id
    assert outcome(sig, **fields) == ("unchanged", present)
