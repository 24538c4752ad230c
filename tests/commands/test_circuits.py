"""`circuit`: who must sign, read and changed at the command line."""

import json
from pathlib import Path

import pytest

from tests.central import Line

COORDINATION = {"id": "coordination", "label": "visa de coordination", "kind": "role", "roles": ["CCOM"]}
AUTHORITY = {"id": "authority", "label": "visa de l’autorité", "kind": "role", "roles": ["DIR"], "final": True}
SHORT = {"id": "standard", "name": "circuit court", "steps": [COORDINATION, AUTHORITY]}


@pytest.fixture
def crisis(admin: Line) -> str:
    return admin.open_crisis()


def written(folder: Path, circuit: object) -> str:
    file = folder / "circuit.json"
    file.write_text(json.dumps(circuit), encoding="utf-8")
    return str(file)


def test_the_circuits_of_the_house_are_listed_until_one_is_set(admin: Line, crisis: str) -> None:
    at = ("--crisis", crisis)
    listed = admin("circuit", "list", *at).results
    assert [one["id"] for one in listed] == ["standard", "urgent", "joint"]
    assert {one["set_by"] for one in listed} == {""}
    assert "circuit de la maison" in admin.told("circuit", "show", "standard", *at).out


def test_a_circuit_is_set_says_what_falls_and_writes_itself_in_the_journal(
    admin: Line, crisis: str, tmp_path: Path
) -> None:
    at, text = ("--crisis", crisis), tmp_path / "texte.txt"
    text.write_text("Restez à l’abri.", encoding="utf-8")
    draft = ("--kind", "line", "--title", "Consigne", "--text-file", str(text))
    message = admin("message", "draft", *at, *draft).only["message"]
    admin("message", "submit", message, *at)
    done = admin("circuit", "set", *at, "--file", written(tmp_path, SHORT)).only
    assert (done["circuit"], done["to_submit_again"]) == ("standard", [message])
    listed = admin("circuit", "list", *at).results[0]
    assert (listed["name"], listed["set_by"], listed["apart"]) == ("circuit court", "Alice Admin", False)
    assert listed["fingerprint"] == done["fingerprint"]
    shown = admin("circuit", "show", "standard", *at).only
    assert [one["id"] for one in shown["steps"]] == ["coordination", "authority"]
    assert "Circuit de visas changé : circuit court" in admin.told("journal", "list", *at).out
    assert "soumettre à nouveau" in admin.told("message", "show", message, *at).out


def test_what_is_shown_may_be_changed_and_set(admin: Line, crisis: str, tmp_path: Path) -> None:
    at = ("--crisis", crisis)
    shown = admin("circuit", "show", "urgent", *at).only
    shown["steps"][0]["deadline"] = 5
    assert admin("circuit", "set", *at, "--file", written(tmp_path, shown)).only["circuit"] == "urgent"
    assert admin("circuit", "show", "urgent", *at).only == shown


def test_what_could_not_validate_safely_and_what_is_no_circuit_are_refused(
    admin: Line, crisis: str, tmp_path: Path
) -> None:
    at = ("--crisis", crisis)
    for circuit, why in (
        (SHORT | {"steps": [AUTHORITY]}, "quatre yeux"),
        (SHORT | {"steps": [COORDINATION]}, "visa final"),
        ({"id": "standard"}, "illisible"),
        (SHORT | {"id": "essai"}, "Circuit inconnu"),
    ):
        answer = admin("circuit", "set", *at, "--file", written(tmp_path, circuit))
        assert (answer.code, answer.out) == (1, "")
        assert why in answer.err
    assert admin("circuit", "set", *at, "--file", str(tmp_path / "absent.json")).code == 1
    assert admin("circuit", "show", "essai", *at).code == 2


def test_nobody_but_the_head_of_the_cell_sets_one(admin: Line, director: Line, crisis: str, tmp_path: Path) -> None:
    admin("member", "add", "--crisis", crisis, "--name", "Denis Directeur", "--role", "DIR")
    for line in (admin, director):
        line("sync")
    answer = director("circuit", "set", "--crisis", crisis, "--file", written(tmp_path, SHORT))
    assert (answer.code, answer.out) == (1, "")
    assert "CCOM" in answer.err
