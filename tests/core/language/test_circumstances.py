"""Conditions, exceptions and rumours of a sentence."""

import pytest

from app.core.language.circumstances import Setting, begins, setting_of
from app.core.language.verb_pairs import lexicon
from app.core.language.wording import sentences


def setting(text: str) -> Setting:
    (words,) = sentences(text)
    return setting_of(text, words, lexicon())


@pytest.mark.parametrize(
    "text",
    [
        "Si vous sentez une odeur de gaz, appelez le 18.",
        "En cas d’odeur de gaz, appelez le 18.",
        "Lorsque vous sentez une odeur de gaz, appelez le 18.",
        "Appelez le 18 si vous sentez une odeur de gaz.",
        "Dès que vous sentez une odeur de gaz, appelez le 18.",
    ],
)
def test_a_condition_is_kept_by_its_words(text: str) -> None:
    found = setting(text)
    assert found.condition
    assert "odeur" in found.condition


def test_what_is_always_so_has_no_condition() -> None:
    assert setting("Fermez les fenêtres.").condition is None
    assert setting("Fermez les fenêtres, même si vous avez chaud.").condition is None


def test_an_exception_is_kept_by_its_words() -> None:
    assert "elbeuf" in setting("Les écoles sont fermées, sauf à Elbeuf.").exceptions


def test_a_rumour_asserts_nothing_unless_it_is_called_false() -> None:
    assert setting("Une rumeur annonce la fermeture des écoles.").silent
    assert setting("La rumeur de la fermeture des écoles est infondée.").false
    assert setting("Il est faux que les écoles soient fermées.").false
    assert not setting("Il faut que les écoles soient fermées.").false


def test_a_beginning_is_looked_for_without_accents() -> None:
    assert begins("démentie", ("dement",))
