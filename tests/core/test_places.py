"""The 35,014 communes, by code and in the text as one types it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import resources
from app.core.places import Places, departement_of, departements, nearest_first, regions


@pytest.fixture(scope="module")
def places():
    return Places()


def codes(found):
    return [commune.code for commune in found]


def test_all_the_communes_are_there_with_codes_that_are_strings(places):
    assert places.by_code("76540").name == "Rouen"
    assert places.by_code("2a004").name == "Ajaccio"
    assert places.by_code("01001").departement == "01"
    assert places.by_code("98413").population == 0
    assert places.by_code("76000") is None


def test_departements_and_regions_are_there():
    assert departements()["2A"].name == "Corse-du-Sud"
    assert departements()["76"].region == "28"
    assert regions()["28"].name == "Normandie"


@pytest.mark.parametrize(
    "words",
    ["Saint-Étienne-du-Rouvray", "saint etienne du rouvray", "ST ETIENNE DU ROUVRAY", "St-Étienne-du-Rouvray"],
)
def test_a_name_is_found_however_it_is_written(places, words):
    assert codes(places.named(words)) == ["76575"]


def test_ligatures_and_apostrophes_do_not_matter(places):
    assert places.named("Oeting")[0].name == "Œting"
    assert places.named("l’hay les roses")[0].name == "L'Haÿ-les-Roses"


def test_of_several_communes_of_one_name_the_most_populous_comes_first(places):
    found = places.named("Saint-Denis")
    assert len(found) > 1
    assert [commune.population for commune in found] == sorted((one.population for one in found), reverse=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("incendie site Seveso seuil haut Rouen", "Rouen"),
        ("incendie près de rouen, fumées", "Rouen"),
        ("Rouen : fumées visibles", "Rouen"),
        ("INCENDIE SEVESO ROUEN", "Rouen"),
        ("fuite au Havre", "Le Havre"),
        ("panache vers St-Étienne-du-Rouvray", "Saint-Étienne-du-Rouvray"),
        ("confinement à Petit-Quevilly et Le Petit-Quevilly", "Le Petit-Quevilly"),
        ("feu de forêt commune d’Eu", "Eu"),
        ("de Rouen à Paris", "Paris"),
        ("point avec la mairie de ROUEN", "Rouen"),
    ],
)
def test_a_text_proposes_the_commune_it_names(places, text, expected):
    assert places.find_in(text)[0].name == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "vigilance orange",
            "Orange confirmé",
            "dans le sens de la marche",
            "la Croix-Rouge est sur place",
            "le port",
            "l’union européenne",
            "signalement de l’ARS Normandie",
        ),
        *("trois tours menacées", "Contre-ordre", "Die, y a-t-il un feu ?", "", "½ ⅓ x²", "le muret s'effondre"),
    ],
)
def test_ordinary_words_propose_nothing(places, text):
    assert places.find_in(text) == []


def test_a_long_name_does_not_name_the_short_ones_within(places):
    assert codes(places.find_in("à Saint-Étienne-du-Rouvray")) == ["76575"]


def test_the_territory_of_the_crisis_comes_first(places):
    assert codes(places.named("Saint-Denis", ["974"]))[0] == "97411"
    assert codes(places.named("Saint-Denis"))[0] == "97411"
    assert codes(places.named("Saint-Denis", ["93"]))[0] == "93066"
    assert codes(places.named("Saint-Denis", ["R76", "11"]))[0] == "11339"
    assert [one.name for one in places.find_in("de Rouen à Paris", ["76"])] == ["Rouen", "Paris"]
    assert codes(places.find_in("de Dieppe à Rouen", ["76217"])) == ["76217", "76540"]


def test_a_territory_may_be_a_commune_a_departement_or_a_region(places):
    order = nearest_first(["76217", "D2A", "R53"])
    ajaccio, rennes, dieppe, paris = (places.by_code(code) for code in ("2A004", "35238", "76217", "75056"))
    assert sorted([paris, ajaccio, rennes, dieppe], key=order) == [dieppe, rennes, ajaccio, paris]


@pytest.mark.parametrize(("code", "departement"), [("76540", "76"), ("2a004", "2A"), ("97411", "974"), ("D76", "76")])
def test_a_code_says_its_departement(code, departement):
    assert departement_of(code) == departement


def test_the_name_of_a_code_is_that_of_the_commune_or_the_departement(places):
    assert places.name("76540") == "Rouen"
    assert places.name("76") == "Seine-Maritime"
    assert places.name("2b") == "Haute-Corse"
    assert places.name("XX") is None


@given(st.text(max_size=80))
def test_any_text_can_be_searched(places, text):
    for commune in places.find_in(text):
        assert places.by_code(commune.code) == commune


def test_every_commune_is_found_by_its_own_name(places):
    lines = resources.path("insee/communes.csv").read_text("utf-8").splitlines()[1:]
    assert len(lines) == 35_014
    for code, name, *_ in (line.split(",") for line in lines):
        assert code in codes(places.named(name))
