"""Erasing somebody: what is asked for, what goes with it, and what is refused."""

import pytest

from app.core.errors import Refused
from app.core.registers.directory import AddContact
from app.core.registers.erasures import Erase
from app.core.registers.private import AddPrivate
from app.sync.workstation import Workstation
from tests.office import Office, operations, share


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


def test_the_private_numbers_of_a_contact_are_erased_with_it(office: Office, sig: Workstation) -> None:
    private = office.open_private()
    kept, gone = (sig.desk.do(AddContact({"family_name": name})).id for name in ("Le Goff", "Kerjean"))
    for contact, number in ((kept, "06 39 98 12 41"), (gone, "06 39 98 12 42"), (gone, "06 39 98 12 43")):
        sig.desk.do(AddPrivate(contact, number))
    done = sig.desk.do(Erase(gone, "demande de la personne", "RGPD, article 17"))
    assert done.id == gone
    (erasure,) = [one for one in operations(sig, office.directory) if one.header.kind == "contact.erased"]
    assert erasure.body == {"reason": "demande de la personne", "rule": "RGPD, article 17"}
    erased = [one for one in operations(sig, private) if one.header.kind == "private.erased"]
    assert len(erased) == 2
    assert (len(sig.reading.private_of(gone)), len(sig.reading.private_of(kept))) == (0, 1)


def test_what_is_erased_is_said_why_is_known_and_is_erased_once(sig: Workstation) -> None:
    contact = sig.desk.do(AddContact({"family_name": "Kerjean"})).id
    with pytest.raises(Refused) as refusal:
        sig.desk.do(Erase(contact, " "))
    assert refusal.value.field == "reason"
    with pytest.raises(Refused, match="connue"):
        sig.desk.do(Erase("a" * 64, "demande"))
    sig.desk.do(Erase(contact, "demande"))
    with pytest.raises(Refused, match="déjà"):
        sig.desk.do(Erase(contact, "demande"))


@pytest.mark.parametrize("role", ["LIA", "MC", "OBS"])
def test_not_everybody_may_erase(office: Office, role: str) -> None:
    sig, other = office.workstation("SIG1", "Camille Morvan"), office.workstation("AUT1", "Léa Aubert", "INT", role)
    contact = sig.desk.do(AddContact({"family_name": "Kerjean"})).id
    share(sig, office.directory, [other])
    with pytest.raises(Refused, match="rôle"):
        other.desk.do(Erase(contact, "demande"))


def test_a_record_of_the_journal_is_not_erased(office: Office, sig: Workstation) -> None:
    with pytest.raises(Refused, match="connue"):
        sig.desk.do(Erase(office.crisis(sig), "demande"))
