"""States: a word and a shape before a colour."""

from datetime import date

import pytest

from app.core import visas
from app.core.message import STATES
from app.ui import shapes, states, theme


@pytest.mark.parametrize(
    ("verified_on", "shape", "words"),
    [
        ("", "a_reexaminer", "jamais vérifié"),
        ("2026-09-24", "favorable", "vérifié aujourd’hui"),
        ("2026-09-23", "favorable", "vérifié hier"),
        ("2026-09-16", "favorable", "vérifié il y a 8\u00a0jours"),
        ("2026-06-22", "perime", "vérifié il y a 94\u00a0jours"),
        ("2027-01-01", "a_reexaminer", "vérifié à une date à venir"),
        ("hier", "a_reexaminer", "date de vérification illisible"),
    ],
)
def test_the_age_of_a_verification_is_said_in_words(verified_on, shape, words):
    assert states.of_verification(verified_on, date(2026, 9, 24))[:2] == (shape, words)


def test_every_state_and_decision_has_a_shape_a_word_and_a_colour():
    shown = [states.of_message(code) for code in STATES]
    shown += [states.of_decision(code) for code in visas.DECISIONS]
    for shape, word, tone in [*shown, states.PENDING, states.TWO_VALUES]:
        assert shape in shapes.SHAPES
        assert word
        assert theme.theme("dark").colour(tone).isValid()
    assert len({(shape, word) for shape, word, _ in shown}) == len(shown)


def test_a_state_of_a_later_version_is_shown_by_its_own_name():
    assert states.of_message("translated")[1] == "translated"
