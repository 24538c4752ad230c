"""What is said of a decision: what it was chosen among, why, who wrote it down, and that it may be one no more."""

from dataclasses import replace

from app.documents import decision_words
from tests.documents.extracts import CONFINEMENT, EXTRACT, RUMOUR, SECOND
from tests.documents.odt_reading import plain


def said(entry: object) -> dict[str, str]:
    return {
        label: plain("".join(words for words, _, _ in runs))
        for label, runs in decision_words.rubrics(entry, EXTRACT)  # type: ignore[arg-type]
    }


def test_a_decision_says_its_options_its_reasons_and_its_rectifications() -> None:
    told = said(CONFINEMENT)
    assert told["Décidé"].startswith("22 h 58, mercredi")
    assert told["Options considérées"].startswith("Évacuer les deux communes")
    assert told["Motivation"].startswith("Le vent tourne")
    assert told["Consigné"].startswith("SIG1-0144 · L. Aubert (MC, SIG1), le 23/09/2026 à 23 h 21, saisie différée")
    assert told["Compléments"].startswith("Lieu : Rouen")
    assert "motif : erreur d'écoute" in told["Compléments"]


def test_what_was_not_written_down_is_said_to_be_missing() -> None:
    told = said(SECOND)
    assert (told["Options considérées"], told["Motivation"]) == ("non consignées", "non consignée")


def test_one_that_is_a_decision_no_more_says_so_first_and_in_the_table() -> None:
    former = replace(RUMOUR, decision="D-SIG1-003")
    assert next(iter(said(former))) == "Attention"
    assert "n'est plus une décision (rumeur)" in decision_words.summed_up(former, "Europe/Paris")[2]


def test_a_line_of_the_table_says_the_number_the_hour_and_the_subject() -> None:
    assert tuple(map(plain, decision_words.summed_up(CONFINEMENT, "Europe/Paris"))) == (
        "D-SIG1-001",
        "23/09, 22 h 58",
        "Confinement étendu à 13 communes",
    )
    assert decision_words.title(CONFINEMENT) == "D-SIG1-001 — Confinement étendu à 13 communes"
