"""Contents under HTTP: any bytes of them, with the size of the whole, and nothing when they are damaged."""

import os

from sqlalchemy import delete

from app.server.attachments import PART
from app.server.schema import CONTENT_PARTS, CONTENTS
from app.sync.protocol import CONTENT_TYPE, SIZE, attachment_target
from tests.building import Guest
from tests.calling import succeeded
from tests.server.house import House
from tests.server.test_attachment_pieces import crisis, give, lea, named, take
from tests.server.test_attachments import hand_in, name_of, target

__all__ = ["crisis", "lea"]  # fixtures


def test_a_content_may_be_cut_at_every_byte_on_its_way_out(served: House, lea: Guest, crisis: str) -> None:
    caller, content = served.caller(lea), b"contenu"
    named(served, lea, crisis, content)
    hand_in(caller, crisis, content)
    for start in range(len(content) + 1):
        for most in range(len(content) + 2):
            answer = succeeded(take(caller, crisis, content, start, most))
            assert answer.content == content[start : start + most]
            assert answer.headers[SIZE] == str(len(content))
    assert succeeded(take(caller, crisis, content, len(content) + 1, 1)).content == b""
    assert take(caller, crisis, content, 0, -1).status_code == 404


def test_a_piece_is_a_file_of_no_kind_and_without_a_place_it_is_the_whole(
    served: House, lea: Guest, crisis: str
) -> None:
    caller, content = served.caller(lea), os.urandom(2 * PART + 1)
    named(served, lea, crisis, content)
    hand_in(caller, crisis, content)
    answer = succeeded(take(caller, crisis, content, PART - 1, 2))
    assert (answer.headers["content-type"], answer.headers["content-length"]) == (CONTENT_TYPE, "2")
    assert answer.content == content[PART - 1 : PART + 1]
    whole = succeeded(caller.send("GET", target(crisis, content)))
    assert (whole.content, whole.headers[SIZE]) == (content, str(len(content)))
    rest = succeeded(caller.send("GET", f"{attachment_target(crisis, name_of(content).hex())}?from=5"))
    assert rest.content == content[5:]
    for strange in ("from=-1", "from=x", "from=0&most=x"):
        asked = f"{attachment_target(crisis, name_of(content).hex())}?{strange}"
        assert caller.send("GET", asked).status_code == 404


def test_a_content_that_cannot_be_opened_any_more_is_lacking_again(served: House, lea: Guest, crisis: str) -> None:
    caller, content = served.caller(lea), b"photo"
    named(served, lea, crisis, content)
    hand_in(caller, crisis, content)
    with served.central.database.writing() as connection:
        connection.execute(delete(CONTENT_PARTS))
    assert take(caller, crisis, content, 0, 5).status_code == 404
    assert served.count(CONTENTS) == 0
    assert give(caller, crisis, content, 0, content).whole
