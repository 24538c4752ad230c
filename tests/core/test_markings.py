"""A level of classification is refused as a marking; the word in a sentence is only a word."""

import pytest

from app.core.errors import Refused
from app.core.markings import refuse_classified, refuse_marked


@pytest.mark.parametrize(
    "marking",
    [
        *("SECRET", "secret", "Secret", "TRÈS SECRET", "tres secret", "Très secret défense", "SECRET DÉFENSE"),
        *("SECRET-DEFENSE", "* SECRET *", "[TRÈS SECRET]", "Secret - Spécial France", "NATO SECRET", "SECRET UE"),
        *("SECRET NOFORN", "Niveau secret", "S E C R E T", "SECRET//FR", "SECRET (provisoire)"),
        *("Confidentiel défense", "TRE\u0300S SECRET", "Secret OTAN (copie)"),
    ],
)
def test_a_level_of_classification_is_no_marking_of_ours(marking: str) -> None:
    with pytest.raises(Refused, match="classifi") as refusal:
        refuse_classified(marking, "marking")
    assert refusal.value.field == "marking"


@pytest.mark.parametrize(
    "marking",
    [
        *("", "Diffusion restreinte", "Secret médical", "Secret des affaires", "Confidentiel", "Secrétariat général"),
        *("Secret de l'enquête et de l'instruction", "SECRET PROFESSIONNEL"),
    ],
)
def test_other_mentions_are_held(marking: str) -> None:
    refuse_classified(marking, "marking")


@pytest.mark.parametrize("text", ["SECRET", "Note\nTRÈS SECRET\nsuite", "– SECRET DÉFENSE –"])
def test_a_line_that_is_a_marking_is_refused_in_a_text(text: str) -> None:
    with pytest.raises(Refused, match="classifi"):
        refuse_marked(text, "content")


@pytest.mark.parametrize(
    "text",
    [
        "Le document porte la mention SECRET DÉFENSE, dit la presse",
        "secret",
        "Secret",
        "CE N'EST PAS UN SECRET POUR LA PRESSE",
        "L'exploitant invoque le secret.\nSecret des affaires",
    ],
)
def test_the_word_in_a_sentence_is_not_a_marking(text: str) -> None:
    refuse_marked(text, "content")
