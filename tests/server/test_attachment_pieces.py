"""Contents that come piece by piece: from any byte on, each sender apart, and believed only whole."""

import os
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
import requests
from sqlalchemy import update

from app.server import attachment_pieces, attachments
from app.server.attachment_pieces import KEPT_FOR, PART
from app.server.attachments import NO_ROOM
from app.server.schema import BEGUN_CONTENTS, BEGUN_PARTS, CONTENTS
from app.sync.protocol import MOST_PIECE, Given, Inventory, Missing, giving_target, taking_target, unpack
from tests.building import Guest
from tests.calling import Caller, succeeded
from tests.server.house import House
from tests.server.test_attachments import CANARY, hand_in, name_of, target


def answered(caller: Caller, space: str, content: bytes, start: int, data: bytes) -> requests.Response:
    return caller.send("POST", giving_target(space, sha256(content).hexdigest(), start, len(content)), data)


def give(caller: Caller, space: str, content: bytes, start: int = 0, data: bytes = b"") -> Given:
    return unpack(succeeded(answered(caller, space, content, start, data)).content, Given)


def take(caller: Caller, space: str, content: bytes, start: int, most: int) -> requests.Response:
    return caller.send("GET", taking_target(space, sha256(content).hexdigest(), start, most))


@pytest.fixture
def lea(served: House) -> Guest:
    return served.enrol("Léa", "CCOM")


@pytest.fixture
def crisis(served: House, lea: Guest) -> str:
    first = lea.writer.open_crisis()
    served.take(first.id, [first])
    return first.id


def named(served: House, lea: Guest, crisis: str, *contents: bytes) -> None:
    served.take(crisis, [lea.writer.join(crisis, one) for one in contents])


def test_a_content_may_be_cut_at_every_byte_on_its_way_in(served: House, lea: Guest, crisis: str) -> None:
    caller = served.caller(lea)
    contents = [f"contenu n°{n}".encode() for n in range(10)]
    named(served, lea, crisis, *contents)
    for cut, content in enumerate(contents):
        assert give(caller, crisis, content) == Given(0)
        assert give(caller, crisis, content, 0, content[:cut]) == Given(cut)
        assert give(caller, crisis, content) == Given(cut)
        assert give(caller, crisis, content, cut, content[cut:]) == Given(len(content), whole=True)
        assert succeeded(caller.send("GET", target(crisis, content))).content == content
    assert served.count(BEGUN_CONTENTS) == served.count(BEGUN_PARTS) == 0


def test_pieces_of_any_size_make_the_whole_and_a_content_sealed_in_parts_is_given_from_any_byte(
    served: House, lea: Guest, crisis: str
) -> None:
    caller, content = served.caller(lea), os.urandom(attachments.PART + 2 * PART + 7)
    named(served, lea, crisis, content)
    held = 0
    for size in (1, PART - 1, PART, 5, PART - 7, MOST_PIECE):
        told = give(caller, crisis, content, held, content[held : held + size])
        assert told.held == min(held + size, len(content))
        held = told.held
    assert told == Given(len(content), whole=True)
    for start in (0, 1, attachments.PART - 1, attachments.PART, attachments.PART + 1, len(content) - 1):
        assert succeeded(take(caller, crisis, content, start, 2 * MOST_PIECE)).content == content[start:]


def test_a_piece_that_does_not_follow_changes_nothing_and_says_where_to_go_on(
    served: House, lea: Guest, crisis: str
) -> None:
    caller, content = served.caller(lea), b"0123456789"
    named(served, lea, crisis, content)
    assert give(caller, crisis, content, 0, b"01234") == Given(5)
    for start, data in ((0, b"01234"), (0, b"0123456"), (4, b"45"), (6, b"6"), (5, b"567890"), (10, b"")):
        assert give(caller, crisis, content, start, data) == Given(5)
    assert give(caller, crisis, content, 5, b"56789") == Given(10, whole=True)
    assert give(caller, crisis, content, 0, b"01234") == Given(10, whole=True)


def test_a_whole_that_is_not_what_it_is_called_is_thrown_away_and_begun_again(
    served: House, lea: Guest, crisis: str
) -> None:
    caller, content = served.caller(lea), b"la bonne photo"
    named(served, lea, crisis, content)
    assert give(caller, crisis, content, 0, b"la fausse photo"[: len(content)]) == Given(0)
    assert served.count(CONTENTS) == served.count(BEGUN_PARTS) == 0
    assert give(caller, crisis, content, 0, content) == Given(len(content), whole=True)
    assert succeeded(caller.send("GET", target(crisis, content))).content == content


def test_two_senders_of_one_content_do_each_other_no_harm(served: House, lea: Guest, crisis: str) -> None:
    content, bob = b"0123456789", served.enrol("Bob", "CCOM")
    served.take(crisis, [lea.writer.add_member(crisis, bob)])
    named(served, lea, crisis, content)
    mine, his = served.caller(lea), served.caller(bob)
    assert give(mine, crisis, content, 0, b"0123") == Given(4)
    assert give(his, crisis, content, 0, b"XXXXXX") == Given(6)  # he spoils what he sends, and nothing else
    assert give(mine, crisis, content, 4, b"4567") == Given(8)
    assert give(mine, crisis, content, 8, b"89") == Given(10, whole=True)
    assert give(his, crisis, content, 6, b"XXXX") == Given(10, whole=True)
    assert served.count(BEGUN_CONTENTS) == 0
    assert succeeded(his.send("GET", target(crisis, content))).content == content


