"""What came of a content stays byte for byte, over every cut, and is in nobody's way."""

import os

import pytest

from app.core.store import arriving, blobs
from app.core.store.arriving import PART
from app.sync.workstation import Workstation
from tests.core.store.test_blobs import hashed, joined
from tests.office import Office, share


@pytest.fixture
def sig(office: Office) -> Workstation:
    return office.workstation("SIG1", "Camille Morvan")


def test_what_comes_in_two_goes_is_the_same_wherever_it_was_cut(sig: Workstation) -> None:
    content = b"0123456789"
    for cut in range(len(content) + 1):
        with sig.store.database.write() as connection:
            assert arriving.add(connection, hashed(content), 10, 0, content[:cut]) == cut
        with sig.store.database.write() as connection:
            assert arriving.come(connection, hashed(content)) == ((cut, 10) if cut else (0, 0))
            assert arriving.add(connection, hashed(content), 10, cut, content[cut:]) == 10
            assert arriving.read(connection, hashed(content)) == content
            arriving.forget(connection, hashed(content))
            assert arriving.come(connection, hashed(content)) == (0, 0)


def test_pieces_of_every_size_make_a_content_of_several_parts(sig: Workstation) -> None:
    content, start = os.urandom(3 * PART + 11), 0
    for size in (1, PART - 1, PART, 5, PART - 7, PART):
        with sig.store.database.write() as connection:
            start = arriving.add(connection, hashed(content), len(content), start, content[start : start + size])
            assert arriving.read(connection, hashed(content)) == content[:start]
    assert start == len(content)


def test_what_does_not_follow_is_left_out_and_nothing_goes_beyond_the_size(sig: Workstation) -> None:
    with sig.store.database.write() as connection:
        assert arriving.add(connection, "ab" * 32, 6, 0, b"012") == 3
        assert arriving.add(connection, "ab" * 32, 6, 0, b"01234") == 3
        assert arriving.add(connection, "ab" * 32, 6, 4, b"45") == 3
        assert arriving.add(connection, "ab" * 32, 6, 3, b"345678") == 6
        assert arriving.read(connection, "ab" * 32) == b"012345"


def test_a_content_said_to_have_another_size_is_begun_again(sig: Workstation) -> None:
    with sig.store.database.write() as connection:
        arriving.add(connection, "ab" * 32, 6, 0, b"012")
        assert arriving.add(connection, "ab" * 32, 7, 3, b"345") == 0
        assert arriving.add(connection, "ab" * 32, 7, 0, b"01") == 2
        assert arriving.come(connection, "ab" * 32) == (2, 7)


def test_how_much_came_is_said_in_a_hundred_and_is_not_whole_before_it_is(sig: Workstation) -> None:
    with sig.store.database.write() as connection:
        arriving.add(connection, "ab" * 32, 1000, 0, bytes(425))
        arriving.add(connection, "cd" * 32, 1000, 0, bytes(1000))
        assert arriving.percents(connection, ["ab" * 32, "cd" * 32, "ef" * 32]) == {"ab" * 32: 42, "cd" * 32: 99}


def test_what_came_whole_another_way_is_on_its_way_no_more(sig: Workstation) -> None:
    with sig.store.database.write() as connection:
        arriving.add(connection, hashed(b"photo"), 5, 0, b"ph")
        blobs.keep(connection, hashed(b"photo"), b"photo")
        assert arriving.come(connection, hashed(b"photo")) == (0, 0)
        assert arriving.read(connection, hashed(b"photo")) == b""


def test_what_is_held_or_named_no_more_is_swept_and_the_rest_stays(office: Office, sig: Workstation) -> None:
    lia = office.workstation("INT", "Léa Aubert", "INT", "LIA")
    crisis = office.crisis(sig, (lia, "LIA"))
    awaited, come = b"awaited", b"come"
    joined(sig, crisis, awaited, come)
    share(sig, crisis, [lia])
    with lia.store.database.write() as connection:
        blobs.keep(connection, hashed(come), come)
        for content in (awaited, come, b"unnamed"):
            arriving.add(connection, hashed(content), 10, 0, b"0")
        arriving.sweep(connection)
        kept = arriving.percents(connection, [hashed(one) for one in (awaited, come, b"unnamed")])
        assert kept == {hashed(awaited): 10}
        assert connection.exec_driver_sql("SELECT count(*) FROM arriving_part").scalar() == 1
