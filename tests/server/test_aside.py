"""What is kept beside the log is kept whole, once, and within bounds."""

import pytest

from app.core.operations import to_wire
from app.server import aside
from app.server.schema import FORKS, QUARANTINE, WAITING
from tests.building import Writer
from tests.server.house import House


def test_what_waits_is_given_back_as_it_came_in_the_order_of_its_chain(house: House) -> None:
    lea = house.enrol("Léa", "CCOM")
    opened = lea.writer.open_crisis()
    _, second, third = (lea.writer.note(opened.id, str(number)) for number in range(3))
    house.take(opened.id, [opened, third, second])
    with house.central.database.writing() as connection:
        found = aside.waiting_in(connection, range(100))
        assert [to_wire(one) for one in found] == [to_wire(second), to_wire(third)]
        aside.no_longer_waiting(connection, [second])
        assert [one.id for one in aside.waiting_in(connection, range(100))] == [third.id]


def test_what_is_handed_in_twice_is_kept_once_and_counted(house: House) -> None:
    note = Writer("Max").note("a" * 64)
    for _ in range(2):
        with house.central.database.writing() as connection:
            aside.quarantine(connection, [note], "porteur", 0)
    assert house.count(QUARANTINE) == 1
    with house.central.database.writing() as connection:
        assert aside.room_in_quarantine(connection, "porteur") == aside.MOST_QUARANTINED - 1
        assert aside.room_in_quarantine(connection, "un autre") == aside.MOST_QUARANTINED


def test_a_copied_workstation_is_known_by_its_evidence(house: House) -> None:
    writer = Writer("Max")
    note = writer.note("a" * 64)
    for _ in range(2):
        with house.central.database.writing() as connection:
            aside.keep_fork(connection, note, "b" * 64, 0)
    assert house.count(FORKS) == 1
    with house.central.database.reading() as connection:
        assert aside.copied(connection, [writer.device, "autre"]) == {note.chain}


def test_only_so_many_operations_of_a_space_wait_and_the_others_stay_with_who_brings_them(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    lea = house.enrol("Léa", "CCOM")
    opened = lea.writer.open_crisis()
    house.take(opened.id, [opened])
    missing, *ahead = (lea.writer.note(opened.id) for _ in range(6))
    monkeypatch.setattr(aside, "MOST_WAITING", 3)
    received = house.take(opened.id, ahead)
    assert {answer.verdict for answer in received.answers.values()} == {"waiting"}
    assert house.count(WAITING) == 3
    assert len(house.take(opened.id, [missing]).ranked) + len(house.ids(opened.id)) >= 5
    assert house.take(opened.id, ahead)
    assert house.ids(opened.id) == [one.id for one in (opened, missing, *ahead)]
    assert house.count(WAITING) == 0
