"""The State's directory becomes organisations as it flows; a bad record is told, and stops no other."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.contact_fields import checked
from app.core.errors import Refused
from app.core.incoming import Incoming
from app.documents import dila
from tests import directory_export

RECORD = Path(__file__).parents[1] / "data" / "dila" / "organismes-bsa.json"
MEASURED = """
import resource, sys
from pathlib import Path
from app.documents import dila
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
list(dila.organisations(Path(sys.argv[1]).open("rb")))
before, count = peak(), 0
for one in dila.organisations(Path(sys.argv[2]).open("rb")):
    count += bool(one.fields.get("parent"))
print(count, peak() - before)
"""


def read(*records: object) -> list[Incoming]:
    found = list(dila.organisations(BytesIO(json.dumps({"service": records}).encode())))
    assert all(checked(one.fields) == one.fields for one in found)
    return found


def test_the_published_record_becomes_an_organisation_with_public_numbers() -> None:
    [one] = dila.organisations(BytesIO(RECORD.read_bytes()))
    assert one.fields == {
        "kind": "organisation",
        "name": "Mairie - Breux-sur-Avre",
        "type": "local",
        "source": "Annuaire de l'administration (DILA), fiche du 03/12/2021",
        "dila_id": "0b19da66-336b-4a4d-a56a-1bbf731ec306",
        "address": "10 ancienne route du Mans, Le Bourg, 27570 Breux-sur-Avre",
        "phone:1": {"number": "+33232325076", "usage": "switchboard", "public": True},
        "email:1": "mairie@breux-sur-avre.fr",
    }
    assert (one.place, one.dated, one.trouble) == ("fiche 1", "2021-12-03", ())


@pytest.mark.parametrize("around", ['{"total_count": 1, "results": [%s]}', "[%s]", '\ufeff{"service": [%s]}'])
def test_values_encoded_as_json_inside_strings_are_read_too(around: str) -> None:
    record = json.loads(RECORD.read_bytes())["service"][0]
    deep = {name: [json.dumps(one) for one in value] for name, value in record.items() if isinstance(value, list)}
    inside = {name: json.dumps(value) if isinstance(value, list) else value for name, value in (record | deep).items()}
    answer = (around % json.dumps(inside)).encode()
    assert list(dila.organisations(BytesIO(answer))) == list(dila.organisations(BytesIO(RECORD.read_bytes())))


def test_a_child_knows_its_parent_whichever_comes_first() -> None:
    links = [
        {"type_hierarchie": "Service Fils", "service": "b"},
        {"type_hierarchie": "Autre hiérarchie", "service": "d"},
    ]
    child, parent, other = read(
        {"id": "b", "nom": "B"}, {"id": "a", "nom": "A", "hierarchie": json.dumps(links)}, {"nom": "D"}
    )
    assert child.fields["parent"] == "dila:a"
    assert "parent" not in parent.fields
    assert "parent" not in other.fields


@pytest.mark.parametrize(
    ("said", "usage"),
    [("", "switchboard"), ("Standard", "switchboard"), ("Astreinte de nuit", "duty"), ("Passeports", "office")],
)
def test_the_description_of_a_number_says_its_usage(said: str, usage: str) -> None:
    [one] = read({"nom": "A", "telephone": [{"valeur": "02 32 76 50 00", "description": said}]})
    assert one.fields["phone:1"] == {"number": "+33232765000", "usage": usage, "public": True}
    assert ("Passeports" in one.fields.get("remark", "")) == (said == "Passeports")


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        ({"pivot": [{"type_service_local": "sous_pref"}]}, "prefecture"),
        ({"pivot": '[{"type_service_local": "ars"}]'}, "agency"),
        ({"pivot": [{"type_service_local": "autre_chose"}]}, "local"),
        ({"type_organisme": "Ambassade ou mission diplomatique"}, "embassy"),
        ({"type_organisme": "Autorité administrative indépendante"}, "authority"),
        ({"type_organisme": "Administration centrale (ou Ministère)"}, "ministry"),
        ({}, "other"),
    ],
)
def test_the_type_is_that_of_our_directory(record: dict[str, Any], kind: str) -> None:
    assert read({"nom": "A", **record})[0].fields["type"] == kind


def test_several_addresses_and_an_acronym_are_kept() -> None:
    places = [{"numero_voie": "1 rue A", "code_postal": "27000"}, {"numero_voie": "2 rue B", "pays": "Belgique"}]
    [one] = read({"nom": "A", "sigle": "DDT", "adresse": places})
    assert (one.fields["acronym"], one.fields["address"]) == ("DDT", "1 rue A, 27000")
    assert one.fields["remark"] == "Autre adresse : 2 rue B, Belgique"


def test_a_bad_record_is_told_and_stops_no_other() -> None:
    bad = [3, {"nom": ""}, {"nom": "B", "statut": "inactive"}]
    odd = {"nom": "C", "telephone": ["=cmd()"], "adresse": "nulle part", "pivot": 3, "id": 12, "hierarchie": [[]]}
    *refused, kept = read(*bad, odd)
    assert [(one.fields, len(one.trouble)) for one in refused] == [({}, 1)] * 3
    assert (kept.place, kept.fields["name"], kept.fields["dila_id"]) == ("fiche 4", "C", "12")
    assert "=cmd()" in kept.fields["remark"]


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"not json", b"3", b"{}", b'{"service": 3}', b"[" * 100_000])
def test_a_file_that_is_no_directory_is_refused(raw: bytes) -> None:
    with pytest.raises(Refused, match="DILA"):
        list(dila.organisations(BytesIO(raw)))


def test_a_file_cut_short_is_refused_where_it_breaks() -> None:
    found: Iterator[Incoming] = dila.organisations(BytesIO(b'{"service": [{"nom": "A"}, {"nom": "B"}, {"no'))
    with pytest.raises(Refused, match="après la fiche 2"):
        list(found)


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=8) | st.integers(), lambda some: st.lists(some, max_size=3)
    )
)
def test_hostile_values_are_told_at_worst(value: object) -> None:
    names = (
        "nom",
        "id",
        "adresse",
        "telephone",
        "pivot",
        "hierarchie",
        "date_modification",
        "statut",
        "adresse_courriel",
    )
    read(dict.fromkeys(names, value), {**dict.fromkeys(names, value), "nom": "A"})


@given(st.binary(max_size=60))
def test_hostile_bytes_are_refused_at_worst(raw: bytes) -> None:
    try:
        list(dila.organisations(BytesIO(b'{"service": [' + raw)))
    except Refused:
        return


def test_twenty_thousand_records_are_read_in_flat_memory(tmp_path: Path) -> None:
    small, large = tmp_path / "small.json", tmp_path / "large.json"
    directory_export.write(small, 20)
    directory_export.write(large, 20_000)
    command = [sys.executable, "-c", MEASURED, str(small), str(large)]
    house = Path(dila.__file__).parents[2]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, cwd=house, env={**os.environ})
    parents, kilobytes = map(int, answer.stdout.split())
    assert parents == 20_000 // 10 * directory_export.CHILDREN - directory_export.CHILDREN
    assert kilobytes < 30 * 1024
    assert large.stat().st_size > 50 * 1024 * 1024
