"""Every rule of a push: what is ranked, known, waiting, quarantined or refused, and why."""

import msgspec
import pytest

from app.core.operations import Operation, Wire, to_wire
from app.server.receiving import Received
from app.server.schema import FORKS, OPERATIONS, QUARANTINE, WAITING
from tests.building import Guest, Writer
from tests.server.house import House


@pytest.fixture
def lea(house: House) -> Guest:
    return house.enrol("Léa", "CCOM")


@pytest.fixture
def crisis(house: House, lea: Guest) -> str:
    opened = lea.writer.open_crisis()
    house.take(opened.id, [opened])
    return opened.id


def verdict(received: Received, operation: Operation) -> tuple[str, str]:
    answer = received.answers[bytes.fromhex(operation.id)]
    return answer.verdict, answer.reason


def ranked(received: Received) -> list[str]:
    return [id.hex() for id in received.ranked]


def badly_signed(operation: Operation) -> Wire:
    return msgspec.structs.replace(to_wire(operation), signature=bytes(64))


def notes(who: Guest, crisis: str, many: int) -> list[Operation]:
    return [who.writer.note(crisis, f"Note {number}") for number in range(many)]


def test_operations_that_continue_their_chain_are_ranked_in_the_order_they_came(
    house: House, lea: Guest, crisis: str
) -> None:
    bob = house.enrol("Bob")
    mine, his = notes(lea, crisis, 2), notes(bob, crisis, 2)
    received = house.take(crisis, [his[0], mine[0], mine[1], his[1]])
    assert ranked(received) == [his[0].id, mine[0].id, mine[1].id, his[1].id]
    assert list(received.ranked.values()) == [2, 3, 4, 5]
    assert received.answers == {}


def test_the_same_operation_twice_is_one_operation_and_keeps_its_rank(house: House, lea: Guest, crisis: str) -> None:
    (note,) = notes(lea, crisis, 1)
    assert ranked(house.take(crisis, [note, note])) == [note.id]
    again = house.take(crisis, [note])
    assert again.ranked == {}
    assert verdict(again, note) == ("known", "")
    assert again.answers[bytes.fromhex(note.id)].rank == 2
    assert len(house.ids(crisis)) == 2


def test_what_follows_a_gap_waits_and_is_ranked_when_the_gap_is_filled(house: House, lea: Guest, crisis: str) -> None:
    first, second, third = notes(lea, crisis, 3)
    early = house.take(crisis, [third, second])
    assert verdict(early, third) == verdict(early, second) == ("waiting", "")
    assert house.count(WAITING) == 2
    assert verdict(house.take(crisis, [third]), third) == ("waiting", "")
    assert ranked(house.take(crisis, [first])) == [first.id, second.id, third.id]
    assert house.count(WAITING) == 0


def test_a_batch_in_disorder_is_ranked_whole(house: House, lea: Guest, crisis: str) -> None:
    first, second, third = notes(lea, crisis, 3)
    assert ranked(house.take(crisis, [third, first, second])) == [first.id, second.id, third.id]


def test_broken_bytes_are_refused_and_the_rest_is_taken(house: House, lea: Guest, crisis: str) -> None:
    (note,) = notes(lea, crisis, 1)
    broken = Wire(b"{}", bytes(16), b"{}", bytes(64))
    received = house.take(crisis, [broken, note])
    assert [answer.reason for answer in received.answers.values()] == ["illisible"]
    assert ranked(received) == [note.id]


def test_a_body_that_was_tampered_with_is_refused(house: House, lea: Guest, crisis: str) -> None:
    (note,) = notes(lea, crisis, 1)
    received = house.take(crisis, [msgspec.structs.replace(to_wire(note), body=b'{"fields":{}}')])
    assert verdict(received, note) == ("refused", "illisible")


def test_an_operation_without_its_body_is_refused(house: House, lea: Guest, crisis: str) -> None:
    (note,) = notes(lea, crisis, 1)
    received = house.take(crisis, [msgspec.structs.replace(to_wire(note), body=None)])
    assert verdict(received, note) == ("refused", "illisible")


def test_an_operation_of_another_space_is_refused(house: House, lea: Guest, crisis: str) -> None:
    elsewhere = lea.writer.note(house.directory)
    assert verdict(house.take(crisis, [elsewhere]), elsewhere) == ("refused", "autre espace")


def test_a_bad_signature_at_the_end_refuses_the_whole_part_of_its_chain(house: House, lea: Guest, crisis: str) -> None:
    bob = house.enrol("Bob")
    mine, his = notes(lea, crisis, 2), notes(bob, crisis, 1)
    received = house.take(crisis, [mine[0], his[0], badly_signed(mine[1])])
    assert ranked(received) == [his[0].id]
    assert verdict(received, mine[0]) == verdict(received, mine[1]) == ("refused", "signature")
    assert ranked(house.take(crisis, mine)) == [one.id for one in mine]


@pytest.mark.parametrize(
    "kind",
    [
        "visa.given",
        "message.submitted",
        "brief.frozen",
        "member.removed",
        "workstation.revoked",
        "entry.erased",
        "decision.taken",
    ],
)
def test_what_decides_is_checked_even_inside_a_batch(house: House, lea: Guest, crisis: str, kind: str) -> None:
    decisive = lea.writer.write(kind, {}, crisis)
    (note,) = notes(lea, crisis, 1)
    received = house.take(crisis, [badly_signed(decisive), note])
    assert verdict(received, decisive) == verdict(received, note) == ("refused", "signature")


