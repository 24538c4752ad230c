"""Every field of an entry and every value of it has French words."""

from dataclasses import replace

import pytest

from app.core import entries
from app.core.entries import Place
from app.core.places import Places
from app.ui import entry_words
from tests.ui.lines import CRISIS, ZONE, at


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("priority", 1, "P1"),
        ("key_event", True, "oui"),
        ("means", "phone", "téléphone"),
        ("verification", "denied", "démenti"),
        ("recipients", ["SIG", "AFP"], "SIG, AFP"),
        ("place", {"code": "76540", "name": "Rouen"}, "Rouen 76540"),
        ("place", None, "—"),
        ("place", {"code": "", "name": "", "others": ["76498"]}, "76498"),
        (
            "place",
            {"code": "", "name": "Seine", "latitude": -21.1, "longitude": -1.5},
            "Seine, 21,10000° S, 1,50000° O",
        ),
        ("tlp", "amber_strict", "TLP:AMBER+STRICT"),
        ("triage", "to_pass_on", "à transmettre"),
        ("assigned", {"person": "", "organisation": "INT", "name": "Intérieur"}, "Intérieur"),
        ("assigned", None, "—"),
        ("reference", "SYNERGI 12", "SYNERGI 12"),
        ("content", "", "—"),
    ],
)
def test_a_value_is_said_in_words(field, value, words):
    assert entry_words.value_words(field, value, ZONE) == words


def test_a_place_is_said_whole_a_line_for_each_thing_it_holds():
    place = Place("76540", "Rouen", ("76498", "00000"), 49.4431, 1.0993)
    assert entry_words.place_lines(place, Places()) == (
        "Rouen (76540)",
        "aussi : Le Petit-Quevilly (76498), 00000",
        "49,44310° N, 1,09930° E",
    )
    assert entry_words.place_lines(Place("", "quai de France"), Places()) == ("quai de France",)
    assert entry_words.place_lines(None, Places()) == ()


def test_an_hour_is_said_with_its_day():
    assert "03:30" in entry_words.value_words("due", at(24, 3, 30), ZONE)
    assert "02:48" in entry_words.value_words("occurred_at", at(24, 2, 48), ZONE)
    assert "24" in entry_words.value_words("occurred_at", at(24, 2, 48), ZONE)


def test_every_rating_is_said_in_words():
    assert set(entry_words.SOURCES) == set(entries.SOURCES)
    assert set(entry_words.CREDIBILITIES) == set(entries.CREDIBILITIES)
    assert entry_words.rating_words("B", "3") == "source habituellement fiable, information possible"


def test_one_may_write_with_one_of_several_roles_but_not_in_a_closed_crisis():
    assert entry_words.why_not_write(CRISIS) == ""
    assert entry_words.why_not_write(replace(CRISIS, role="OBS, MC")) == ""
    assert entry_words.why_not_write(replace(CRISIS, role="OBS"))
    assert entry_words.why_not_write(replace(CRISIS, open=False)) == "cette crise est close"
    assert entry_words.why_not_write(None) == "aucune crise ouverte"
