"""What fits stays; what does not leaves in a known order, as little as must, and none of it is lost."""

from collections import Counter
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.brief_content import (
    Asked,
    Block,
    Chronology,
    Content,
    Pair,
    Paragraph,
    Remark,
    Said,
    Section,
    Table,
    Unverified,
)
from app.core.brief_formats import ALL, MEASURES, SITUATION, TITLES
from app.documents import fitting, moving
from app.documents.fitting import LEAST_FIRST, NEVER
from tests.documents.samples import ANNEXED, CONTENT, crowded, line

ROOM = 1266.0  # two pages
LENGTHS = st.one_of(st.integers(0, 12), st.integers(0, 5000))


def rows(count: int) -> Table:
    ids = tuple(f"{number:064x}" for number in range(count))
    changed = tuple(range(0, count, 3))
    return Table(("N°", "Objet"), tuple((f"n{n}", "mots") for n in range(count)), (1, 4), (), ids, changed)


BLOCKS = st.one_of(
    st.builds(lambda count: Chronology(tuple(line(f"f{n}") for n in range(count))), LENGTHS),
    st.builds(lambda count: Unverified(tuple(line(f"d{n}") for n in range(count))), LENGTHS),
    st.builds(rows, LENGTHS),
    st.just(Paragraph("typed")),
    st.builds(lambda count: Paragraph(" ; ".join(["CP-001"] * count), lead="Diffusés."), st.integers(1, 400)),
    st.just(Pair(Paragraph("a ; b", lead="Diffusés."), Paragraph("c", lead="Paroles à venir."))),
    st.just(Asked(("question", "autre"), ("", ""))),
    st.builds(lambda count: Said("EDL-SIG1-001 v1", "Titre", "Mots.\n" * count), st.integers(0, 60)),
)
CONTENTS = st.builds(
    lambda found: Content(
        **{
            **{name: getattr(ANNEXED, name) for name in Content.__dataclass_fields__},
            "sections": tuple(Section(n, TITLES[n], tuple(found[n - 1])) for n in ALL),
        }
    ),
    st.lists(st.lists(BLOCKS, max_size=3), min_size=10, max_size=10),
)


def tall(content: Content) -> float:
    """About what the paper takes."""
    return 25 * len(content.sections) + sum(_tall(block) for one in content.sections for block in one.blocks)


def _tall(block: Block) -> float:
    if isinstance(block, Chronology | Unverified | Table):
        return 32 + 18.0 * moving.size(block)
    return 16 if isinstance(block, Remark) else 13 * max(1, fitting.tall(block))


def lines(content: Content) -> Counter[object]:
    """Everything that a content says, but the remarks that tell where the rest is."""
    return Counter(part for one in (*content.sections, *content.annexes) for part in _lines(one.blocks))


def _lines(blocks: tuple[Block, ...]) -> Iterator[object]:
    for block in blocks:
        if isinstance(block, Chronology | Unverified):
            yield from ((type(block), each) for each in block.lines)
        elif isinstance(block, Table):
            yield from zip(block.rows, block.records or block.rows, strict=True)
        elif not isinstance(block, Remark):
            yield block


@settings(max_examples=150, deadline=None)
@given(content=CONTENTS, room=st.sampled_from([300.0, 614.0, ROOM, 3900.0]))
def test_every_line_is_in_the_body_or_in_the_annex_once(content: Content, room: float) -> None:
    fitted = fitting.fit(content, tall, room)
    assert lines(fitted.content) == lines(content)
    assert moving.whole(fitted.content) == content
    assert fitted.over == (fitted.taken > room)
    for section, before in zip(fitted.content.sections, content.sections, strict=True):
        if section.number in NEVER:
            assert section == before
    left = sum(one.count for one in fitted.moved)
    assert (left == 0) == (not fitted.moved) == (fitted.content == content)


@settings(max_examples=60, deadline=None)
@given(content=CONTENTS)
def test_what_fits_does_not_move(content: Content) -> None:
    fitted = fitting.fit(content, tall, tall(content))
    assert fitted.content == content
    assert fitted.moved == ()


def test_few_layouts_find_what_fits_in_five_thousand_lines() -> None:
    asked: list[float] = []

    def taken(content: Content) -> float:
        asked.append(tall(content))
        return asked[-1]

    fitted = fitting.fit(crowded(5000), taken, ROOM)
    assert ROOM - 3 * fitting.NEAR < fitted.taken <= ROOM
    assert len(asked) <= 8
    assert max(asked) < 3 * ROOM  # what surely does not fit is not even laid


def test_the_least_important_sections_give_their_lines_first() -> None:
    sections = tuple(Section(n, TITLES[n], (rows(20),)) for n in ALL)
    content = Content(
        **{**{name: getattr(CONTENT, name) for name in Content.__dataclass_fields__}, "sections": sections}
    )
    room = tall(content)
    left: list[int] = []
    while len(left) < len(LEAST_FIRST):
        room -= 54.0
        moved = {one.section for one in fitting.fit(content, tall, room).moved}
        left += sorted(moved - {*left}, key=LEAST_FIRST.index)
    assert tuple(left) == LEAST_FIRST
    assert not {*left} & {*NEVER}


def test_no_section_is_cut_short_while_another_keeps_many_lines() -> None:
    for room in (ROOM, 2 * ROOM, 3 * ROOM):
        fitted = fitting.fit(crowded(200), tall, room)
        long = [one for one in fitted.content.sections if one.number in (SITUATION, MEASURES)]
        kept = [moving.size(block) for one in long for block in one.blocks if _is_list(block)]
        above = min(floor for floor in (*fitting.FLOORS, 200) if floor > min(kept))
        assert max(kept) <= above


def _is_list(block: Block) -> bool:
    return isinstance(block, Chronology | Unverified | Table)


def test_what_was_typed_stays_however_long() -> None:
    typed = tuple(Paragraph("mots " * 2000) for _ in range(9))
    sections = (Section(2, "Situation", (*typed, rows(40))),)
    content = Content(
        **{**{name: getattr(CONTENT, name) for name in Content.__dataclass_fields__}, "sections": sections}
    )
    fitted = fitting.fit(content, tall, ROOM)
    assert fitted.over
    assert all(one in fitted.content.sections[0].blocks for one in typed)
    assert fitted.moved[0].count == 40
