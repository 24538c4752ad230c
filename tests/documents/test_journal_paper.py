"""The main courante on paper: every entry, whole, in order, with both its hours and its rectifications."""

from dataclasses import replace

import pytest

from app.core.errors import Refused
from app.documents import journal_paper
from app.documents.journal_paper import journal_pdf
from tests.documents import reading
from tests.documents.extracts import CONFINEMENT, ENTRIES, EXTRACT, PAPER, RUMOUR, crisis


def words(**more: object) -> str:
    return " ".join(reading.pages(journal_pdf(replace(EXTRACT, **more))))


def test_every_entry_is_there_in_the_order_of_the_screen() -> None:
    printed = words()
    places = [printed.index(entry.number) for entry in ENTRIES]
    assert places == sorted(places)
    letters = reading.letters(printed)
    for entry in ENTRIES:
        assert reading.letters(entry.subject.replace("'", "’")) in letters


def test_days_are_separated_with_their_date_and_offset() -> None:
    printed = words()
    first, second = "Jeudi 24 septembre 2026, UTC+02:00", "Mercredi 23 septembre 2026, UTC+02:00"
    assert printed.index(first) < printed.index(second)
    recorded = words(order="recorded", entries=(CONFINEMENT,))
    assert "Mercredi 23 septembre 2026, UTC+02:00 (jour de la saisie)" in recorded


def test_a_rectification_shows_the_former_text_the_new_one_and_their_author() -> None:
    amended = replace(CONFINEMENT.amendments[0], former="12 communes", new="13 communes", reason="mal entendu")
    printed = words(entries=(replace(PAPER, amendments=(amended,)),))
    assert "Rectification, objet : (rayé : 12 communes) →" in printed
    assert reading.letters("13 communes (motif : mal entendu ; C. Morvan (CCOM, SIG1)") in reading.letters(printed)


def test_late_paper_and_decision_tags_are_words() -> None:
    printed = words()
    for part in (
        "saisie différée",
        "L. Aubert (MC, SIG1)",
        "transcription papier f. 2",
        "D-SIG1-001",
        "FAIT MARQUANT",
        "en attente d’envoi",
    ):
        assert part in printed


def test_the_hour_of_paris_stands_beside_that_of_the_territory() -> None:
    printed = words(crisis=crisis(zone="Indian/Reunion"), entries=(CONFINEMENT,))
    assert "00 h 58 24/09 Paris 22 h 58 (23/09)" in printed
    assert "Paris" not in words(entries=(PAPER,)).replace("heure de Paris", "")


def test_markup_and_formulas_are_printed_as_they_were_typed() -> None:
    printed = words(entries=(RUMOUR,))
    assert "<b>aucune mesure</b> & aucun blessé" in printed
    assert "=HYPERLINK(" in printed


def test_a_sign_without_a_shape_is_seen_to_be_missing() -> None:
    assert "signe que les polices de ce document n’ont pas" in words(entries=(RUMOUR,))
    assert "signe que les polices" not in words(entries=(PAPER,))


def test_a_text_longer_than_a_page_is_printed_whole() -> None:
    long = replace(RUMOUR, content=" ".join(f"mot{n}" for n in range(4000)))
    printed = words(entries=(long, PAPER))
    for n in (0, 1, 1999, 3999):
        assert f"mot{n} " in printed


def test_a_long_journal_keeps_every_entry_once() -> None:
    entries = [replace(PAPER, number=f"SIG1-{n:04}", rank=n) for n in range(1, 401)]
    printed = words(entries=entries)
    assert [printed.count(entry.number) for entry in entries] == [1] * 400


def test_nothing_to_print_is_said_on_paper() -> None:
    assert "Aucune entrée ne répond à cette demande." in words(entries=())


def test_more_than_a_printer_should_be_given_is_refused() -> None:
    with pytest.raises(Refused, match="exportez en CSV"):
        journal_pdf(replace(EXTRACT, entries=[PAPER] * (journal_paper.MOST + 1)))
