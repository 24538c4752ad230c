"""`crisis` opens, lists, shows and closes, and says no in plain words."""

import pytest

from tests.central import Line


def test_a_crisis_is_opened_shown_listed_and_closed(admin: Line) -> None:
    opened = admin(
        *("crisis", "open", "--title", "Incendie", "--frame", "exercise", "--nature", "industrial"),
        *("--lead", "Intérieur", "--territory", "76540", "--associated", "Santé", "INT"),
    ).only
    code = opened["crisis"]
    assert code.startswith("CRI-2")
    assert (opened["title"], opened["frame"], opened["open"]) == ("Incendie", "exercise", True)
    assert (opened["lead"], opened["associated"], opened["territory"]) == ("INT", ["SAN", "INT"], ["76540"])
    assert admin("crisis", "show", code).only == opened
    assert admin("crisis", "show", opened["id"]).only == opened
    assert code in [one["crisis"] for one in admin("crisis", "list").results]
    assert admin("crisis", "close", code).only["open"] is False
    refused = admin("log", "--crisis", code, "trop tard")
    assert (refused.code, refused.out) == (1, "")
    assert "close" in refused.err


def test_the_frame_is_always_said(admin: Line) -> None:
    code = admin.open_crisis()
    assert "EXERCICE" in admin.told("crisis", "show", code).out
    assert f"{code}  EXERCICE  ouverte" in admin.told("crisis", "list").out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--title", " ", "--lead", "INT"), 1, "intitulé"),
        (("--title", "x", "--lead", "ministère des Farces"), 1, "Organisme inconnu"),
        (("--title", "x", "--lead", "INT", "--territory", "99999"), 1, "INSEE"),
        (("--title", "x", "--lead", "INT", "--zone", "Europe/Lutèce"), 1, "Fuseau"),
        (("--title", "x" * 200_000, "--lead", "INT"), 1, "caractères"),
        (("--title", "x\x1b[2J", "--lead", "INT"), 1, "U+001B"),
        (("--title", "x"), 2, "il manque"),
    ],
)
def test_what_makes_no_crisis_is_refused(admin: Line, words: tuple[str, ...], code: int, said: str) -> None:
    before = len(admin("crisis", "list").results)
    answer = admin("crisis", "open", "--frame", "exercise", "--nature", "industrial", *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert len(admin("crisis", "list").results) == before


def test_an_unknown_crisis_is_named_back(admin: Line) -> None:
    answer = admin("crisis", "show", "CRI-2026-XYZ9-999")
    assert (answer.code, answer.out) == (1, "")
    assert "« CRI-2026-XYZ9-999 » n'est pas connue" in answer.err


def test_a_crisis_is_corrected_and_its_entries_carry_its_mention(admin: Line) -> None:
    crisis = admin.open_crisis()
    told = admin("crisis", "edit", crisis, "--marking", "Diffusion restreinte", "--tlp", "amber", "--title", "Feu").only
    assert (told["marking"], told["tlp"], told["title"]) == ("Diffusion restreinte", "TLP:AMBER", "Feu")
    number = admin("log", "--crisis", crisis, "SDIS76 > fumée").only["entry"]
    entry = admin("journal", "show", number, "--crisis", crisis).only
    assert (entry["marking"], entry["tlp"]) == ("Diffusion restreinte", "TLP:AMBER")
    assert "classification" in admin("crisis", "edit", crisis, "--marking", "SECRET").err
    assert admin("crisis", "edit", crisis).code == 1


def test_the_rhythm_of_its_briefs_is_a_field_like_the_others(admin: Line) -> None:
    crisis = admin.open_crisis("Crue", "--rhythm", "toutes les 4 heures à :00")
    assert admin("crisis", "show", crisis).only["rhythm"] == "toutes les 4 heures à :00"
    assert "Points de situation : toutes les 4 heures à :00" in admin.told("crisis", "show", crisis).out
    daily = admin("crisis", "edit", crisis, "--rhythm", "tous les jours à 19 h").only
    assert daily["rhythm"] == "tous les jours à 19:00"
    refused = admin("crisis", "edit", crisis, "--rhythm", "parfois")
    assert (refused.code, refused.out) == (1, "")
    assert "« toutes les 4 heures à :00 »" in refused.err
    assert admin("crisis", "edit", crisis, "--rhythm", "").only["rhythm"] is None
