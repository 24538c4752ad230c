"""What is said on the wire: packed, signed, and refused when it is anything else."""

import os

import msgspec
import pytest
import zstandard
from hypothesis import example, given
from hypothesis import strategies as st

from app.core.keys import SigningKey
from app.core.operations import Wire
from app.sync.protocol import (
    MOST_CONTENTS,
    Answer,
    Exchange,
    Inventory,
    Missing,
    Reply,
    Unreadable,
    attachment_target,
    checkpoint_holds,
    first_running,
    invitation_code,
    next_running,
    pack,
    read_invitation,
    request_message,
    sign_checkpoint,
    unpack,
)

SPACE = "ab" * 32
REQUEST = Exchange(SPACE, "épreuve", 7, [Wire(b"{}", bytes(16), None, bytes(64))])


def test_a_message_comes_back_as_it_was():
    assert unpack(pack(REQUEST), Exchange) == REQUEST
    reply = Reply("e", 0, [b"i" * 32, REQUEST.operations[0]], False, None, [Answer(b"i" * 32, "waiting", "lacune")])
    assert unpack(pack(reply), Reply) == reply


def test_an_inventory_names_contents_by_their_hashes_and_not_too_many():
    asked = Inventory(SPACE, [b"h" * 32] * MOST_CONTENTS)
    assert unpack(pack(asked), Inventory) == asked
    assert unpack(pack(Missing(lacking=[b"h" * 32])), Missing) == Missing([b"h" * 32], [], [])
    for contents in ([b"h" * 32] * (MOST_CONTENTS + 1), [b"h" * 31]):
        with pytest.raises(Unreadable):
            unpack(pack(Inventory(SPACE, contents)), Inventory)
    assert attachment_target(SPACE, "cd" * 32) == f"/v1/attachments/{SPACE}/{'cd' * 32}"


@example(b"\xde\x00\x01\xa1\x80")  # a name that is no UTF-8
@given(st.binary(max_size=200))
def test_any_other_bytes_are_refused_without_another_exception(data: bytes):
    with pytest.raises(Unreadable):
        unpack(data, Exchange)
    with pytest.raises(Unreadable):
        unpack(zstandard.compress(data), Exchange)


def test_a_bomb_is_refused_before_it_is_opened():
    bomb = zstandard.compress(bytes(50_000_000))
    with pytest.raises(Unreadable, match="taille"):
        unpack(bomb, Exchange)


def test_too_many_operations_or_too_long_a_name_are_refused():
    wire = REQUEST.operations[0]
    for bad in (
        msgspec.structs.replace(REQUEST, operations=[wire] * 2_001),
        msgspec.structs.replace(REQUEST, space="a" * 65),
        msgspec.structs.replace(REQUEST, rank=-1),
    ):
        with pytest.raises(Unreadable):
            unpack(pack(bad), Exchange)


def test_a_checkpoint_holds_for_its_signer_and_its_words_alone():
    key, other = SigningKey(os.urandom(32)), SigningKey(os.urandom(32))
    checkpoint = sign_checkpoint(key, SPACE, "e1", 12, bytes(32))
    assert checkpoint_holds(checkpoint, key.public)
    assert not checkpoint_holds(checkpoint, other.public)
    for field, value in (("space", "cd" * 32), ("epoch", "e2"), ("rank", 13), ("running", b"x" * 32)):
        assert not checkpoint_holds(msgspec.structs.replace(checkpoint, **{field: value}), key.public)


def test_the_running_hash_depends_on_every_operation_and_their_order():
    start = first_running(SPACE)
    one, two = b"1" * 32, b"2" * 32
    assert next_running(next_running(start, one), two) != next_running(next_running(start, two), one)
    assert first_running("cd" * 32) != start


def test_a_request_is_signed_whole():
    words = ("POST", "/v1/exchange", b"body", "nonce")
    messages = {request_message(*words)}
    for place, other in enumerate(("GET", "/v1/spaces", b"ydob", "other")):
        changed = [*words[:place], other, *words[place + 1 :]]
        messages.add(request_message(*changed))
    assert len(messages) == 5


def test_an_invitation_code_survives_being_copied_with_blanks_and_line_breaks():
    seed = os.urandom(32)
    code = invitation_code("https://diapason.exemple.fr:8741", "12" * 32, SPACE, "cd" * 32, seed)
    wrapped = "\n ".join(code[start : start + 40] for start in range(0, len(code), 40))
    assert read_invitation(wrapped) == ("https://diapason.exemple.fr:8741", "12" * 32, SPACE, "cd" * 32, seed)


@given(st.text(max_size=60))
def test_a_code_that_is_not_one_is_refused(text: str):
    for code in (text, f"DIA1-{text}"):
        with pytest.raises(Unreadable):
            read_invitation(code)


def test_one_wrong_letter_in_a_code_is_noticed():
    code = invitation_code("http://127.0.0.1:1", "", SPACE, "cd" * 32, bytes(32))
    place = len(code) // 2
    wrong = code[:place] + ("A" if code[place] != "A" else "B") + code[place + 1 :]
    with pytest.raises(Unreadable):
        read_invitation(wrong)
