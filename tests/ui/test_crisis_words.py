"""The fields of a crisis in words."""

from dataclasses import replace

import pytest

from app.ui import crisis_words
from tests.ui.lines import CRISIS


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "Crue", "Crue"),
        ("nature", "natural", "naturelle"),
        ("lead", "INT", "Intérieur"),
        ("associated", ["INT", "SAN"], "Intérieur, Santé"),
        ("territory", ["76540", "76"], "Rouen (76540), Seine-Maritime (76)"),
        ("territory", ["00000"], "00000"),
        ("associated", [], "—"),
        ("rhythm", "24h 19:00 standard", "tous les jours à 19:00"),
        ("rhythm", "", "—"),
    ],
)
def test_a_value_is_said_as_a_person_reads_it(field, value, said):
    assert crisis_words.words(field, value) == said


def test_who_may_not_correct_a_crisis_is_told_why():
    assert crisis_words.why_not_edit(CRISIS) == ""
    assert "aucune crise" in crisis_words.why_not_edit(None)
    assert "close" in crisis_words.why_not_edit(replace(CRISIS, open=False))
    assert "le rôle RED, LIA" in crisis_words.why_not_edit(replace(CRISIS, role="RED, LIA"))


def test_a_field_has_a_french_name():
    assert crisis_words.label("lead") == "ministère pilote"
