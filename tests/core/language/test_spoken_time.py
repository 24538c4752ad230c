"""A text lasts as long as its words said in full."""

import pytest

from app.core.language.spoken_time import number_words, seconds, spoken_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zéro"),
        (16, "seize"),
        (17, "dix sept"),
        (21, "vingt et un"),
        (70, "soixante dix"),
        (71, "soixante et onze"),
        (75, "soixante quinze"),
        (80, "quatre vingt"),
        (81, "quatre vingt un"),
        (91, "quatre vingt onze"),
        (99, "quatre vingt dix neuf"),
        (100, "cent"),
        (380, "trois cent quatre vingt"),
        (1000, "mille"),
        (2026, "deux mille vingt six"),
        (1_200_000, "un million deux cent mille"),
    ],
)
def test_a_number_is_said_in_french(number: int, words: str) -> None:
    assert " ".join(number_words(number)) == words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Restez à l’abri.", 4),
        ("02:30", 3),
        ("14 h 30", 3),
        ("14h00", 2),
        ("3 500 personnes", 5),
        ("12,5 %", 5),
        ("01 23", 4),
        ("la SNCF", 3),
        ("le SAMU", 2),
        ("n° 4", 3),
        ("M. Dupont", 2),
        ("12 km", 2),
        ("9" * 5_000, 5_000),
    ],
)
def test_figures_hours_and_abbreviations_count_as_they_are_said(text: str, count: int) -> None:
    assert spoken_words(text) == count


def test_a_hundred_and_fifty_words_last_a_minute() -> None:
    assert seconds("mot " * 150) == 60
    assert seconds("mot " * 75) == 30
    assert seconds("mot " * 76) == 31
    assert seconds("") == 0
