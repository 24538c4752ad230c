"""The records of a JSON file come one at a time, the same as if all of it were read at once."""

import json
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.documents import json_records
from app.documents.json_records import Broken

JSON = st.recursive(
    st.none() | st.booleans() | st.text(max_size=20),
    lambda some: st.lists(some, max_size=4) | st.dictionaries(st.text(max_size=5), some, max_size=4),
    max_leaves=12,
)


class Dripping(BytesIO):
    """A file that gives a few bytes at a time, cutting letters in two."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(3)


def read(raw: bytes) -> list[Any]:
    return list(json_records.records(Dripping(raw), ("service", "results")))


@given(st.lists(JSON, max_size=5), JSON, st.sampled_from([None, 1]), st.booleans())
def test_records_are_those_that_json_reads(records: list[Any], before: Any, indent: int | None, ascii: bool) -> None:
    for value in (records, {"total": before, "results": records, "after": before}):
        assert read(json.dumps(value, indent=indent, ensure_ascii=ascii).encode()) == records


def test_numbers_stay_words_even_a_million_digits_long() -> None:
    assert read(b"[1, -2.50e3, " + b"9" * 10_000 + b"]") == ["1", "-2.50e3", "9" * 10_000]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"3",
        b'{"service": 3}',
        b'{"other": []}',
        b"[1 2]",
        b"[1,",
        b'{"service": [{"a": }]}',
        b"[\xff]",
        b"{3",
    ],
)
def test_what_is_no_list_of_records_is_broken(raw: bytes) -> None:
    with pytest.raises(Broken):
        read(raw)


@pytest.mark.parametrize("raw", [b"[" * 1_000_000, b'{"a":' * 100_000])
def test_a_file_of_brackets_is_broken_and_costs_nothing(raw: bytes) -> None:
    with pytest.raises(Broken):
        list(json_records.records(BytesIO(raw), ("service",)))


def test_a_record_out_of_all_proportion_is_refused() -> None:
    with pytest.raises(Refused, match="démesurée"):
        list(json_records.records(BytesIO(b'["' + b"a" * (2 * json_records.LARGEST + 2)), ()))


@given(st.binary(max_size=60), st.sampled_from([b"", b"[", b'{"service": [', b"\xef\xbb\xbf"]))
def test_hostile_bytes_are_broken_at_worst(raw: bytes, start: bytes) -> None:
    try:
        read(start + raw)
    except Broken:
        return
