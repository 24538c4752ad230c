"""Inviting a person and revoking a workstation: administrators only, and nothing left unsaid."""

from typing import Any

import pytest

from app.core.entry_commands import Record
from app.core.errors import Refused
from app.core.keys import SigningKey, verify
from app.core.registers.accounts import Invite, Revoke, enrolment_message
from app.core.registers.invitations import checked_prefix, enrolment
from tests.building import seed
from tests.office import Office, operations, share

KEY = SigningKey(seed("one-time")).public


def test_an_administrator_invites_and_the_organisation_is_known_by_its_code(office: Office) -> None:
    adm = office.workstation("SIG1", "Ada Min")
    invited = adm.desk.do(Invite(" Léa Aubert ", "Intérieur", "lia", KEY, 10))
    with adm.store.read() as transaction:
        person = transaction.accounts.invitations[invited.id].person
    assert (person.name, person.organisation, person.role) == ("Léa Aubert", "INT", "LIA")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (Invite(" ", "INT", "LIA", KEY, 10), "nom"),
        (Invite("Léa", "INT", "ROI", KEY, 10), "Rôle inconnu"),
        (Invite("Léa", "INT", "LIA", KEY, 10, "0" * 64), "pas connue"),
        (Revoke("0" * 64, "volé", ()), "pas connu"),
        (Revoke("0" * 64, " ", ()), "motif"),
    ],
)
def test_what_is_refused_says_why(office: Office, command: Any, said: str) -> None:
    adm = office.workstation("SIG1", "Ada Min")
    with pytest.raises(Refused, match=said):
        adm.desk.do(command)


def test_nobody_else_invites_or_revokes(office: Office) -> None:
    ccom = office.workstation("SIG1", "Camille Morvan", role="CCOM")
    for command in (Invite("Léa", "INT", "LIA", KEY, 10), Revoke("0" * 64, "volé", ())):
        with pytest.raises(Refused, match="Seul un administrateur"):
            ccom.desk.do(command)


def test_what_a_revoked_workstation_writes_later_goes_to_quarantine_and_is_counted_there(office: Office) -> None:
    adm, lia = office.workstation("SIG1", "Ada Min"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(adm, (lia, "LIA"))
    kept = lia.desk.do(Record(crisis, "Avant")).id
    share(lia, crisis, [adm])
    late = lia.desk.do(Record(crisis, "Après")).id
    last = operations(adm, crisis)[-1]
    with adm.store.read() as transaction:
        device = lia.store.key.public
        workstation = transaction.accounts.workstations[device].id
    adm.desk.do(Revoke(workstation, "volé", (last.id, workstation)))
    share(lia, crisis, [adm])
    assert adm.reading.entry(kept).subject == "Avant"
    assert adm.reading.quarantined() == 1
    with pytest.raises(Refused):
        adm.reading.entry(late)


@pytest.mark.parametrize(("typed", "kept"), [("sig1", "SIG1"), (" int ", "INT"), ("PREF76", "PREF76")])
def test_a_prefix_is_written_in_capitals(typed: str, kept: str) -> None:
    assert checked_prefix(typed) == kept


@pytest.mark.parametrize("typed", ["", "S", "1SIG", "SIG 1", "SIG-1", "ÉTAT", "LONGPREFIX", "SIG1\n2"])
def test_a_prefix_of_another_form_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="préfixe"):
        checked_prefix(typed)


def test_an_enrolment_is_signed_with_the_one_time_key_of_the_invitation() -> None:
    key = SigningKey(seed("device"))
    body = enrolment(key, "5" * 64, "1" * 64, seed("one-time"), "b" * 64, "SIG1", "Léa")
    message = enrolment_message("5" * 64, key.public, "b" * 64, "SIG1")
    assert verify(KEY, bytes.fromhex(body["proof"]), message)
    assert not verify(key.public, bytes.fromhex(body["proof"]), message)
