"""A table of contacts is understood by its headings, and as a person maps them."""

from collections.abc import Mapping

import pytest

from app.core.contact_fields import checked as taken
from app.core.errors import Refused
from app.core.incoming import Incoming
from app.documents import contact_sheets
from app.documents.contact_sheets import LEFT_OUT, heading, proposed

OUTLOOK = (
    "Title,First Name,Middle Name,Last Name,Company,Department,Job Title,Business Street,Business City,"
    "Business Postal Code,Business Country/Region,Business Fax,Business Phone,Home Phone,Mobile Phone,E-mail Address,"
    "Notes"
)
GMAIL = (
    "First Name,Last Name,Organization Name,Organization Title,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,"
    "Phone 1 - Value,Phone 2 - Label,Phone 2 - Value"
)


def contacts(
    titles: str, *lines: str, mapping: Mapping[str, str] | None = None, separator: str = ","
) -> list[Incoming]:
    rows = list(enumerate((line.split(separator) for line in (titles, *lines)), start=1))
    head = heading(rows)
    found = list(contact_sheets.contacts(rows, head, contact_sheets.checked(mapping or {}, head.titles)))
    assert all(taken(one.fields) == one.fields for one in found)
    return found


def test_outlooks_columns_are_known() -> None:
    [one] = contacts(
        OUTLOOK,
        "Mme,Léa,Anne,Kerjean,Ministère de l'Intérieur,COGIC,Cheffe de salle,1 place Beauvau,Paris,75008,France,"
        "01 99 00 11 20,01 99 00 11 21,01 99 00 11 22,06 39 98 11 23,lea@exemple.gouv.fr,parle breton",
    )
    assert one.fields == {
        "kind": "person",
        "civility": "Mme",
        "given_name": "Léa Anne",
        "family_name": "Kerjean",
        "organisation": "INT",
        "service": "COGIC",
        "function": "Cheffe de salle",
        "address": "1 place Beauvau, 75008 Paris",
        "phone:1": {"number": "+33199001121", "usage": "office", "public": False},
        "phone:2": {"number": "+33639981123", "usage": "mobile", "public": False},
        "email:1": "lea@exemple.gouv.fr",
        "remark": "Télécopie : 01 99 00 11 20\nparle breton",
    }
    assert [number["value"] for number in one.private] == ["+33199001122"]
    assert one.place == "ligne 2"


def test_gmails_labels_say_what_the_value_beside_is() -> None:
    [one] = contacts(
        GMAIL,
        "Léa,Kerjean,ANSSI,Analyste,* Home,lea@exemple.org,Mobile,06 39 98 11 23 ::: 06 39 98 11 24,"
        "Home,01 99 00 11 22",
    )
    assert [one.fields[f"phone:{place}"]["usage"] for place in (1, 2)] == ["mobile", "mobile"]
    assert [number["value"] for number in one.private] == ["lea@exemple.org", "+33199001122"]


def test_french_headings_are_known_below_a_title() -> None:
    rows = ["Annuaire de crise;;;", ";;;", "NOM Prénom ;Fonction;Tél. astreinte;Mél"]
    assert heading(list(enumerate((row.split(";") for row in rows), start=1))).line == 3
    found = proposed(["Civilité", "Nom", "Structure", "Standard", "Tél. mobile", "Notes internes"])
    assert list(found.values()) == [
        "civility",
        "full_name",
        "organisation",
        "phone:switchboard",
        "phone:mobile",
        LEFT_OUT,
    ]


def test_a_table_of_ours_comes_back_private_numbers_included() -> None:
    titles = (
        "nature;nom;prénom;vérifié le;habilité à s'exprimer;téléphone 1;usage du téléphone 1;téléphone 1 public;"
        "courriel 1;contact privé 1;usage du contact privé 1;identifiant"
    )
    line = (
        "nominatif;Kerjean;Léa;2026-09-24;oui;01 99 00 11 21;astreinte;oui;lea@exemple.gouv.fr;06 39 98 11 23;mobile;77"
    )
    [one] = contacts(titles, line, separator=";")
    assert one.fields == {
        "kind": "person",
        "family_name": "Kerjean",
        "given_name": "Léa",
        "verified_on": "2026-09-24",
        "may_speak": True,
        "phone:1": {"number": "+33199001121", "usage": "duty", "public": True},
        "email:1": "lea@exemple.gouv.fr",
    }
    assert one.private[0]["usage"] == "mobile"


def test_a_person_changes_what_a_column_is() -> None:
    titles, line = "Nom,Bureau des appels,Divers", "Léa Kerjean,01 99 00 11 21,à vérifier"
    [before] = contacts(titles, line)
    assert set(before.fields) == {"kind", "family_name", "given_name"}
    mapping = {"Bureau des appels": "phone:duty", "Divers": "remark", "Nom": "function"}
    [one] = contacts(titles, line, mapping=mapping)
    assert (one.fields["kind"], one.fields["function"], one.fields["remark"]) == (
        "function",
        "Léa Kerjean",
        "à vérifier",
    )
    assert one.fields["phone:1"]["usage"] == "duty"


@pytest.mark.parametrize("mapping", [{"Inconnue": "service"}, {"Nom": "inconnu"}])
def test_a_mapping_that_names_nothing_is_refused(mapping: dict[str, str]) -> None:
    with pytest.raises(Refused):
        contacts("Nom,Fonction", "a,b", mapping=mapping)


def test_rows_that_name_nobody_are_told_and_the_others_come_in() -> None:
    nobody, organisation, function = contacts(
        "Nom,Organisme,Fonction,Téléphone", ",,,01 99 00 11 21", ",DICOM,,", ",DICOM,Permanence,12,trop,de,cellules"
    )
    assert (nobody.fields, len(nobody.trouble)) == ({}, 1)
    assert organisation.fields == {"kind": "organisation", "name": "DICOM"}
    assert function.fields["kind"] == "function"
    assert len(function.trouble) == 2


def test_columns_alike_or_blank_have_names_of_their_own() -> None:
    head = heading([(1, ["Nom", "Téléphone", "Téléphone", ""])])
    assert head.titles == ("Nom", "Téléphone", "Téléphone (3)", "colonne 4")
    assert proposed(head.titles)["Téléphone (3)"] == "phone:office"


def test_without_a_known_column_the_titles_are_shown_and_nothing_comes_in() -> None:
    with pytest.raises(Refused, match="Aucune colonne"):
        contacts("a,b", "c,d")
