"""Appending: ranks without a gap, and the mark of what says who may do what."""

from sqlalchemy import select

from app.server import log
from app.server.appending import append, chain_numbers
from app.server.schema import CHAINS, OPERATIONS
from app.sync.protocol import next_running
from tests.server.house import House


def test_each_operation_takes_the_next_rank_and_the_running_hash_grows_over_it(house: House) -> None:
    lea = house.enrol("Léa")
    notes = [lea.writer.note(house.directory, str(number)) for number in range(3)]
    with house.central.database.writing() as connection:
        before = log.find_space(connection, house.directory, locked=True)
        assert before is not None
        after = append(connection, before, notes, (), 7)
        running = before.running
        for note in notes:
            running = next_running(running, bytes.fromhex(note.id))
        assert (after.rank, after.running, after.control) == (before.rank + 3, running, before.control)
        assert log.find_space(connection, house.directory) == after
        rows = connection.execute(select(OPERATIONS).where(OPERATIONS.c.space == before.number)).all()
        assert [row.rank for row in rows] == [1, 2, 3, 4]
        assert {row.received_at for row in rows[1:]} == {7}


def test_nothing_to_append_changes_nothing(house: House) -> None:
    with house.central.database.writing() as connection:
        space = log.find_space(connection, house.directory, locked=True)
        assert space is not None
        assert append(connection, space, [], (), 0) is space


def test_what_says_who_may_do_what_is_marked(house: House) -> None:
    lea = house.enrol("Léa", "CCOM")
    opened = lea.writer.open_crisis()
    note = lea.writer.note(opened.id)
    begun = house.take(opened.id, [opened]).space
    assert begun.control == begun.running
    assert house.take(opened.id, [note]).space.control == begun.control


def test_a_chain_has_one_row_however_often_it_is_asked_for(house: House) -> None:
    chains = {("ab" * 32, "0" * 16, house.directory)}
    with house.central.database.writing() as connection:
        space = log.find_space(connection, house.directory, locked=True)
        assert space is not None
        before = len(connection.execute(select(CHAINS)).all())
        assert chain_numbers(connection, space, chains) == chain_numbers(connection, space, chains)
        assert len(connection.execute(select(CHAINS)).all()) == before + 1
