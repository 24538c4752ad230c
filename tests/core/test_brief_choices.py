"""What the author of a brief does to what is proposed."""

import pytest

from app.core import brief_choices
from app.core.brief_offer import CHRONOLOGY, TABLE, Group, Offer, Pick
from app.core.composition import Composition, in_order, is_taken
from app.core.errors import Refused

ROWS = tuple(Pick(f"row:{n}", f"r{n}", (f"Ligne {n}",), f"Ligne {n}", picked=n != 3) for n in range(4))
HOURS = tuple(Pick(f"fact:{n}", f"f{n}", (f"Fait {n}",), f"Fait {n}", at=n) for n in range(3))
OFFER = Offer(4, "Mesures", (Group("facts", "Faits", CHRONOLOGY, HOURS), Group("rows", "Lignes", TABLE, ROWS)), ("A",))


def keys_of(composition):
    return [one.key for one in in_order(ROWS, composition.order.get(4, ()))]


def test_a_line_is_left_out_and_taken_again_and_nothing_is_left_of_it():
    without = brief_choices.taken(Composition(), ROWS[:1], False)
    assert not is_taken(ROWS[0], without)
    assert brief_choices.taken(without, ROWS[:1], True) == Composition()


def test_a_line_that_was_not_proposed_is_taken_and_left_again():
    taken = brief_choices.taken(Composition(), ROWS[3:], True)
    assert is_taken(ROWS[3], taken)
    assert brief_choices.taken(taken, ROWS[3:], False) == Composition()


def test_a_line_goes_before_another_and_stops_at_the_first():
    moved = brief_choices.moved(Composition(), OFFER, "row:2", -1)
    assert keys_of(moved) == ["row:0", "row:2", "row:1", "row:3"]
    first = brief_choices.moved(moved, OFFER, "row:2", -5)
    assert keys_of(first)[0] == "row:2"
    assert brief_choices.moved(first, OFFER, "row:2", -1) is first


def test_a_chronology_keeps_the_order_of_its_hours():
    with pytest.raises(Refused, match="ordre des heures"):
        brief_choices.moved(Composition(), OFFER, "fact:1", 1)


def test_moving_a_line_says_nothing_of_those_that_an_hour_puts_in_place():
    moved = brief_choices.moved(Composition(), OFFER, "row:1", 1)
    assert all(key.startswith("row:") for key in moved.order[4])


def test_a_text_that_is_what_was_proposed_is_not_kept_twice():
    written = brief_choices.written(Composition(), OFFER, "B")
    assert written.texts == {4: "B"}
    assert brief_choices.written(written, OFFER, "A") == Composition()
    assert brief_choices.written(written, OFFER, "").texts == {4: ""}


def test_a_section_is_without_object_as_long_as_its_reason_is_written():
    said = brief_choices.without_object(Composition(), 5, "rien à cette heure")
    assert said.nothing == {5: "rien à cette heure"}
    assert brief_choices.without_object(said, 5, "") == Composition()


def test_a_section_is_empty_once_nothing_in_it_is_printed():
    left = brief_choices.taken(Composition(texts={4: " \n"}), (*HOURS, *ROWS), False)
    assert brief_choices.is_empty(OFFER, left)
    assert not brief_choices.is_empty(OFFER, Composition())


def test_an_annex_is_added_to_those_of_the_format_and_taken_away():
    added = brief_choices.annexed(Composition(), ("lines",), "curves", True)
    assert added.annexes == ("lines", "curves")
    assert brief_choices.annexed(added, ("lines", "curves"), "lines", False).annexes == ("curves",)
