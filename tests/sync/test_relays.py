"""Without any server, members of a crisis agree through one of their workstations, and nobody else learns anything."""

import pytest

from app.core.desk import Done
from app.core.entry_commands import Record
from app.core.errors import Refused
from app.core.registers.accounts import Revoke
from app.core.registers.crisis import OpenCrisis
from app.core.registers.members import AddMember, RemoveMember
from app.core.store import preferences
from app.sync.relay_certificate import NotARelay
from app.sync.relay_transport import NOT_ENROLLED, REVOKED
from app.sync.relays import Relays
from app.sync.state import ExchangeState, RelayState
from app.sync.workstation import Workstation
from tests.central import wait_for
from tests.end_to_end.desks import fingerprint, numbers
from tests.office import Office, person_of, share
from tests.relaying import met, relaying, way_to

AWAY = ExchangeState(False, None, None, None, "Le serveur est injoignable.")
BACK = ExchangeState(True, 1, 1, 0)


def recorded(workstation: Workstation, crisis: str, subject: str) -> Done:
    return workstation.desk.do(Record(crisis, subject))


def subjects(workstation: Workstation, crisis: str) -> set[str]:
    return set(numbers(workstation, crisis).values())


def revoke(by: Workstation, office: Office, revoked: Workstation, *others: Workstation) -> None:
    """A revocation that counts for these: ranked."""
    with by.store.read() as transaction:
        lost = transaction.accounts.workstations[revoked.store.key.public].id
    by.desk.do(Revoke(lost, "perdu", ()))
    share(by, office.service, others)


def test_two_members_agree_through_the_relay_of_a_third(office: Office) -> None:
    relay, one, other = (office.workstation(f"SIG{n}", f"Personne {n}") for n in (1, 2, 3))
    crisis = office.crisis(relay, (one, "RED"), (other, "RED"))
    recorded(one, crisis, "Reprise de feu")
    recorded(other, crisis, "Route coupée")
    with relaying(relay) as address:
        met(one, address)
        met(other, address)
        met(one, address)
    for each in (relay, one, other):
        assert subjects(each, crisis) == {"Reprise de feu", "Route coupée"}
    assert len({fingerprint(each, crisis) for each in (relay, one, other)}) == 1


def test_a_relay_ranks_nothing_and_says_what_it_holds_of_what_waits(office: Office) -> None:
    relay, one = office.workstation("SIG1", "A"), office.workstation("SIG2", "B")
    crisis = office.crisis(relay, (one, "RED"))
    recorded(one, crisis, "Reprise de feu")
    with relaying(relay) as address:
        round = met(one, address)
    assert round.outcome.sent == round.kept == one.reading.pending() == relay.reading.pending() == 1


def test_a_crisis_opened_offline_reaches_its_members_through_a_relay(office: Office) -> None:
    relay, one = office.workstation("SIG1", "A"), office.workstation("SIG2", "B")
    crisis = one.desk.do(OpenCrisis("Crue", "exercise", "natural", "INT")).id
    one.desk.do(AddMember(crisis, person_of(relay), "RED"))
    with relaying(relay) as address:
        met(one, address)
    assert [row.title for row in relay.reading.crises()] == ["Crue"]


def test_who_is_not_a_member_learns_nothing_of_a_crisis(office: Office) -> None:
    relay, stranger = office.workstation("SIG1", "A"), office.workstation("SIG2", "B")
    crisis = office.crisis(relay)
    recorded(relay, crisis, "Secret")
    with relaying(relay) as address:
        met(stranger, address)
    assert list(stranger.reading.crises()) == []


def test_what_is_said_of_a_crisis_is_not_said_to_a_relay_that_is_not_of_it(office: Office) -> None:
    relay, one = office.workstation("SIG1", "A"), office.workstation("SIG2", "B")
    crisis = one.desk.do(OpenCrisis("Crue", "exercise", "natural", "INT")).id
    with relaying(relay) as address:
        round = met(one, address)
    assert (round.outcome.sent, round.kept) == (0, 0)
    assert fingerprint(relay, crisis) == fingerprint(relay, "0" * 64)


def test_a_removed_member_gets_nothing_more(office: Office) -> None:
    relay, one = office.workstation("SIG1", "A"), office.workstation("SIG2", "B")
    crisis = office.crisis(relay, (one, "RED"))
    with relaying(relay) as address:
        relay.desk.do(RemoveMember(crisis, person_of(one), "relève"))
        recorded(relay, crisis, "Après son départ")
        met(one, address)
    assert subjects(one, crisis) == set()


def test_what_a_relay_brought_is_told_at_once_while_the_server_is_away(office: Office) -> None:
    relay, one = office.workstation("SIG1", "A"), office.workstation("SIG2", "B")
    crisis = office.crisis(relay, (one, "RED"))
    relays = Relays(one, browse=None)
    heard: list[RelayState] = []
    relays.subscribe(heard.append)
    with relaying(relay) as address:
        with one.store.database.write() as connection:
            preferences.keep_relay(connection, address)
        relays.start()
        try:
            relays.hear(AWAY)
            wait_for(lambda: relays.state.prefix == "SIG1")
            recorded(relay, crisis, "Reprise de feu")
            wait_for(lambda: "Reprise de feu" in subjects(one, crisis))
            recorded(one, crisis, "Route coupée")
            wait_for(lambda: "Route coupée" in subjects(relay, crisis))
            wait_for(lambda: relays.state.kept == one.reading.pending() == 2)
            relays.hear(BACK)
            wait_for(lambda: relays.state == RelayState())
        finally:
            relays.stop()
    assert heard[0].person == "A"


def test_a_relay_that_goes_away_is_said_to_be_gone(office: Office) -> None:
    relay, one = office.workstation("SIG1", "A"), office.workstation("SIG2", "B")
    relays = Relays(one, browse=None)
    relays.start()
    try:
        with relaying(relay) as address:
            with one.store.database.write() as connection:
                preferences.keep_relay(connection, address)
            relays.hear(AWAY)
            wait_for(lambda: relays.state.prefix == "SIG1")
        wait_for(lambda: not relays.state.prefix)
        relays.now()
        wait_for(lambda: "ne répond pas" in relays.state.problem)
    finally:
        relays.stop()


def test_a_revoked_workstation_neither_serves_nor_is_served(office: Office) -> None:
    first, lost, other = (office.workstation(f"SIG{n}", f"Personne {n}") for n in (1, 2, 3))
    crisis = office.crisis(first, (lost, "RED"), (other, "RED"))
    with relaying(lost) as its, relaying(first) as address:
        revoke(first, office, lost, other)
        recorded(first, crisis, "Après")
        for caller in (first, other):
            with pytest.raises(NotARelay, match=REVOKED):
                met(caller, its)
        with pytest.raises(Refused):
            met(lost, address)
        met(other, address)
    assert (subjects(lost, crisis), subjects(other, crisis)) == (set(), {"Après"})


def test_a_workstation_that_knows_it_was_revoked_serves_nobody_and_asks_nobody(office: Office) -> None:
    first, lost = office.workstation("SIG1", "A"), office.workstation("SIG2", "B")
    office.crisis(lost, (first, "RED"))
    with relaying(lost) as its, relaying(first) as address:
        with way_to(its, first) as transport:
            revoke(first, office, lost, lost)
            with pytest.raises(Refused):
                transport.spaces()
        with pytest.raises(NotARelay, match=NOT_ENROLLED):
            met(lost, address)
    with pytest.raises(Refused, match="révoqué"), relaying(lost):
        pass
