"""A server put back from yesterday, or one that shows another history: found at the first exchange, and told."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from app.core.entry_commands import Record
from app.core.keys import SigningKey
from app.core.operations import Wire, to_wire
from app.sync.engine import Contradicted, Outcome, take
from app.sync.protocol import Checkpoint, Reply, first_running, next_running, sign_checkpoint
from app.sync.workstation import Workstation
from tests.central import Central
from tests.end_to_end.desks import another_desk, fingerprint, first_desk, numbers, shared_crisis, sync
from tests.office import operations

DATABASE = "central.db"


@pytest.fixture
def desks(central: Central, tmp_path: Path) -> Iterator[tuple[Workstation, Workstation, str]]:
    first = first_desk(central, tmp_path / "sig")
    second = another_desk(first, tmp_path / "int", "INT", "Léa Aubert", "INT", "LIA")
    yield first, second, shared_crisis(first, (second, "LIA"))
    first.close()
    second.close()


def kinds(workstation: Workstation) -> list[str]:
    return [one.kind for one in workstation.reading.alarms()]


def test_workstations_give_back_what_the_server_lost(
    central: Central, desks: tuple[Workstation, Workstation, str], tmp_path: Path
) -> None:
    first, second, crisis = desks
    first.desk.do(Record(crisis, "Avant la copie"))
    sync(first)
    central.stop()
    shutil.copy(central.data / DATABASE, tmp_path / "copy.db")
    central.start()
    first.desk.do(Record(crisis, "Perdu par le serveur"))
    sync(first)
    sync(second)
    before = numbers(second, crisis)
    put_back(central, tmp_path / "copy.db")
    second.desk.do(Record(crisis, "Écrit après"))
    for one in (second, first, second):
        sync(one)
    assert numbers(first, crisis) == numbers(second, crisis) == {**before, "INT-0001": "Écrit après"}
    assert fingerprint(first, crisis) == fingerprint(second, crisis)
    assert (first.reading.pending(), second.reading.pending()) == (0, 0)
    assert kinds(second) == kinds(first) == ["restored"]


def put_back(central: Central, copy: Path) -> None:
    central.stop()
    for file in central.data.glob(f"{DATABASE}*"):
        file.unlink()
    shutil.copy(copy, central.data / DATABASE)
    central.start()


def test_a_server_that_ranked_something_before_it_knew_and_was_put_back_twice_is_told_and_healed(
    central: Central, desks: tuple[Workstation, Workstation, str], tmp_path: Path
) -> None:
    first, second, crisis = desks
    central.stop()
    shutil.copy(central.data / DATABASE, tmp_path / "copy.db")
    central.start()
    first.desk.do(Record(crisis, "Perdu par le serveur"))
    sync(first)
    put_back(central, tmp_path / "copy.db")
    second.desk.do(Record(crisis, "Classé à la même place"))
    for one in (second, first, second):
        sync(one)
    (alarm,) = first.reading.alarms()
    assert (alarm.kind, alarm.grave) == ("restored", True)
    put_back(central, tmp_path / "copy.db")
    for one in (second, first, second):
        sync(one)
    assert fingerprint(first, crisis) == fingerprint(second, crisis)
    assert numbers(first, crisis) == {"SIG1-0001": "Perdu par le serveur", "INT-0001": "Classé à la même place"}
    assert (first.reading.pending(), second.reading.pending()) == (0, 0)


def running_of(ids: list[bytes], space: str) -> bytes:
    running = first_running(space)
    for id in ids:
        running = next_running(running, id)
    return running


@pytest.mark.parametrize("told", ["nothing", "unsigned", "another hash", "more than we hold", "another epoch's"])
def test_another_epoch_that_does_not_continue_what_was_shown_is_refused(
    central: Central, desks: tuple[Workstation, Workstation, str], told: str
) -> None:
    first, _, crisis = desks
    first.desk.do(Record(crisis, "Un"))
    first.desk.do(Record(crisis, "Deux"))
    sync(first)
    key = SigningKey(bytes.fromhex((central.data / "server.key").read_text()))
    held = [to_wire(one) for one in operations(first, crisis)]
    with first.store.read() as transaction:
        before = transaction.cursor(crisis)
    order: list[Wire] = [held[0], held[1], held[3], held[2]]
    ids = [bytes.fromhex(operations(first, crisis)[place].id) for place in (0, 1, 3, 2)]
    items: list[bytes | Wire] = list(order)
    honest = sign_checkpoint(key, crisis, before.epoch, 2, running_of(ids[:2], crisis))
    false: dict[str, Checkpoint] = {
        "unsigned": replace(honest, signature=bytes(64)),
        "another hash": sign_checkpoint(key, crisis, before.epoch, 4, running_of(ids, crisis)),
        "more than we hold": sign_checkpoint(key, crisis, before.epoch, 9, bytes(32)),
        "another epoch's": sign_checkpoint(key, crisis, "f" * 32, 2, running_of(ids[:2], crisis)),
    }
    last = sign_checkpoint(key, crisis, "0" * 32, 4, running_of(ids, crisis))
    reply = Reply("0" * 32, 0, items, False, last, continued=[false[told]] if told in false else [])
    with pytest.raises(Contradicted):
        take(first.store, crisis, before, reply, key.public, Outcome())
    with first.store.read() as transaction:
        assert transaction.cursor(crisis) == before
    assert first.reading.pending() == 0


def test_one_that_says_how_far_it_continues_is_taken_and_told(
    central: Central, desks: tuple[Workstation, Workstation, str]
) -> None:
    first, _, crisis = desks
    first.desk.do(Record(crisis, "Un"))
    sync(first)
    key = SigningKey(bytes.fromhex((central.data / "server.key").read_text()))
    held = operations(first, crisis)
    ids = [bytes.fromhex(one.id) for one in held]
    with first.store.read() as transaction:
        before = transaction.cursor(crisis)
    shared = sign_checkpoint(key, crisis, before.epoch, 2, running_of(ids[:2], crisis))
    last = sign_checkpoint(key, crisis, "0" * 32, 2, running_of(ids[:2], crisis))
    reply = Reply("0" * 32, 0, list(map(to_wire, held[:2])), False, last, continued=[shared])
    assert take(first.store, crisis, before, reply, key.public, Outcome())
    assert first.reading.pending() == 1
    assert kinds(first) == ["restored"]
    assert msgspec.msgpack.encode(reply)
