"""A place is found by its name or its code, or keeps one's own words."""

import pytest
from PySide6.QtCore import Qt

from app.core.entries import Place
from app.core.errors import Refused
from app.core.naming_index import communes
from app.core.places import Places
from app.ui.completer import Proposal
from app.ui.place_field import Chosen, PlaceField

PLACES = Places()


@pytest.fixture(scope="module")
def names():
    return communes(PLACES, ("76",))


@pytest.fixture
def field(qtbot, names):
    def find(text, caret):
        return [Proposal(name.words[1], 0, len(text), name.label, name.words[1]) for name in names.beginning(text, 8)]

    made = PlaceField(PLACES, find)
    qtbot.addWidget(made)
    made.resize(600, 120)
    made.show()
    made.activateWindow()
    made.line.setFocus()
    qtbot.waitUntil(made.line.hasFocus)
    return made


def chosen(field) -> list[str]:
    return [one.text() for one in field.chosen.findChildren(Chosen) if not one.isHidden()]


def test_a_commune_is_proposed_as_its_name_is_typed_and_taken_by_a_key(field, qtbot):
    qtbot.keyClicks(field.line, "roue")
    qtbot.keyClick(field.line, Qt.Key.Key_Tab)
    assert chosen(field) == ["Rouen 76540  ✕"]
    assert field.line.text() == ""
    assert field.place("place") == Place("76540", "Rouen")


def test_several_communes_and_words_of_one_s_own(field, qtbot):
    for words in ("rouen", "76351"):
        qtbot.keyClicks(field.line, words)
        qtbot.keyClick(field.line, Qt.Key.Key_Tab)
    qtbot.keyClicks(field.line, "quai de France")
    assert field.place("place") == Place("76540", "Rouen, Le Havre, quai de France", ("76351",))


def test_a_name_typed_whole_is_that_commune_and_other_words_stay_words(field):
    field.line.setText("Rouen")
    assert field.place("place") == Place("76540", "Rouen")
    field.line.setText("76540")
    assert field.place("place") == Place("76540", "Rouen")
    field.line.setText("quai de France, cuvette 3")
    assert field.place("place") == Place("", "quai de France, cuvette 3")
    field.line.setText(" ")
    assert field.place("place") is None


def test_a_chosen_commune_is_taken_away_by_a_key(field, qtbot):
    field.show_place(Place("76540", "Rouen", ("76351",)))
    assert len(chosen(field)) == 2
    qtbot.keyClick(field.chosen.findChildren(Chosen)[0], Qt.Key.Key_Delete)
    assert field.place("place") == Place("76351", "Le Havre")


@pytest.mark.parametrize("typed", ["49.4431, 1.0993", "49,4431 ; 1,0993", "49.4431 1.0993"])
def test_a_position_is_read_in_degrees(field, typed):
    field.position.setText(typed)
    assert field.place("place") == Place("", "49.4431, 1.0993", (), 49.4431, 1.0993)


@pytest.mark.parametrize("typed", ["Rouen", "49.44", "149.4, 1.0", "49.4, 200"])
def test_a_position_that_is_none_is_refused_beside_the_place(field, typed):
    field.position.setText(typed)
    with pytest.raises(Refused) as refused:
        field.place("place")
    assert refused.value.field == "place"


@pytest.mark.parametrize(
    "place",
    [
        Place("76540", "Rouen"),
        Place("76540", "Rouen, quai de France", ("76351",), 49.4431, 1.0993),
        Place("76540", "Site Lubrizol"),
        Place("99999", "commune disparue"),
        Place("", "au large"),
        None,
    ],
)
def test_a_place_that_nobody_touched_stays_as_it_was(field, place):
    field.show_place(place)
    assert field.place("place") == place


def test_what_is_half_typed_is_put_back(field):
    field.put({"line": "quai", "codes": ["76540"], "position": "49"})
    typed = field.typed()
    field.put({})
    assert field.place("place") is None
    field.put(typed)
    assert (chosen(field), field.line.text(), field.position.text()) == (["Rouen 76540  ✕"], "quai", "49")
