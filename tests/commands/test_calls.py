"""`call`: a cascade written, run, keyed in from paper and printed at the command line."""

from pathlib import Path

import pytest

from tests.central import Line

AT = ("--name", "Kerjean", "--organisation", "INT", "--function", "cabinet", "--phone", "duty:0199001201")


@pytest.fixture
def crisis(admin: Line) -> str:
    return admin.open_crisis()


@pytest.fixture
def cascade(admin: Line, crisis: str) -> str:
    """Two people to call: one has a private number, the other a deputy."""
    first = admin("contact", "add", *AT).only["contact"]
    more = ("--name", "Fontaine", "--organisation", "ECO", "--function", "cabinet", "--deputy", "R. Vasseur")
    id = admin("contact", "add", *more).only["contact"]
    assert admin("contact", "private", "add", id, "0639980041").code == 0
    said = ("--title", "Alerte", "--contact", first, "--contact", id, "--say", "Réunion à 05:00.")
    made = admin("call", "cascade", "--crisis", crisis, *said).only
    assert (made["title"], made["targets"], made["to_call"]) == ("Alerte", 2, 2)
    return str(made["id"])


def test_a_cascade_is_run_and_its_second_pass_comes_by_itself(admin: Line, crisis: str, cascade: str) -> None:
    first = admin("call", "log", cascade, "kerjean", "--result", "joint", "--number", "0199001201").only
    assert (first["name"], first["result"], first["phones"]) == ("Kerjean", "reached", ["+33199001201"])
    tried = admin("call", "log", cascade, "2", "--result", "sans réponse", "--note", "sature", "--by", "N. Bellec").only
    assert (tried["name"], tried["by"], tried["private"]) == ("Fontaine", "N. Bellec", ["06 39 98 •• 41"])
    (left,) = admin("call", "show", cascade, "--second").results
    assert (left["name"], left["deputy"], len(left["attempts"])) == ("Fontaine", "R. Vasseur", 1)
    told = admin.told("call", "show", cascade)
    assert "suppléant : R. Vasseur" in told.out
    assert "joint 1/2, sans réponse 1" in told.err
    entries = admin("journal", "list", "--crisis", crisis).results
    assert "Appel n° 1 : Kerjean, Intérieur : joint" in [one["subject"] for one in entries]
    (listed,) = admin("call", "list", "--crisis", crisis).results
    assert (listed["reached"], listed["no_answer"]) == (1, 1)


def test_the_next_number_and_whoever_answered_for_him_are_said(admin: Line, crisis: str, cascade: str) -> None:
    first = admin("call", "log", cascade, "1", "--result", "joint").only
    assert (first["spoke_to"], first["dial"]) == ("Kerjean", "")
    tried = admin("call", "log", cascade, "2", "--result", "faux numéro", "--number", "0639980041")
    assert tried.only["dial"] == ""
    told = admin.told("call", "log", cascade, "2", "--result", "joint", "--deputy", "--note", "présent")
    assert "joint (suppléant R. Vasseur)" in told.out
    shown = admin("call", "show", cascade).results[1]
    assert shown["spoke_to"] == "R. Vasseur"
    assert [one["called"] for one in shown["attempts"]] == ["Fontaine", "R. Vasseur"]


def test_a_sheet_keyed_in_is_all_there_or_not_at_all(admin: Line, cascade: str, tmp_path: Path) -> None:
    file = tmp_path / "feuille.csv"
    file.write_text("n°;résultat;heure;remarque;par\n1;joint;00:01;;LM\n9;joint;00:02;;\n", encoding="utf-8")
    refused = admin("call", "import", cascade, str(file))
    assert (refused.code, "Ligne 3" in refused.err) == (1, True)
    file.write_text("n°;résultat;heure;remarque;par\n1;joint;00:01;;LM\n2;message;00:02;rappelle;\n", encoding="utf-8")
    done = admin("call", "import", cascade, str(file)).only
    assert (done["added"], done["reached"], done["message"]) == (2, 1, 1)
    again = admin("call", "import", cascade, str(file))
    assert (again.code, "déjà noté" in again.err) == (1, True)


def test_a_sheet_is_printed_and_noted_and_its_private_numbers_only_when_asked(
    admin: Line, crisis: str, cascade: str, tmp_path: Path
) -> None:
    plain = admin("call", "print", cascade, "--out", str(tmp_path / "a.pdf")).only
    clear = admin("call", "print", cascade, "--private", "--out", str(tmp_path / "b.pdf")).only
    assert (plain["private"], clear["private"], clear["lines"]) == (False, True, 2)
    assert admin("contact", "looked").results[0]["why"] == "cascade"
    taken = admin("extraction", "list", "--crisis", crisis).results
    assert [one["what"] for one in taken] == ["cascade", "cascade"]
    assert "numéros privés en clair" in taken[1]["filter"]
    assert "joints" in admin("call", "print", cascade, "--second", "--out", str(tmp_path / "c.pdf")).err


def test_a_cascade_is_lengthened_and_shortened(admin: Line, cascade: str) -> None:
    id = admin("contact", "add", "--name", "Le Goff").only["contact"]
    assert (
        admin("call", "edit", cascade, "--contact", id, "--remove", "fontaine", "--title", "Autre").only["targets"] == 2
    )
    assert [one["target"] for one in admin("call", "show", cascade).results] == [1, 3]
    again = admin("call", "edit", cascade, "--query", "goff")
    assert (again.code, "déjà dans la cascade" in again.err) == (1, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("cascade", "--crisis", "{crisis}", "--title", "x"), "un seul des quatre"),
        (("cascade", "--crisis", "{crisis}", "--title", "x", "--duties"), "Personne ne répond"),
        (("log", "{cascade}", "absent", "--result", "joint"), "n'est pas dans la cascade"),
        (("log", "{cascade}", "1", "--result", "perdu"), "Résultat incompris"),
        (("show", "CAS-ABC-999"), "n'est pas connue"),
    ],
)
def test_what_cannot_be_done_is_said(admin: Line, crisis: str, cascade: str, words: tuple[str, ...], said: str) -> None:
    answer = admin("call", *(one.format(crisis=crisis, cascade=cascade) for one in words))
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err
