"""`duty`: the on-call table at the command line, with no server to ask."""

import uuid
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.central import Line
from tests.commands.speaking import meet
from tests.documents.reading import pages

TODAY = datetime.now(ZoneInfo("Europe/Paris"))


def day(ahead: int, hour: str = "08:00") -> str:
    return f"{TODAY + timedelta(days=ahead):%Y-%m-%d}T{hour}"


def add(line: Line, organisation: str, holder: str, starts: str, ends: str, *more: str):
    return line(
        *("duty", "add", "--organisation", organisation, "--function", "DICOM", "--holder", holder),
        *("--starts", starts, "--ends", ends, *more),
    )


def test_who_is_on_call_is_answered_from_what_this_workstation_holds(admin: Line) -> None:
    card = ("--family_name", "Delmas-CLI", "--phone", "duty:01 99 00 33 15")
    assert admin("contact", "add", *(one.replace("_", "-") for one in card)).code == 0
    added = add(admin, "Santé", "Delmas-CLI", day(-1), day(2)).only
    assert (added["organisation"], added["holder"], added["kind"]) == ("SAN", "Delmas-CLI", "normal")
    (now,) = admin("duty", "now", "--organisation", "ministère de la Santé").results
    assert (now["organisation"], now["function"], now["holder"], now["phone"], now["gap"]) == (
        *("SAN", "DICOM", "Delmas-CLI", "+33199003315"),
        None,
    )
    assert now["until"].startswith(day(2))
    assert now["age_days"] is None
    said = admin.told("duty", "now", "qui", "est", "d'astreinte", "au", "ministère", "de", "la", "santé", "?").out
    assert said.startswith("Santé, DICOM : Delmas-CLI, 01 99 00 33 15, jusqu'au ")
    listed = admin("duty", "list", "--organisation", "SAN", "--to", day(5)).results
    assert [one["duty"] for one in listed] == [added["duty"]]
    edited = admin("duty", "edit", added["duty"][:12], "--ends", day(1), "--deputy", "R. Vasseur")
    assert (edited.only["deputy"], edited.only["ends"][:16]) == ("R. Vasseur", day(1))
    assert "n'est pas dans l'annuaire" in edited.err
    gaps = admin("duty", "gaps", "--organisation", "SAN", "--to", day(5)).results
    assert [(one["kind"], one["since"][:16], one["until"]) for one in gaps] == [("gap", day(1), None)]
    assert admin("duty", "edit", added["duty"], "--last").only["last"] is True
    assert admin("duty", "gaps", "--organisation", "SAN", "--to", day(5)).results == []


def test_nobody_on_call_is_said_loudly_and_is_no_error(admin: Line) -> None:
    add(admin, "Agriculture", "V. Le Bris", day(-3), day(-2))
    answer = admin.told("duty", "now", "--organisation", "Agriculture")
    assert answer.code == 0
    assert "PERSONNE D'ASTREINTE" in answer.out
    (one,) = admin("duty", "now", "astreinte agriculture").results
    assert (one["holder"], one["gap"]["after"], one["gap"]["until"]) == ("", "V. Le Bris", None)


def test_an_overlap_is_written_and_said_and_a_cancelled_slot_is_out_of_it(admin: Line) -> None:
    first = add(admin, "Écologie", "A. Roussel", day(-1), day(2))
    assert first.err.count("recouvrement") == 0
    second = add(admin, "Écologie", "B. Second", day(1), day(3))
    assert (second.code, second.err.count("recouvrement")) == (0, 1)
    cancelled = admin("duty", "cancel", second.only["duty"]).only
    assert cancelled["cancelled"] is True
    assert admin("duty", "cancel", second.only["duty"], "--undo").only["cancelled"] is False


def test_a_rotation_hands_over_at_the_same_local_hour(admin: Line) -> None:
    words = ("--organisation", "Culture", "--holder", "Un; Suppléant", "--holder", "Deux", "--count", "3")
    rows = admin("duty", "rotate", *words, "--first", "2026-10-19", "--phone", "01 99 00 70 00").results
    assert [one["holder"] for one in rows] == ["Un", "Deux", "Un"]
    assert [one["starts"] for one in rows] == [
        "2026-10-19T08:00:00+02:00",
        "2026-10-26T08:00:00+01:00",
        "2026-11-02T08:00:00+01:00",
    ]
    assert (rows[0]["deputy"], len({one["rotation"] for one in rows})) == ("Suppléant", 1)


