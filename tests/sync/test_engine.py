"""One round of exchange: what leaves, what comes, and what is never believed."""

from dataclasses import replace

import msgspec
import pytest

from app.core import vault
from app.core.entry_commands import Record
from app.core.erasure import erased
from app.core.errors import Refused, Unavailable
from app.core.keys import SigningKey
from app.core.operations import Wire, read, to_wire
from app.core.registers.directory import AddContact
from app.core.registers.erasures import Erase
from app.core.registers.members import AddMember, RemoveMember
from app.core.store.cursor import Cursor
from app.sync.engine import (
    Contradicted,
    Outcome,
    Revoked,
    checked,
    exchange_all,
    exchange_space,
    is_revoked,
    take,
)
from app.sync.protocol import Exchange, Reply, first_running, next_running, sign_checkpoint
from app.sync.transport import Transport
from app.sync.workstation import Workstation, open_profile
from tests.end_to_end.desks import PASSPHRASE, fingerprint, numbers, shared_crisis, sync
from tests.office import operations, person_of
from tests.sync.conftest import Hub, Newcomer


def test_a_round_says_what_it_carried(newcomer: Newcomer):
    first, second = newcomer(), newcomer("LIA", "INT")
    crisis = shared_crisis(first, (second, "LIA"))
    for number in range(3):
        first.desk.do(Record(crisis, f"Entrée {number}"))
    assert sync(first).sent == 3
    assert sync(second).received == 3
    again = sync(second)
    assert (again.sent, again.received) == (0, 0)
    assert fingerprint(first, crisis) == fingerprint(second, crisis)


