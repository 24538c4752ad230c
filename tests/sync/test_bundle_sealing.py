"""A sealed file: who opens it, and that a cut or a changed byte is always seen."""

import os
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.keys import BOXED_SIZE, box_public
from app.sync.bundle_sealing import (
    BLOCK,
    BOXES_AT_ONCE,
    MAGIC,
    TAG,
    Broken,
    NotABundle,
    NotForUs,
    PassphraseWanted,
    Sealing,
    Unsealing,
    read_head,
    records,
    write_head,
    write_record,
)
from tests.building import seed

MINE, OTHER = seed("mine"), seed("other")


def sealed(*data: bytes, boxes: tuple[bytes, ...] = (MINE,), passphrase: str = "") -> bytes:
    to = BytesIO()
    head = write_head(to, [box_public(one) for one in boxes], passphrase, os.urandom)
    sealing = Sealing(to, head.key)
    for one in data:
        write_record(sealing, one)
    sealing.close()
    return to.getvalue()


def unsealed(whole: bytes, box: bytes = MINE, passphrase: str = "") -> list[bytes]:
    source = BytesIO(whole)
    return list(records(source, read_head(source, box, passphrase)))


def until_broken(whole: bytes) -> tuple[list[bytes], bool | None]:
    """The records before it breaks, and whether it is said to be cut (None: it does not break)."""
    source, found = BytesIO(whole), list[bytes]()
    try:
        for one in records(source, read_head(source, MINE, "")):
            found.append(one)
    except Broken as broken:
        return found, broken.cut
    return found, None


def test_it_opens_for_those_it_is_for() -> None:
    whole = sealed(b"un", b"", b"deux", boxes=(OTHER, MINE))
    assert unsealed(whole) == unsealed(whole, OTHER) == [b"un", b"", b"deux"]
    with pytest.raises(NotForUs):
        unsealed(whole, seed("a third"))


def test_a_passphrase_opens_it_whatever_the_system_wrote_it_on() -> None:
    whole = sealed(b"un", boxes=(), passphrase="été")
    assert unsealed(whole, OTHER, "e\u0301te\u0301") == [b"un"]
    with pytest.raises(PassphraseWanted):
        unsealed(whole, OTHER)
    with pytest.raises(NotForUs):
        unsealed(whole, OTHER, "hiver")


def test_nothing_in_it_says_for_whom_or_of_what_it_is() -> None:
    content = b"Incendie Lubrizol"
    whole = sealed(content)
    assert content not in whole
    assert bytes.fromhex(box_public(MINE)) not in whole
    assert whole.startswith(MAGIC)
    others = {len(sealed(content, boxes=tuple(map(os.urandom, [32] * n)))) for n in range(1, BOXES_AT_ONCE + 1)}
    assert others == {len(whole)}  # one workstation or eight: the same


@pytest.mark.parametrize("size", [0, 1, BLOCK - 5, BLOCK - 4, BLOCK - 3, BLOCK, 2 * BLOCK - 4, 5 * BLOCK])
def test_every_length_comes_back(size: int) -> None:
    data = os.urandom(size)
    assert unsealed(sealed(data)) == [data]


def test_a_cut_anywhere_gives_the_records_before_it_and_is_said_to_be_one() -> None:
    told = [os.urandom(30_000) for _ in range(8)]
    whole = sealed(*told)
    start = len(whole) - (len(told) * 30_004 + 4 * TAG)
    cuts = [start + BLOCK + TAG, start + 2 * (BLOCK + TAG), *range(start + 1, len(whole), 9_973), len(whole) - 1]
    for size in cuts:
        found, cut = until_broken(whole[:size])
        blocks = (size - start) // (BLOCK + TAG)
        assert cut is True
        assert found == told[: max(0, blocks * BLOCK // 30_004)]


def test_a_cut_in_the_head_is_one_too() -> None:
    whole = sealed(b"un")
    for size in range(len(MAGIC), len(MAGIC) + 3 + BOXES_AT_ONCE * BOXED_SIZE):
        with pytest.raises(Broken) as broken:
            unsealed(whole[:size])
        assert broken.value.cut


def test_any_changed_byte_is_seen_and_nothing_after_it_is_given() -> None:
    told = [os.urandom(1000) for _ in range(200)]
    whole = sealed(*told)
    for place in range(0, len(whole), 4_999):
        changed = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        try:
            found, cut = until_broken(changed)
        except (NotABundle, NotForUs, Broken):
            continue
        assert cut is not None
        assert found == told[: len(found)]


def test_blocks_are_neither_moved_nor_left_out_nor_added() -> None:
    whole = sealed(*(os.urandom(1000) for _ in range(300)))
    start = len(MAGIC) + 3 + BOXES_AT_ONCE * BOXED_SIZE
    size = BLOCK + TAG
    first, second, rest = whole[start : start + size], whole[start + size : start + 2 * size], whole[start + 2 * size :]
    head = whole[:start]
    for body in (second + first + rest, first + rest, first + first + second + rest, first + second + rest + b"x"):
        assert until_broken(head + body)[1] is not None


def test_a_box_cannot_be_taken_away_without_breaking_the_rest() -> None:
    whole = sealed(b"un", boxes=(MINE, OTHER))
    at = len(MAGIC) + 1
    count = int.from_bytes(whole[at : at + 2])
    boxes = whole[at + 2 : at + 2 + count * BOXED_SIZE]
    rest = whole[at + 2 + count * BOXED_SIZE :]
    for place in range(count):
        fewer = boxes[: place * BOXED_SIZE] + boxes[(place + 1) * BOXED_SIZE :]
        with pytest.raises((Broken, NotForUs)):
            unsealed(whole[:at] + (count - 1).to_bytes(2) + fewer + rest)


def test_what_is_announced_and_does_not_come_takes_no_room() -> None:
    to = BytesIO()
    head = write_head(to, [box_public(MINE)], "", os.urandom)
    sealing = Sealing(to, head.key)
    sealing.write((2**32 - 1).to_bytes(4) + b"court")
    sealing.close()
    assert until_broken(to.getvalue()) == ([], False)
    with pytest.raises(ValueError, match="record"):
        write_record(sealing, bytes(16 * 1024 * 1024 + 1))


def test_bytes_alone_come_back_as_they_were_written() -> None:
    to = BytesIO()
    sealing = Sealing(to, seed("key"))
    sealing.write(b"abc"), sealing.write(b"def")
    sealing.close()
    source = Unsealing(BytesIO(to.getvalue()), seed("key"))
    assert (source.read(4), source.read(10), source.read(1)) == (b"abcd", b"ef", b"")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(raw: bytes) -> None:
    for start in (b"", MAGIC):
        with pytest.raises((NotABundle, NotForUs, Broken)):
            unsealed(start + raw)
