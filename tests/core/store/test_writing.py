"""What is written here is numbered, signed and kept together, and what it touched is said."""

import pytest

from app.core.changes import Changes
from app.core.entry_commands import Record
from app.core.errors import Refused
from app.core.operations import MOST_BODY
from app.core.register import Draft
from app.core.store import alarms
from app.core.store.writing import both
from tests.office import Office, give, operations


def test_what_is_signed_continues_the_chain_of_its_space(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    with sig.store.write() as transaction:
        one = transaction.sign(Draft("entry.recorded", {}, crisis), crisis)
        transaction.append(one)
        two = transaction.sign(Draft("entry.recorded", {}, crisis), crisis)
        transaction.append(two)
    assert (one.header.seq, one.header.prev) == (2, crisis)
    assert (two.header.seq, two.header.prev) == (one.header.seq + 1, one.id)
    assert two.header.clock > one.header.clock
    assert one.signed_by_its_device()
    assert one.header.incarnation == sig.store.incarnation


def test_a_draft_without_a_space_begins_one_and_its_chain(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    with sig.store.write() as transaction:
        opened = transaction.sign(Draft("crisis.opened", {}), "")
        transaction.append(opened)
        second = transaction.sign(Draft("crisis.closed", {}, opened.id, opened.id), "")
    assert (opened.header.seq, opened.header.prev, opened.space) == (1, "", opened.id)
    assert (second.header.seq, second.header.prev) == (2, opened.id)


def test_what_is_too_large_is_refused_in_words(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    with sig.store.write() as transaction, pytest.raises(Refused, match="volumineux"):
        transaction.sign(Draft("entry.recorded", {"fields": "x" * MOST_BODY}, crisis), crisis)


def test_what_is_decided_here_is_later_than_all_that_was_believed(office: Office) -> None:
    sig, lia = office.workstation("SIG1", "Camille Morvan"), office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    sig.desk.do(Record(crisis, "Fumée"))
    give(lia, crisis, operations(sig, crisis))
    lia.desk.do(Record(crisis, "Suite"))
    log = operations(lia, crisis)
    assert log[-1].header.clock > max(one.header.clock for one in log[:-1])


def test_a_record_verified_is_its_own_operations_each_signed(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    entry = sig.desk.do(Record(crisis, "Fumée")).id
    with sig.store.read() as transaction:
        assert [one.id for one in transaction.verified(entry)] == [entry]
        assert transaction.all_verified([entry, crisis]).keys() == {entry, crisis}
        assert transaction.label(entry) == "SIG1-0001"
        assert transaction.verified("0" * 64) == []


def test_what_was_written_says_it_was_written_here(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    told: list[Changes] = []
    sig.store.subscribe(told.append)
    entry = sig.desk.do(Record(crisis, "Fumée")).id
    assert told == [Changes(frozenset({entry}), frozenset({crisis}), members=False, local=True)]


def test_what_was_noticed_of_a_space_is_news_of_it(office: Office) -> None:
    sig = office.workstation("SIG1", "Camille Morvan")
    crisis = office.crisis(sig)
    told: list[Changes] = []
    sig.store.subscribe(told.append)
    with sig.store.write() as transaction:
        transaction.ring(alarms.HISTORY, crisis)
    assert told == [Changes(spaces=frozenset({crisis}))]
    assert [one.kind for one in sig.reading.alarms()] == [alarms.HISTORY]


def test_two_changes_are_one_that_says_all() -> None:
    one, other = Changes(frozenset("a"), frozenset("x"), members=True), Changes(frozenset("b"), local=True)
    assert both(one, other) == Changes(frozenset("ab"), frozenset("x"), members=True, local=True)
