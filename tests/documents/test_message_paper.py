"""A communiqué on paper, read back: the signed words on it, what forbids to publish it on every page."""

import re
from dataclasses import replace

import pypdfium2
import pytest

from app.core.errors import Refused
from app.core.texts import FRAME
from app.documents.message_paper import pdf_of
from tests.documents.messages import EMBARGO, TEXT, leaving, signed
from tests.documents.reading import letters, pages


def flat(words: str) -> str:
    """The same signs, with one blank wherever there is any: lines end elsewhere on paper."""
    return re.sub(r"\s+", " ", words)


def test_every_signed_part_is_on_the_page_sign_for_sign() -> None:
    (page,) = pages(pdf_of(leaving()))
    for part in signed():
        assert flat(part) in page
    for heading in FRAME.values():
        assert heading in page
    assert "COMMUNIQUÉ DE PRESSE" in page
    assert "N° CP-SIG1-006" in page
    assert "Le jeudi 24 septembre 2026" in page
    assert "CP-SIG1-006 · v4·4b07 · empreinte 7d1e 40b9 c2a6" in flat(page)


def test_a_variant_is_alone_on_its_page() -> None:
    (page,) = pages(pdf_of(leaving(channel="oral")))
    assert "Bonsoir. Restez à l’abri." in page
    assert TEXT.title not in page


def test_place_and_contact_are_printed_when_they_are_given() -> None:
    (page,) = pages(pdf_of(leaving(place="Rouen", contact="Service de presse\n02 32 76 50 00")))
    assert "Rouen, le jeudi 24 septembre 2026" in flat(page)
    assert "Contact presse Service de presse 02 32 76 50 00" in flat(page)


def test_an_embargo_is_at_both_ends_of_every_page_and_across_it() -> None:
    long = replace(TEXT, body="Une ligne de plus.\n" * 120)
    found = pages(pdf_of(leaving(text=long, embargo=EMBARGO, frame="exercise")))
    assert len(found) > 2
    for page in found:
        assert flat(page).count(EMBARGO) == 2
        assert page.count("SOUS EMBARGO") > 10
        assert page.count("EXERCICE — EXERCICE") >= 2


def test_what_is_written_across_leaves_no_part_of_the_page_without_it() -> None:
    """Cut out any third of the height of a page: the words across are in it."""
    pdf = pdf_of(leaving(embargo=EMBARGO))
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        height, width = page.get_height(), page.get_width()
        words = page.get_textpage()
        for part in range(11):
            bottom = part * height / 15
            assert "EMBARGO" in words.get_text_bounded(0, bottom, width, bottom + height / 3).replace(" ", "")


def test_a_free_text_has_nothing_across_and_the_same_text_makes_the_same_file() -> None:
    assert "EMBARGO" not in pages(pdf_of(leaving()))[0]
    assert pdf_of(leaving(embargo=EMBARGO)) == pdf_of(leaving(embargo=EMBARGO))


def test_a_text_that_is_not_cleared_says_so_on_every_page() -> None:
    for page in pages(pdf_of(leaving(standing="PROJET — NON VALIDÉ", frame="test"))):
        assert page.count("PROJET — NON VALIDÉ") == 2
        assert "ESSAI — ESSAI" in page


def test_a_sign_the_paper_cannot_write_is_refused_and_never_replaced() -> None:
    with pytest.raises(Refused, match="🙂") as refusal:
        pdf_of(leaving(channel="post"))
    assert refusal.value.field == "format"


def test_a_text_of_many_pages_is_whole() -> None:
    long = replace(TEXT, body="\n\n".join(f"Paragraphe {n} : l'air est mesuré." for n in range(200)))
    found = letters("".join(pages(pdf_of(leaving(text=long)))))
    assert all(letters(f"Paragraphe {n} : l'air") in found for n in range(200))
