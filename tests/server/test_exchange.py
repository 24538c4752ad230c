"""One exchange: who is answered, what he is told, and what happens when the log and the caller disagree."""

import pytest

from app.core.operations import Operation, Wire, to_wire
from app.server.schema import EPOCHS, OPERATIONS, QUARANTINE
from app.sync.protocol import Checkpoint, Reply, checkpoint_holds, first_running, next_running, sign_checkpoint
from tests.building import Guest, Writer, naming
from tests.server.house import House


@pytest.fixture
def lea(house: House) -> Guest:
    return house.enrol("Léa", "CCOM")


@pytest.fixture
def opened(house: House, lea: Guest) -> Operation:
    operation = lea.writer.open_crisis()
    assert house.exchange(lea, operation.id, [operation])
    return operation


def told(reply: Reply | None) -> list[str]:
    assert reply is not None
    return [item.hex() for item in reply.items if isinstance(item, bytes)]


def wires(reply: Reply | None) -> list[Wire]:
    assert reply is not None
    return [item for item in reply.items if isinstance(item, Wire)]


def verdicts(reply: Reply | None) -> list[str]:
    assert reply is not None
    return [answer.verdict for answer in reply.answers]


def test_a_crisis_begins_with_the_push_that_opens_it(house: House, lea: Guest) -> None:
    opened = lea.writer.open_crisis()
    note = lea.writer.note(opened.id)
    reply = house.exchange(lea, opened.id, [opened, note])
    assert told(reply) == [opened.id, note.id]
    assert reply is not None
    assert (reply.after, reply.more, reply.removed, reply.answers) == (0, False, None, [])


def test_a_space_begins_with_nothing_else_than_a_crisis(house: House, lea: Guest) -> None:
    for kind in ("directory.opened", "private.opened", "service.opened", "entry.recorded"):
        first = lea.writer.write(kind, {"server_key": ""}, grant="")
        assert house.exchange(lea, first.id, [first]) is None


def test_a_crisis_opened_by_nobody_we_know_does_not_begin(house: House, lea: Guest) -> None:
    opened = Writer("inconnu").open_crisis()
    assert house.exchange(lea, opened.id, [opened]) is None
    assert house.exchange(lea, opened.id) is None


def test_whoever_lacks_operations_receives_them_as_they_were_written(
    house: House, lea: Guest, opened: Operation
) -> None:
    note = lea.writer.note(opened.id)
    house.exchange(lea, opened.id, [note])
    assert wires(house.exchange(lea, opened.id)) == [to_wire(opened), to_wire(note)]
    current = house.exchange(lea, opened.id)
    assert current is not None
    assert wires(house.exchange(lea, opened.id, rank=1, epoch=current.epoch)) == [to_wire(note)]
    assert wires(house.exchange(lea, opened.id, rank=2, epoch=current.epoch)) == []


def test_what_had_waited_is_given_whole_to_whoever_fills_the_gap(house: House, lea: Guest, opened: Operation) -> None:
    first, second = lea.writer.note(opened.id), lea.writer.note(opened.id)
    assert verdicts(house.exchange(lea, opened.id, [second])) == ["waiting"]
    reply = house.exchange(lea, opened.id, [first])
    assert first.id in told(reply)
    assert to_wire(second) in wires(reply)


def test_the_checkpoint_signs_what_was_told(house: House, lea: Guest, opened: Operation) -> None:
    note = lea.writer.note(opened.id)
    reply = house.exchange(lea, opened.id, [note])
    assert reply is not None
    assert reply.checkpoint is not None
    running = first_running(opened.id)
    for id in (opened.id, note.id):
        running = next_running(running, bytes.fromhex(id))
    assert (reply.checkpoint.rank, reply.checkpoint.running) == (2, running)
    assert reply.checkpoint.epoch == reply.epoch
    assert checkpoint_holds(reply.checkpoint, house.central.key.public)


def test_a_lost_answer_is_repeated_harmlessly(house: House, lea: Guest, opened: Operation) -> None:
    note = lea.writer.note(opened.id)
    first = house.exchange(lea, opened.id, [note], rank=1)
    again = house.exchange(lea, opened.id, [note], rank=1, epoch=first.epoch if first else "")
    assert verdicts(again) == ["known"]
    assert wires(again) == [to_wire(note)]
    assert house.ids(opened.id) == [opened.id, note.id]


def test_a_stranger_learns_nothing_of_a_crisis(house: House, opened: Operation) -> None:
    bob = house.enrol("Bob", "ADM")
    assert house.exchange(bob, opened.id) is None
    assert house.exchange(bob, opened.id, [bob.writer.note(opened.id)]) is None
    assert house.ids(opened.id) == [opened.id]


