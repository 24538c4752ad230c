"""The annex of a brief: lettered, with a list at its head when it is long, and where each letter is."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from app.core.brief_content import Content, Said, Section
from app.documents import brief, brief_annex, fonts
from tests.documents import reading
from tests.documents.samples import ANNEXED, TEXTS, crowded


@pytest.fixture(autouse=True)
def registered() -> None:
    fonts.register()


def texts(count: int) -> Content:
    """A brief with so many texts in full, in two annexes."""
    said = tuple(Said(f"EDL-SIG1-{n:03} v1", f"Titre {n}", "Le panache se déplace. " * 30, "Air") for n in range(count))
    annexes = (Section(1, "Éléments de langage", said), Section(2, "Questions-réponses", TEXTS))
    return replace(ANNEXED, annexes=annexes)


def test_a_short_annex_has_no_list_and_a_long_one_has_its_letters_and_pages() -> None:
    few, many = (reading.pages(brief.render(texts(count)).printed.annex) for count in (4, 60))
    assert len(few) <= 3 < len(many)
    assert brief_annex.LIST_TITLE not in few[0]
    page = next(number for number, words in enumerate(many, 1) if "B Questions-réponses" in words and number > 1)
    assert f"A Éléments de langage 1 B Questions-réponses {page}" in many[0]


@pytest.mark.parametrize("count", range(14, 26, 2))
def test_the_list_is_there_beyond_three_pages_whatever_was_guessed(count: int) -> None:
    pages = reading.pages(brief.render(texts(count)).printed.annex)
    assert (brief_annex.LIST_TITLE in pages[0]) == (len(pages) > 3)


def test_the_brief_says_on_which_pages_each_annex_is() -> None:
    rendered = brief.render(texts(60))
    last = rendered.printed.annex_pages
    text = " ".join(reading.pages(rendered.pdf))
    assert "Annexes jointes : A. Éléments de langage, p. 1 à " in text
    assert f"B. Questions-réponses, p. {last}." in text


def test_a_single_annex_is_said_in_the_singular() -> None:
    rendered = brief.render(replace(ANNEXED, annexes=ANNEXED.annexes[:1]))
    assert "Annexe jointe : A. Éléments de langage en vigueur, texte intégral, p. 1." in " ".join(
        reading.pages(rendered.pdf)
    )


def test_each_letter_is_an_entry_of_the_outline() -> None:
    annex = brief.render(crowded(60)).printed.annex
    with pikepdf.open(BytesIO(annex)) as file, file.open_outline() as outline:
        first, then, *_ = (str(entry.title) for entry in outline.root)
        assert first == brief_annex.LIST_TITLE
        assert then.startswith("A Suite de la section 2 : Situation")
        assert "Annexe au point de situation n° 12" in str(file.docinfo.Title)


def test_a_text_in_full_keeps_every_sign_that_was_signed() -> None:
    words = "Restez à l'abri : n'appelez pas le 15 ; écoutez la radio…\n\nPoint à 18 h !"
    annexes = (Section(1, "Textes", (Said("EDL-SIG1-001 v1", "L'air", words, "Air"),)),)
    page = reading.pages(brief.render(replace(ANNEXED, annexes=annexes)).printed.annex)[0]
    assert "Restez à l'abri : n'appelez pas le 15 ; écoutez la radio… Point à 18 h !" in page
    assert "EDL-SIG1-001 v1" in page


def test_a_topic_is_named_once_for_the_texts_that_share_it() -> None:
    page = reading.pages(brief.render(texts(3)).printed.annex)[0]
    assert page.count("Air EDL-SIG1-00") == 2  # of the first annex, and of the second


def test_the_same_content_gives_the_same_annex() -> None:
    assert brief.render(crowded(80)).printed == brief.render(crowded(80)).printed
