"""Each line says where it comes from, when, what it is worth, and what was rectified or contradicted."""

from dataclasses import replace

import pytest

from app.core.brief_content import Chronology, Content, Table, Unverified
from app.documents import brief, brief_tables, fonts
from app.documents.long_table import Rows
from tests.documents import reading
from tests.documents.samples import CHRONOLOGY, UNVERIFIED, at, holding, line


@pytest.fixture(autouse=True)
def registered() -> None:
    fonts.register()


def printed(content: Content) -> str:
    return " ".join(reading.pages(brief.render(content).pdf))


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
    rectified = brief_tables.rectified(CHRONOLOGY.lines[0])
    assert [words.strip() for words, _, struck in rectified if struck] == ["12"]
    assert "".join(words for words, _, struck in rectified if not struck) == CHRONOLOGY.lines[0].text
    assert "(rayé : 12) 13 communes jusqu’à 07 h 00 (rectifié à 23 h 05)" in printed(holding(CHRONOLOGY))


def test_a_long_former_wording_is_struck_whole() -> None:
    long = line("nouveau", struck="ancien " * 1000)
    assert [struck for _, _, struck in brief_tables.rectified(long)] == [True, False]


def test_unverified_items_stand_apart_with_their_origin() -> None:
    text = printed(holding(UNVERIFIED))
    assert "À prendre avec réserve : informations non vérifiées" in text
    assert "24/09, 00 h 05 — Odeurs signalées à 25 km par des particuliers (SIG2-0103, F6)" in text
    assert "(riverain, SIG2-0105, E5)" in text


def test_a_chronology_says_since_when_it_tells() -> None:
    assert "Fait Faits marquants depuis le n° 11 Source" in printed(holding(CHRONOLOGY))


def test_what_contradicts_a_fact_is_in_bold_and_the_rest_of_the_remark_in_italics() -> None:
    told = replace(line("Fait"), note="contredit par SIG2-0103 ; parvenu après le n° 11")
    faces = {words: face for words, face, _ in brief_tables._note(told)}
    assert faces["contredit par SIG2-0103"] == fonts.BODY_BOLD
    assert faces["parvenu après le n° 11"] == fonts.BODY_ITALIC


def test_a_row_that_is_late_is_seen_to_be() -> None:
    row = ("SIG1-0110", "▲ retard 15 min", "attribuée", "D-001 · SIG1-0122")
    assert [brief_tables._style(words, place, ()).name for place, words in enumerate(row)] == [
        "reference",
        "hour",
        "cell",
        "reference",
    ]


def test_the_rows_that_changed_have_their_bar() -> None:
    made = brief_tables.table(Table(("Colonne",), (("un",), ("deux",)), (1,), changed=(1,)))
    assert [line[0].changed for line in made._cellvalues] == [False, False, True]


def test_a_table_of_a_thousand_rows_is_cut_page_by_page() -> None:
    rows = tuple((f"ligne {number}.", str(number)) for number in range(1000))
    table = Table(("Colonne", "Valeur"), rows, (3, 1), (1,))
    assert isinstance(brief_tables.table(table), Rows)
    pages = reading.pages(brief.render(holding(table, format="cip")).pdf)
    text = " ".join(pages)
    assert all(text.count(f" ligne {number}. ") == 1 for number in range(1000))
    assert all("Colonne Valeur" in page for page in pages)
