"""The log: what is received is verified whole, or nothing of it is kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.core.operations import Malformed, Operation, Wire, to_wire
from app.core.store import aside, log
from app.core.store.store import Store
from tests.building import Writer
from tests.core.store.looking import blank, statements


@dataclass
class Desk:
    """A store, and a workstation whose operations it receives."""

    store: Store
    ann: Writer
    opened: Operation

    @property
    def space(self) -> str:
        return self.opened.id

    def take(self, *items: Operation | Wire) -> int:
        wires = [to_wire(one) if isinstance(one, Operation) else one for one in items]
        with self.store.write() as transaction:
            ids = [log_id(one) for one in wires]
            return transaction.take(self.space, "épreuve", 0, wires, ids)

    def held(self) -> list[str]:
        with self.store.read() as transaction:
            rows = transaction.connection.exec_driver_sql("SELECT id FROM op ORDER BY n")
            return [row.id.hex() for row in rows]

    def pending(self, limit: int = 100, most_bytes: int = 10**6) -> list[Wire]:
        with self.store.read() as transaction:
            return log.pending(transaction.connection, self.space, limit, most_bytes)

    def ask(self, question: Callable[..., Any], *more: Any) -> Any:
        with self.store.write() as transaction:
            return question(transaction.connection, *more)


def log_id(wire: Wire) -> bytes:
    return sha256(wire.header).digest()


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    ann = Writer("ann")
    opened = ann.open_crisis()
    made = Desk(blank(tmp_path / "journal.db", "0" * 64), ann, opened)
    made.take(opened)
    yield made
    made.store.close()


def badly_signed(operation: Operation) -> Wire:
    return msgspec.structs.replace(to_wire(operation), signature=bytes(64))


def test_a_chain_that_continues_is_kept_and_what_is_known_already_is_not_kept_twice(desk: Desk) -> None:
    notes = [desk.ann.note(desk.space) for _ in range(4)]
    assert desk.take(*notes[:2]) == 2
    assert desk.take(desk.opened, *notes) == 2
    assert desk.held() == [one.id for one in (desk.opened, *notes)]


@pytest.mark.parametrize("order", [(1,), (1, 0), (0, 2), (0, 1, 1), (2, 1, 0)])
def test_a_gap_a_swap_or_a_repetition_is_refused_and_nothing_is_kept(desk: Desk, order: tuple[int, ...]) -> None:
    notes = [desk.ann.note(desk.space) for _ in range(3)]
    with pytest.raises(Malformed, match="chaîne"):
        desk.take(*(notes[n] for n in order))
    assert desk.held() == [desk.opened.id]


def test_of_two_branches_the_one_that_the_central_ranked_stays(desk: Desk) -> None:
    one, two = Writer("ann", chains=dict(desk.ann.chains)), Writer("ann", chains=dict(desk.ann.chains), now=5)
    first, other = one.note(desk.space, "une branche"), two.note(desk.space, "l'autre")
    desk.take(first)
    with desk.store.database.write() as connection:
        n = connection.exec_driver_sql("UPDATE op SET rank = 9 WHERE id = ?", (bytes.fromhex(first.id),)).rowcount
    assert n == 1
    with pytest.raises(Malformed, match="dédoublée"):
        desk.ask(log.accept, [to_wire(other)], desk.space)
    assert desk.held() == [desk.opened.id, first.id]


def test_a_branch_without_a_rank_gives_way_and_is_kept_aside(desk: Desk) -> None:
    one, two = Writer("ann", chains=dict(desk.ann.chains)), Writer("ann", chains=dict(desk.ann.chains), now=5)
    lost = [one.note(desk.space, text) for text in ("une branche", "sa suite")]
    with desk.store.write() as transaction:
        for each in lost:
            transaction.append(each)
    other = two.note(desk.space, "l'autre")
    desk.take(desk.opened, other)
    assert desk.held() == [desk.opened.id, other.id]
    with desk.store.read() as transaction:
        assert aside.lost_by(transaction.connection, one.device) == lost


def test_a_link_to_something_else_is_refused(desk: Desk) -> None:
    desk.ann.chains[desk.space] = (1, "f" * 64)
    with pytest.raises(Malformed, match="chaîne"):
        desk.take(desk.ann.note(desk.space))


def test_the_last_signature_vouches_for_the_part_of_the_chain_below_it(desk: Desk) -> None:
    first, second = desk.ann.note(desk.space), desk.ann.note(desk.space)
    with pytest.raises(Malformed, match="signature"):
        desk.take(first, badly_signed(second))
    assert desk.held() == [desk.opened.id]
    assert desk.take(badly_signed(first), second) == 2


@pytest.mark.parametrize("kind", ["visa.given", "message.submitted", "brief.frozen", "member.removed"])
def test_what_has_legal_effect_is_checked_one_by_one(desk: Desk, kind: str) -> None:
    written = desk.ann.write(kind, {}, desk.space)
    with pytest.raises(Malformed, match="signature"):
        desk.take(badly_signed(written), desk.ann.note(desk.space))
    assert desk.held() == [desk.opened.id]


def test_an_operation_stripped_of_its_body_is_refused(desk: Desk) -> None:
    with pytest.raises(Malformed, match="corps"):
        desk.take(replace(desk.ann.note(desk.space), body_bytes=None))
    assert desk.held() == [desk.opened.id]


def test_an_operation_of_another_space_is_refused(desk: Desk) -> None:
    with pytest.raises(Malformed, match="espace"):
        desk.take(Writer("bob").note("9" * 64))


def test_one_bad_item_refuses_the_whole_batch(desk: Desk) -> None:
    bob = Writer("bob")
    with pytest.raises(Malformed):
        desk.take(bob.note(desk.space), desk.ann.note(desk.space), Wire(b"{}", bytes(16), None, bytes(64)))
    assert desk.held() == [desk.opened.id]
    with desk.store.read() as transaction:
        sql = "SELECT count(*) FROM chain"
        assert transaction.connection.exec_driver_sql(sql).scalar_one() == 1


def test_what_has_no_rank_is_to_be_sent_in_order_within_its_bounds(desk: Desk) -> None:
    notes = [desk.ann.note(desk.space, "x" * 100) for _ in range(5)]
    with desk.store.write() as transaction:
        for one in notes:
            transaction.append(one)
    assert desk.pending() == [to_wire(one) for one in notes]
    assert desk.pending(limit=2) == [to_wire(one) for one in notes[:2]]
    assert desk.pending(most_bytes=1) == [to_wire(notes[0])]
    assert desk.ask(log.unsent, desk.space)
    desk.take(desk.opened, *notes)
    assert desk.pending() == []
    assert not desk.ask(log.unsent, desk.space)


def test_where_an_operation_stands_is_known_once_it_is_held(desk: Desk) -> None:
    note = desk.ann.note(desk.space)
    assert desk.ask(log.position, note.id) is None
    desk.take(note)
    assert desk.ask(log.position, note.id) == (note.chain, 2)
    place = desk.ask(log.head, note.chain)
    assert (place.seq, place.last) == (2, note.id)


def test_the_store_keeps_in_mind_what_it_noted_and_who_removed_it(desk: Desk) -> None:
    desk.ask(log.note, "exchanged", b"1")
    desk.ask(log.note, "exchanged", b"2")
    assert desk.ask(log.noted, "exchanged") == b"2"
    assert desk.ask(log.noted, "absent") is None
    assert desk.ask(log.removal, desk.space) is None
    desk.ask(log.note_removal, desk.space, desk.opened.id)
    assert desk.ask(log.removal, desk.space) == desk.opened.id
    assert desk.ask(log.label, desk.space) == ""
    assert desk.ask(log.last_given, desk.space, "EDL") == 0


def test_a_long_chain_is_verified_with_few_statements(desk: Desk) -> None:
    notes = [desk.ann.note(desk.space) for _ in range(1_000)]
    wires = [to_wire(one) for one in notes]
    with desk.store.write() as transaction, statements(desk.store) as sent:
        assert len(log.accept(transaction.connection, wires, desk.space)[0]) == 1_000
    assert len(sent) < 10


def test_a_rank_is_for_an_operation_that_is_held(desk: Desk) -> None:
    absent = desk.ann.note(desk.space)
    with pytest.raises(Malformed, match="absente"), desk.store.write() as transaction:
        transaction.take(desk.space, "épreuve", 1, [bytes.fromhex(absent.id)], [bytes.fromhex(absent.id)])


def test_an_operation_has_one_rank_and_keeps_it(desk: Desk) -> None:
    note = desk.ann.note(desk.space)
    id = bytes.fromhex(note.id)
    with desk.store.write() as transaction:
        transaction.take(desk.space, "épreuve", 1, [to_wire(note)], [id])
        log_of = transaction.cursor(desk.space)
        transaction.move(desk.space, replace(log_of, epoch="épreuve", rank=2))
    for after, items in ((2, [id]), (1, [id, id])):
        with pytest.raises(Malformed, match="rang"), desk.store.write() as transaction:
            transaction.take(desk.space, "épreuve", after, items, items)