def test_the_slots_of_an_exercise_are_its_own(admin: Line) -> None:
    crisis = admin.open_crisis()
    added = add(admin, "Justice", "Animateur", day(-1), day(1), "--crisis", crisis)
    assert added.code == 0, added.err
    (one,) = admin("duty", "now", "--organisation", "Justice", "--crisis", crisis).results
    assert one["holder"] == "Animateur"
    assert admin("duty", "now", "--organisation", "Justice").code == 1
    shared = add(admin, "Culture", "V. Le Bris", day(-1), day(1)).only["duty"]
    for words in (("cancel", shared), ("edit", shared, "--last")):
        assert admin("duty", *words, "--crisis", crisis).code == 1
    assert admin("duty", "cancel", shared).only["cancelled"] is True


def test_the_table_is_printed_and_its_printing_is_noted(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    add(admin, "Justice", "Magistrat", day(-1), day(1), "--crisis", crisis)
    file = tmp_path / "tableau.pdf"
    made = admin("duty", "print", "--out", str(file), "--days", "3", "--crisis", crisis).only
    (noted,) = admin("extraction", "list", "--crisis", crisis).results
    assert (noted["what"], noted["sha256"]) == ("duties", made["sha256"])
    assert "Magistrat" in " ".join(pages(file.read_bytes()))
    assert "EXERCICE" in pages(file.read_bytes())[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("now", "--organisation", "Comité inconnu"), "Aucune ligne d'astreinte"),
        (("now", "x" * 300), "Demandez par exemple"),
        (("cancel", "abcdef0123"), "n'est pas connue"),
        (("list", "--from", day(3), "--to", day(1)), "avant son début"),
        (("print", "--out", "x.pdf", "--days", "99"), "jours"),
        (("rotate", "--organisation", "X", "--holder", "V. Le Bris", "--count", "0", "--first", day(1)), "tours"),
        (("rotate", "--organisation", "X", "--holder", " ", "--count", "2", "--first", day(1)), "qui prend"),
    ],
)
def test_what_cannot_be_done_is_said(admin: Line, words: tuple[str, ...], said: str) -> None:
    answer = admin("duty", *words)
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err


def test_a_slot_that_is_not_sound_is_refused(admin: Line) -> None:
    assert "avant de commencer" in add(admin, "SAN", "X", day(2), day(1)).err
    assert admin("duty", "edit", add(admin, "Outre-mer", "X", day(1), day(2)).only["duty"]).code == 1


def test_hours_written_apart_are_settled_at_the_command_line(admin: Line, director: Line) -> None:
    slot = add(admin, "Travail", "T. Veille", day(1), day(2)).only["duty"]
    meet(admin, director)
    for line, hour in ((admin, "18:00"), (director, "20:00")):
        assert line("duty", "edit", slot, "--ends", day(2, hour)).code == 0
    meet(admin, director)
    meet(admin, director)
    (one,) = [one for one in admin("conflicts").results if one["id"] == slot]
    assert {value["value"][11:16] for value in one["values"]} == {"18:00", "20:00"}
    chosen = next(value["value"] for value in one["values"] if value["value"][11:16] == "20:00")
    assert admin("resolve", slot, "ends", "--value", chosen).only["settled"] is True
    assert slot not in [one["id"] for one in admin("conflicts").results]


def test_a_line_that_begins_later_is_answered_too(admin: Line) -> None:
    name = f"Cellule {uuid.uuid4().hex[:12]}"
    words = (
        "--organisation",
        name,
        "--holder",
        "V. Le Bris",
        "--starts",
        "2099-11-23 08:00",
        "--ends",
        "2099-11-24 08:00",
    )
    admin("duty", "add", *words)
    assert admin("duty", "now", "--organisation", name).code == 1
    (answer,) = admin("duty", "now", f"astreinte {name}").results
    assert answer["gap"]
    assert "puis V. Le Bris" in admin.told("duty", "now", f"astreinte {name}").out


def test_a_night_ends_the_next_morning(admin: Line) -> None:
    name = f"Cellule {uuid.uuid4().hex[:12]}"
    words = ("--organisation", name, "--holder", "V. Le Bris", "--starts", "20:00", "--ends", "08:00")
    (night,) = admin("duty", "add", *words).results
    since, until = (datetime.fromisoformat(night[one]) for one in ("starts", "ends"))
    assert (since.hour, until.hour) == (20, 8)
    assert timedelta(hours=11) <= until - since <= timedelta(hours=13)
    edited = admin("duty", "edit", night["duty"], "--ends", "09:00").only["ends"]
    assert datetime.fromisoformat(edited) - until == timedelta(hours=1)


def test_a_name_that_only_looks_like_one_of_the_directory_is_written_as_it_is(admin: Line) -> None:
    assert admin("contact", "add", "--family-name", "Roussel", "--given-name", "Anne Claire").code == 0
    told = add(admin, "Écologie", "Claire Roussel", day(-1), day(2))
    assert told.only["holder"] == "Claire Roussel"
    assert "n'est pas dans l'annuaire" in told.err
