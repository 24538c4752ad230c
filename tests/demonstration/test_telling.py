"""The story on the terminal."""

import pytest

from app.core.clock import Clock
from app.demonstration.telling import NotAsTold, Telling, pages

NOON = 1_790_244_000_000  # 24 September 2026, 12:00 in Paris


def test_steps_are_numbered_and_dated_and_what_holds_is_counted():
    told: list[str] = []
    telling = Telling(told.append, Clock(lambda: NOON))
    telling.step("Un serveur")
    telling.step("Une coupure")
    telling.say("le serveur s'arrête")
    telling.check(True, "les postes le disent")
    assert told == [
        "",
        "0. Un serveur  ·  12:00:00",
        "",
        "1. Une coupure  ·  12:00:00",
        "   le serveur s'arrête",
        "   ✓ les postes le disent",
    ]
    assert telling.checked == 1


def test_what_does_not_hold_stops_the_story_and_is_named():
    told: list[str] = []
    with pytest.raises(NotAsTold, match="aucun numéro n'a changé"):
        Telling(told.append, Clock()).check(False, "aucun numéro n'a changé")
    assert told == []


def test_pages_are_counted_in_words():
    assert [pages(1), pages(2)] == ["1 page", "2 pages"]
