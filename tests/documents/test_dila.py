"""The State's directory becomes contacts, or is refused whole."""

import json
from pathlib import Path

import pytest

from app.core.errors import Refused
from app.core.registers.directory import FIELDS
from app.documents import dila

RECORD = Path(__file__).parents[1] / "data" / "dila" / "organismes-bsa.json"


def test_the_published_record_becomes_a_functional_contact_with_public_numbers() -> None:
    [contact] = dila.contacts(RECORD.read_bytes())
    assert contact == {
        "kind": "function",
        "function": "Accueil du public",
        "organisation": "Mairie - Breux-sur-Avre",
        "source": "Annuaire de l'administration (DILA), fiche du 03/12/2021",
        "dila_id": "0b19da66-336b-4a4d-a56a-1bbf731ec306",
        "address": "10 ancienne route du Mans, Le Bourg, 27570 Breux-sur-Avre",
        "phone:1": {"number": "+33232325076", "usage": "switchboard", "public": True},
        "email:1": "mairie@breux-sur-avre.fr",
    }
    assert {field for field in contact if ":" not in field} <= set(FIELDS)


def test_values_encoded_as_json_inside_strings_are_read_too() -> None:
    record = json.loads(RECORD.read_bytes())["service"][0]
    inside = {name: json.dumps(value) if isinstance(value, list) else value for name, value in record.items()}
    answer = json.dumps({"total_count": 1, "results": [inside]}).encode()
    assert dila.contacts(answer) == dila.contacts(RECORD.read_bytes())


def test_a_record_with_a_name_alone_is_a_contact() -> None:
    assert dila.contacts(b'[{"nom": "Cabinet", "telephone": null, "adresse": "nulle part"}]') == [
        {
            "kind": "function",
            "function": "Accueil du public",
            "organisation": "Cabinet",
            "source": "Annuaire de l'administration (DILA)",
        }
    ]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe",
        b"not json",
        b"3",
        b"{}",
        b'{"service": 3}',
        b'{"service": [3]}',
        b"[" * 100_000,
        b'{"service": [{"nom": ""}]}',
        b'{"service": [{"nom": "Mairie", "telephone": ["=cmd()"]}]}',
    ],
)
def test_a_file_that_is_no_directory_is_refused(raw: bytes) -> None:
    with pytest.raises(Refused):
        dila.contacts(raw)