def test_a_stranger_who_pushes_a_grant_of_his_own_leaves_no_trace(house: House, opened: Operation) -> None:
    bob = house.enrol("Bob", "CCOM")
    bob.writer.grants[opened.id] = opened.id
    granted = bob.writer.add_member(opened.id, bob, "CCOM")
    before = house.count(OPERATIONS)
    assert house.exchange(bob, opened.id, [granted]) is None
    assert house.count(OPERATIONS) == before


def test_who_brings_his_grant_is_a_member_in_that_very_exchange(house: House, lea: Guest, opened: Operation) -> None:
    bob = house.enrol("Bob")
    granted = lea.writer.add_member(opened.id, bob)
    note = bob.writer.note(opened.id)
    reply = house.exchange(bob, opened.id, [granted, note])
    assert told(reply) == [granted.id, note.id]
    assert wires(reply) == [to_wire(opened)]


@pytest.fixture
def bob(house: House, lea: Guest, opened: Operation) -> Guest:
    """A member who was removed after one note."""
    bob = house.enrol("Bob")
    house.exchange(lea, opened.id, [lea.writer.add_member(opened.id, bob)])
    note = bob.writer.note(opened.id)
    house.exchange(bob, opened.id, [note])
    house.exchange(lea, opened.id, [lea.writer.remove_member(opened.id, bob, (note.id,))])
    return bob


def test_a_removed_member_is_told_by_the_operation_that_removed_him_and_reads_nothing(
    house: House, opened: Operation, bob: Guest
) -> None:
    reply = house.exchange(bob, opened.id)
    assert reply is not None
    assert reply.removed is not None
    assert reply.removed.header.find(b'"member.removed"') > 0
    assert (reply.items, reply.answers, reply.checkpoint) == ([], [], None)


def test_a_removed_member_hands_in_what_he_holds(house: House, opened: Operation, bob: Guest) -> None:
    reply = house.exchange(bob, opened.id, [bob.writer.note(opened.id)])
    assert verdicts(reply) == ["quarantined"]
    assert reply is not None
    assert (reply.items, reply.removed is None) == ([], False)
    assert house.count(QUARANTINE) == 1
    assert len(house.ids(opened.id)) == 4


def test_a_removed_member_does_not_come_back_by_a_grant_that_ignores_his_removal(
    house: House, lea: Guest, opened: Operation, bob: Guest
) -> None:
    reply = house.exchange(bob, opened.id, [lea.writer.add_member(opened.id, bob)])
    assert reply is not None
    assert reply.removed is not None


def test_a_removed_member_comes_back_by_a_grant_that_names_his_removal(
    house: House, lea: Guest, opened: Operation, bob: Guest
) -> None:
    removal = house.ids(opened.id)[-1]
    house.exchange(lea, opened.id, [lea.writer.add_member(opened.id, bob, undoes=(removal,))])
    assert len(wires(house.exchange(bob, opened.id))) == 5


def test_who_carries_his_own_removal_is_told_at_once(house: House, lea: Guest, opened: Operation) -> None:
    eve = house.enrol("Ève", "CCOM")
    granted = lea.writer.add_member(opened.id, eve, "CCOM")
    removal = eve.writer.remove_member(opened.id, lea, (granted.id,))
    reply = house.exchange(lea, opened.id, [granted, removal])
    assert reply is not None
    assert (reply.items, reply.removed, verdicts(reply)) == ([], to_wire(removal), ["known", "known"])


def test_a_revoked_workstation_is_told_by_its_revocation_wherever_it_belonged(
    house: House, lea: Guest, opened: Operation
) -> None:
    revocation = house.admin.writer.revoke(house.service, lea, (opened.id,))
    house.exchange(house.admin, house.service, [revocation])
    for space in (opened.id, house.service, house.directory):
        reply = house.exchange(lea, space, [lea.writer.note(space)])
        assert reply is not None
        assert (reply.removed, verdicts(reply)) == (to_wire(revocation), ["quarantined"])
    assert house.exchange(lea, "0" * 64) is None


def test_every_workstation_reads_the_service_and_the_directory(house: House, lea: Guest) -> None:
    assert len(wires(house.exchange(lea, house.service))) == 7
    assert len(wires(house.exchange(lea, house.directory))) == 1


def test_private_numbers_are_told_to_all_but_observers_who_cannot_even_tell_that_they_exist(house: House) -> None:
    liaison, observer = house.enrol("Max", "LIA"), house.enrol("Noé", "OBS")
    number = liaison.writer.write("private.added", {"fields": {"value": "+33639981241"}}, house.private)
    assert verdicts(house.exchange(liaison, house.private, [number])) == []
    assert len(wires(house.exchange(liaison, house.private))) == 2
    for brought in ([], [number], [observer.writer.write("private.added", {}, house.private)]):
        assert house.exchange(observer, house.private, brought) is None
        assert house.exchange(observer, "0" * 64, brought) is None


