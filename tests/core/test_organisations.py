"""One organisation, one code, whatever people call it."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.core.organisations import Organisation, Organisations, organisations


@pytest.mark.parametrize(
    ("words", "code"),
    [
        *(("Intérieur", "INT"), ("ministère de l’Intérieur", "INT"), ("ministère de l'intérieur", "INT")),
        *(("INT", "INT"), ("int", "INT"), ("ministre de l'Intérieur", "INT"), (" INTERIEUR ", "INT")),
        *(("SDIS76", "SDIS76"), ("SDIS 76", "SDIS76"), ("sdis-76", "SDIS76"), ("CODIS 76", "SDIS76")),
        *(("préfecture de la Seine-Maritime", "PREF76"), ("Préfecture 76", "PREF76"), ("préf. 76", "PREF76")),
        *(("préfète de la Drôme", "PREF26"), ("préfecture de Corse du Sud", "PREF2A"), ("préfet de Paris", "PREF75")),
        *(("préfecture de région Normandie", "PREF76"), ("ARS Normandie", "ARS-NORMANDIE")),
        *(("dreal hauts de france", "DREAL-HAUTS-DE-FRANCE"), ("DREAL Île-de-France", "DRIEAT")),
        *(("Santé", "SAN"), ("Santé publique France", "SPF"), ("EUR", "MEAE"), ("TE", "MTE"), ("Bercy", "ECO")),
        *(("cab PM", "CABPM"), ("Matignon", "PM"), ("SIG", "SIG"), ("météo france", "METEO"), ("PREF988", "HC988")),
    ],
)
def test_every_usual_name_leads_to_the_code(words, code):
    assert organisations().resolve(words) == code


def test_every_word_of_the_list_leads_to_its_own_organisation():
    known = organisations()
    for one in known.all():
        for word in (one.code, one.name, one.short, *one.aliases):
            assert known.resolve(word) == one.code


def test_there_is_a_prefecture_and_a_samu_in_each_of_the_101_departements():
    codes = {one.code for one in organisations().all()}
    assert sum(code.startswith("SAMU") for code in codes) == 101
    assert {"PREF01", "PREF2A", "PREF75", "PREF976"} <= codes


def test_paris_is_not_given_a_fire_service_it_does_not_have():
    with pytest.raises(Refused, match="SDIS 75"):
        organisations().resolve("SDIS 75")
    assert organisations().resolve("BSPP") == "BSPP"


def test_an_unknown_name_is_refused_with_those_that_come_near():
    with pytest.raises(Refused, match=r"« Interieurr ».*Intérieur \(INT\)") as refused:
        organisations().resolve("Interieurr")
    assert refused.value.field == "organisation"


def test_another_departement_is_not_proposed_for_a_slip_of_the_hand():
    assert not [one for one in organisations().near("SDES 76") if one.code != "SDIS76"]


def test_a_code_this_list_does_not_know_is_shown_as_it_is():
    assert organisations().name("NEUF") == organisations().short("NEUF") == "NEUF"
    assert organisations().short("PREF76") == "Préfecture 76"
    assert organisations().name("PREF28") == "préfecture d’Eure-et-Loir"


def test_two_organisations_never_answer_to_one_word():
    with pytest.raises(ValueError, match="désigne A et B"):
        Organisations([Organisation("A", "un", "un", ("même",)), Organisation("B", "deux", "deux", ("MEME",))])


@given(st.text(max_size=30))
def test_any_words_are_an_organisation_or_refused(text):
    with contextlib.suppress(Refused):
        assert organisations().resolve(text) in {one.code for one in organisations().all()}
