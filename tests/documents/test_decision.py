"""A decision asked for leaves a hand the place to answer."""

from dataclasses import replace

import pytest

from app.core.brief_content import Asked, Section
from app.documents import brief, decision, fonts, paper, preview
from app.documents.decision import Decision
from tests.documents import reading
from tests.documents.samples import CONTENT


@pytest.fixture(autouse=True)
def registered() -> None:
    fonts.register()


def asking(*lines: str) -> bytes:
    return brief.render(replace(CONTENT, sections=(Section(8, "Décisions demandées", (Asked(lines),)),))).pdf


def test_each_is_numbered_and_has_two_boxes_and_an_hour() -> None:
    [page] = reading.pages(asking("Ouvrir un numéro", "Fermer les écoles"))
    assert "8.1" in page
    assert "Fermer les écoles" in page
    assert page.count("accordé") == page.count("refusé") == page.count("heure ") >= 2


def test_the_boxes_are_drawn_and_empty() -> None:
    [picture] = preview.pages(asking("Ouvrir un numéro"), 1190)
    left = 2 * (paper.RIGHT - decision.ANSWERS)
    dark = [
        [picture.rgb[picture.stride * y + 3 * x] < 128 for x in range(int(left) - 2, int(left + 20))]
        for y in range(280, 400)
    ]
    lines = [place for place, row in enumerate(dark) if sum(row) >= 13]
    assert 11 <= max(lines) - min(lines) <= 17  # from the top of the box to its bottom
    middle = dark[(max(lines) + min(lines)) // 2]
    assert 2 <= sum(middle) <= 6  # two strokes, and nothing between them


def test_a_long_one_goes_on_with_one_place_to_answer() -> None:
    pages = reading.pages(asking("Maintenir une seule voix locale. " * 300))
    assert len(pages) > 1
    text = " ".join(pages)
    assert (text.count("8.1"), text.count("accordé")) == (1, 1)
    assert text.count("seule") == 300


def test_it_is_tall_enough_for_a_hand() -> None:
    made = Decision("8.1", brief.blocks.Words("oui", paper.CELL))
    assert made.wrap(paper.MEASURE, 600)[1] >= 21
