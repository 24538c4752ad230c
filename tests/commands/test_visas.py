"""`visa`: one's own, one that was telephoned, its confirmation, and a reminder."""

from pathlib import Path

import pytest

from tests.central import Line
from tests.commands.speaking import cell, drafted, meet, shown

CALLED = "Claire Dumas, directrice de cabinet, 01 99 00 33 10"


def test_a_visa_told_by_telephone_is_recorded_and_flagged_until_confirmed(
    admin: Line, director: Line, liaison: Line, tmp_path: Path
) -> None:
    crisis = cell(admin, director)
    assert admin("member", "add", "--crisis", crisis, "--name", "Irène Liaison", "--role", "LIA").code == 0
    meet(admin, liaison)
    message = drafted(liaison, crisis, tmp_path)
    liaison("message", "submit", message)
    meet(liaison, admin)
    told = admin("visa", message, "--decision", "favourable", "--by-phone", CALLED).only
    assert (told["by_phone"], told["confirmed"]) == (True, False)
    (visa,) = shown(admin, message)["visas"]
    assert (visa["step"], visa["person"], visa["number"]) == ("authority", "Claire Dumas", "01 99 00 33 10")
    assert (visa["function"], visa["recorded_by"]) == ("directrice de cabinet", "Alice Admin")
    assert "noté" in admin("visa", message, "--decision", "favourable").err
    assert "quelqu'un d'autre" in admin("visa", "confirm", visa["visa"]).err
    meet(admin, director)
    confirmed = director("visa", "confirm", visa["visa"][:12]).only
    assert (confirmed["confirmed"], confirmed["visa"]) == (True, visa["visa"])
    assert "déjà confirmé" in director("visa", "confirm", visa["visa"]).err


def test_who_wrote_the_text_writes_down_no_visa_on_it(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    message = drafted(admin, crisis, tmp_path)
    admin("message", "submit", message)
    answer = admin("visa", message, "--decision", "favourable", "--by-phone", CALLED)
    assert (answer.code, "Quatre yeux" in answer.err) == (1, True)


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("visa", "confirm", "zzz"), "n'est pas un visa"),
        (("visa", "confirm", "abcdef"), "n'est pas connu"),
        (("visa", "remind", "EDL-999"), "n'est pas connu"),
    ],
)
def test_what_is_not_known_is_refused(admin: Line, words: tuple[str, ...], refusal: str) -> None:
    admin.open_crisis()
    answer = admin(*words)
    assert (answer.code, refusal in answer.err) == (1, True), answer.err


@pytest.mark.parametrize("words", [("confirm",), ("remind",), ("EDL-001", "trop", "--decision", "favourable")])
def test_words_that_make_no_command_are_usage(admin: Line, words: tuple[str, ...]) -> None:
    assert admin("visa", *words).code == 2


def test_a_party_that_is_silent_is_asked_again(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    message = drafted(admin, crisis, tmp_path)
    assert "n'attend aucun visa" in admin("visa", "remind", message).err
    admin("message", "submit", message)
    assert admin("visa", "remind", message).only["reminded"] == ["coordination"]
    assert shown(admin, message)["state"] == "submitted"


@pytest.mark.parametrize("typed", ["", " ", " , DIR, +33"])
def test_a_telephoned_visa_of_nobody_is_never_one_s_own(
    admin: Line, director: Line, tmp_path: Path, typed: str
) -> None:
    message = drafted(director, cell(admin, director), tmp_path)
    director("message", "submit", message)
    meet(director, admin)
    answer = admin("visa", message, "--decision", "favourable", "--by-phone", typed, "--step", "authority")
    assert (answer.code, answer.out, "Dites qui" in answer.err) == (1, "", True)
    assert shown(admin, message)["visas"] == []


def test_the_same_visa_twice_is_one(admin: Line, tmp_path: Path) -> None:
    message = drafted(admin, admin.open_crisis(), tmp_path)
    admin("message", "submit", message)
    assert admin("visa", message, "--decision", "favourable").code == 0
    again = admin("visa", message, "--decision", "favourable")
    assert (again.code, "déjà donné" in again.err) == (1, True)
    reserved = ("--decision", "reservation", "--comment", "préciser le vent")
    assert admin("visa", message, *reserved).code == 0
    assert [one["decision"] for one in shown(admin, message)["visas"]] == ["favourable", "reservation"]


def test_a_visa_that_says_nothing_of_the_text_as_it_stands_is_said_not_to_count(admin: Line, tmp_path: Path) -> None:
    message = drafted(admin, admin.open_crisis(), tmp_path)
    admin("message", "submit", message)
    admin("visa", message, "--decision", "favourable")
    admin("message", "revise", message, "--title", "Autre")
    (given,) = shown(admin, message)["visas"]
    assert (given["counts"], given["why_not"]) == (False, "donné sur une version antérieure")
    assert "ne compte pas : donné sur une version antérieure" in admin.told("message", "show", message).out
