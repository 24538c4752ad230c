"""Circuits of visas: the standard one, and those refused because they could not validate safely."""

import json

import pytest

from app.core import circuits
from app.core.errors import Refused

ORGANISATIONS = {"id": "organisations", "label": "organismes", "kind": "organisations", "roles": ["LIA"]}
FORMER = "3acef6fc67ab70a76d4a67cd704cd9605f2a8e0827b5a2701a6e13cd2354db2e"
COORDINATION = {"id": "coordination", "label": "coordination", "kind": "role", "roles": ["CCOM"]}
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
    steps = (ORGANISATIONS, COORDINATION, FINAL)
    former = circuits.read(of(*steps))
    assert circuits.fingerprint(former) == circuits.fingerprint(circuits.read(of(*steps)))
    for changed in (
        of(COORDINATION, FINAL),
        of(ORGANISATIONS | {"organisations": ["INT"]}, COORDINATION, FINAL),
        of(ORGANISATIONS, COORDINATION | {"roles": ["CCOM", "DIR"]}, FINAL),
        of(ORGANISATIONS, COORDINATION | {"parallel": True}, FINAL),
        of(ORGANISATIONS, COORDINATION | {"deadline": 1}, FINAL),
        of(COORDINATION, FINAL, ORGANISATIONS | {"after": True}),
        of(*steps, id="e"),
        of(*steps, urgent=True),
        of(*steps, joint=True),
    ):
        assert circuits.fingerprint(circuits.read(changed)) != circuits.fingerprint(former)


def test_the_fingerprint_of_a_former_circuit_did_not_change_when_steps_got_more_to_say():
    former = circuits.read((circuits.resources.path("circuits/standard-1.json")).read_bytes())
    assert circuits.fingerprint(former) == FORMER
    assert FORMER in circuits.known()
    assert circuits.fingerprint(circuits.load()) in circuits.known()


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ((), "illisible"),
        ((ORGANISATIONS,), "la dernière étape n'est pas le visa final"),
        ((FINAL | {"final": False},), "la dernière étape n'est pas le visa final"),
        ((FINAL, ORGANISATIONS), "la dernière étape n'est pas le visa final"),
        ((ORGANISATIONS | {"final": True},), "la dernière étape n'est pas le visa final"),
        ((FINAL,), "quatre yeux"),
        ((ORGANISATIONS, FINAL), "quatre yeux"),
        ((ORGANISATIONS, FINAL, COORDINATION | {"after": True}), "quatre yeux"),
        ((COORDINATION, FINAL | {"after": True}), "la dernière étape n'est pas le visa final"),
        ((COORDINATION, FINAL | {"roles": ["CCOM"]}), "n'est pas celui de l'autorité"),
        ((COORDINATION, FINAL | {"roles": ["DIR", "CCOM"]}), "n'est pas celui de l'autorité"),
        ((COORDINATION, FINAL | {"parallel": True}), "qu'après les autres étapes"),
        ((COORDINATION | {"after": True}, ORGANISATIONS, FINAL), "demandée après coup"),
        ((COORDINATION | {"deadline": -1}, FINAL), "illisible"),
        ((COORDINATION | {"deadline": 10**6}, FINAL), "illisible"),
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


def test_every_circuit_of_the_house_ends_on_the_authority_and_asks_two_persons_at_least():
    house = circuits.house()
    assert [(one.id, one.urgent, one.joint) for one in house] == [
        ("standard", False, False),
        ("urgent", True, False),
        ("joint", False, True),
    ]
    for one in house:
        required = [step for step in one.steps if not step.after]
        assert (required[-1].roles, required[-1].final) == (("DIR",), True)
        assert ("CCOM",) in [step.roles for step in required]
        assert circuits.told(one).count("\n") == len(one.steps) - 1


def regime(id, circuit, *replaces, seen=None):
    return circuits.Regime(id, circuit, seen or {}, replaces, "Camille", 1)


def test_the_circuit_in_force_is_the_last_set_for_the_crisis_and_that_of_the_house_without_any():
    house = circuits.load()
    one = circuits.read(of(COORDINATION, FINAL, id="standard"))
    two = circuits.read(of(ORGANISATIONS, COORDINATION, FINAL, id="standard"))
    assert circuits.in_force([], "standard") == (house,)
    assert circuits.in_force([regime("a", one)], "standard") == (one,)
    assert circuits.in_force([regime("a", one), regime("b", two, "a")], "standard") == (two,)
    apart = circuits.in_force([regime("a", one), regime("b", two)], "standard")
    assert {circuits.fingerprint(each) for each in apart} == {circuits.fingerprint(each) for each in (one, two)}
    assert circuits.in_force([regime("a", one), regime("b", one)], "standard") == (one,)
    assert circuits.in_force([regime("a", one)], "urgent") == (circuits.load("urgent"),)


def test_a_circuit_that_another_took_the_place_of_is_in_force_no_more():
    house, one = circuits.load(), circuits.read(of(COORDINATION, FINAL, id="standard"))
    assert circuits.holds(house, [])
    assert not circuits.holds(one, [])
    assert not circuits.holds(house, [regime("a", one)])
    assert circuits.holds(one, [regime("a", one)])
    assert circuits.holds(circuits.load("urgent"), [regime("a", one)])
    assert circuits.holds(house, [regime("a", one), regime("b", house)])


def test_a_change_knows_of_what_was_held_where_it_was_signed():
    changed = regime("a", circuits.load(), seen={"device:0": 3})
    assert [changed.saw(("device", "0", "space"), seq) for seq in (1, 3, 4)] == [True, True, False]
    assert not changed.saw(("device", "1", "space"), 1)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"id": 1}'])
def test_bytes_that_are_no_circuit_are_refused(data):
    with pytest.raises(Refused, match="illisible"):
        circuits.read(data)


@pytest.mark.parametrize("name", ["inconnu", "../organisations", "", "Standard", "a/b", "x" * 300, "a\x00"])
def test_only_a_circuit_of_the_resources_is_loaded(name):
    with pytest.raises(Refused, match="inconnu"):
        circuits.load(name)
