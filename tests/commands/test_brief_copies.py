"""`brief print` and `brief copies`: each copy numbered, the same bytes for ever, and its place in the register."""

import hashlib
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.central import Line
from tests.commands.test_briefs import crisis_with_facts, make


@pytest.fixture
def brief(admin: Line) -> str:
    return str(make(admin, crisis_with_facts(admin))["id"])


def test_each_recipient_has_a_copy_of_his_own_in_the_register(admin: Line, brief: str, tmp_path: Path) -> None:
    made = admin("brief", "print", brief, "--copies", "Cabinet PM; SGDSN", "--out", str(tmp_path)).results
    assert [(one["copy"], one["recipient"], one["document"]) for one in made] == [
        ("1/2", "Cabinet PM", "brief"),
        ("2/2", "SGDSN", "brief"),
    ]
    register = admin("brief", "copies", brief).results
    assert [(one["copy"], one["recipient"], one["sha256"]) for one in register] == [
        (one["copy"], one["recipient"], one["sha256"]) for one in made
    ]
    more = admin("brief", "print", brief, "--copies", "Préfet 76", "--out", str(tmp_path)).only
    assert more["copy"] == "3/3"


def test_a_copy_printed_again_is_the_same_to_the_byte(admin: Line, brief: str, tmp_path: Path) -> None:
    first = admin("brief", "print", brief, "--copies", "Cabinet PM", "--out", str(tmp_path / "a")).only
    again = admin("brief", "print", brief, "--copy", "1/1", "--out", str(tmp_path / "b")).only
    assert Path(first["file"]).read_bytes() == Path(again["file"]).read_bytes()
    assert len(admin("brief", "copies", brief).results) == 1


def test_a_copy_leaves_by_courriel_with_its_file(admin: Line, brief: str, tmp_path: Path) -> None:
    words = ("--copies", "Cabinet PM <pm@exemple.fr>; SGDSN", "--out", str(tmp_path), "--mail")
    answer = admin("brief", "print", brief, *words)
    made = answer.results
    assert "2/2 — SGDSN : aucune adresse, aucun courriel" in answer.err
    mail = next(Path(one["file"]) for one in made if one["document"] == "mail")
    parts = [part for part in message_from_bytes(mail.read_bytes()).walk() if part.get_filename()]
    pdf = next(one for one in made if one["document"] == "brief")
    assert [part.get_filename() for part in parts] == [Path(pdf["file"]).name]
    assert [one["document"] for one in made].count("mail") == 1
    payload = parts[0].get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert hashlib.sha256(payload).hexdigest() == pdf["sha256"]


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (("--copies", "A"), "dites où", 2),
        (("--printer", "--mail"), "--out", 2),
        (("--copy", "9/9", "--out", "x"), "Aucun exemplaire 9/9", 1),
        (("--copies", "A" * 99, "--out", "x"), "80", 1),
    ],
)
def test_what_cannot_be_printed_is_refused_and_nothing_is_registered(
    admin: Line, brief: str, tmp_path: Path, words: tuple[str, ...], said: str, code: int
) -> None:
    answer = admin("brief", "print", brief, *[str(tmp_path) if one == "x" else one for one in words])
    assert (answer.code, said in answer.err) == (code, True)
    assert admin("brief", "copies", brief).results == []
