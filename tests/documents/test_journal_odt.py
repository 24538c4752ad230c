"""The main courante as a text document: every entry, struck rectifications, and that it no longer proves anything."""

from dataclasses import replace

import pytest

from app.core.errors import Refused
from app.documents import columns, journal_odt
from app.documents.typography import shortened
from tests.documents import odt_reading
from tests.documents.extracts import ENTRIES, EXTRACT, PAPER, RUMOUR, crisis

DAY = "Jeudi 24 septembre 2026, UTC+02:00"


def test_every_entry_is_in_the_table_of_its_day_in_the_order_of_the_screen() -> None:
    data = journal_odt.odt_of(EXTRACT)
    assert odt_reading.headings(data) == [(1, DAY), (1, "Mercredi 23 septembre 2026, UTC+02:00")]
    tables = odt_reading.tables(data)
    found = [row[2].split("\n")[0] for rows in tables.values() for row in rows[1:]]
    assert found == [entry.number for entry in ENTRIES]
    assert odt_reading.heads(data)[DAY] == [one.replace("’", "'") for one in journal_odt.HEADS]


def test_a_rectification_is_struck_with_its_reason_its_author_and_its_hour() -> None:
    data = journal_odt.odt_of(EXTRACT)
    assert "Confinement étendu à 12 communes" in odt_reading.struck(data)
    assert "(motif : erreur d'écoute ; C. Morvan (CCOM, SIG1), le 23/09/2026 à 23 h 05)" in odt_reading.words(data)


def test_it_says_what_was_asked_by_whom_in_which_zone_and_what_was_not_known() -> None:
    words = odt_reading.words(journal_odt.odt_of(replace(EXTRACT, asked="du 23 septembre 2026 20:00 au 24")))
    for part in (
        "MAIN COURANTE",
        "4 entrées : du 23 septembre 2026 20:00 au 24",
        "heure de Paris",
        "Établi par C. Morvan (CCOM), poste SIG1, le 24/09/2026 à 01 h 05 (UTC+02:00)",
        "Établi hors ligne sur le poste SIG1, dernière synchronisation le 23/09/2026 à 22 h 09",
    ):
        assert part in words


def test_every_page_bears_its_frame_its_protection_and_that_it_is_not_the_original() -> None:
    around = odt_reading.furniture(journal_odt.odt_of(EXTRACT))
    assert around["header"][:2] == ["EXERCICE — EXERCICE — EXERCICE", "DIFFUSION RESTREINTE   TLP:AMBER"]
    print_ = odt_reading.plain(shortened(columns.fingerprint(EXTRACT)))
    assert around["footer"][0].endswith(f"empreinte {print_}")
    assert around["footer"][1].startswith("Document modifiable : ne fait pas foi. Font foi : le journal")
    real = odt_reading.furniture(journal_odt.odt_of(replace(EXTRACT, crisis=crisis(frame="real"))))
    assert real["header"][0] == "RÉEL — RÉEL — RÉEL"


def test_markup_and_formulas_stay_words() -> None:
    words = odt_reading.words(journal_odt.odt_of(replace(EXTRACT, entries=(RUMOUR,))))
    assert "<b>aucune mesure</b> & aucun blessé" in words
    assert "=HYPERLINK(" in words


def test_the_day_is_that_of_the_order_that_was_asked() -> None:
    data = journal_odt.odt_of(replace(EXTRACT, order="recorded", entries=(PAPER,)))
    assert odt_reading.headings(data) == [(1, f"{DAY} (jour de la saisie)")]


def test_nothing_is_said_and_too_much_is_refused() -> None:
    assert journal_odt.NOTHING in odt_reading.words(journal_odt.odt_of(replace(EXTRACT, entries=())))
    with pytest.raises(Refused, match="Filtrez") as refusal:
        journal_odt.odt_of(replace(EXTRACT, entries=[PAPER] * (journal_odt.MOST + 1)))
    assert refusal.value.field == "format"
