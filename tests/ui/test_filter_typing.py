"""A period is typed as it is said, a place as it is called."""

import pytest

from app.core.errors import Refused
from app.core.places import Places
from app.ui.filter_typing import place_code, read_bound
from tests.ui.lines import NOW, ZONE, at

PLACES = Places()


@pytest.mark.parametrize(
    ("typed", "last", "read"),
    [
        ("", False, None),
        ("02:48", False, at(24, 2, 48)),
        ("2h48", True, at(24, 2, 49) - 1),
        ("23:50", False, at(23, 23, 50)),
        ("23/09", False, at(23, 0)),
        ("23/09", True, at(24, 0) - 1),
        ("2026-09-23 02:48", False, at(23, 2, 48)),
        ("23/09/2026 02:48", True, at(23, 2, 49) - 1),
    ],
)
def test_the_ends_of_a_period_are_whole(typed, last, read):
    assert read_bound(typed, NOW, ZONE, last=last) == read


@pytest.mark.parametrize("typed", ["hier soir", "31/02", "2026-13-01", "24/09 25:00", "a b c"])
def test_what_is_no_moment_is_refused(typed):
    with pytest.raises(Refused):
        read_bound(typed, NOW, ZONE)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", ""),
        ("Rouen", "76540"),
        ("Rouen 76540", "76540"),
        ("76540", "76540"),
        ("76", "D76"),
        ("seine-maritime", "D76"),
        ("Seine-Maritime (76)", "D76"),
        ("normandie", "R28"),
        ("2A", "D2A"),
    ],
)
def test_a_place_is_a_commune_a_departement_or_a_region(typed, code):
    assert place_code(typed, PLACES) == code


def test_a_name_several_communes_bear_is_to_be_made_precise():
    with pytest.raises(Refused) as refused:
        place_code("Saint-Denis", PLACES)
    assert "plusieurs communes" in str(refused.value)