def test_more_than_one_batch_goes_in_one_round(newcomer: Newcomer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.sync.engine.BATCH", 10)
    first, second = newcomer(), newcomer("LIA", "INT")
    crisis = shared_crisis(first, (second, "LIA"))
    for number in range(35):
        first.desk.do(Record(crisis, f"Entrée {number}"))
    assert sync(first).sent == 35
    assert first.reading.pending() == 0
    sync(second)
    assert numbers(first, crisis) == numbers(second, crisis)


def test_a_removed_member_receives_nothing_more_and_sees_the_crisis_no_longer(newcomer: Newcomer):
    first, second = newcomer(), newcomer("LIA", "INT")
    crisis = shared_crisis(first, (second, "LIA"))
    first.desk.do(RemoveMember(crisis, person_of(second), "fin de mission"))
    first.desk.do(Record(crisis, "Après le retrait"))
    sync(first)
    second.desk.do(Record(crisis, "Écrit sans savoir"))
    sync(second)
    assert second.reading.crises() == []
    assert operations(second, crisis) == []  # what was unsent has been handed in
    sync(first)
    assert "Écrit sans savoir" not in numbers(first, crisis).values()


def test_all_that_is_unsent_is_handed_in_before_a_removed_member_s_copy_is_deleted(
    newcomer: Newcomer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("app.sync.engine.BATCH", 2)
    first, second = newcomer(), newcomer("LIA", "INT")
    crisis = shared_crisis(first, (second, "LIA"))
    first.desk.do(RemoveMember(crisis, person_of(second), "fin de mission"))
    sync(first)
    for n in range(5):
        second.desk.do(Record(crisis, f"Écrit sans savoir {n}"))
    left = operations(second, crisis)
    exchange_space(second.store, second.transport(), crisis, Outcome())
    assert operations(second, crisis) == []
    assert second.reading.pending() == 0
    sync(first)
    assert {one.id for one in left[-5:]}.isdisjoint(one.id for one in operations(first, crisis))


def test_a_revoked_workstation_is_locked_at_its_next_contact(hub: Hub, newcomer: Newcomer):
    second = newcomer("LIA", "INT")
    with second.store.read() as transaction:
        mine = transaction.accounts.workstations[second.store.key.public].id
    sync(hub.admin)
    hub.admin.revoke(mine, "perdu")
    sync(hub.admin)
    with pytest.raises(Revoked, match="révoqué"):
        sync(second)
    assert is_revoked(second.store)
    with pytest.raises(Refused, match="révoqué"):
        open_profile(second.folder, vault.open_with_passphrase(second.folder, PASSPHRASE), second.clock)


def test_a_member_added_again_takes_up_where_he_was(newcomer: Newcomer):
    first, second = newcomer(), newcomer("LIA", "INT")
    crisis = shared_crisis(first, (second, "LIA"))
    first.desk.do(RemoveMember(crisis, person_of(second), "erreur"))
    first.desk.do(AddMember(crisis, person_of(second), "LIA"))
    sync(first)
    sync(second)
    second.desk.do(Record(crisis, "De retour"))
    sync(second)
    sync(first)
    assert list(numbers(first, crisis).values()) == ["De retour"]


def test_a_member_removed_then_added_again_sees_the_crisis_again_and_no_former_removal_hides_it(newcomer: Newcomer):
    first, second = newcomer(), newcomer("LIA", "INT")
    crisis = shared_crisis(first, (second, "LIA"))
    second.desk.do(Record(crisis, "Écrit avant"))
    sync(second)
    sync(first)
    first.desk.do(RemoveMember(crisis, person_of(second), "erreur"))
    removal = to_wire(operations(first, crisis)[-1])
    sync(first)
    sync(second)
    assert second.reading.crises() == []
    first.desk.do(AddMember(crisis, person_of(second), "LIA"))
    sync(first)
    sync(second)
    assert [one.id for one in second.reading.crises()] == [crisis]
    assert second.reading.alarms() == []  # what it wrote there before, and deleted, is no copy's
    transport = Lying(second, Reply("", 0, [], False, None, removed=removal))
    exchange_space(second.store, transport, crisis, Outcome())
    assert [one.id for one in second.reading.crises()] == [crisis]


class Lying(Transport):
    """A server that answers the same thing to whatever is asked."""

    def __init__(self, workstation: Workstation, reply: Reply):
        super().__init__("http://127.0.0.1:9", None, workstation.store.key, workstation.clock)
        self._reply = reply

    def exchange(self, request: Exchange) -> Reply:
        return self._reply


def test_a_space_that_cannot_be_believed_does_not_keep_the_others_from_coming(newcomer: Newcomer):
    first, second = newcomer(), newcomer("LIA", "INT")
    crises = [shared_crisis(first, (second, "LIA")) for _ in range(2)]
    for crisis in crises:
        first.desk.do(Record(crisis, "Entrée"))
    sync(first)
    with second.store.write() as transaction:
        before = transaction.cursor(crises[0])
        transaction.move(crises[0], replace(before, running=bytes(32)))
    with pytest.raises(Unavailable, match="histoire"):
        sync(second)
    assert [len(numbers(second, crisis)) for crisis in crises] == [0, 1]


def cut(workstation: Workstation, crisis: str) -> tuple[Cursor, Reply, str]:
    """What the server says of a crisis to somebody who holds nothing new of it."""
    with workstation.store.read() as transaction:
        before, server_key = transaction.cursor(crisis), transaction.accounts.server_key
    transport = workstation.transport()
    reply = transport.exchange(Exchange(crisis, before.epoch, before.rank, []))
    transport.close()
    return before, reply, server_key


def test_a_server_that_shows_another_history_is_not_believed(newcomer: Newcomer):
    first, second = newcomer(), newcomer("LIA", "INT")
    crisis = shared_crisis(first, (second, "LIA"))
    for number in range(3):
        first.desk.do(Record(crisis, f"Entrée {number}"))
    sync(first)
    before, reply, server_key = cut(second, crisis)
    forger = SigningKey(bytes(32))
    assert reply.checkpoint is not None
    forged = sign_checkpoint(forger, crisis, reply.epoch, reply.checkpoint.rank, reply.checkpoint.running)
    lies = (
        msgspec.structs.replace(reply, items=reply.items[:-1]),  # withheld
        msgspec.structs.replace(reply, items=reply.items[::-1]),  # another order
        msgspec.structs.replace(reply, items=reply.items[1:]),
        msgspec.structs.replace(reply, checkpoint=None),
        msgspec.structs.replace(reply, checkpoint=forged),
        msgspec.structs.replace(reply, after=reply.after + 1),
    )
    for lie in lies:
        with pytest.raises(Unavailable):
            take(second.store, crisis, before, lie, server_key, Outcome())
    assert numbers(second, crisis) == {}
    assert not take(second.store, crisis, before, reply, server_key, Outcome())
    assert len(numbers(second, crisis)) == 3


def test_a_reply_to_an_older_question_is_dropped(newcomer: Newcomer):
    first, second = newcomer(), newcomer("LIA", "INT")
    crisis = shared_crisis(first, (second, "LIA"))
    first.desk.do(Record(crisis, "Entrée"))
    sync(first)
    before, reply, server_key = cut(second, crisis)
    sync(second)  # another process of the profile was faster
    outcome = Outcome()
    assert take(second.store, crisis, before, reply, server_key, outcome)
    assert (outcome.received, len(numbers(second, crisis))) == (0, 1)


def test_a_checkpoint_must_be_under_exactly_what_was_received():
    key, space = SigningKey(bytes(32)), "ab" * 32
    running = next_running(first_running(space), b"1" * 32)
    checkpoint = sign_checkpoint(key, space, "e", 1, running)
    assert checked(checkpoint, space, "e", 1, running, key.public) is checkpoint
    for words in ((space, "e", 2, running), (space, "f", 1, running), (space, "e", 1, bytes(32))):
        with pytest.raises(Unavailable):
            checked(checkpoint, *words, key.public)


def test_another_epoch_makes_everything_pending_again_and_deletes_nothing(newcomer: Newcomer):
    first = newcomer()
    crisis = shared_crisis(first)
    first.desk.do(Record(crisis, "Tenu malgré tout"))
    sync(first)
    with first.store.read() as transaction:
        before = transaction.cursor(crisis)
    key = SigningKey(bytes(32))
    empty = sign_checkpoint(key, crisis, "autre", 0, first_running(crisis))
    reply = Reply("autre", 0, [], False, empty)
    assert take(first.store, crisis, before, reply, key.public, Outcome())  # now there is something to send
    assert first.reading.pending() == 2
    assert list(numbers(first, crisis).values()) == ["Tenu malgré tout"]


def test_one_space_can_be_exchanged_alone(newcomer: Newcomer):
    first = newcomer()
    crisis, other = shared_crisis(first), shared_crisis(first)
    for space in (crisis, other):
        first.desk.do(Record(space, "Entrée"))
    transport = first.transport()
    outcome = Outcome()
    exchange_space(first.store, transport, crisis, outcome)
    assert outcome.sent == 1
    assert first.reading.pending() == 1
    exchange_all(first.store, transport)
    assert first.reading.pending() == 0
    transport.close()


class Deaf:
    """A way to a server that nobody may ask anything."""

    def exchange(self, request: Exchange) -> Reply:
        raise AssertionError(f"{request.space} was asked for")


def test_an_observer_s_workstation_never_asks_for_private_numbers_whatever_it_is_offered(newcomer: Newcomer):
    observer, liaison = newcomer("OBS"), newcomer("LIA", "INT")
    with observer.store.read() as transaction:
        private = transaction.accounts.private
    assert private
    exchange_space(observer.store, Deaf(), private, Outcome())  # type: ignore[arg-type]
    sync(observer)
    sync(liaison)
    assert operations(observer, private) == []
    assert [one.header.kind for one in operations(liaison, private)][:1] == ["private.opened"]


def test_a_server_that_strips_words_without_an_erasure_is_refused_and_the_whole_reply_with_it(newcomer: Newcomer):
    first, second = newcomer(), newcomer("LIA", "INT")
    sync(second)
    with first.store.read() as transaction:
        directory = transaction.accounts.directory
    contact = first.desk.do(AddContact({"family_name": "Kerjean"})).id
    sync(first)
    before, reply, server_key = cut(second, directory)
    wires = [read(item) for item in reply.items if isinstance(item, Wire)]
    stripped = msgspec.structs.replace(reply, items=[to_wire(erased(one)) for one in wires])
    with pytest.raises(Contradicted, match="altérée"):
        take(second.store, directory, before, stripped, server_key, Outcome())
    assert contact not in {one.id for one in operations(second, directory)}

    first_part = msgspec.structs.replace(stripped, more=True)
    take(second.store, directory, before, first_part, server_key, Outcome())
    assert second.reading.contacts("kerjean") == []
    with second.store.read() as transaction:
        after = transaction.cursor(directory)
    nothing_more = msgspec.structs.replace(reply, after=after.rank, items=[], more=False)
    with pytest.raises(Contradicted):
        take(second.store, directory, after, nothing_more, server_key, Outcome())
    first.desk.do(Erase(contact, "demande"))
    sync(first)
    sync(second)
