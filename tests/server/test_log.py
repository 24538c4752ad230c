"""Reading the log: pages, the signatures they end on, and several processes that rank at once."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from sqlalchemy import select

from app.core.operations import Operation, Wire, read, to_wire
from app.server import log
from app.server.log import Page
from app.server.schema import BAD, OPERATIONS, SOUND, UNCHECKED
from app.sync.protocol import first_running, next_running
from tests.building import Guest
from tests.server.house import Hand, House, opened


@pytest.fixture
def lea(house: House) -> Guest:
    return house.enrol("Léa", "CCOM")


@pytest.fixture
def crisis(house: House, lea: Guest) -> str:
    first = lea.writer.open_crisis()
    house.take(first.id, [first])
    return first.id


def page(house: House, space: str, after: int, most: int, most_bytes: int = 10**9) -> Page:
    with house.central.database.writing() as connection:
        found = log.find_space(connection, space)
        assert found is not None
        return log.page_after(connection, found, after, (), most, most_bytes)


def ids(found: Page) -> list[str]:
    return [read(item).id for item in found.items if isinstance(item, Wire)]


def checks(house: House, space: str) -> list[int]:
    with house.central.database.reading() as connection:
        found = log.find_space(connection, space)
        assert found is not None
        wanted = select(OPERATIONS.c.checked).where(OPERATIONS.c.space == found.number).order_by(OPERATIONS.c.rank)
        return list(connection.scalars(wanted))


def test_pages_follow_one_another_without_gap_or_double(house: House, lea: Guest, crisis: str) -> None:
    notes = [lea.writer.note(crisis, str(number)) for number in range(9)]
    house.take(crisis, notes)
    found: list[str] = []
    more, rank = True, 0
    while more:
        part = page(house, crisis, rank, 4)
        found += ids(part)
        more, rank = part.more, part.rank
    assert found == [crisis, *(note.id for note in notes)]


def test_a_page_stops_before_it_grows_too_large_but_holds_one_operation_at_least(
    house: House, lea: Guest, crisis: str
) -> None:
    house.take(crisis, [lea.writer.note(crisis, "x" * 10_000) for _ in range(5)])
    assert len(page(house, crisis, 0, 100, 25_000).items) == 3
    assert len(page(house, crisis, 1, 100, 10).items) == 1


def test_the_running_hash_of_a_page_is_that_of_its_last_operation(house: House, lea: Guest, crisis: str) -> None:
    note = lea.writer.note(crisis)
    house.take(crisis, [note, lea.writer.note(crisis)])
    running = next_running(next_running(first_running(crisis), bytes.fromhex(crisis)), bytes.fromhex(note.id))
    assert page(house, crisis, 0, 2).running == running


def test_a_page_ends_on_signatures_that_were_checked_once(house: House, lea: Guest, crisis: str) -> None:
    house.take(crisis, [lea.writer.note(crisis) for _ in range(5)])
    assert checks(house, crisis) == [SOUND, *[UNCHECKED] * 4, SOUND]
    page(house, crisis, 0, 3)
    assert checks(house, crisis) == [SOUND, UNCHECKED, SOUND, UNCHECKED, UNCHECKED, SOUND]


def test_a_page_goes_on_until_each_chain_ends_on_a_sound_signature(house: House, lea: Guest, crisis: str) -> None:
    bob = house.enrol("Bob")
    mine = [lea.writer.note(crisis, str(number)) for number in range(6)]
    his = [bob.writer.note(crisis, str(number)) for number in range(2)]
    spoiled: list[Operation | Wire] = [his[0], his[1], *mine]
    for place in (3, 4, 5):  # authentic by the links of those after them, whatever their own signature
        spoiled[place] = msgspec.structs.replace(to_wire(mine[place - 2]), signature=bytes(64))
    assert len(house.take(crisis, spoiled).ranked) == 8
    found = page(house, crisis, 0, 5)
    assert ids(found)[-1] == mine[4].id
    assert checks(house, crisis) == [SOUND, SOUND, SOUND, UNCHECKED, BAD, BAD, BAD, SOUND, SOUND]
    assert len(found.items) == 8
    assert found.more


def test_what_was_sent_is_told_by_its_id_alone(house: House, lea: Guest, crisis: str) -> None:
    note = lea.writer.note(crisis)
    house.take(crisis, [note])
    sent = {bytes.fromhex(note.id)}
    with house.central.database.writing() as connection:
        found = log.find_space(connection, crisis)
        assert found is not None
        items = log.page_after(connection, found, 0, sent).items
    assert isinstance(items[0], Wire)
    assert items[1:] == [bytes.fromhex(note.id)]


def test_an_epoch_names_the_one_before_and_opens_once(house: House) -> None:
    with house.central.database.writing() as connection:
        first = log.current_epoch(connection)
        assert log.open_epoch(connection, first, "b" * 32, 0) == "b" * 32
        assert log.open_epoch(connection, first, "c" * 32, 0) == "b" * 32
        assert log.current_epoch(connection) == "b" * 32


@pytest.fixture
def two(house: House, lea: Guest, crisis: str) -> Iterator[tuple[House, House]]:
    """Two processes of one central: nothing is shared but the database and the keys."""
    hand = Hand()
    with opened(house.data, house.central.database.url, hand) as second:
        yield house, House(second, house.data, hand, house.admin)


def test_two_processes_rank_in_one_space_and_a_reader_misses_nothing(
    two: tuple[House, House], lea: Guest, crisis: str
) -> None:
    writers = [two[0].enrol(f"Poste {number}") for number in range(4)]
    batches = [
        (two[number % 2], [[who.writer.note(crisis, f"{turn} {n}") for n in range(5)] for turn in range(12)])
        for number, who in enumerate(writers)
    ]
    done = threading.Event()

    def push(house: House, turns: list[list[Operation]]) -> None:
        for turn in turns:
            assert len(house.take(crisis, turn).ranked) == 5

    def follow(house: House) -> list[str]:
        found: list[str] = []
        last_look = False
        while not last_look:
            last_look = done.is_set()
            found += ids(page(house, crisis, len(found), 5000))
        return found

    with ThreadPoolExecutor(6) as crowd:
        readers = [crowd.submit(follow, house) for house in two]
        pushes = [crowd.submit(push, house, turns) for house, turns in batches]
        for one in pushes:
            one.result()
        done.set()
        seen = [one.result() for one in readers]
    everything = {note.id for _, turns in batches for turn in turns for note in turn}
    assert seen[0] == seen[1] == two[0].ids(crisis)
    assert len(seen[0]) == len(everything) + 1
    assert set(seen[0]) == {crisis, *everything}
