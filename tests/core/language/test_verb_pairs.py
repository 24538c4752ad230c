"""The list of opposite verbs: long enough, sound, and found in all their forms."""

import json

import pytest

from app.core.errors import Refused
from app.core.language.conjugation import NOW, PARTICIPLE
from app.core.language.verb_pairs import NOUN, lexicon, read
from app.core.language.wording import stem

SHIPPED = lexicon()


def content(**changed: object) -> bytes:
    whole = {"source": "essai", "pairs": [{"one": [{"verbs": ["ouvrir"]}], "other": [{"verbs": ["fermer"]}]}]}
    return json.dumps(whole | {"same": [], "light": [], "agents": [], "generic": []} | changed).encode()


def test_there_are_at_least_forty_pairs_of_opposites() -> None:
    assert len([pair for pair in SHIPPED.pairs if pair.other]) >= 40


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ouvrent", "ferment"),
        ("rouverte", "fermée"),
        ("évacuez", "confinez"),
        ("autorisés", "interdites"),
        ("maintenue", "annulées"),
        ("levée", "prolongé"),
        ("suspend", "reprendra"),
        ("confirme", "dément"),
        ("recommandons", "déconseillé"),
        ("augmentent", "diminue"),
        ("fermeture", "réouverture"),
        ("évacuations", "confinements"),
    ],
)
def test_the_forms_of_opposites_are_on_the_two_sides_of_a_pair(one: str, other: str) -> None:
    sides = {(meaning.pair, meaning.side) for meaning in SHIPPED.of(one)}
    assert any((meaning.pair, 1 - meaning.side) in sides for meaning in SHIPPED.of(other))


def test_to_drink_has_no_opposite_but_its_denial() -> None:
    (pair,) = {meaning.pair for meaning in SHIPPED.of("buvez")}
    assert not SHIPPED.pairs[pair].other


def test_a_form_says_what_it_may_be() -> None:
    assert {use for meaning in SHIPPED.of("interdit") for use in meaning.uses} == {NOW, PARTICIPLE}
    assert {use for meaning in SHIPPED.of("fermeture") for use in meaning.uses} == {NOUN}


def test_a_verb_of_several_words_has_its_tail() -> None:
    assert ("a", "l'", "abri") in {meaning.tail for meaning in SHIPPED.of("restez")}


def test_words_typed_without_accents_are_found() -> None:
    assert SHIPPED.of("fermee")
    assert SHIPPED.of("evacuez")


def test_words_for_one_thing_are_one() -> None:
    assert SHIPPED.thing("riverains") == SHIPPED.thing("population") == "habitant"
    assert SHIPPED.whole((stem("établissements"), stem("scolaires"))) == (SHIPPED.thing("école"),)


def test_another_word_says_nothing() -> None:
    assert SHIPPED.of("préfet") == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        content(pairs=[{"one": [{"verb": ["ouvrir"]}]}]),
        content(pairs=[{"one": [{"verbs": ["ouvrir"]}], "other": [{"verbs": ["ouvrir"]}]}]),
        b"\xff",
    ],
)
def test_what_is_not_sound_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="Couples de verbes"):
        read(data)
