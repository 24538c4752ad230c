"""The window shows the very file that is printed."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.core.errors import Unavailable
from app.documents import brief, preview
from tests.documents.samples import CONTENT
from tests.documents.sheets import sheets


@pytest.fixture(scope="module")
def frozen() -> bytes:
    return brief.render(CONTENT).pdf


def test_each_page_is_drawn_at_the_width_asked_for(frozen: bytes) -> None:
    pages = preview.pages(frozen, 600)
    assert [(page.width, page.height) for page in pages] == [(600, 849)] * 2
    assert all(len(page.rgb) == page.stride * page.height and page.stride >= 3 * page.width for page in pages)


def test_a_page_is_black_ink_on_white_paper(frozen: bytes) -> None:
    page = preview.pages(frozen, 600)[0]
    assert page.rgb[:3] == b"\xff\xff\xff"
    assert page.rgb.count(b"\x16\x16\x16") > 1000


def test_two_threads_may_draw_at_once(frozen: bytes) -> None:
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda _: preview.pages(frozen, 300), range(8)))
    assert all(pages == drawn[0] for pages in drawn)


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.4 nothing"])
def test_a_damaged_file_is_named_as_such(broken: bytes) -> None:
    with pytest.raises(Unavailable, match="illisible"):
        preview.pages(broken, 300)


def test_one_page_of_a_long_file_is_drawn_alone(frozen: bytes) -> None:
    assert preview.count(frozen) == 2
    assert preview.page(frozen, 1, 300) == preview.pages(frozen, 300)[1]
    for ask in (preview.count, lambda pdf: preview.page(pdf, 0, 300)):
        with pytest.raises(Unavailable):
            ask(b"rien")


def test_the_outline_says_on_which_page_and_how_far_down_each_title_is(frozen: bytes) -> None:
    heads = preview.outline(frozen)
    assert heads[0].title.startswith("1 L")
    assert [one.page for one in heads] == sorted(one.page for one in heads)
    assert all(0 < one.below < 842 for one in heads)
    assert preview.outline(sheets(2, (595.28, 841.89))) == []


def test_the_size_of_each_page_is_known_before_it_is_drawn() -> None:
    lying = sheets(2, (841.89, 595.28))
    assert [(round(width), round(height)) for width, height in preview.sizes(lying)] == [(842, 595)] * 2


def test_what_each_page_says_is_read_page_by_page(frozen: bytes) -> None:
    said = preview.words(frozen)
    assert len(said) == preview.count(frozen)
    assert all("EXERCICE" in page.replace(" ", "") and "\n" not in page for page in said)
