"""What is received is taken whole, or not at all, and says what it touched."""

import pytest

from app.core.changes import Changes
from app.core.entry_commands import Record
from app.core.operations import Malformed, to_wire
from app.core.store.cursor import Cursor
from tests.building import Writer
from tests.office import Office, give, operations


def test_what_was_received_says_what_it_touched(office: Office) -> None:
    sig, lia = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    entry = sig.desk.do(Record(crisis, "Fumée")).id
    told: list[Changes] = []
    lia.store.subscribe(told.append)
    log = operations(sig, crisis)
    with lia.store.write() as transaction:
        transaction.move(crisis, Cursor("épreuve", len(log) - 1))
        new = transaction.take(crisis, "épreuve", len(log) - 1, [to_wire(log[-1])], [bytes.fromhex(log[-1].id)])
    assert new == 1
    assert told == [Changes(frozenset({entry}), frozenset({crisis}), members=False, local=False)]


def test_a_batch_that_is_not_whole_leaves_no_trace(office: Office) -> None:
    sig, lia = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    sig.desk.do(Record(crisis, "Fumée"))
    told: list[Changes] = []
    lia.store.subscribe(told.append)
    stranger = Writer("x")
    stranger.chains[crisis] = (4, "a" * 64)
    with pytest.raises(Malformed):
        give(lia, crisis, [*operations(sig, crisis), stranger.note(crisis)])
    assert told == []
    assert len(operations(lia, crisis)) == 2
    assert lia.reading.pending() == 0


def test_who_may_do_what_is_looked_at_again_when_ranks_come(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    told: list[Changes] = []
    sig.store.subscribe(told.append)
    give(sig, crisis, operations(sig, crisis), epoch="autre")
    assert told[-1].members
