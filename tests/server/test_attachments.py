"""Contents of files on the central: only what a member named, whole, sealed, and for members alone."""

import os
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
import requests
from sqlalchemy import select, update

from app.server import attachments
from app.server.attachments import NO_ROOM, PART
from app.server.schema import CONTENT_PARTS, CONTENTS, NAMED_FILES, SPACES
from app.sync.protocol import Inventory, Missing, attachment_target, unpack
from tests.building import Guest
from tests.calling import Caller, succeeded
from tests.server.house import House

CANARY = b"le mot du canari "


def name_of(content: bytes) -> bytes:
    return sha256(content).digest()


def target(space: str, content: bytes) -> str:
    return attachment_target(space, sha256(content).hexdigest())


def hand_in(caller: Caller, space: str, content: bytes) -> requests.Response:
    return caller.send("POST", f"/v1/attachments/{space}", content)


def asked(caller: Caller, space: str, *contents: bytes) -> Missing:
    message = Inventory(space, [name_of(content) for content in contents])
    return unpack(succeeded(caller.post("/v1/attachments", message)).content, Missing)


@pytest.fixture
def lea(served: House) -> Guest:
    return served.enrol("Léa", "CCOM")


@pytest.fixture
def crisis(served: House, lea: Guest) -> str:
    first = lea.writer.open_crisis()
    served.take(first.id, [first])
    return first.id


def test_a_content_that_an_entry_names_is_taken_once_and_given_back_whole(
    served: House, lea: Guest, crisis: str
) -> None:
    content, caller = os.urandom(2 * PART + 5), served.caller(lea)
    assert asked(caller, crisis, content) == Missing(unknown=[name_of(content)])
    assert hand_in(caller, crisis, content).status_code == 404
    served.take(crisis, [lea.writer.join(crisis, content)])
    assert asked(caller, crisis, content) == Missing(lacking=[name_of(content)])
    assert caller.send("GET", target(crisis, content)).status_code == 404
    for _ in range(2):
        assert hand_in(caller, crisis, content).status_code == 200
    assert asked(caller, crisis, content) == Missing()
    answer = succeeded(caller.send("GET", target(crisis, content)))
    assert answer.content == content
    assert answer.headers["content-type"] == "application/octet-stream"
    assert (served.count(CONTENTS), served.count(CONTENT_PARTS)) == (1, 3)
    with served.central.database.reading() as connection:
        assert connection.scalars(select(SPACES.c.stored).where(SPACES.c.id == crisis)).one() == len(content)


def test_a_member_added_since_fetches_it_and_one_removed_since_does_not(served: House, lea: Guest, crisis: str) -> None:
    content, bob = b"photo", served.enrol("Bob")
    served.take(crisis, [lea.writer.join(crisis, content)])
    hand_in(served.caller(lea), crisis, content)
    assert served.caller(bob).send("GET", target(crisis, content)).status_code == 404
    served.take(crisis, [lea.writer.add_member(crisis, bob)])
    assert succeeded(served.caller(bob).send("GET", target(crisis, content))).content == content
    served.take(crisis, [lea.writer.remove_member(crisis, bob)])
    assert served.caller(bob).send("GET", target(crisis, content)).status_code == 404
    assert hand_in(served.caller(bob), crisis, content).status_code == 404


def test_knowing_a_hash_opens_nothing_in_another_space(served: House, lea: Guest, crisis: str) -> None:
    content, bob = b"photo", served.enrol("Bob", "CCOM")
    served.take(crisis, [lea.writer.join(crisis, content)])
    hand_in(served.caller(lea), crisis, content)
    opened = bob.writer.open_crisis("Autre")
    served.take(opened.id, [opened, bob.writer.join(opened.id, content)])
    assert asked(served.caller(bob), opened.id, content) == Missing(lacking=[name_of(content)])
    assert served.caller(bob).send("GET", target(opened.id, content)).status_code == 404


def test_what_is_not_what_was_named_is_refused(served: House, lea: Guest, crisis: str) -> None:
    content, caller = b"photo", served.caller(lea)
    served.take(crisis, [lea.writer.join(crisis, content, size=6)])
    assert hand_in(caller, crisis, content).status_code == 404
    served.take(crisis, [lea.writer.join(crisis, content)])  # somebody who lied of its size does not keep it out
    assert hand_in(caller, crisis, b"foto!").status_code == 404
    assert served.count(CONTENTS) == served.count(CONTENT_PARTS) == 0
    assert hand_in(caller, crisis, content).status_code == 200


