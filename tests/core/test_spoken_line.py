"""What a spokesperson reads first."""

import pytest

from app.core.spoken_line import LONGEST, answered, spoken
from app.core.templates import templates
from app.core.texts import Text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (Text("Titre", "Corps.", lead="Chapô.", key_messages=("Restez chez vous.", "Autre.")), "Restez chez vous."),
        (Text("Titre", "Corps.", lead="Chapô en deux phrases. Voilà."), "Chapô en deux phrases. Voilà."),
        (Text("Titre", "Une phrase. Une autre."), "Une phrase."),
        (Text("Titre", "Il est 14.30 à Rouen ! Autre."), "Il est 14.30 à Rouen !"),
        (Text("Titre", "Corps.", frame={"known": "Ce qui est su. Plus.", "next": "À 18 h."}), "Ce qui est su."),
        (Text("Titre", "", frame={"asked": "Restez\nchez vous."}), "Restez chez vous."),
        (Text("Titre", "sans point"), "sans point"),
        (Text("Titre", ""), "Titre"),
    ],
)
def test_the_first_key_message_else_the_lead_else_the_first_sentence(text: Text, line: str) -> None:
    assert spoken(text) == line


def test_every_template_has_something_to_say() -> None:
    assert all(spoken(one.text) for one in templates())


def test_an_answer_is_whole_on_one_line_and_cut_when_it_is_long() -> None:
    text = Text("Faut-il évacuer ?", "S’abriter\nprotège mieux.", key_messages=("Non.",))
    assert answered(text) == "Non. S’abriter protège mieux."
    long = answered(Text("Titre", "mot " * 200))
    assert len(long) <= LONGEST
    assert long.endswith("mot…")
