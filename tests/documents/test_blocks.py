"""Each block says what it holds, with its source, its hours and what was rectified."""

from dataclasses import replace

import pytest
from reportlab.platypus import CondPageBreak

from app.core.brief_content import (
    NOTHING,
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
from app.documents import blocks, brief, fonts, paper
from tests.documents import reading
from tests.documents.samples import ANSWERS, CHRONOLOGY, CONTENT, COURSE, RUNS, TEXTS, holding


@pytest.fixture(autouse=True)
def registered() -> None:
    fonts.register()


def printed(content: Content) -> str:
    return " ".join(reading.pages(brief.render(content).pdf))


def test_an_empty_section_says_there_is_nothing() -> None:
    assert NOTHING.replace("'", "’") in printed(holding())
    silent = holding()
    reason = Section(4, "Mesures prises", (), "Aucune mesure transmise.")
    assert "Aucune mesure transmise." in printed(Content(**{**fields(silent), "sections": (reason,)}))


def fields(content: Content) -> dict[str, object]:
    return {name: getattr(content, name) for name in content.__dataclass_fields__}


def test_the_bar_in_the_margin_is_explained_only_where_something_changed() -> None:
    told = "le trait en marge signale ce qui a changé depuis le n° 11 (23 h 00)"
    assert told in printed(CONTENT)
    still = Section(1, "L'essentiel", (Paragraph("Rien de neuf."),))
    assert told not in printed(Content(**{**fields(CONTENT), "sections": (still,)}))


def test_a_table_without_heads_or_with_uneven_rows_is_printed() -> None:
    text = printed(holding(Table(("", ""), (("8.1", "Maintenir une seule voix"), ("8.2",)), (1, 6))))
    assert "8.1 Maintenir une seule voix" in text
    assert "8.2" in text


def test_empty_blocks_print_nothing() -> None:
    story = blocks.story(holding(Chronology(()), Unverified(()), Table((), (), ())))
    assert [type(each).__name__ for each in story] == ["CondPageBreak", "Heading", "Paragraph"]


def test_a_heading_waits_for_a_page_that_holds_what_follows() -> None:
    story = blocks.story(holding(CHRONOLOGY))
    assert isinstance(story[0], CondPageBreak)
    assert story[0].height > 60


def test_no_page_ends_on_a_heading() -> None:
    text = "Le panache se déplace vers le nord-est. " * 9
    for filler in range(20, 44):
        content = holding(*(Paragraph(f"{number} {text}") for number in range(filler)))
        next_section = Section(3, "Bilan", (Paragraph("Premier chiffre."),))
        pages = reading.pages(
            brief.render(Content(**{**fields(content), "sections": (*content.sections, next_section)})).pdf
        )
        [page] = [page for page in pages if "3 Bilan" in page]
        assert "Premier chiffre." in page


def test_the_bar_is_explained_where_only_a_table_changed() -> None:
    told = "le trait en marge"
    changed = Table(("Colonne",), (("mots",),), (1,), changed=(0,))
    assert told in printed(holding(changed))
    assert told not in printed(holding(replace(changed, changed=())))
    assert "depuis PDS-SIG1-011" in printed(holding(changed, since=""))
    assert told not in printed(holding(changed, since="", replaces=""))


def test_the_sections_of_the_standard_are_numbered_from_one() -> None:
    sections = (Section(11, "Questions-réponses en vigueur", ANSWERS), Section(13, "Ne plus dire"))
    text = printed(replace(CONTENT, format="cip", sections=sections))
    assert "1 Questions-réponses en vigueur" in text
    assert "3 Ne plus dire" in text
    assert "QR-SIG1-003 v1 Puis-je boire l'eau du robinet ? Oui. Elle est contrôlée toutes les heures." in text


def test_a_run_begins_with_its_bold_words() -> None:
    first, *_ = blocks._paragraph(RUNS.left, paper.BODY).frags
    assert (first.fontName, first.text) == (fonts.BODY_BOLD, "Diffusés depuis le n°\u00a011.")


def test_two_short_runs_stand_side_by_side_and_long_ones_follow_each_other() -> None:
    short = blocks.story(holding(RUNS))
    assert [type(one).__name__ for one in short[2:]] == ["Table"]
    long = blocks.story(holding(Pair(RUNS.left, Paragraph("mots " * 400, lead="Paroles."))))
    assert [type(one).__name__ for one in long[2:]] == ["Paragraph", "Paragraph"]


def test_a_curve_is_drawn_and_said_in_words() -> None:
    [made] = blocks.story(holding(COURSE))[2:]
    assert "SAMU 76" in made.alt
    assert "Appels pour gêne respiratoire" in printed(holding(COURSE))


def test_a_text_in_full_says_its_topic_its_reference_and_its_words() -> None:
    text = printed(holding(*TEXTS, format="cip"))
    assert "Air EDL-SIG1-009 v2 Air : fermez portes et fenêtres Fermez portes et fenêtres," in text
    assert "seuils réglementaires à 00 h 30. Ce que l’on ne sait pas" in text


def test_a_remark_is_small_and_plain() -> None:
    assert "12 mesures de plus en annexe A." in printed(holding(Remark("12 mesures de plus en annexe A.")))


def test_what_is_laid_once_serves_for_another_content() -> None:
    made: blocks.Made = {}
    first = blocks.story(CONTENT, made)
    again = blocks.story(replace(CONTENT, number=13), made)
    assert [one for one in again if one in first]
    assert len(made) == len({*made})


def test_a_long_title_and_a_text_without_words_are_laid() -> None:
    text = printed(holding(Said("EDL-SIG1-001 v1", "mot " * 300, ""), Paragraph(""), format="cip"))
    assert "EDL-SIG1-001 v1" in text
