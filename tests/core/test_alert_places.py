"""Where an alert is: codes only when they are certain, the middle of what is drawn."""

import pytest

from app.core.alert_places import Area, is_french, middle, place
from app.core.places import Places

PLACES = Places()


def test_a_geocode_that_says_insee_gives_the_commune() -> None:
    found = place([Area("Bords de Seine", (("INSEE", "76540"), ("INSEE", "76322"), ("SAME", "006109")))], PLACES, True)
    assert found is not None
    assert (found.code, found.others, found.name) == ("76540", ("76322",), "Bords de Seine")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Rouen", "76540"),
        ("Haute-Saône", "70"),
        ("haute saone", "70"),
        ("Savoie", "73"),
        ("Rouen et sa région", ""),
        ("Saint-Denis", ""),  # several communes
        ("Aisne, Savoie", ""),  # two départements have no code of their own
        ("Rouen, ailleurs", ""),
    ],
)
def test_a_name_gives_a_code_only_when_it_is_that_of_one_place(name: str, code: str) -> None:
    found = place([Area(name)], PLACES, True)
    assert found is not None
    assert (found.code, found.name) == (code, name)


def test_several_areas_are_one_place_in_words() -> None:
    found = place([Area("Aisne"), Area("Paris"), Area("Aisne")], PLACES, True)
    assert found is not None
    assert (found.code, found.name) == ("", "Aisne; Paris")
    assert place([], PLACES, True) is None
    assert place([Area(" ")], PLACES, True) is None


def test_a_long_list_of_areas_is_cut() -> None:
    found = place([Area(f"zone {n}") for n in range(100)], PLACES, True)
    assert found is not None
    assert len(found.name) == 120
    assert found.name.endswith("…")


def test_the_middle_is_that_of_the_rectangle_even_across_the_antimeridian() -> None:
    assert middle([(10, 0), (20, 4), (10, 1)]) == (15, 2)
    assert middle([(-20, 179), (-18, -179)]) == (-19, 180)
    assert middle([(51, 178), (52, -170)]) == (51.5, -176)
    assert middle([]) == (None, None)


def test_a_foreign_name_is_no_french_commune_and_codes_of_france_are_seen() -> None:
    found = place([Area("Orange")], PLACES, False)
    assert found is not None
    assert (found.code, found.name) == ("", "Orange")
    coded = place([Area("Orange", (("INSEE", "84087"),))], PLACES, False)
    assert coded is not None
    assert coded.code == "84087"
    assert is_french(Area("Haute-Saône", (("NUTS3", "FR433"),)))
    assert not is_french(Area("Orange", (("SAME", "012095"), ("UGC", "FLC095"))))
