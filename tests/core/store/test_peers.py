"""What a carrier brings finds its place in its chain, in whatever order it comes, or is set aside and told."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.entry_commands import Record
from app.core.operations import Operation, Wire, to_wire
from app.core.store import aside, peers
from app.sync.workstation import Workstation
from tests.building import Writer
from tests.office import Office, operations


@pytest.fixture
def pair(office: Office) -> tuple[Workstation, Workstation, str]:
    sig, lia = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    return sig, lia, office.crisis(sig, (lia, "LIA"))


def written(workstation: Workstation, crisis: str, count: int) -> list[Operation]:
    ids = {workstation.desk.do(Record(crisis, f"Fait {n}")).id for n in range(count)}
    return [one for one in operations(workstation, crisis) if one.id in ids]


def receive(workstation: Workstation, crisis: str, wires: list[Wire]) -> tuple[int, int, int, int]:
    with workstation.store.write() as transaction:
        found = transaction.receive(crisis, wires)
        return len(found.new), found.known, found.waiting, found.forked


def held(workstation: Workstation, crisis: str) -> set[str]:
    return {one.id for one in operations(workstation, crisis)}


def test_any_order_comes_to_the_same(office: Office, pair: tuple[Workstation, Workstation, str]) -> None:
    sig, lia, crisis = pair
    new = written(sig, crisis, 4)
    for n, order in enumerate(itertools.permutations(new)):
        third = office.workstation(f"T{n}A", f"Tiers {n}", "SAN", "LIA")
        with third.store.write() as transaction:
            transaction.receive(crisis, [to_wire(one) for one in operations(lia, crisis)])
        for one in order:
            receive(third, crisis, [to_wire(one)])
        assert held(third, crisis) == held(sig, crisis)
        with third.store.read() as transaction:
            assert aside.gaps(transaction.connection) == {}


def test_what_follows_a_gap_waits_aside_and_is_told(pair: tuple[Workstation, Workstation, str]) -> None:
    sig, lia, crisis = pair
    one, two, three = written(sig, crisis, 3)
    assert receive(lia, crisis, [to_wire(three)]) == (0, 0, 1, 0)
    assert receive(lia, crisis, [to_wire(three)]) == (0, 1, 0, 0)
    assert [alarm.kind for alarm in lia.reading.alarms()] == ["gap"]
    assert "SIG1" in lia.reading.alarms()[0].words
    assert receive(lia, crisis, [to_wire(two)]) == (0, 0, 1, 0)
    assert receive(lia, crisis, [to_wire(one)]) == (3, 0, 0, 0)
    assert lia.reading.alarms() == []


def test_altered_bytes_and_foreign_spaces_are_refused_and_the_rest_is_kept(
    office: Office, pair: tuple[Workstation, Workstation, str]
) -> None:
    sig, lia, crisis = pair
    other = office.crisis(sig)
    (good,) = written(sig, crisis, 1)
    foreign = operations(sig, other)[0]
    wires = [to_wire(good), to_wire(foreign), Wire(b"{}", bytes(16), b"{}", bytes(64))]
    with lia.store.write() as transaction:
        found = transaction.receive(crisis, wires)
    assert ([one.id for one in found.new], sorted(found.refused)) == ([good.id], ["autre espace", "illisible"])


@given(position=st.integers(0, 3), flip=st.integers(0, 63))
@settings(max_examples=15)
def test_a_part_whose_signature_is_bad_is_refused_whole(
    tmp_path_factory: pytest.TempPathFactory, position: int, flip: int
) -> None:
    office = Office(tmp_path_factory.mktemp("bureau"))
    sig, lia = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    wires = [to_wire(one) for one in written(sig, crisis, 4)]
    altered = bytearray(wires[position].signature)
    altered[flip] ^= 1
    wires[position] = Wire(wires[position].header, wires[position].salt, wires[position].body, bytes(altered))
    before = held(lia, crisis)
    with lia.store.write() as transaction:
        found = transaction.receive(crisis, wires)
    if position == 3:  # the last vouches for the others
        assert (held(lia, crisis), len(found.refused)) == (before, 4)
    else:
        assert len(found.new) == 4
    office.close()


def test_two_branches_of_one_chain_are_both_kept_and_told(pair: tuple[Workstation, Workstation, str]) -> None:
    sig, lia, crisis = pair
    (mine,) = written(sig, crisis, 1)
    twin = Writer("x", sig.store.incarnation, sig.clock.now(), {crisis: crisis})
    twin.key, twin.chains[crisis] = sig.store.key, (mine.header.seq - 1, mine.header.prev)
    other = twin.write("entry.recorded", {"number": "SIG1-0001", "fields": {"subject": "Copie"}}, crisis)
    assert receive(lia, crisis, [to_wire(mine)]) == (1, 0, 0, 0)
    assert receive(lia, crisis, [to_wire(other)]) == (0, 0, 0, 1)
    (alarm,) = lia.reading.alarms()
    assert (alarm.kind, alarm.grave) == ("copied", True)
    assert mine.id in held(lia, crisis)


def test_what_somebody_lacks_is_told_in_pages_that_end_on_sound_signatures(
    pair: tuple[Workstation, Workstation, str],
) -> None:
    sig, lia, crisis = pair
    new = written(sig, crisis, 7)
    seen: list[str] = []
    while True:
        with lia.store.read() as transaction:
            ends = {
                (device, incarnation): (seq, id)
                for device, incarnation, seq, id in peers.held(transaction.connection, crisis)
            }
        with sig.store.read() as transaction:
            wires, more = peers.lacking(transaction.connection, crisis, ends, 3, 1_000_000)
        assert len(wires) <= 3
        receive(lia, crisis, wires)
        seen.append(str(len(wires)))
        if not more:
            break
    assert seen == ["3", "3", "1"]
    assert {one.id for one in new} <= held(lia, crisis)


def test_a_shuffle_of_two_chains_keeps_each_in_order(
    office: Office, pair: tuple[Workstation, Workstation, str]
) -> None:
    sig, lia, crisis = pair
    both = written(sig, crisis, 5) + written(lia, crisis, 5)
    third = office.workstation("SAN", "Max Petit", "SAN", "LIA")
    wires = [to_wire(one) for one in (*operations(sig, crisis), *both)]
    random.Random(7).shuffle(wires)
    receive(third, crisis, wires)
    assert held(third, crisis) == held(sig, crisis) | held(lia, crisis)
