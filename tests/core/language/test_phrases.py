"""Noun phrases and proper names."""

import pytest

from app.core.language.phrases import Phrase, is_name, names, phrases
from app.core.language.verb_pairs import lexicon
from app.core.language.wording import sentences


def said(text: str) -> list[tuple[str, ...]]:
    return [one.stems for one in of(text)]


def of(text: str) -> list[Phrase]:
    (words,) = sentences(text)
    return phrases(words, lexicon())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("les écoles", [("ecol",)]),
        ("les écoles maternelles", [("ecol", "maternel")]),
        ("l’eau du robinet", [("eau", "robinet")]),
        ("l’eau en bouteille", [("eau", "bouteil")]),
        ("l’accès à la plage", [("acc", "plag")]),
        ("les écoles et les crèches", [("ecol",), ("crech",)]),
        ("la circulation des poids lourds", [("circul", "poid", "lourd")]),
        ("les établissements scolaires", [("ecol",)]),
        ("le 15", [("15",)]),
        ("les personnes concernées", [("habitant",)]),
    ],
)
def test_a_phrase_is_its_head_and_what_completes_it(text: str, expected: list[tuple[str, ...]]) -> None:
    assert said(text) == expected


def test_a_phrase_knows_the_preposition_that_brings_it_in() -> None:
    assert [one.by for one in of("la baignade dans la Seine")] == ["", "dans"]


def test_some_of_them_and_the_others_are_told() -> None:
    assert of("certaines écoles")[0].part
    assert of("les autres écoles")[0].rest
    assert not of("les écoles")[0].part


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("les écoles de Rouen", {"rouen"}),
        ("l’école A", {"a"}),
        ("la ligne 13", {"13"}),
        ("l’A13", {"a13"}),
        ("le secteur nord", {"nord"}),
        ("les écoles selon M. Dupont", set()),
        ("le CHU", set()),
        ("15 écoles", set()),
        ("l’État", set()),
    ],
)
def test_names_tell_one_thing_from_another(text: str, expected: set[str]) -> None:
    (words,) = sentences(text)
    assert set(names(words)) == expected


def test_the_capital_of_a_first_word_says_nothing_unless_a_colon_follows() -> None:
    (first,), (place,) = sentences("Fermez tout"), sentences("Rouen : fermeture")
    assert not is_name(first, 0, 0)
    assert is_name(place, 0, 0)
