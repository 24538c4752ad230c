"""The directory in tables: complete, both values where there are two, nothing computed."""

import csv
from io import StringIO

from app.documents import directory_tables
from tests.documents.agents import DELMAS, extract, secret


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_every_field_is_there_as_a_person_reads_it() -> None:
    delmas, post, town = rows(directory_tables.csv_of(extract()))
    assert (delmas["nom"], delmas["organisme"], delmas["habilité à s'exprimer"]) == (
        "Delmas",
        "ministère de la Santé",
        "oui",
    )
    assert delmas["téléphone 1"] == "01 99 00 33 51 ≠ 01 99 00 33 15"
    assert (post["suppléant"], post["fonction"]) == (DELMAS.name, "'=Permanence")
    assert (post["téléphone 1"], post["téléphone 1 public"]) == ("0692 12 34 56", "non")
    assert (town["nom de l'organisme"], town["remarque"], town["téléphone 1"]) == ("Mairie de Rouen", "'01001", "")


def test_private_numbers_are_there_only_once_they_were_revealed() -> None:
    assert b"06 39 98 00 41" not in directory_tables.csv_of(extract())
    revealed = extract(private={DELMAS.id: (secret(),)})
    assert rows(directory_tables.csv_of(revealed))[0]["contact privé 1"] == "06 39 98 00 41"
    about = directory_tables.dictionary_csv_of(revealed).decode("utf-8-sig")
    assert "consultation inscrite au journal" in about
    assert "Camille Morvan (CCOM), poste SIG1" in about


def test_a_workbook_holds_the_contacts_and_what_was_asked() -> None:
    assert directory_tables.ods_of(extract()).startswith(b"PK")
