"""Who reads what from a relay: those who belong, by what it holds at that very moment."""

from app.core.registers.members import RemoveMember
from app.relay.readers import is_served, signed, spaces_of
from app.sync.workstation import Workstation
from tests.office import Office, person_of


def spaces(relay: Workstation, caller: Workstation) -> set[str]:
    with relay.store.read() as transaction:
        return set(spaces_of(transaction, caller.store.key.public))


def test_members_read_their_crises_and_the_rest_reads_what_is_common(office: Office) -> None:
    relay, member, other = (office.workstation(f"SIG{n}", f"P{n}") for n in (1, 2, 3))
    crisis = office.crisis(relay, (member, "LIA"))
    assert spaces(relay, member) == {office.service, office.directory, crisis}
    assert spaces(relay, other) == {office.service, office.directory}


def test_private_numbers_are_not_for_observers(office: Office) -> None:
    relay, observer = office.workstation("SIG1", "A"), office.workstation("OBS1", "B", role="OBS")
    private = office.open_private()
    other = office.workstation("SIG2", "C")
    assert private not in spaces(relay, observer)
    assert private in spaces(relay, other)


def test_a_removal_is_felt_at_once(office: Office) -> None:
    relay, member = office.workstation("SIG1", "A"), office.workstation("SIG2", "B")
    crisis = office.crisis(relay, (member, "LIA"))
    relay.desk.do(RemoveMember(crisis, person_of(member), "relève"))
    assert crisis not in spaces(relay, member)


def test_who_is_not_enrolled_is_not_served(office: Office) -> None:
    relay = office.workstation("SIG1", "A")
    with relay.store.read() as transaction:
        view = transaction.view()
        assert is_served(view, view.device)
        assert not is_served(view, "0" * 64)
        assert spaces_of(transaction, "0" * 64) == {}


def test_a_signature_is_of_those_words_by_that_key(office: Office) -> None:
    key = office.workstation("SIG1", "A").store.key
    assert signed(key.public, key.sign(b"bonjour").hex(), b"bonjour")
    assert not signed(key.public, key.sign(b"bonjour").hex(), b"bonsoir")
    assert not signed(key.public, "zz", b"bonjour")
    assert not signed("", "", b"bonjour")
