"""What comes along a live stream: exactly the reply that asking would bring, or nothing."""

import base64

import pytest
from sqlalchemy import update

from app.server.inlining import Gain, look
from app.server.schema import OPERATIONS, UNCHECKED
from app.sync.protocol import Reply, unpack
from tests.building import Guest
from tests.server.house import House


@pytest.fixture
def lea(house: House) -> Guest:
    return house.enrol("Léa", "CCOM")


@pytest.fixture
def crisis(house: House, lea: Guest) -> str:
    first = lea.writer.open_crisis()
    house.take(first.id, [first])
    return first.id


def gain(house: House, crisis: str, after: int) -> Gain | None:
    return look(house.central, {crisis: after}).gains.get(crisis)


def test_a_gain_is_the_reply_that_asking_would_bring(house: House, lea: Guest, crisis: str) -> None:
    house.take(crisis, [lea.writer.note(crisis, f"n° {n}") for n in range(3)])
    found = gain(house, crisis, 1)
    assert found is not None
    reply = unpack(base64.b64decode(found.page), Reply)
    assert reply == house.exchange(lea, crisis, rank=1, epoch=reply.epoch)
    assert (found.after, len(reply.items)) == (1, 3)


def test_there_is_no_gain_where_nothing_moved_or_nobody_was_told(house: House, lea: Guest, crisis: str) -> None:
    assert gain(house, crisis, 1) is None
    assert look(house.central, {}).gains == {}


def test_a_log_that_went_back_gains_nothing(house: House, crisis: str) -> None:
    assert gain(house, crisis, 9) is None


def test_what_is_large_does_not_come_along(house: House, lea: Guest, crisis: str) -> None:
    noise = "".join(map(chr, range(0x4E00, 0x4E00 + 15_000)))  # under the limit of one operation, packs badly
    house.take(crisis, [lea.writer.note(crisis, noise)])
    assert gain(house, crisis, 1) is None
    house.take(crisis, [lea.writer.note(crisis, "x" * 70_000)])  # packs well, but is not even read
    assert gain(house, crisis, 2) is None
    house.take(crisis, [lea.writer.note(crisis) for _ in range(65)])
    assert gain(house, crisis, 3) is None
    assert gain(house, crisis, 4) is not None


def test_a_chain_that_ends_on_an_unchecked_signature_does_not_come_along(house: House, lea: Guest, crisis: str) -> None:
    (note,) = notes = [lea.writer.note(crisis)]
    house.take(crisis, notes)
    with house.central.database.writing() as connection:
        one = OPERATIONS.c.id == bytes.fromhex(note.id)
        connection.execute(update(OPERATIONS).where(one).values(checked=UNCHECKED))
    assert gain(house, crisis, 1) is None


def test_words_that_were_erased_do_not_come_along(house: House, lea: Guest) -> None:
    directory = house.directory
    contact = lea.writer.write("contact.recorded", {"fields": {"family_name": "Dupont"}}, directory)
    house.take(directory, [contact])
    erased = lea.writer.write("contact.erased", {"reason": "demande"}, directory, record=contact.id)
    house.take(directory, [erased])
    assert gain(house, directory, 1) is None
    assert gain(house, directory, 2) is not None
