"""What the briefs before could tell: what was held, until an hour, in the sections of a format."""

from dataclasses import replace

import pytest

from app.core.brief import Brief, File, Known, Told
from app.core.brief_formats import MEASURES, SITUATION
from app.core.brief_since import MOST_BEFORE, Former, formers, to_note
from app.core.records import Author
from tests.building import NOW, Writer
from tests.core.holding import SPACE, held

OTHER = "ee" * 32
WRITER = Writer("ann")
CHAIN = f"{WRITER.device}:{WRITER.incarnation}"
FORMER = Former(SPACE, "standard", 100, Known({CHAIN: 2}, {}), NOW, 7)


def test_a_brief_could_tell_what_it_held_and_no_more() -> None:
    one = held(Writer("ann").write("entry.recorded", {}, SPACE))
    assert FORMER.held(one)
    assert not replace(FORMER, known=Known({CHAIN: 0}, {})).held(one)
    assert not replace(FORMER, space=OTHER).held(one)
    assert replace(FORMER, space=OTHER, known=Known({}, {SPACE: {CHAIN: 1}})).held(one)


@pytest.mark.parametrize(("at", "rank", "could"), [(0, 6, True), (0, None, True), (0, 8, False), (10, 6, False)])
def test_where_a_brief_does_not_say_its_hour_and_its_rank_must_do(at: int, rank: int | None, could: bool) -> None:
    writer = Writer("ann", now=NOW + at)
    one = held(writer.write("entry.recorded", {}, SPACE), rank=rank)
    assert replace(FORMER, known=None, at=NOW + 5).held(one) == could


def test_the_sections_are_those_of_its_format_and_none_of_one_that_is_not_known() -> None:
    assert {SITUATION, MEASURES} <= FORMER.sections
    assert MEASURES not in replace(FORMER, format="flash").sections
    assert replace(FORMER, format="nouveau").sections == frozenset()


@pytest.mark.parametrize(
    ("known", "cutoff", "format", "noted"),
    [
        (Known({CHAIN: 2}, {}), 100, "long", False),
        (Known({CHAIN: 3, "b:c": 1}, {}), 200, "standard", False),
        (Known({CHAIN: 1}, {}), 200, "standard", True),
        (Known({CHAIN: 3}, {}), 99, "standard", True),
        (Known({CHAIN: 3}, {}), 200, "flash", True),
    ],
)
def test_a_brief_notes_those_before_it_that_could_tell_more(
    known: Known, cutoff: int, format: str, noted: bool
) -> None:
    found = to_note([FORMER, replace(FORMER, known=None)], known, cutoff, format)
    assert found == ((Told(Known({CHAIN: 2}, {}), 100, "standard"),) if noted else ())


def test_what_was_held_beside_counts_and_few_are_noted() -> None:
    beside = replace(FORMER, known=Known({}, {OTHER: {CHAIN: 4}}))
    assert to_note([beside], Known({}, {OTHER: {CHAIN: 3}}), 100, "standard")
    assert not to_note([beside], Known({}, {OTHER: {CHAIN: 4}}), 100, "standard")
    assert len(to_note([FORMER] * 30, Known({}, {}), 100, "standard")) == MOST_BEFORE


def test_the_last_brief_comes_first_then_those_it_noted() -> None:
    assert formers(None, ()) == ()
    before = [{"held": {CHAIN: 9}, "cutoff": 5, "format": "standard"}, {"held": "x"}, 3]
    body = {"number": "PDS-SIG1-001", "n": 1, "cutoff": 8, "pages": 1, "held": {CHAIN: 1}, "before": before}
    frozen = held(Writer("bob").write("brief.frozen", body | {"sha256": "", "format": "flash"}, SPACE))
    file = File(frozen.id, "", "", 1, "", 0, True, 8, Author(), NOW, "SIG1")
    last = Brief(frozen.id, SPACE, "PDS-SIG1-001", 1, "flash", Author(), NOW, "", 7, (file,), ())
    assert [(one.format, one.cutoff, one.known and one.known.held) for one in formers(last, [frozen])] == [
        ("flash", 8, {CHAIN: 1}),
        ("standard", 5, {CHAIN: 9}),
    ]
    assert formers(last, [])[0].known is None
