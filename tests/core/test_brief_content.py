"""What a brief says is written for ever and read back as it was."""

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.brief_content import (
    Asked,
    Chronology,
    Content,
    Curve,
    Line,
    Pair,
    Paragraph,
    Remark,
    Said,
    Section,
    Series,
    Table,
    Unverified,
    cited,
    fingerprint,
    plain,
    read,
    words,
)
from tests.core.holding import anything

whole, number, text = st.integers(0, 2**42), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=9)


def some(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=3).map(tuple)


lines = st.builds(Line, occurred_at=whole, recorded_at=whole)
series = st.builds(Series, points=some(st.tuples(whole, number)))
blocks = st.one_of(
    *(st.from_type(kind) for kind in (Paragraph, Pair, Asked, Said, Remark)),
    st.builds(Chronology, some(lines)),
    st.builds(Unverified, some(lines)),
    st.builds(Table, some(text), some(some(text)), some(number), some(whole), some(text), some(whole)),
    st.builds(Curve, series=some(series)),
)
sections = st.builds(Section, st.integers(1, 13), text, some(blocks), text)
hours = {"cutoff": whole, "made_at": whole, "next_at": st.none() | whole, "last_exchange": st.none() | whole}
contents = st.builds(Content, number=whole, sections=some(sections), annexes=some(sections), **hours)


@settings(max_examples=80, deadline=None)
@given(contents)
def test_a_content_is_read_back_as_it_was_written(content: Content) -> None:
    written = msgspec.json.encode(plain(content))
    back = read(msgspec.json.decode(written))
    assert back is not None
    assert msgspec.json.encode(plain(back)) == written
    assert fingerprint(back) == fingerprint(content)


@given(anything)
def test_anything_else_is_no_content(written: object) -> None:
    assert read(written) is None


def test_what_a_version_did_not_write_yet_has_its_ordinary_value() -> None:
    content = Content(
        *("PDS-SIG1-001", 1, "Feu", "CRI", "real", "Europe/Paris", 1, 2, "SIG", "A", "", "", "", "", None, "SIG1"),
        *(True, None, (Section(1, "L'essentiel", (Paragraph("Feu"),)),)),
    )
    older = plain(content)
    for name in ("format", "since", "annexes"):
        del older[name]
    del older["sections"][0]["blocks"][0][1]["lead"]
    assert read(older) == content


def test_the_records_cited_are_those_of_its_lines_and_rows() -> None:
    line = Line(1, "Feu", "SDIS", "A1", "SIG1-0001", 1, record="aa")
    content = Content(
        *("PDS-SIG1-001", 1, "Feu", "CRI", "real", "Europe/Paris", 1, 2, "SIG", "A", "", "", "", "", None, "SIG1"),
        *(True, None),
        sections=(
            Section(1, "L'essentiel", (Paragraph("Feu"),)),
            Section(2, "Situation", (Chronology((line,)), Unverified((Line(1, "x", "", "", "", 1),)))),
            Section(3, "Bilan", (Table(("a",), (("b",), ("c",)), (1,), records=("bb", "")),)),
        ),
    )
    assert list(cited(content)) == ["aa", "bb"]
    assert words(content) == {1: ("Feu",), 2: (), 3: ()}