def test_an_administrator_opens_the_space_of_private_numbers_of_an_older_service(house: House, lea: Guest) -> None:
    """Another one, here: it is open to all as soon as the accounts name it, whoever carries its first operation."""
    opened = house.admin.writer.write("private.opened", {}, grant="")
    assert house.exchange(house.admin, opened.id, [opened]) is None
    hers = lea.writer.write("service.private", naming(opened), house.service)
    house.take(house.service, [hers])
    assert house.exchange(lea, opened.id, [opened]) is None
    house.take(house.service, [house.admin.writer.write("service.private", naming(opened), house.service)])
    assert house.exchange(house.enrol("Noé", "OBS"), opened.id, [opened]) is None
    assert told(house.exchange(lea, opened.id, [opened])) == [opened.id]
    assert len(wires(house.exchange(house.admin, opened.id))) == 1


def test_another_epoch_than_ours_is_told_everything_from_the_start(house: House, lea: Guest, opened: Operation) -> None:
    reply = house.exchange(lea, opened.id, rank=1, epoch="une autre")
    assert reply is not None
    assert (reply.after, len(reply.items)) == (0, 1)


def restored(house: House, space: str, epoch: str, rank: int) -> Checkpoint:
    """What we signed before somebody put an old copy in our place."""
    return sign_checkpoint(house.central.key, space, epoch, rank, bytes(32))


@pytest.mark.parametrize("rank", [1, 7], ids=["other history", "above our log"])
def test_shown_our_own_word_for_what_we_do_not_hold_we_open_a_new_epoch(
    house: House, lea: Guest, opened: Operation, rank: int
) -> None:
    before = house.exchange(lea, opened.id)
    assert before is not None
    shown = restored(house, opened.id, before.epoch, rank)
    after = house.exchange(lea, opened.id, rank=rank, epoch=before.epoch, checkpoint=shown)
    assert after is not None
    assert after.epoch != before.epoch
    assert (after.after, wires(after)) == (0, [to_wire(opened)])
    again = house.exchange(lea, opened.id, rank=rank, epoch=before.epoch, checkpoint=shown)
    assert again is not None
    assert again.epoch == after.epoch
    assert house.count(EPOCHS) == 2


def test_shown_our_own_word_in_an_epoch_that_we_forgot_we_remember_it_and_open_another(
    house: House, lea: Guest, opened: Operation
) -> None:
    former = house.exchange(lea, opened.id)
    assert former is not None
    assert former.checkpoint is not None
    forgotten = sign_checkpoint(house.central.key, opened.id, "f" * 32, 1, former.checkpoint.running)
    reply = house.exchange(lea, opened.id, rank=1, epoch="f" * 32, checkpoint=forgotten)
    assert reply is not None
    assert reply.epoch not in (former.epoch, "f" * 32)
    assert [(one.epoch, one.rank) for one in reply.continued] == [("f" * 32, 1), ("f" * 32, 0)]
    again = house.exchange(lea, opened.id, rank=1, epoch="f" * 32, checkpoint=forgotten)
    assert again is not None
    assert again.epoch == reply.epoch
    strange = sign_checkpoint(lea.writer.key, opened.id, "e" * 32, 1, former.checkpoint.running)
    other = house.exchange(lea, opened.id, rank=1, epoch="e" * 32, checkpoint=strange)
    assert other is not None
    assert (other.epoch, other.continued) == (reply.epoch, [])


def test_a_checkpoint_that_holds_or_is_not_ours_changes_nothing(house: House, lea: Guest, opened: Operation) -> None:
    before = house.exchange(lea, opened.id)
    assert before is not None
    forged = sign_checkpoint(lea.writer.key, opened.id, before.epoch, 9, bytes(32))
    for shown in (before.checkpoint, forged):
        house.exchange(lea, opened.id, rank=1, epoch=before.epoch, checkpoint=shown)
    assert house.count(EPOCHS) == 1


def test_a_caller_who_is_ahead_gives_back_what_a_restored_server_lost(house: House, lea: Guest) -> None:
    opened = lea.writer.open_crisis()
    note = lea.writer.note(opened.id)
    current = house.exchange(lea, house.service)
    assert current is not None
    shown = restored(house, opened.id, current.epoch, 2)
    reply = house.exchange(lea, opened.id, [opened, note], rank=2, epoch=current.epoch, checkpoint=shown)
    assert told(reply) == [opened.id, note.id]
    assert reply is not None
    assert reply.epoch != current.epoch
