"""The times a sentence names, and whether two of them meet."""

import pytest

from app.core.language.time_marks import Mark, apart, marks
from app.core.language.wording import sentences


def named(text: str) -> tuple[Mark, ...]:
    return marks(next(iter(sentences(text))))[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fermée à 14 h 30", (Mark("at", "hour", 870),)),
        ("fermée à 14h30", (Mark("at", "hour", 870),)),
        ("fermée jusqu’à 18 heures", (Mark("until", "hour", 1080),)),
        ("fermée à partir de 18 h", (Mark("from", "hour", 1080),)),
        ("fermée dès le 12 mars", (Mark("from", "date", 3 * 32 + 12),)),
        ("fermée à compter du 1er avril", (Mark("from", "date", 4 * 32 + 1),)),
        ("fermée jusqu’au 12/03", (Mark("until", "date", 3 * 32 + 12),)),
        ("fermée lundi", (Mark("at", "day", "lundi"),)),
        ("fermée ce soir", (Mark("at", "day", "soir"),)),
        ("ouverte de 8 h à 12 h", (Mark("at", "hour", 480, 720),)),
        ("fermée depuis hier", ()),
        ("fermée jusqu’à la fin de l’alerte", (Mark("until", "event", "alert"),)),
        ("ouverte après la crue", (Mark("from", "event", "cru"),)),
        ("15 écoles fermées", ()),
    ],
)
def test_a_time_is_read_with_what_stands_before_it(text: str, expected: tuple[Mark, ...]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fermée lundi", "ouverte mardi"),
        ("fermée jusqu’à 18 h", "ouverte à partir de 18 h"),
        ("fermée à 18 h", "ouverte à 8 h"),
        ("ouverte de 8 h à 12 h", "fermée de 14 h à 18 h"),
        ("fermée le 12 mars", "ouverte le 13 mars"),
        ("fermée hier", "ouverte"),
        ("fermée jusqu’à lundi", "ouverte mardi"),
        ("fermée jusqu’à la fin de l’alerte", "ouverte à la fin de l’alerte"),
        ("fermée", "ouverte après la crue"),
        ("fermée pendant la crue", "ouverte après la crue"),
    ],
)
def test_two_times_that_do_not_meet_are_apart(one: str, other: str) -> None:
    assert apart(named(one), named(other))
    assert apart(named(other), named(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fermée", "ouverte lundi"),
        ("fermée lundi", "ouverte lundi à 8 h"),
        ("fermée jusqu’à 20 h", "ouverte à partir de 18 h"),
        ("fermée jusqu’à 20 h", "ouverte jusqu’à 18 h"),
        ("fermée jusqu’à lundi", "ouverte jusqu’à mardi"),
        ("fermée depuis hier", "ouverte"),
    ],
)
def test_two_times_that_meet_are_not(one: str, other: str) -> None:
    assert not apart(named(one), named(other))
    assert not apart(named(other), named(one))
