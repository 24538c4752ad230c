"""What came of a bundle, in the words of a person."""

from pathlib import Path

from app.sync.bundle_making import Made
from app.sync.bundle_taking import Brought, Gap
from app.sync.bundle_words import NOT_MEMBER, NOTHING_NEW, brought, made, summary

CODES = {"ab" * 32: "CRI-2026-SIG1-001"}


def test_what_came_is_said_as_it_is_asked_for() -> None:
    assert summary(Brought(new=41, amendments=3)) == "41 nouvelles, 3 rectifications, 0 perdue"
    assert summary(Brought(new=1, amendments=1, refused=["signature"] * 2)) == "1 nouvelle, 1 rectification, 0 perdue"


def test_of_which_crisis_and_from_whom_comes_next() -> None:
    said = brought(Brought(by="SIG1", new=2, crises=["ab" * 32]), CODES).splitlines()
    assert said == ["2 nouvelles, 0 rectification, 0 perdue", "CRI-2026-SIG1-001, paquet fait par SIG1."]


def test_a_second_import_says_that_nothing_is_new() -> None:
    assert brought(Brought(known=50), CODES) == NOTHING_NEW


def test_what_is_missing_is_named() -> None:
    gaps = [Gap("ab" * 32, "SIG1", "0" * 16, 11, 40), Gap("ab" * 32, "SIG2", "0" * 16, 0, 1)]
    said = brought(Brought(new=1, waiting=2, missing=gaps), CODES)
    assert "Il manque : SIG1 dans CRI-2026-SIG1-001, de la 12e à la 40e." in said
    assert "Il manque : SIG2 dans CRI-2026-SIG1-001, la 1re." in said
    assert "1 nouvelle, 0 rectification, 30 manquantes" in said
    assert "2 gardées de côté" in said


def test_what_was_refused_or_left_is_said_with_its_reason() -> None:
    one = Brought(
        refused=["signature", "signature", "illisible"], files_refused=1, files_without_room=2, left_out=["x"]
    )
    said = brought(one, CODES)
    for words in ("2 refusées : signature fausse.", "1 refusée : illisible.", "1 pièce jointe : ", NOT_MEMBER):
        assert words in said
    assert "2 pièces jointes : laissées" in said


def test_who_can_read_a_bundle_is_said_once_it_is_made() -> None:
    one = Made(Path("clé.diapason"), 2 * 1024**3, 1, 2, ["SIG1", "SIG2"])
    assert "2 Go : 1 opération, 2 pièces jointes." in made(one, passphrase=False)
    assert "Lisible par : SIG1, SIG2." in made(one, passphrase=False)
    assert "connaît la phrase secrète" in made(one, passphrase=True)
    assert "numéros privés ne sont pas dans le paquet" in made(one, passphrase=False)
