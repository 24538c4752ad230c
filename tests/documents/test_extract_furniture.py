"""What stands on every page of an extract: its frame, its protection, who made it, how many pages there are."""

from dataclasses import replace

import pytest

from app.documents import columns, journal_paper
from tests.documents import reading
from tests.documents.extracts import ENTRIES, EXTRACT, crisis

MANY = replace(EXTRACT, entries=ENTRIES * 8)


def test_every_page_says_what_it_is() -> None:
    pages = reading.pages(journal_paper.journal_pdf(MANY))
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert page.replace(" ", "").count("EXERCICE—EXERCICE—EXERCICE") == 2
        assert page.count("DIFFUSION RESTREINTE") == 2
        assert page.count("TLP:AMBER") >= 2
        assert f"Page {number}/{len(pages)}" in page
        assert "MAIN COURANTE" in page
        assert "MC-CRI-2026-SIG1-004 · 32 entrées" in page
        assert "Établi par C. Morvan (CCOM), poste SIG1" in page
        assert "Établi hors ligne sur le poste SIG1" in page
        assert columns.fingerprint(MANY)[:4] in page
        assert "Objet et contenu" in page


@pytest.mark.parametrize("frame", ["real", "exercise", "test"])
def test_the_frame_of_the_crisis_is_that_of_the_paper(frame: str) -> None:
    (page,) = reading.pages(journal_paper.journal_pdf(replace(EXTRACT, crisis=crisis(frame=frame))))
    shown = [word for word in ("RÉEL", "EXERCICE", "ESSAI") if f"{word}—{word}" in page.replace(" ", "")]
    assert shown == [{"real": "RÉEL", "exercise": "EXERCICE", "test": "ESSAI"}[frame]]


def test_the_filter_and_the_order_are_said_and_a_long_filter_is_cut() -> None:
    asked = "faits marquants · depuis le PDS-SIG1-003 · « seveso » " * 12
    (page,) = reading.pages(journal_paper.journal_pdf(replace(EXTRACT, entries=ENTRIES[:1], asked=asked)))
    assert "1 entrée : faits marquants" in page
    assert "…" in page
    assert "Ordre : heure du fait, la plus récente d’abord" in page


def test_a_hostile_title_stays_a_title() -> None:
    title = "<b>Éva/n°1\u202e' & 🤢</b>" * 6
    pages = reading.pages(journal_paper.journal_pdf(replace(EXTRACT, crisis=crisis(title=title, code="<x/>"))))
    assert "<b>Éva/n°" in pages[0]


def test_the_same_extract_gives_the_same_bytes() -> None:
    assert journal_paper.journal_pdf(EXTRACT) == journal_paper.journal_pdf(EXTRACT)
