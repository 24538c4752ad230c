"""An hour that cannot be right is kept, and the person is told."""

import pytest

from app.core import times
from app.core.doubts import doubts
from tests.timelines import ZONE, Chronology, chronologies

PARIS = "Europe/Paris"


def at(text: str) -> int:
    return times.parse(text, 0, PARIS)


NOW = at("2026-09-24T03:05")
OPENED = at("2026-09-24T03:00")


def told(occurred: str = "", received: str = "") -> tuple[str, ...]:
    return doubts(at(occurred) if occurred else None, at(received) if received else None, NOW, OPENED, PARIS)


@pytest.mark.parametrize("occurred", ["", "2026-09-24T03:05", "2026-09-24T02:48", "2026-09-23T03:00"])
def test_an_hour_of_that_night_raises_no_doubt(occurred):
    assert told(occurred) == ()


def test_a_little_ahead_is_kept_and_said():
    assert told("2026-09-24T03:15") == ("Heure du fait en avance de 10 min sur l'horloge de ce poste.",)
    assert told("2026-09-24T03:05:20") == ("Heure du fait en avance de 1 min sur l'horloge de ce poste.",)


def test_an_hour_to_come_is_questioned():
    assert told("2026-09-24T14:10") == ("Heure du fait à venir, dans 11 h 05. La date est-elle juste ?",)
    assert told("2026-09-24T03:05", "2026-09-24T05:05")[0].startswith("Heure de réception à venir, dans 2 h 00.")


def test_more_than_a_day_before_the_crisis_is_questioned():
    assert told("2025-09-24T02:48") == (
        "24 septembre 2025 : 365 j avant l'ouverture de la crise. L'année est-elle juste ?",
    )
    assert told("2026-09-01T02:48") == (
        "1er septembre 2026 : 23 j avant l'ouverture de la crise. La date est-elle juste ?",
    )
    assert told("2026-09-23T02:59")[0].startswith("23 septembre 2026 : 24 h 01 avant")
    assert doubts(at("2025-09-24T02:48"), None, NOW, None, PARIS) == ()


def test_a_reception_before_the_fact_is_questioned():
    assert told("2026-09-24T02:48", "2026-09-24T02:40") == ("Reçu à 02:40, avant l'heure du fait (02:48).",)
    assert told("", "2026-09-24T02:40") == ("Reçu à 02:40, avant l'heure du fait (maintenant, 03:05).",)
    assert told("2026-09-24T02:48", "2026-09-23T03:20") == (
        "Reçu le 23 septembre 2026 à 03:20, avant l'heure du fait (02:48).",
    )
    assert told("2026-09-24T02:48", "2026-09-24T02:48") == ()


WRONG = {
    "2023-01-05-circleci-security-incident": ["2022-01-05", "2022-02-01"],
    "2023-01-11-cluster-image-pull": ["2022-01-11"],
}


@pytest.mark.parametrize("chronology", chronologies(), ids=lambda one: one.name)
def test_the_wrong_years_of_real_chronologies_are_questioned_and_nothing_else(chronology: Chronology):
    now = max(line.moment for line in chronology.lines)
    questioned = [line.day for line in chronology.lines if doubts(line.moment, None, now, chronology.opened_at, ZONE)]
    assert questioned == WRONG.get(chronology.name, [])
    for line in chronology.lines:
        for words in doubts(line.moment, None, now, chronology.opened_at, ZONE):
            assert words.endswith("L'année est-elle juste ?")
