"""A clock that is wrong is said with the unit that matters: seconds, minutes or years."""

import pytest

from app.core.skew import MOST, is_wrong, lapse, sentence

MINUTE, HOUR = 60_000, 3_600_000
DAY = 24 * HOUR


@pytest.mark.parametrize(
    ("skew", "words"),
    [
        (0, ""),
        (49, ""),
        (200, "+0,2 s"),
        (-9_940, "−9,9 s"),
        (-45_300, "−45 s"),
        (MOST, "+120 s"),
        (MOST + 1, "+2 min"),
        (38 * MINUTE - 40, "+38 min"),
        (-200 * MINUTE, "−3 h 20"),
        (12 * DAY, "+12 j"),
        (-10 * 365 * DAY, "−10 ans"),
        (10 * 365 * DAY, "+10 ans"),
    ],
)
def test_it_is_said_in_the_unit_that_matters(skew: int, words: str) -> None:
    assert lapse(skew) == words


def test_beyond_two_minutes_the_person_is_told_what_it_does_to_the_hours_he_notes() -> None:
    assert not is_wrong(None)
    assert (is_wrong(MOST), sentence(MOST)) == (False, "")
    assert is_wrong(-38 * MINUTE)
    assert "retarde de 38 min" in sentence(-38 * MINUTE)
    assert "avance de 10 ans" in sentence(10 * 365 * DAY)
    assert "tapez l'heure vraie" in sentence(38 * MINUTE)
