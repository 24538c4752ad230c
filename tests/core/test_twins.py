"""Two crises are proposed as one event when frame, hour, kind and place say so; never across frames or places."""

from dataclasses import dataclass, replace

import pytest

from app.core.twins import likeness, pairs

HOUR = 3_600_000


@dataclass(frozen=True)
class Told:
    id: str = "a"
    title: str = "Incendie du site Lubrizol — Rouen"
    frame: str = "exercise"
    nature: str = "industrial"
    lead: str = "INT"
    territory: str = "76540"
    opened_at: int = 100 * HOUR


ONE = Told()
OTHER = Told("b", "Incendie à Rouen", opened_at=100 * HOUR + 12 * 60_000)


def test_the_reasons_are_said_in_french() -> None:
    assert likeness(ONE, OTHER) == (
        "ouvertes à 12 min d’intervalle",
        "même nature : industrielle",
        "même pilote : Intérieur",
        "même territoire : Rouen (76540)",
        "mots communs de l’intitulé : Incendie, Rouen",
    )


@pytest.mark.parametrize(
    "change",
    [
        {"frame": "real"},
        {"opened_at": 149 * HOUR},
        {"nature": "natural", "lead": "SAN"},
        {"territory": "13055"},
        {"territory": "", "title": "Fuite d'ammoniac"},
    ],
    ids=["frame", "two days", "nature and lead", "place", "no place and other words"],
)
def test_what_is_plainly_another_event_is_not_proposed(change: dict[str, object]) -> None:
    assert likeness(ONE, replace(OTHER, **change)) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"nature": "other"},
        {"lead": "SAN"},
        {"territory": "76", "title": "Feu de dépôt"},
        {"territory": ""},
        {"territory": "", "title": "INCENDIES de Rouen"},
    ],
    ids=["lead alone", "nature alone", "département around", "titles alone", "accents and plurals"],
)
def test_one_sign_of_each_sort_is_enough(change: dict[str, object]) -> None:
    assert likeness(ONE, replace(OTHER, **change))
    assert likeness(replace(OTHER, **change), ONE)


def test_words_of_any_exercise_say_nothing_of_the_event() -> None:
    one, other = (replace(each, title=f"Exercice : scénario inventé, {each.title}") for each in (ONE, OTHER))
    assert likeness(one, other)[-1] == "mots communs de l’intitulé : Incendie, Rouen"


def test_a_place_inside_another_says_which() -> None:
    assert "Rouen (76540) est en Seine-Maritime (76)" in likeness(ONE, replace(OTHER, territory="76"))


def test_the_crisis_opened_first_is_in_front() -> None:
    (pair,) = pairs([OTHER, ONE, replace(ONE, id="c", frame="real")])
    assert (pair.first, pair.second) == ("a", "b")
    assert [(one.first, one.second) for one in pairs([OTHER, ONE, replace(OTHER, id="c", opened_at=101 * HOUR)])] == [
        ("b", "c"),
        ("a", "c"),
        ("a", "b"),
    ]
