"""The bars of the on-call table stand where their hours are."""

from itertools import pairwise

import pytest

from app.core import times
from app.documents.duty_grid import RIGHT, TABLE, alone, deputy_of, number_of, place
from tests.core.test_on_call import DELMAS, NOW, ms
from tests.documents.test_duty_paper import ANSWERS, DAYS, DEPUTY, LINE, MARCHAL


def test_every_day_is_as_wide_as_the_others_and_what_is_outside_stops_at_the_edge() -> None:
    edges = [place(DAYS, at) for at in DAYS.midnights]
    assert edges[0] == TABLE
    assert edges[-1] == pytest.approx(RIGHT)
    assert [b - a for a, b in pairwise(edges)] == pytest.approx([(RIGHT - TABLE) / 7] * 7)
    assert place(DAYS, ms(1, 8)) == TABLE
    assert place(DAYS, ms(24, 12)) == pytest.approx(TABLE + (RIGHT - TABLE) / 14)


def test_the_list_of_numbers_says_what_each_is_worth() -> None:
    today = times.local_day(NOW, "Europe/Paris")
    assert number_of("Santé", DELMAS, today).verified == "vérifié il y a 3 jours"
    assert number_of("Santé", ANSWERS[1], today).verified == "hors annuaire"
    assert number_of("Santé", ANSWERS[2], today).quality == "suppléant"
    assert deputy_of("Santé", DELMAS).phone == "aucun numéro"


def test_a_name_is_written_where_that_person_is_alone_on_call_and_never_under_the_count() -> None:
    (twice,) = LINE.overlaps
    assert alone(DEPUTY, LINE.overlaps, DAYS) == (place(DAYS, twice.ends), place(DAYS, DEPUTY.ends))
    assert alone(MARCHAL, LINE.overlaps, DAYS) == (place(DAYS, MARCHAL.starts), place(DAYS, twice.starts))
    assert alone(MARCHAL, (), DAYS) == (place(DAYS, MARCHAL.starts), place(DAYS, MARCHAL.ends))
