"""What a person calls a thing names one of them, or he is shown them all."""

from pathlib import Path

import pytest

from app.commands import naming
from app.core import vault
from app.core.clock import Clock
from app.core.errors import Refused
from app.core.registers.accounts import Person
from app.sync.workstation import open_profile
from tests.central import PASSPHRASE, Line
from tests.twins import lived_twice

PERSONS = [
    Person("a" * 64, "Jean-Pierre Lefèvre", "SAN", "LIA"),
    Person("b" * 64, "Anne Roux", "INT", "LIA"),
    Person("c" * 64, "Anne Roux", "SAN", "DIR"),
]


def test_a_person_is_found_without_accents_hyphens_or_case() -> None:
    assert naming.person("jean pierre LEFEVRE", "", PERSONS) == PERSONS[0]
    assert naming.person("", "b" * 64, PERSONS) == PERSONS[1]
    assert naming.person("", "c" * 8, PERSONS) == PERSONS[2]


def test_two_persons_of_one_name_are_listed() -> None:
    with pytest.raises(Refused) as refused:
        naming.person("Anne Roux", "", PERSONS)
    assert all(one.id in str(refused.value) for one in PERSONS[1:])


@pytest.mark.parametrize(("name", "id"), [("Anne", ""), ("", "d" * 64), ("", "zz"), ("", "")])
def test_nobody_is_taken_for_another(name: str, id: str) -> None:
    with pytest.raises(Refused):
        naming.person(name, id, PERSONS)


def test_one_number_in_two_crises_is_settled_by_the_crisis(admin: Line) -> None:
    first, second = admin.open_crisis(), admin.open_crisis()
    for crisis in (first, second):
        admin("log", "--crisis", crisis, f"SDIS76 > un feu, {crisis}")
    answer = admin("journal", "show", "SIG1-0001")
    assert (answer.code, answer.out) == (1, "")
    assert f"SIG1-0001 ({first})" in answer.err
    assert f"SIG1-0001 ({second})" in answer.err
    assert "--crisis" in answer.err
    assert second in admin("journal", "show", "SIG1-0001", "--crisis", second).only["subject"]


def test_a_short_form_that_two_workstations_gave_is_refused_with_the_full_ones(
    admin: Line, director: Line, tmp_path: Path
) -> None:
    crisis = admin.open_crisis()
    admin("member", "add", "--crisis", crisis, "--name", "Denis Directeur", "--role", "DIR")
    admin("sync")
    director("sync")
    (tmp_path / "t.txt").write_text("Texte.", encoding="utf-8")
    words = ("--kind", "line", "--title", "x", "--text-file", str(tmp_path / "t.txt"))
    for line in (admin, director):
        line("message", "draft", "--crisis", crisis, *words)
        assert line("message", "show", "EDL-001", "--crisis", crisis).code == 0
    director("sync")
    admin("sync")
    answer = admin("message", "show", "EDL-001", "--crisis", crisis)
    assert (answer.code, answer.out) == (1, "")
    assert "EDL-DIR1-001, EDL-SIG1-001" in answer.err
    assert admin("message", "show", "EDL-DIR1-001", "--crisis", crisis).only["message"] == "EDL-DIR1-001"


def test_a_number_that_two_entries_of_one_crisis_bear_is_refused_with_their_ids(admin: Line) -> None:
    crisis = admin.open_crisis()
    first = admin("log", "--crisis", crisis, "SDIS76 > un feu").only["id"]
    workstation = open_profile(admin.profile, vault.open_with_passphrase(admin.profile, PASSPHRASE), Clock())
    second = lived_twice(workstation, first)
    workstation.close()
    for more in ((), ("--crisis", crisis)):
        answer = admin("journal", "show", "SIG1-0001", *more)
        assert answer.code == 1
        assert first in answer.err
        assert second in answer.err
    assert "Donnez l'identifiant" in answer.err
    for id in (first, second):
        assert admin("journal", "show", id).only["id"] == id
        assert f"SIG1-0001 · {id[:4]}" in admin.told("journal", "show", id).out
        assert f"SIG1-0001 · {id[:4]}" in admin.told("journal", "list", "--crisis", crisis).out


@pytest.mark.parametrize("text", ["", "EDL-SIG1-999", "\x1b[2J", "x" * 200_000])
def test_what_names_nothing_is_refused_briefly(admin: Line, text: str) -> None:
    answer = admin("message", "show", text, "--crisis", admin.open_crisis())
    assert (answer.code, answer.out) == (1, "")
    assert len(answer.err) < 300
    assert "\x1b" not in answer.err
