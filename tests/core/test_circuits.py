"""Circuits of visas: the standard one, and those refused because they could not validate safely."""

import json

import pytest

from app.core import circuits
from app.core.errors import Refused

ORGANISATIONS = {"id": "organisations", "label": "organismes", "kind": "organisations", "roles": ["LIA"]}
FINAL = {"id": "authority", "label": "autorité", "kind": "role", "roles": ["DIR"], "final": True}


def of(*steps, **more):
    return json.dumps({"id": "essai", "name": "essai", "steps": steps} | more).encode()


def test_the_standard_circuit_is_organisations_then_ccom_then_dir():
    circuit = circuits.load("standard")
    assert [(step.kind, step.roles, step.final) for step in circuit.steps] == [
        ("organisations", ("LIA",), False),
        ("role", ("CCOM",), False),
        ("role", ("DIR",), True),
    ]


def test_a_circuit_embedded_in_a_submission_comes_back_the_same():
    circuit = circuits.load()
    embedded = json.loads(json.dumps(circuits.plain(circuit)))
    assert circuits.from_plain(embedded) == circuit
    assert circuits.fingerprint(circuits.from_plain(embedded)) == circuits.fingerprint(circuit)


def test_the_fingerprint_changes_with_the_smallest_change():
    former = circuits.read(of(ORGANISATIONS, FINAL))
    assert circuits.fingerprint(former) == circuits.fingerprint(circuits.read(of(ORGANISATIONS, FINAL)))
    for changed in (of(FINAL), of(ORGANISATIONS, FINAL | {"roles": ["DIR", "CCOM"]}), of(ORGANISATIONS, FINAL, id="e")):
        assert circuits.fingerprint(circuits.read(changed)) != circuits.fingerprint(former)


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ((), "illisible"),
        ((ORGANISATIONS,), "la dernière étape n'est pas le visa final"),
        ((FINAL | {"final": False},), "la dernière étape n'est pas le visa final"),
        ((FINAL, ORGANISATIONS), "la dernière étape n'est pas le visa final"),
        ((ORGANISATIONS | {"final": True},), "la dernière étape n'est pas le visa final"),
        ((FINAL | {"id": "a"}, FINAL), "plusieurs étapes se disent finales"),
        ((FINAL | {"final": False}, FINAL), "deux étapes portent le même nom"),
        ((FINAL | {"roles": ["ROI"]},), "le rôle « ROI » n'existe pas"),
        ((FINAL | {"roles": ["OBS"]},), "le rôle OBS ne donne pas de visa"),
        ((FINAL | {"roles": []},), "illisible"),
        ((FINAL | {"kind": "tous"},), "illisible"),
        ((FINAL | {"silence": "accord"},), "illisible"),
        ((*({**ORGANISATIONS, "id": str(n)} for n in range(30)), FINAL), "illisible"),
    ],
)
def test_a_circuit_that_could_not_validate_safely_is_refused(steps, why):
    with pytest.raises(Refused, match=why):
        circuits.read(of(*steps))
    with pytest.raises(Refused, match=why):
        circuits.from_plain(json.loads(of(*steps)))


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"id": 1}'])
def test_bytes_that_are_no_circuit_are_refused(data):
    with pytest.raises(Refused, match="illisible"):
        circuits.read(data)


@pytest.mark.parametrize("name", ["inconnu", "../organisations", "", "Standard", "a/b", "x" * 300, "a\x00"])
def test_only_a_circuit_of_the_resources_is_loaded(name):
    with pytest.raises(Refused, match="inconnu"):
        circuits.load(name)