def test_a_space_has_a_bound(served: House, lea: Guest, crisis: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MOST_IN_SPACE", 10)
    first, second, third, caller = b"123456", b"7890123", b"4567", served.caller(lea)
    served.take(crisis, [lea.writer.join(crisis, one) for one in (first, second, third)])
    told = asked(caller, crisis, first, second, third)
    assert told == Missing([name_of(first), name_of(third)], [], [name_of(second)])
    assert hand_in(caller, crisis, first).status_code == 200
    refused = hand_in(caller, crisis, second)
    assert (refused.status_code, refused.content.decode()) == (400, NO_ROOM)
    assert hand_in(caller, crisis, first).status_code == 200  # it is here already
    assert hand_in(caller, crisis, third).status_code == 200


def test_several_who_hand_in_one_content_at_once_leave_one(served: House, lea: Guest, crisis: str) -> None:
    content = os.urandom(PART + 1)
    served.take(crisis, [lea.writer.join(crisis, content)])

    with ThreadPoolExecutor(4) as crowd:
        answers = list(crowd.map(lambda _: hand_in(served.caller(lea), crisis, content), range(4)))
    assert [answer.status_code for answer in answers] == [200] * 4
    assert served.count(CONTENTS) == 1
    with served.central.database.reading() as connection:
        assert connection.scalars(select(SPACES.c.stored).where(SPACES.c.id == crisis)).one() == len(content)
    assert succeeded(served.caller(lea).send("GET", target(crisis, content))).content == content


def test_a_content_is_sealed_with_what_the_database_does_not_hold(served: House, lea: Guest, crisis: str) -> None:
    content = CANARY * 10_000
    served.take(crisis, [lea.writer.join(crisis, content)])
    hand_in(served.caller(lea), crisis, content)
    with served.central.database.reading() as connection:
        sealed = [bytes(row) for row in connection.scalars(select(CONTENT_PARTS.c.sealed))]
    assert sealed
    assert not any(CANARY in part for part in sealed)
    files = [path.read_bytes() for folder in (served.data, served.data.parent) for path in folder.glob("*.db*")]
    assert not any(CANARY in data for data in files)


def test_a_part_set_elsewhere_or_altered_is_lacking_again_and_may_be_handed_in(
    served: House, lea: Guest, crisis: str
) -> None:
    one, other, caller = b"one photo", b"two photo", served.caller(lea)
    served.take(crisis, [lea.writer.join(crisis, content) for content in (one, other)])
    for content in (one, other):
        hand_in(caller, crisis, content)
    with served.central.database.writing() as connection:
        of = select(CONTENT_PARTS.c.sealed).where(CONTENT_PARTS.c.sha256 == name_of(other))
        swapped = bytes(connection.scalars(of).one())
        here = update(CONTENT_PARTS).where(CONTENT_PARTS.c.sha256 == name_of(one))
        connection.execute(here.values(sealed=swapped))
    assert caller.send("GET", target(crisis, one)).status_code == 404
    assert asked(caller, crisis, one, other) == Missing(lacking=[name_of(one)])
    assert hand_in(caller, crisis, one).status_code == 200
    assert succeeded(caller.send("GET", target(crisis, one))).content == one


def test_what_was_left_by_halves_is_written_over(served: House, lea: Guest, crisis: str) -> None:
    content = b"photo"
    served.take(crisis, [lea.writer.join(crisis, content)])
    with served.central.database.writing() as connection:
        number = connection.scalars(select(SPACES.c.number).where(SPACES.c.id == crisis)).one()
        row = {"space": number, "sha256": name_of(content), "n": 0, "sealed": b"half"}
        connection.execute(CONTENT_PARTS.insert(), row)
    assert hand_in(served.caller(lea), crisis, content).status_code == 200
    assert succeeded(served.caller(lea).send("GET", target(crisis, content))).content == content


def test_only_entries_and_proofs_of_dispatch_name_files(served: House, lea: Guest, crisis: str) -> None:
    kinds = ("entry.recorded", "entry.attached", "message.dispatched", "message.proven", "message.drafted")
    for n, kind in enumerate(kinds):
        fields = {f"file.{n:02}{'ab' * 31}": {"name": "x", "size": 3, "type": ""}}
        served.take(crisis, [lea.writer.write(kind, {"fields": fields}, crisis)])
    strange: list[object] = [{"fields": {"file.zz": {"size": 1}}}, {"fields": ["file."]}, ['"file.'], {"x": '"file.'}]
    served.take(crisis, [lea.writer.write("entry.recorded", body, crisis) for body in strange])
    assert served.count(NAMED_FILES) == len(kinds) - 1
