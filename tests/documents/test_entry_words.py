"""What a line of the main courante says on paper."""

from dataclasses import replace

from app.core.entry import Triaged
from app.documents import entry_words, fonts
from tests.documents.extracts import CONFINEMENT, EXTRACT, MORVAN, PAPER, RUMOUR, SECOND, crisis
from tests.documents.samples import at

PARIS, REUNION = "Europe/Paris", "Indian/Reunion"


def spaced(words: str) -> str:
    return words.replace("\u00a0", " ")


def test_hours_bear_their_date_their_precision_and_the_hour_of_paris_elsewhere() -> None:
    assert spaced(entry_words.occurred(CONFINEMENT, PARIS)) == "22 h 58\n23/09"
    assert spaced(entry_words.occurred(CONFINEMENT, REUNION)) == "00 h 58\n24/09\nParis 22 h 58 (23/09)"
    assert spaced(entry_words.occurred(RUMOUR, REUNION)) == "vers 02 h 05\n24/09\nParis 00 h 05"
    assert spaced(entry_words.occurred(PAPER, PARIS)) == "heure inconnue\n23/09"


def test_a_late_entry_says_how_late_and_when_it_was_received() -> None:
    assert spaced(entry_words.recorded(CONFINEMENT, PARIS)) == (
        "23 h 21\n23/09\nsaisie différée\n+23 min\nreçue à 23 h 02"
    )
    assert spaced(entry_words.recorded(SECOND, PARIS)) == "00 h 43\n24/09"
    assert "différée" not in entry_words.recorded(PAPER, PARIS)  # nobody knows when it happened
    other_day = replace(CONFINEMENT, received_at=at(22, 4, 0))
    assert spaced(entry_words.recorded(other_day, PARIS)).endswith("reçue à 04 h 00 le 22/09")


def test_numbers_types_and_paper_sheets_are_named() -> None:
    assert entry_words.named(SECOND) == "PREF-0030\nD-PREF-002\ndécision"
    assert "transcription papier f.\u00a02" in entry_words.named(PAPER)
    assert "en attente d'envoi" in entry_words.named(PAPER)


def test_who_speaks_to_whom_and_how() -> None:
    assert entry_words.exchanged(CONFINEMENT) == "Préfet 76 → CIC, Rectorat\n(téléphone, entrant)"
    assert entry_words.exchanged(SECOND) == "non dit\n(entrant)"


def test_the_follow_up_says_everything_in_words() -> None:
    assert spaced(entry_words.followed(CONFINEMENT, PARIS)).splitlines() == [
        "A1 confirmé officiel",
        "priorité 1",
        "FAIT MARQUANT",
        "à transmettre",
        "attribuée à Intérieur",
        "avant 02 h 00 le 24/09",
    ]


def test_a_rectification_strikes_the_former_text_and_says_who_why_and_when() -> None:
    runs = list(entry_words.rectified(CONFINEMENT.amendments[0], CONFINEMENT, PARIS))
    struck = [words for words, _, is_struck in runs if is_struck]
    assert struck == ["Confinement étendu à 12 communes"]
    whole = spaced("".join(words for words, _, _ in runs))
    assert "→ Confinement étendu à 13 communes (motif : erreur d'écoute ; C. Morvan (CCOM, SIG1)" in whole
    assert "le 23/09/2026 à 23 h 05" in whole
    hour = "".join(words for words, _, _ in entry_words.rectified(CONFINEMENT.amendments[1], CONFINEMENT, PARIS))
    assert "le 23/09/2026 à 22 h 55 (UTC+02:00) → le 23/09/2026 à 22 h 58 (UTC+02:00)" in spaced(hour)


def test_a_long_new_text_is_not_printed_twice() -> None:
    long = replace(CONFINEMENT, content="mot " * 100)
    amendment = replace(CONFINEMENT.amendments[0], field="content", former="", new=long.content)
    runs = [words for words, _, _ in entry_words.rectified(amendment, long, PARIS)]
    assert runs[1] == "∅"
    assert not any(struck for _, _, struck in entry_words.rectified(amendment, long, PARIS))
    assert "le texte ci-dessus" in runs[2]


def test_a_return_in_the_follow_up_is_printed_with_its_reason() -> None:
    back = Triaged("to_sort", "erreur de dossier", MORVAN, at(24, 1, 0), 9)
    told = "".join(words for words, _, _ in entry_words.about(replace(PAPER, triaged=(back,)), EXTRACT))
    assert "Suivi, « à trier » : erreur de dossier. C. Morvan (CCOM, SIG1), le 24/09/2026" in told
    assert "Suivi" not in "".join(words for words, _, _ in entry_words.about(CONFINEMENT, EXTRACT))


def test_the_protection_of_an_entry_is_said_when_it_is_its_own() -> None:
    def told(**more: str) -> str:
        of = replace(EXTRACT, crisis=crisis(marking="Diffusion restreinte", tlp="amber"))
        return "".join(words for words, _, _ in entry_words.about(replace(PAPER, **more), of))

    assert "Mention" not in told(marking="Diffusion restreinte", tlp="amber")
    assert "Mention : Diffusion restreinte TLP:RED" in told(marking="Diffusion restreinte", tlp="red")
    assert "Mention : aucune" in told()


def test_links_are_words_both_ways() -> None:
    assert entry_words.linked(CONFINEMENT, EXTRACT) == (
        "suite de SIG1-0140 ; contredit entrée inconnue de ce poste (tranché : le chiffre de la préfecture est retenu)"
        " ; remplacée par PREF-0031"
    )


def test_everything_that_hangs_on_an_entry_is_told_in_plain_runs() -> None:
    whole = "".join(words for words, _, _ in entry_words.told(CONFINEMENT, EXTRACT))
    for part in ("Options considérées", "Motivation", "Lieu : Rouen (76540, 76322) 49.4431", "TLP:AMBER", "SHA-256"):
        assert part in whole
    assert {face for _, face, _ in entry_words.told(CONFINEMENT, EXTRACT)} <= set(fonts.OTHER)
    assert [words for words, _, _ in entry_words.told(SECOND, replace(EXTRACT, crisis=crisis()))] == [
        SECOND.subject,
        f"\n{SECOND.content}",
    ]
