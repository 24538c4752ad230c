"""Without a pen, a flow takes the pages that it takes when it is drawn."""

from io import BytesIO

import pytest
from reportlab.platypus import NextPageTemplate

from app.documents import blocks, dry_layout, fonts, paper
from app.documents.brief import FIRST, NEXT
from app.documents.furniture import FIRST_HEAD, NEXT_HEAD
from tests.documents.samples import ANNEXED, CONTENT, crowded, holding


def drawn(content: object) -> int:
    """On how many pages it is really laid."""
    document = paper.book(
        BytesIO(),
        [paper.page(name, head, 0, 0, lambda _: None) for name, head in (("first", FIRST_HEAD), ("next", NEXT_HEAD))],
        "",
        "",
        "",
    )
    document.build([NextPageTemplate("next"), *blocks.story(content)])  # type: ignore[arg-type]
    return int(document.page)


@pytest.mark.parametrize("lines", [*range(0, 60, 4), 150])
def test_it_takes_as_many_pages_as_when_it_is_drawn(lines: int) -> None:
    fonts.register()
    content = crowded(lines)
    taken = dry_layout.taken(blocks.story(content), FIRST, NEXT)
    assert drawn(content) == 1 + max(0, -(-(taken - FIRST) // NEXT))


def test_nothing_takes_nothing() -> None:
    assert dry_layout.taken([], FIRST, NEXT) == 0


def test_the_same_flow_is_measured_twice_and_then_drawn() -> None:
    fonts.register()
    flow = blocks.story(CONTENT)
    assert dry_layout.taken(flow, FIRST, NEXT) == dry_layout.taken(flow, FIRST, NEXT)
    more = holding(*ANNEXED.annexes[0].blocks, *ANNEXED.annexes[2].blocks)
    assert 0 < dry_layout.taken(blocks.story(more), FIRST, NEXT) < FIRST
