"""The list of decisions printed alone: in the order of their numbers, each with what was considered and why."""

from dataclasses import replace

from app.documents.decisions_paper import decisions_pdf
from tests.documents import reading
from tests.documents.extracts import CONFINEMENT, EXTRACT, RUMOUR, SECOND, crisis

DECISIONS = replace(EXTRACT, what="decisions", entries=(CONFINEMENT, SECOND), order="numbered")


def words(**more: object) -> str:
    return " ".join(reading.pages(decisions_pdf(replace(DECISIONS, **more))))


def test_decisions_stand_in_order_with_options_rationale_author_and_rectifications() -> None:
    printed = words()
    assert "RELEVÉ DE DÉCISIONS" in printed
    assert printed.index("D-SIG1-001 — Confinement étendu à 13 communes") < printed.index("D-PREF-002")
    for part in (
        "22 h 58, mercredi 23 septembre 2026, UTC+02:00",
        "Évacuer les deux communes sous le panache",
        "Le vent tourne au nord-est",
        "L. Aubert (MC, SIG1), le 23/09/2026 à 23 h 21, saisie différée, +23 min",
        "erreur d’écoute",
    ):
        assert reading.letters(part) in reading.letters(printed)
    assert "non consignées" in printed


def test_several_decisions_begin_with_a_table_of_them_all_and_none_is_parted() -> None:
    many = [replace(CONFINEMENT, decision=f"D-SIG1-{n:03}") for n in range(1, 9)]
    found = reading.pages(decisions_pdf(replace(DECISIONS, entries=many)))
    assert "N° Décidé Décision D-SIG1-001 23/09, 22 h 58" in found[0].replace("\u00a0", " ")
    whole = [page for page in found for n in range(1, 9) if f"D-SIG1-{n:03} —" in page]
    assert len(whole) == 8
    assert all(page.count("Décidé") - (page is found[0]) == page.count("Compléments") for page in found)
    assert "N° Décidé" not in words()


def test_a_decision_that_is_one_no_more_says_so() -> None:
    printed = words(entries=(replace(RUMOUR, decision="D-SIG1-003"),))
    assert "cette entrée n’est plus une décision (rumeur)" in printed
    assert "signe que les polices" in printed


def test_the_hour_of_paris_is_said_for_a_territory() -> None:
    assert "UTC+04:00 (Paris 22 h 58 (23/09))" in words(crisis=crisis(zone="Indian/Reunion"))


def test_no_decision_is_said_on_paper() -> None:
    assert "Aucune entrée" in words(entries=())
