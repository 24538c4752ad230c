"""Operations: what is signed is exactly what is read, and nothing else is."""

import hashlib
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.keys import SigningKey
from app.core.operations import (
    MOST_BODY,
    MOST_DEPTH,
    SIGNED_AS,
    Malformed,
    Operation,
    Wire,
    check_strict,
    named,
    read,
    to_wire,
    write,
)
from tests.building import Writer, seed
from tests.core.holding import SPACE, anything


def sample() -> Operation:
    writer = Writer("ann")
    first = writer.write("entry.recorded", {"fields": {"subject": "Fumée à Rouen"}}, SPACE)
    return writer.write("entry.amended", {"fields": {"subject": "Incendie"}}, SPACE, first.id, {"subject": [first.id]})


SAMPLE = sample()


def header_like(**changes: Any) -> Wire:
    """The sample with other things in its header, signed again by its author: only its form can refuse it."""
    header = json.loads(SAMPLE.header_bytes) | changes
    return Wire(json.dumps(header).encode(), SAMPLE.salt, SAMPLE.body_bytes, SAMPLE.signature)


def body_like(body: bytes) -> Wire:
    """An operation with exactly these bytes as its body, whose header vouches for them."""
    header = json.loads(SAMPLE.header_bytes) | {"body": hashlib.sha256(SAMPLE.salt + body).hexdigest()}
    return Wire(msgspec.json.encode(header), SAMPLE.salt, body, SAMPLE.signature)


def test_what_was_written_is_read_back_whole() -> None:
    found = read(to_wire(SAMPLE))
    assert found == SAMPLE
    assert found.body == {"fields": {"subject": "Incendie"}}
    assert found.signed_by_its_device()


def test_the_first_operation_of_a_space_names_it() -> None:
    opened = Writer("ann").open_crisis()
    assert opened.space == opened.record == opened.id


def test_a_header_without_its_body_is_an_operation() -> None:
    found = read(msgspec.structs.replace(to_wire(SAMPLE), body=None))
    assert found.body is None
    assert found.signed_by_its_device()


@pytest.mark.parametrize("part", ["header", "salt", "body", "signature"])
def test_every_byte_that_is_changed_is_noticed(part: str) -> None:
    wire = to_wire(SAMPLE)
    data = getattr(wire, part)
    for place in range(len(data)):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        try:
            found = read(msgspec.structs.replace(wire, **{part: changed}))
        except Malformed:
            continue
        assert not found.signed_by_its_device()


@given(st.sampled_from(("header", "salt", "body", "signature")), st.integers(0, 10**6), st.integers(1, 255))
def test_no_other_byte_anywhere_passes(part: str, place: int, change: int) -> None:
    wire = to_wire(SAMPLE)
    data = bytearray(getattr(wire, part))
    data[place % len(data)] ^= change
    try:
        found = read(msgspec.structs.replace(wire, **{part: bytes(data)}))
    except Malformed:
        return
    assert not found.signed_by_its_device()


@pytest.mark.parametrize("field", ["kind", "record", "space", "incarnation", "seq", "prev", "clock", "at", "grant"])
def test_another_workstation_cannot_say_it_in_the_first_ones_name(field: str) -> None:
    header = msgspec.structs.replace(
        SAMPLE.header, **{field: {int: 7, str: "a" * 16}[type(getattr(SAMPLE.header, field))]}
    )
    data = msgspec.json.encode(header)
    thief = SigningKey(seed("thief"))

    forged = Operation(
        hashlib.sha256(data).hexdigest(),
        header,
        data,
        SAMPLE.salt,
        SAMPLE.body_bytes,
        thief.sign(SIGNED_AS + hashlib.sha256(data).digest()),
    )
    assert not forged.signed_by_its_device()


BAD_HEADERS: list[dict[str, Any]] = [
    {"v": 2},
    {"kind": ""},
    {"kind": "k" * 65},
    {"record": "A" * 64},
    {"record": "g" * 64},
    {"record": "ab"},
    {"space": " " * 64},
    {"device": "0" * 63},
    {"incarnation": "0" * 15},
    {"incarnation": "é" * 16},
    {"seq": 0},
    {"seq": 2**53},
    {"seq": 1},
    {"seq": 1.5},
    {"seq": "2"},
    {"seq": True},
    {"prev": ""},
    {"clock": -1},
    {"clock": 2**62},
    {"at": 2**42},
    {"at": -1},
    {"touches": {"subject": ["zz"]}},
    {"touches": {"subject": ["Z" * 64]}},
    {"touches": []},
    {"body": "0" * 64},
    {"colour": "red"},
]


