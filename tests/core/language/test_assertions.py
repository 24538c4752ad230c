"""What a text asserts."""

import pytest

from app.core.language.assertions import Assertion, assertions
from app.core.language.verb_pairs import lexicon


def first(text: str) -> Assertion:
    return assertions(text)[0]


def heads(text: str) -> set[str]:
    return {phrase.stems[0] for one in assertions(text) for phrase in one.objects}


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Le préfet ferme les écoles.", "ecol"),
        ("Les écoles sont fermées par le préfet.", "ecol"),
        ("Les écoles ferment.", "ecol"),
        ("Les écoles rouvrent leurs portes.", "ecol"),
        ("Fermez les fenêtres.", "fenetr"),
        ("Fermeture des écoles.", "ecol"),
        ("Il est interdit d’ouvrir les fenêtres.", "fenetr"),
    ],
)
def test_it_is_said_of_the_subject_or_of_the_object(text: str, thing: str) -> None:
    assert thing in heads(text)


def test_a_pronoun_stands_for_the_last_subject() -> None:
    last = assertions("Les écoles sont fermées. Elles rouvriront lundi.")[-1]
    assert last.objects[0].stems == ("ecol",)
    assert last.future


def test_those_spoken_to_are_the_object_of_what_is_asked_of_them() -> None:
    assert "habitant" in heads("Évacuez !")


@pytest.mark.parametrize(
    "text",
    [
        "Les écoles sont-elles fermées ?",
        "Les écoles étaient fermées.",
        "Les écoles pourraient fermer.",
        "Le préfet étudie la fermeture des écoles.",
        "Depuis la fermeture des écoles, tout est calme.",
        "Une rumeur annonce la fermeture des écoles.",
        "Le préfet tient un point presse.",
        "",
    ],
)
def test_what_is_asked_past_supposed_or_rumoured_is_not_asserted(text: str) -> None:
    assert assertions(text) == ()


def test_a_question_answered_by_yes_or_no_is_asserted() -> None:
    assert not first("Les écoles sont-elles fermées ? Oui.").denied
    assert first("Les écoles sont-elles fermées ? Non.").denied


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("La fermeture des écoles est levée.", True),
        ("Fin de la fermeture des écoles.", True),
        ("La fermeture des écoles n’est pas décidée.", True),
        ("La fermeture des écoles est décidée.", False),
        ("La fermeture des écoles n’est pas levée.", False),
        ("La rumeur d’une fermeture des écoles est infondée.", True),
    ],
)
def test_what_becomes_of_a_noun_is_what_is_asserted(text: str, denied: bool) -> None:
    closed = {meaning.pair for meaning in lexicon().of("fermeture")}
    assert [one.denied for one in assertions(text) if one.pair in closed] == [denied]


def test_the_words_are_quoted_as_they_are_written() -> None:
    text = "Point de 18 h.\nÀ Rouen, les écoles sont fermées\u202f; restez prudents."
    assert first(text).quote in text
    assert "fermées" in first(text).quote


def test_a_long_sentence_is_quoted_short() -> None:
    assert len(first("Les écoles " + "publiques et privées " * 20 + "sont fermées.").quote) <= 160
