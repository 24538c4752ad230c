"""`list`: distribution lists at the command line."""

import pytest

from tests.central import Line
from tests.commands.speaking import cell, meet


@pytest.fixture
def crisis(admin: Line) -> str:
    return admin.open_crisis()


def test_a_list_is_written_corrected_and_says_whom_it_reaches(admin: Line, crisis: str) -> None:
    at = ("--crisis", crisis)
    contact = ("--name", "Desk santé", "--function", "Rédaction", "--email", "sante@radio.fr")
    assert admin("contact", "add", *contact).code == 0
    more = ("--recipient", "AFP <desk@afp.fr>; Reuters", "--words", "redaction")
    made = admin("list", "add", *at, "--name", "Presse", *more).only
    assert [one["name"] for one in made["recipients"]] == ["AFP", "Reuters"]
    shown = admin("list", "show", "presse", *at).only
    assert [one["address"] for one in shown["reaches"]] == ["desk@afp.fr", "", "sante@radio.fr"]
    edited = admin("list", "edit", "Presse", *at, "--remove", "Reuters", "--name", "Presse nationale").only
    assert (edited["list"], len(edited["recipients"]), edited["words"]) == ("Presse nationale", 1, "redaction")
    aside = admin("list", "edit", made["id"][:12], *at, "--set-aside").only
    assert aside["used"] is False
    assert [one["list"] for one in admin("list", "list", *at).results] == ["Presse nationale"]
    assert "n'est plus en usage" in admin.told("list", "list", *at).out
    assert "Desk santé" in admin.told("list", "show", "presse nationale", *at).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "absente"), "n'est pas connue"),
        (("edit", "Presse", "--remove", "Personne"), "n'est pas nommé"),
        (("edit", "Presse"), "Rien n'est changé"),
        (("add", "--name", "Vide"), "destinataires"),
    ],
)
def test_what_cannot_be_done_is_said(admin: Line, crisis: str, words: tuple[str, ...], said: str) -> None:
    assert admin("list", "add", "--crisis", crisis, "--name", "Presse", "--recipient", "AFP").code == 0
    answer = admin("list", *words, "--crisis", crisis)
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err


def test_a_list_corrected_apart_is_settled_at_the_command_line(admin: Line, director: Line) -> None:
    crisis = cell(admin, director)
    at = ("--crisis", crisis)
    made = admin("list", "add", *at, "--name", "Presse", "--recipient", "AFP").only["id"]
    meet(admin, director)
    for line, name in ((admin, "Médias"), (director, "Journaux")):
        assert line("list", "edit", made, *at, "--name", name).code == 0
    meet(admin, director)
    meet(admin, director)
    assert admin("list", "show", made, *at).only["conflicts"] == ["name"]
    assert admin("resolve", made, "name", *at, "--value", "Médias").only["settled"] is True
    assert admin("list", "show", made, *at).only["conflicts"] == []