def test_one_piece_sent_by_several_at_once_counts_once(served: House, lea: Guest, crisis: str) -> None:
    content = os.urandom(2 * PART)
    named(served, lea, crisis, content)
    for start in (0, PART):
        with ThreadPoolExecutor(4) as crowd:
            answers = list(
                crowd.map(
                    lambda _, start=start: give(
                        served.caller(lea), crisis, content, start, content[start : start + PART]
                    ),
                    range(4),
                )
            )
        assert {one.held for one in answers} == {start + PART}
    assert served.count(CONTENTS) == 1
    assert succeeded(served.caller(lea).send("GET", target(crisis, content))).content == content


def test_an_older_program_hands_in_the_whole_while_another_sends_pieces(served: House, lea: Guest, crisis: str) -> None:
    caller, content = served.caller(lea), b"0123456789"
    named(served, lea, crisis, content)
    give(caller, crisis, content, 0, b"0123")
    assert hand_in(caller, crisis, content).status_code == 200
    assert served.count(BEGUN_CONTENTS) == served.count(BEGUN_PARTS) == 0
    assert give(caller, crisis, content, 4, b"4567") == Given(10, whole=True)


def test_what_has_come_of_contents_under_way_counts_in_the_room_of_the_space(
    served: House, lea: Guest, crisis: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "MOST_IN_SPACE", 10)
    caller, one, other = served.caller(lea), b"0123456", b"abcd"
    named(served, lea, crisis, one, other)
    give(caller, crisis, one, 0, one[:6])
    assert give(caller, crisis, other, 0, other[:2]) == Given(2)
    assert give(caller, crisis, one) == Given(6)
    assert hand_in(caller, crisis, other).status_code == 200  # two of its bytes were counted already
    refused = answered(caller, crisis, one, 6, one[6:])
    assert (refused.status_code, refused.content.decode()) == (400, NO_ROOM)
    message = Inventory(crisis, [name_of(one)])
    assert unpack(succeeded(caller.post("/v1/attachments", message)).content, Missing).no_room == [name_of(one)]


def test_what_nobody_went_on_sending_is_swept_and_gives_its_room_back(served: House, lea: Guest, crisis: str) -> None:
    caller, content, other = served.caller(lea), b"0123456789", b"abc"
    named(served, lea, crisis, content, other)
    give(caller, crisis, content, 0, b"0123")
    served.hand.now += KEPT_FOR
    give(caller, crisis, other, 0, b"a")
    with served.central.database.writing() as connection:
        attachment_pieces.sweep(connection, served.hand.now)
    assert give(caller, crisis, content) == Given(4)
    served.hand.now += 1
    with served.central.database.writing() as connection:
        attachment_pieces.sweep(connection, served.hand.now)
    assert give(caller, crisis, content) == Given(0)
    assert give(caller, crisis, other) == Given(1)
    assert served.count(BEGUN_PARTS) == 1


def test_a_lie_about_the_size_keeps_the_true_one_out_no_longer_than_it_is_told(
    served: House, lea: Guest, crisis: str
) -> None:
    caller, content = served.caller(lea), b"0123456789"
    served.take(crisis, [lea.writer.join(crisis, content, size=4)])
    named(served, lea, crisis, content)
    name = sha256(content).hexdigest()
    assert unpack(caller.send("POST", giving_target(crisis, name, 0, 4), b"012").content, Given) == Given(3)
    assert give(caller, crisis, content, 0, content) == Given(10, whole=True)
    assert caller.send("POST", giving_target(crisis, name, 0, 5), b"0").status_code == 404


def test_what_was_altered_in_the_database_is_begun_again(served: House, lea: Guest, crisis: str) -> None:
    caller, content = served.caller(lea), b"0123456789"
    named(served, lea, crisis, content)
    give(caller, crisis, content, 0, b"0123")
    with served.central.database.writing() as connection:
        connection.execute(update(BEGUN_PARTS).values(sealed=b"half"))
    assert give(caller, crisis, content, 4, b"4567") == Given(0)
    assert give(caller, crisis, content, 0, content) == Given(10, whole=True)


def test_a_member_removed_in_the_middle_sends_and_fetches_no_byte_more(served: House, lea: Guest, crisis: str) -> None:
    content, bob = b"0123456789", served.enrol("Bob", "CCOM")
    served.take(crisis, [lea.writer.add_member(crisis, bob)])
    named(served, lea, crisis, content)
    caller = served.caller(bob)
    assert give(caller, crisis, content, 0, b"0123") == Given(4)
    served.take(crisis, [lea.writer.remove_member(crisis, bob)])
    assert answered(caller, crisis, content, 4, b"4567").status_code == 404
    assert answered(caller, crisis, content, 0, b"").status_code == 404
    hand_in(served.caller(lea), crisis, content)
    assert take(caller, crisis, content, 0, 1).status_code == 404


def test_what_has_come_is_in_clear_nowhere(served: House, lea: Guest, crisis: str) -> None:
    content = CANARY * 10_000
    named(served, lea, crisis, content)
    assert give(served.caller(lea), crisis, content, 0, content[:100_000]) == Given(100_000)
    files = [path for folder in (served.data, served.data.parent) for path in folder.glob("*.db*")]
    assert [path.name for path in files if CANARY in path.read_bytes()] == []