def test_the_first_operation_of_a_chain_is_checked(house: House, crisis: str) -> None:
    bob = house.enrol("Bob")
    first, second = notes(bob, crisis, 2)
    assert verdict(house.take(crisis, [badly_signed(first), second]), first) == ("refused", "signature")


def test_a_badly_signed_operation_does_not_wait(house: House, lea: Guest, crisis: str) -> None:
    _, second = notes(lea, crisis, 2)
    assert verdict(house.take(crisis, [badly_signed(second)]), second) == ("refused", "signature")
    assert house.count(WAITING) == 0


def test_another_operation_at_the_same_place_is_evidence_and_suspends_the_workstation(
    house: House, lea: Guest, crisis: str
) -> None:
    copy = Writer("Léa", chains=dict(lea.writer.chains), now=lea.writer.now + 1000)
    (mine,) = notes(lea, crisis, 1)
    forged = copy.note(crisis, "Écrit sur la copie")
    house.take(crisis, [mine])
    assert verdict(house.take(crisis, [forged]), forged) == ("refused", "copie détectée")
    assert house.count(FORKS) == 1
    (later,) = notes(lea, crisis, 1)
    assert verdict(house.take(crisis, [later]), later) == ("refused", "copie détectée")
    assert verdict(house.take(crisis, [mine]), mine) == ("known", "")


def test_a_branch_that_leaves_the_chain_further_back_is_a_copy_too(house: House, lea: Guest, crisis: str) -> None:
    copy = Writer("Léa", chains=dict(lea.writer.chains), now=lea.writer.now + 1000)
    (mine,) = notes(lea, crisis, 1)
    copy.note(crisis)
    follows = copy.note(crisis)
    house.take(crisis, [mine])
    assert verdict(house.take(crisis, [follows]), follows) == ("refused", "copie détectée")


def test_two_branches_in_one_batch_are_a_copy(house: House, lea: Guest, crisis: str) -> None:
    copy = Writer("Léa", chains=dict(lea.writer.chains), now=lea.writer.now + 1000)
    (mine,) = notes(lea, crisis, 1)
    forged = copy.note(crisis)
    received = house.take(crisis, [mine, forged])
    assert ranked(received) == [mine.id]
    assert verdict(received, forged) == ("refused", "copie détectée")


def test_nobody_can_accuse_a_workstation_with_a_signature_it_did_not_make(
    house: House, lea: Guest, crisis: str
) -> None:
    copy = Writer("Léa", chains=dict(lea.writer.chains), now=lea.writer.now + 1000)
    (mine,) = notes(lea, crisis, 1)
    forged = badly_signed(copy.note(crisis))
    house.take(crisis, [forged, mine])
    house.take(crisis, [mine, forged])
    assert house.count(FORKS) == 0
    assert house.ids(crisis)[-1] == mine.id


def test_a_new_incarnation_begins_a_chain_of_its_own(house: House, lea: Guest, crisis: str) -> None:
    restored = Writer("Léa", incarnation="1" * 16, now=lea.writer.now)
    (mine,) = notes(lea, crisis, 1)
    other = restored.note(crisis)
    assert ranked(house.take(crisis, [mine, other])) == [mine.id, other.id]


def test_business_of_an_unknown_workstation_is_ranked_for_the_fold_to_judge(house: House, crisis: str) -> None:
    unknown = Writer("inconnu").note(crisis)
    assert ranked(house.take(crisis, [unknown])) == [unknown.id]


def test_what_a_revoked_workstation_wrote_beyond_its_cut_goes_to_quarantine(
    house: House, lea: Guest, crisis: str
) -> None:
    first, second = notes(lea, crisis, 2)
    house.take(crisis, [first])
    house.take(house.service, [house.admin.writer.revoke(house.service, lea, (first.id,))])
    assert verdict(house.take(crisis, [first]), first) == ("known", "")
    assert verdict(house.take(crisis, [second]), second) == ("quarantined", "")
    assert house.count(QUARANTINE) == 1
    assert len(house.ids(crisis)) == 2


def test_what_was_accepted_of_a_revoked_workstation_is_ranked_whenever_it_comes(
    house: House, lea: Guest, crisis: str
) -> None:
    first, second, third = notes(lea, crisis, 3)
    house.take(house.service, [house.admin.writer.revoke(house.service, lea, (second.id,))])
    assert verdict(house.take(crisis, [first]), first) == ("waiting", "")  # the cut is not known here yet
    received = house.take(crisis, [third, second])
    assert ranked(received) == [first.id, second.id]
    assert verdict(received, third) == ("quarantined", "")


def test_what_waited_of_a_workstation_revoked_since_goes_to_quarantine(house: House, lea: Guest, crisis: str) -> None:
    first, second, third = notes(lea, crisis, 3)
    house.take(crisis, [first, third])
    house.take(house.service, [house.admin.writer.revoke(house.service, lea, (first.id,))])
    assert verdict(house.take(crisis, [second]), second) == ("quarantined", "")
    assert (house.count(WAITING), house.count(QUARANTINE)) == (0, 2)


def test_two_thousand_operations_are_one_push(house: House, lea: Guest, crisis: str) -> None:
    many = notes(lea, crisis, 2000)
    assert ranked(house.take(crisis, many)) == [one.id for one in many]
    assert house.count(OPERATIONS) >= 2000
