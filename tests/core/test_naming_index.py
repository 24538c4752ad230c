"""Names are found by the beginning of any of their words, and the likeliest comes first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.naming_index import Name, Names, communes, phrase
from app.core.places import Places

PLACES = Places()
WHO = Names(
    Name(text, text, "sender")
    for text in ("SDIS76", "Préfecture de la Seine-Maritime", "Cellule com.", "Œuvre d’Étretat", "Mairie de Rouen")
)


@pytest.fixture(scope="module")
def index() -> Names:
    return communes(PLACES, ("76",))


def texts(names: Names, typed: str) -> list[str]:
    return [name.text for name in names.beginning(typed)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        *(("prefecture", 1), ("PRÉF", 1), ("préfecture de la sei", 1), ("seine", 1), ("maritime", 1), ("sdis", 0)),
        *(("com", 2), ("cellule com", 2), ("oeuvre", 3), ("œuv", 3), ("etretat", 3), ("rouen", 4), ("préfecture ", 1)),
    ],
)
def test_a_name_is_found_by_the_beginning_of_any_of_its_words(typed, found):
    expected = ("SDIS76", "Préfecture de la Seine-Maritime", "Cellule com.", "Œuvre d’Étretat", "Mairie de Rouen")
    assert texts(WHO, typed) == [expected[found]]


@pytest.mark.parametrize("typed", ["", " ", "-", "fecture", "prefecture seine", "rouen ", "zzz", "préf "])
def test_nothing_is_found_in_the_middle_of_a_word(typed):
    assert texts(WHO, typed) == []


def test_a_name_is_found_by_its_other_words_too():
    names = Names([Name("SDIS 76", "service d’incendie", "organisation", ("SDIS 76", "CODIS 76", "pompiers 76"))])
    assert texts(names, "codis") == texts(names, "pomp") == ["SDIS 76"]
    assert texts(names, "service") == []


def test_a_name_is_given_once_and_the_first_ones_come_first():
    names = Names(Name(text, text, "sender") for text in ("Le Havre Le Havre", "Le Havre-Nord"))
    assert texts(names, "le") == ["Le Havre Le Havre", "Le Havre-Nord"]
    assert [name.text for name in names.first(1)] == ["Le Havre Le Havre"]
    assert len(names.beginning("le", most=1)) == 1


def test_the_communes_of_the_territory_come_first(index):
    assert texts(index, "saint-et")[0] == "Saint-Étienne-du-Rouvray"
    assert texts(index, "st et")[0] == "Saint-Étienne-du-Rouvray"
    assert texts(index, "havre")[0] == "Le-Havre"
    assert index.first(1)[0].label == "Le Havre (76)"


def test_a_commune_is_found_by_its_code(index):
    assert texts(index, "76540") == ["Rouen"]
    assert texts(index, "2a00")[0].startswith(("Ajaccio", "Al"))


def test_what_is_written_names_that_commune_alone(index):
    every = index.first(40_000)
    assert len(every) == 35_014
    for name in every:
        found = PLACES.by_code(name.text) or PLACES.named(name.text)[0]
        assert name.label == f"{found.name} ({found.departement})"
        assert " " not in name.text


def test_a_commune_whose_name_others_bear_is_written_by_its_code(index):
    codes = [name.text for name in index.beginning("saint-denis", most=40) if name.label.startswith("Saint-Denis (")]
    assert len(codes) > 1
    assert all(code.isdecimal() for code in codes)


@given(st.text(max_size=30))
def test_anything_may_be_typed(typed):
    assert isinstance(phrase(typed), str)
    WHO.beginning(typed)
