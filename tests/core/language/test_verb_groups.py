"""Verbs found with their auxiliaries, their tense and their denial."""

import pytest

from app.core.language.verb_groups import NEVER, Verbal, is_denied_near, verbals
from app.core.language.verb_pairs import lexicon
from app.core.language.wording import sentences


def found(text: str) -> list[Verbal]:
    (words,) = sentences(text)
    return [one for one in verbals(words, lexicon()) if one.meanings]


@pytest.mark.parametrize(
    ("text", "use", "tense"),
    [
        ("Les écoles ferment", "now", "now"),
        ("Les écoles sont fermées", "participle", "now"),
        ("Les écoles seront fermées", "participle", "future"),
        ("Les écoles vont fermer", "infinitive", "future"),
        ("Les écoles étaient fermées", "participle", "past"),
        ("Les écoles ont fermé", "participle", "now"),
        ("Les écoles avaient fermé", "participle", "past"),
        ("Les écoles fermeraient", "now", "unreal"),
        ("Les écoles pourraient être fermées", "participle", "unreal"),
        ("après avoir été fermées", "participle", "past"),
        ("en fermant", "gerund", NEVER),
        ("pour fermer", "infinitive", NEVER),
        ("Le préfet hésite à fermer", "infinitive", NEVER),
        ("École fermée", "adjective", "now"),
        ("La fermeture", "noun", "now"),
        ("Le préfet interdit la baignade", "now", "now"),
        ("Accès interdit", "adjective", "now"),
    ],
)
def test_a_verb_has_a_use_and_a_tense(text: str, use: str, tense: str) -> None:
    (verb,) = {(one.use, one.tense) for one in found(text)}
    assert verb == (use, tense)


@pytest.mark.parametrize(
    "text",
    [
        "L’école n’est pas fermée",
        "L’école ne ferme pas",
        "L’école ne fermera plus",
        "L’école ne sera jamais fermée",
        "L’école n’a pas été fermée",
        "Ne fermez pas l’école",
        "Ne pas fermer l’école",
        "Vous ne devez en aucun cas fermer l’école",
        "Aucune école n’est fermée",
        "Évitez de fermer l’école",
        "Renoncez à fermer l’école",
        "Il n’est pas nécessaire de fermer l’école",
        "Inutile de fermer l’école",
        "L’école, c’est pas fermé",
    ],
)
def test_a_denial_is_understood(text: str) -> None:
    assert [one.denied for one in found(text)][-1]


@pytest.mark.parametrize(
    "text",
    [
        "L’école est fermée",
        "Plus de trente écoles sont fermées",
        "Il n’est pas interdit de fermer",
        "Fermez l’école",
        "Il est nécessaire de fermer",
    ],
)
def test_what_is_not_denied_is_not(text: str) -> None:
    assert not [one.denied for one in found(text)][-1]


def test_coordinated_infinitives_share_their_denial() -> None:
    assert [one.denied for one in found("Il est inutile de sortir et de circuler")] == [True, True]


def test_a_participle_takes_the_auxiliary_of_the_one_before() -> None:
    assert [one.use for one in found("Les routes sont fermées ou barrées")] == ["participle", "participle"]


def test_ne_que_is_a_limit_not_a_denial() -> None:
    (verb,) = found("N’appelez le 15 qu’en cas d’urgence")
    assert verb.only
    assert not verb.denied


def test_a_noun_like_a_verb_is_no_verb() -> None:
    assert found("La ferme") == []
    assert found("La porte") == []


def test_those_spoken_to_are_known() -> None:
    assert found("Évacuez")[0].addressed
    assert found("Vous devez évacuer")[0].addressed
    assert not found("Les pompiers évacuent")[0].addressed


def test_a_word_is_denied_by_what_surrounds_it() -> None:
    (words,) = sentences("La fermeture n’est pas décidée")
    assert is_denied_near(words, 4)
    assert not is_denied_near(words, 1)