@pytest.mark.parametrize("changes", BAD_HEADERS, ids=str)
def test_a_header_of_another_form_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        read(header_like(**changes))


def test_a_key_twice_in_the_header_is_refused() -> None:
    wire = to_wire(SAMPLE)
    twice = wire.header[:-1] + b',"seq":2}'
    with pytest.raises(Malformed):
        read(msgspec.structs.replace(wire, header=twice))


BAD_BODIES = [
    b'{"a":1,"a":2}',
    b'{"a":{"b":1,"b":1}}',
    b'{"a":NaN}',
    b'{"a":-Infinity}',
    b'{"a":1e400}',
    b'{"a":"\\ud800"}',
    b'{"a":"\xed\xa0\x80"}',
    b'{"a":"\xff"}',
    b'{"a":"\n"}',
    b"\xef\xbb\xbf{}",
    b'{"a":1,}',
    b"{'a':1}",
    b'{"a":01}',
    b"{} {}",
    b"",
    b"[" * MOST_DEPTH + b"[]" + b"]" * MOST_DEPTH,
    b'{"a":' * 40 + b"1" + b"}" * 40,
    b"[" * 100_000,
]


@pytest.mark.parametrize("body", BAD_BODIES, ids=lambda body: repr(body[:24]))
def test_a_body_two_readers_could_read_differently_is_refused(body: bytes) -> None:
    with pytest.raises(Malformed):
        read(body_like(body))


@pytest.mark.parametrize("body", [b"{}", b'{"a": [1, 2]}', b'{"\\u0061":1}', b"[]", b"null", b'"\\u00e9"', b"1E2"])
def test_a_body_every_reader_reads_alike_is_taken_as_it_is_written(body: bytes) -> None:
    found = read(body_like(body))
    assert found.body_bytes == body
    assert found.body == json.loads(body)


@given(anything)
def test_whatever_is_written_is_read_the_same_by_two_readers(value: Any) -> None:
    found = read(body_like(msgspec.json.encode(value)))
    assert found.body == json.loads(found.body_bytes or b"") == value


@given(st.binary(max_size=60))
def test_no_bytes_at_all_do_more_than_be_refused(data: bytes) -> None:
    for wire in (body_like(data), Wire(data, SAMPLE.salt, None, SAMPLE.signature)):
        try:
            read(wire)
        except Malformed:
            continue
        json.loads(data)


def test_sizes_are_bounded_both_ways() -> None:
    for part, value in (
        ("header", b" " * 70_000),
        ("salt", b"x"),
        ("signature", b"x" * 63),
        ("body", b"1" * (MOST_BODY + 1)),
    ):
        with pytest.raises(Malformed):
            read(msgspec.structs.replace(to_wire(SAMPLE), **{part: value}))
    writer = Writer("ann")
    with pytest.raises(Malformed):
        writer.write("entry.recorded", {"fields": {"content": "x" * MOST_BODY}}, SPACE)
    with pytest.raises(Malformed):
        writer.write("entry.amended", {}, SPACE, SPACE, {"subject": [SPACE] * 2_000})


def test_depth_is_allowed_up_to_its_bound() -> None:
    inside = MOST_DEPTH - 2
    check_strict(b"[" * inside + b"1" + b"]" * inside)
    with pytest.raises(Malformed):
        check_strict(b"[" * MOST_DEPTH + b"1" + b"]" * MOST_DEPTH)


def test_ids_named_in_a_body_are_ids_or_nothing() -> None:
    assert named([SPACE]) == (SPACE,)
    for wrong in (["zz"], [SPACE.upper()], [SPACE + "00"], [None], "ab", [SPACE[:62] + " a"]):
        with pytest.raises(ValueError, match=r".+"):
            named(wrong)


def test_the_same_words_under_another_salt_have_another_name() -> None:
    def once(salt: bytes) -> str:
        return write(
            SigningKey(seed("ann")), kind="k", body={}, salt=salt, incarnation="0" * 16, seq=1, prev="", clock=1, at=1
        ).id

    assert once(b"a" * 16) != once(b"b" * 16)
