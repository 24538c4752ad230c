"""Enrolment: one invitation, one workstation, judged by the server's own time."""

import pytest

from app.core.keys import SigningKey
from app.core.operations import Operation, to_wire
from app.core.standing import CONTROL
from app.server.enrolment import PREFIX_TAKEN, enrol
from app.server.schema import OPERATIONS
from app.sync.protocol import Enrolment, Reply
from tests.building import NOW, Invited, Writer, invite, seed
from tests.building import enrol as enrolment
from tests.server.house import House

EXPIRES = NOW + 60_000


@pytest.fixture
def invited(house: House) -> Invited:
    found = invite(house.admin.writer, house.service, "Zoé", expires_at=EXPIRES)
    house.take(house.service, [found.operation])
    return found


def ask(house: House, operation: Operation, device: str = "") -> Reply | str | None:
    with house.central.database.writing() as connection:
        return enrol(house.central, connection, device or operation.header.device, Enrolment(to_wire(operation)))


def made(house: House, invited: Invited, prefix: str = "ZOE1", name: str = "Zoé") -> Operation:
    return enrolment(Writer(name), house.service, invited.operation.id, invited.key, prefix)


def test_the_answer_is_the_whole_of_the_service(house: House, invited: Invited) -> None:
    operation = made(house, invited)
    reply = ask(house, operation)
    assert isinstance(reply, Reply)
    assert reply.items[-1] == to_wire(operation)
    assert len(reply.items) == len(house.ids(house.service))


def test_the_same_enrolment_again_gets_the_same_reply(house: House, invited: Invited) -> None:
    operation = made(house, invited)
    first = ask(house, operation)
    house.hand.now = EXPIRES + 1
    assert ask(house, operation) == first


def test_an_invitation_serves_once(house: House, invited: Invited) -> None:
    ask(house, made(house, invited))
    assert ask(house, made(house, invited, "ZOE2", "autre poste")) is None


def test_an_invitation_expires_by_the_time_of_the_server(house: House, invited: Invited) -> None:
    house.hand.now = EXPIRES + 1
    assert ask(house, made(house, invited)) is None
    house.hand.now = EXPIRES
    assert isinstance(ask(house, made(house, invited)), Reply)


def test_a_prefix_somebody_has_is_refused_and_the_invitation_stays_good(house: House, invited: Invited) -> None:
    before = house.count(OPERATIONS)
    assert ask(house, made(house, invited, "ADM1")) == PREFIX_TAKEN
    assert house.count(OPERATIONS) == before
    assert isinstance(ask(house, made(house, invited)), Reply)


def test_a_used_invitation_does_not_tell_which_prefixes_are_taken(house: House, invited: Invited) -> None:
    ask(house, made(house, invited))
    assert ask(house, made(house, invited, "ADM1", "autre poste")) is None


def test_an_invitation_is_nothing_without_its_key(house: House, invited: Invited) -> None:
    thief = Invited(invited.operation, SigningKey(seed("thief")))
    assert ask(house, made(house, thief)) is None


def test_an_invitation_nobody_may_give_opens_nothing(house: House) -> None:
    lea = house.enrol("Léa", "CCOM")
    false = invite(lea.writer, house.service, "Zoé")
    house.take(house.service, [false.operation])
    assert ask(house, made(house, false)) is None


def test_somebody_else_cannot_ask_with_a_captured_enrolment(house: House, invited: Invited) -> None:
    operation = made(house, invited)
    ask(house, operation)
    assert ask(house, operation, "0" * 64) is None


def test_a_revoked_workstation_does_not_enrol_again(house: House) -> None:
    lea = house.enrol("Léa")
    house.take(house.service, [house.admin.writer.revoke(house.service, lea)])
    assert ask(house, lea.enrolment) is None


@pytest.mark.parametrize("kind", sorted(CONTROL - {"workstation.enrolled"}))
def test_nothing_but_an_enrolment_enrols(house: House, invited: Invited, kind: str) -> None:
    body = {"invitation": invited.operation.id}
    assert ask(house, Writer("Zoé").write(kind, body, house.service)) is None
