"""The French spell-check: what is a fault in an official text, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents import spelling

RELEASE = """
Le préfet de la région Normandie communique : un incendie s’est déclaré à 2 h 40, près de Bosc-Guérard-Saint-Adrien, de
l’agglomération rouennaise et d’Isneauville. N’allez pas chercher vos enfants à l’école. Qu’est-ce que l’on sait ?
Jusqu'à présent, les sapeurs-pompiers du SDIS 76 l’ont circonscrit. Le COGIC et la préfète suivent le retex, les
mégafeux, la cyberattaque. Rendez-vous le 2e jour, au 1er étage, n° 3. Mise à l’abri, là-bas, dis-je, a-t-il.
"""


def faults(text: str, *own: str) -> list[str]:
    return [fault.word for fault in spelling.misspelt(text, own)]


def test_an_official_text_written_well_has_no_fault() -> None:
    assert faults(RELEASE) == []


def test_a_fault_is_told_with_its_place() -> None:
    text = "Le comuniqué de l’hopital, aujourdhui."
    found = spelling.misspelt(text)
    assert [one.word for one in found] == ["comuniqué", "l’hopital", "aujourdhui"]
    assert all(text[one.position : one.position + one.length] == one.word for one in found)


def test_communes_organisations_sigles_figures_and_addresses_are_no_faults() -> None:
    assert faults("Cottévrard, Houppeville, Météo-France, DGSCGC, ORSEC, 12e, 3,5 t, A13, B2B") == []
    assert faults("https://www.gouvernement.fr/infoz www.meteo.frr x.yz@sante.gouv.fr #Roouen @Elyssee gouv.fr") == []
    assert faults("Appelez le [numéro dincident] puis attendez.") == []


def test_a_name_of_a_commune_is_no_excuse_for_a_word_in_small_letters() -> None:
    assert faults("cottévrard") == ["cottévrard"]


def test_a_word_added_in_the_crisis_is_no_fault_with_or_without_an_article_or_a_capital() -> None:
    assert faults("Lubrizol, d’Exelcom, LUBRIZOL, exelcom") == ["Lubrizol", "d’Exelcom", "exelcom"]
    assert faults("Lubrizol, d’Exelcom, exelcom", "Lubrizol", "Exelcom") == []


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_both_apostrophes_are_read_alike(apostrophe: str) -> None:
    assert faults(f"aujourd{apostrophe}hui, l{apostrophe}air, qu{apostrophe}il") == []
    assert faults(f"l{apostrophe}incandie") == [f"l{apostrophe}incandie"]


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("comuniqué", "communiqué"),
        ("ministere", "ministère"),
        ("évacuassion", "évacuation"),
        ("acceuil", "accueil"),
        ("dilemne", "dilemme"),
        ("hopital", "hôpital"),
        ("l’incandie", "l’incendie"),
        ("aujourdhui", "aujourd’hui"),
    ],
)
def test_what_was_meant_is_proposed(wrong: str, meant: str) -> None:
    assert meant in spelling.suggestions(wrong)


def test_a_word_without_end_costs_nothing() -> None:
    assert spelling.suggestions("x" * 5000) == ()
    assert faults("é" * 5000) == ["é" * 5000]


@given(st.text(max_size=200))
def test_whatever_is_typed_is_checked_and_faults_stand_where_they_are_said(text: str) -> None:
    end = 0
    for fault in spelling.misspelt(text):
        assert fault.position >= end
        assert text[fault.position :][: fault.length] == fault.word
        end = fault.position + fault.length
