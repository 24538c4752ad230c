"""The records of a bundle: each where it may stand, and none that is not ours."""

from collections.abc import Iterator
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.entries import LARGEST_FILE
from app.core.keys import SigningKey
from app.core.operations import Wire
from app.sync import bundle_format as form
from app.sync.bundle_format import Begin, End, File, Holding, Manifest, Page, Piece, Section, TooNew, manifest_of, sound
from app.sync.bundle_sealing import Broken
from tests.building import seed

SPACE, HEAD = "ab" * 32, bytes(32)
KEY = SigningKey(seed("first"))
WIRE = Wire(b"{}", bytes(16), b"{}", bytes(64))
MANIFEST = Manifest(
    1, HEAD, SPACE, KEY.public, 5, [Holding(SPACE, [], "", 0, []), Holding("cd" * 32, [], "", 0, [])], False
)


def encoded(*records: form.Record) -> Iterator[bytes]:
    return iter([form.encode(one) for one in records])


def test_a_manifest_is_its_exporters_and_of_this_bundle() -> None:
    first = form.begin(MANIFEST, KEY)
    assert manifest_of(form.encode(first), HEAD) == MANIFEST
    assert MANIFEST.crises == ["cd" * 32]
    others = SigningKey(seed("other"))
    for bad in (form.begin(MANIFEST, others), Begin(first.manifest + b"x", first.signature), Section(SPACE)):
        with pytest.raises(Broken):
            manifest_of(form.encode(bad), HEAD)
    with pytest.raises(Broken):
        manifest_of(form.encode(first), b"x" * 32)


def test_a_later_version_is_told_from_a_damaged_one() -> None:
    later = msgspec.msgpack.encode([2, "tout autre chose"])
    with pytest.raises(TooNew):
        manifest_of(form.encode(Begin(later, bytes(64))), HEAD)
    with pytest.raises(Broken):
        manifest_of(form.encode(Begin(b"\x91", bytes(64))), HEAD)


def test_a_bundle_is_text_then_files_then_its_end() -> None:
    records = [Section(SPACE), Page([WIRE]), File(SPACE, bytes(32), 3), Piece(b"ab"), Piece(b"c"), End(1, 1)]
    assert list(sound(encoded(*records))) == records


@pytest.mark.parametrize(
    "records",
    [
        [],
        [Section(SPACE)],
        [Page([WIRE]), End(1, 0)],
        [Section(SPACE), Page([WIRE]), End(2, 0)],
        [Section(SPACE), Page([WIRE]), End(1, 1)],
        [File(SPACE, bytes(32), 3), Piece(b"ab"), End(0, 1)],
        [File(SPACE, bytes(32), 1), Piece(b"ab"), End(0, 1)],
        [Piece(b"ab"), End(0, 0)],
        [File(SPACE, bytes(32), 1), Piece(b"a"), Section(SPACE), Page([WIRE]), End(1, 1)],
        [End(0, 0), End(0, 0)],
        [Begin(b"", bytes(64)), End(0, 0)],
    ],
)
def test_what_stands_where_it_may_not_is_broken(records: list[form.Record]) -> None:
    with pytest.raises(Broken):
        list(sound(encoded(*records)))


def test_a_section_has_its_caps() -> None:
    page = Page([WIRE] * 2_000)
    whole = [Section(SPACE), *([page] * 25)]
    assert len(list(sound(encoded(*whole, Section(SPACE), page, End(52_000, 0))))) == 29
    with pytest.raises(Broken):
        list(sound(encoded(*whole, page, End(52_000, 0))))
    heavy = Page([Wire(b"{}", bytes(16), bytes(4 * 1024 * 1024), bytes(64))])
    with pytest.raises(Broken):
        list(sound(encoded(Section(SPACE), *([heavy] * 16), End(16, 0))))


@pytest.mark.parametrize(
    "record",
    [
        ["page", [[b"{}", bytes(16), b"{}", bytes(64)]] * 2001],
        ["page", []],
        ["file", SPACE, bytes(32), LARGEST_FILE + 1],
        ["file", SPACE, bytes(32), 0],
        ["file", SPACE, bytes(31), 1],
        ["piece", b""],
        ["piece", bytes(form.PIECE + 1)],
        ["section", "../../etc"],
        ["ranks", SPACE, "", 0, bytes(32 * form.RANKS + 1), None],
        ["autre", 1],
        {"page": 1},
    ],
)
def test_a_record_beyond_its_caps_is_none(record: object) -> None:
    with pytest.raises(Broken):
        form.decode(msgspec.msgpack.encode(record))


@pytest.mark.parametrize(
    "announced", [b"\xdd\xff\xff\xff\xff", b"\xc6\xff\xff\xff\xff", b"\x92\xa4page\xdd\xff\xff\xff\xff"]
)
def test_a_size_that_is_only_announced_takes_no_room(announced: bytes) -> None:
    with pytest.raises(Broken):
        form.decode(announced)


def test_no_record_holds_a_name_of_a_file() -> None:
    assert File.__struct_fields__ == ("space", "sha256", "size")


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_decoder(raw: bytes) -> None:
    with suppress(Broken):
        form.decode(raw)
    with suppress(Broken, TooNew):
        manifest_of(raw, HEAD)
