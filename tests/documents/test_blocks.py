"""Each block says what it holds, with its source, its hours and what was rectified."""

from dataclasses import replace

import pytest
from reportlab.platypus import CondPageBreak

from app.core.registers.briefs import NOTHING, Chronology, Content, Paragraph, Section, Table, Unverified
from app.documents import blocks, brief, fonts
from tests.documents import reading
from tests.documents.samples import CHRONOLOGY, CONTENT, UNVERIFIED, at, holding, line


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


def test_a_chronology_gives_day_offset_hour_source_rating_number_and_delay() -> None:
    text = printed(holding(CHRONOLOGY))
    assert "Mercredi 23 septembre 2026, UTC+02:00" in text
    assert "Jeudi 24 septembre 2026, UTC+02:00" in text
    assert "23 h 47 Réseau d’eau potable isolé du secteur par précaution Métropole B2" in text
    assert "PREF-0030, 23 h 58 (+11 min)" in text
    assert "SIG1-0144, 23 h 02" in text
    assert "SIG1-0144, 23 h 02 (" not in text


def test_an_entry_of_another_year_says_its_day_and_no_delay_nobody_would_read() -> None:
    year = 365 * 24 * 3600 * 1000
    text = printed(holding(Chronology((line("Fait", at(23, 22, 0), recorded_at=at(23, 22, 0) + year),))))
    assert "23/09/2027 22 h 00" in text
    assert "(+" not in text


def test_an_unknown_hour_is_not_printed_as_midnight() -> None:
    unknown = replace(line("Fait", at(23, 0, 0)), precision="unknown")
    text = printed(holding(Chronology((unknown,)), Unverified((unknown,))))
    assert "00 h 00 Fait" not in text
    assert "— Fait" in text


def test_an_entry_typed_another_day_says_which() -> None:
    text = printed(holding(Chronology((line("Fait", at(23, 22, 0), recorded_at=at(24, 8, 12)),))))
    assert "24/09 08 h 12 (+10 h 12)" in text


def test_a_day_with_two_offsets_is_said_twice() -> None:
    before, after = 1_792_888_200_000, 1_792_892_100_000  # 25 October 2026, either side of the change of hour
    text = printed(holding(Chronology((line("avant", before), line("après", after)))))
    assert "Dimanche 25 octobre 2026, UTC+02:00" in text
    assert "Dimanche 25 octobre 2026, UTC+01:00" in text


def test_what_was_rectified_is_struck_where_it_stood_and_the_note_follows() -> None:
    rectified = blocks._rectified(CHRONOLOGY.lines[0])
    assert [words.strip() for words, _, struck in rectified if struck] == ["12"]
    assert "".join(words for words, _, struck in rectified if not struck) == CHRONOLOGY.lines[0].text
    assert "12 13 communes jusqu’à 07 h 00 (rectifié à 23 h 05)" in printed(holding(CHRONOLOGY))


def test_a_long_former_wording_is_struck_whole() -> None:
    long = line("nouveau", struck="ancien " * 1000)
    assert [struck for _, _, struck in blocks._rectified(long)] == [True, False]


def test_unverified_items_stand_apart_with_their_origin() -> None:
    text = printed(holding(UNVERIFIED))
    assert "À prendre avec réserve : informations non vérifiées" in text
    assert "24/09, 00 h 05 — Odeurs signalées à 25 km par des particuliers (SIG2-0103, F6)" in text
    assert "(riverain, SIG2-0105, E5)" in text


def test_the_bar_in_the_margin_is_explained_only_where_something_changed() -> None:
    told = "le trait en marge signale ce qui a changé depuis PDS-SIG1-011"
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
