"""Sentences in words, and words under one stem."""

import pytest

from app.core.language.wording import fold, sentences, stem


def lows(text: str) -> list[list[str]]:
    return [[word.low for word in sentence] for sentence in sentences(text)]


def test_a_sentence_ends_with_its_sign_and_a_line_is_one_at_most() -> None:
    assert lows("Fermez tout. Sortez !\nÀ Rouen") == [["fermez", "tout", "."], ["sortez", "!"], ["à", "rouen"]]


def test_elisions_and_inversions_are_words_of_their_own() -> None:
    assert lows("L’école n’est-elle pas fermée aujourd’hui ?") == [
        ["l'", "école", "n'", "est", "-elle", "pas", "fermée", "aujourd'hui", "?"]
    ]


def test_names_hours_and_numbers_stay_whole() -> None:
    assert lows("L’A13 en Seine-Maritime, 14h30, n° 4, 3,5 %") == [
        ["l'", "a13", "en", "seine-maritime", ",", "14h30", ",", "n°", "4", ",", "3,5", "%"]
    ]


def test_an_abbreviation_ends_no_sentence() -> None:
    assert len(lows("M. Dupont et Mme. Durand ouvrent.")) == 1


def test_a_word_is_compared_without_its_accents() -> None:
    assert fold("évacuée") == "evacuee"


def test_a_sentence_without_end_is_cut() -> None:
    assert {len(sentence) for sentence in lows("ouvert " * 600)} == {150}


def test_each_word_knows_where_it_stands() -> None:
    text = "Évacuez l’école."
    assert all(text[word.start : word.end] == word.text for sentence in sentences(text) for word in sentence)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("École", "écoles"),
        ("eau", "eaux"),
        ("hôpital", "hôpitaux"),
        ("national", "nationales"),
        ("circuler", "circulation"),
        ("consommer", "consommation"),
        ("évacué", "évacuée"),
    ],
)
def test_words_of_one_thing_have_one_stem(one: str, other: str) -> None:
    assert stem(one.lower()) == stem(other.lower())


@pytest.mark.parametrize(("one", "other"), [("école", "écologie"), ("station", "stationnement"), ("route", "routeur")])
def test_words_of_two_things_have_two(one: str, other: str) -> None:
    assert stem(one) != stem(other)
