"""`contact`: people and services, their numbers, and corrections made apart."""

import uuid

import pytest

from tests.central import Line


def somebody() -> str:
    """A name nobody else has in the tests' one directory."""
    return f"Mme {uuid.uuid4().hex[:12]}"


def test_a_contact_is_added_found_shown_and_corrected(admin: Line) -> None:
    name = somebody()
    more = ("--function", "Porte-parole", "--organisation", "Intérieur", "--verified-on", "2026-09-24")
    words = ("--name", name, "--phone", "duty:02 32 76 50 00", "--public", "--email", "a@b.fr", *more)
    added = admin("contact", "add", *words).only
    assert (added["name"], added["organisation"], added["verified_on"]) == (name, "INT", "2026-09-24")
    assert added["phones"] == [{"key": "phone:1", "number": "+33232765000", "usage": "duty", "public": True}]
    shown = {**added, "private": []}
    assert admin("contact", "show", added["contact"]).only == shown
    assert admin("contact", "show", name.upper()).only == shown
    assert admin("contact", "list", "--query", name).results == [added]
    edited = admin("contact", "edit", name, "--phone", "01 40 07 60 60").only
    assert [one["number"] for one in edited["phones"]] == ["+33140076060"]
    more = admin("contact", "edit", name, "--add-phone", "mobile:06 12 34 56 78").only
    assert [one["usage"] for one in more["phones"]] == ["office", "mobile"]
    removed = admin("contact", "edit", name, "--remove", "phone:1").only
    assert [one["usage"] for one in removed["phones"]] == ["mobile"]
    assert "02 32 76 50 00" not in admin.told("contact", "show", name).out


def test_two_corrections_made_apart_are_both_kept_until_somebody_chooses(admin: Line, director: Line) -> None:
    name = somebody()
    contact = admin("contact", "add", "--name", name, "--phone", "02 32 76 50 00").only["contact"]
    assert admin("sync").code == director("sync").code == 0
    assert admin("contact", "edit", contact, "--phone", "02 32 76 50 01").code == 0
    assert director("contact", "edit", contact, "--phone", "02 32 76 50 02").code == 0
    for line in (admin, director, admin):
        line("sync")
    for line in (admin, director):
        assert line("contact", "show", contact).only["conflicts"] == ["phone:1"]
        (conflict,) = [one for one in line("conflicts").results if one["id"] == contact]
        assert sorted(one["value"] for one in conflict["values"]) == ["+33232765001", "+33232765002"]
        assert {one["author"] for one in conflict["values"]} == {"Alice Admin", "Denis Directeur"}
    assert director("resolve", name, "phone:1", "--value", "+33232765002").only["settled"] is True
    for line in (director, admin):
        line("sync")
    shown = admin("contact", "show", contact).only
    assert (shown["conflicts"], shown["phones"][0]["number"]) == ([], "+33232765002")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "nom ou une fonction"),
        (("--name", "x", "--phone", "abc"), "téléphone"),
        (("--name", "x", "--phone", "fusée:0232765000"), "Usage inconnu"),
        (("--name", "x", "--email", "nulle part"), "courriel"),
        (("--name", "x", "--verified-on", "hier"), "date de vérification"),
        (("--name", "x\x00"), "U+0000"),
    ],
)
def test_what_makes_no_contact_is_refused(admin: Line, words: tuple[str, ...], said: str) -> None:
    answer = admin("contact", "add", *words)
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err


def test_a_name_that_two_contacts_bear_asks_for_the_identifier(admin: Line) -> None:
    name = somebody()
    ids = [admin("contact", "add", "--name", name).only["contact"] for _ in range(2)]
    answer = admin("contact", "show", name)
    assert answer.code == 1
    assert all(id in answer.err for id in ids)
    assert admin("contact", "show", ids[0][:12]).only["contact"] == ids[0]
    assert "n'est pas connu" in admin("contact", "show", "f" * 64).err


def test_correcting_one_number_of_several_asks_which(admin: Line) -> None:
    name = somebody()
    admin("contact", "add", "--name", name, "--phone", "02 32 76 50 00", "--phone", "02 32 76 50 01")
    answer = admin("contact", "edit", name, "--phone", "02 32 76 50 02")
    assert answer.code == 1
    assert "phone:1, phone:2" in answer.err
    assert admin("contact", "edit", name, "--remove", "phone:7").code == 1
    assert "Rien n'est changé" in admin("contact", "edit", name).err


def test_a_contact_taken_out_of_the_lists_comes_back(admin: Line) -> None:
    name = somebody()
    admin("contact", "add", "--name", name)
    assert admin("contact", "retire", name, "--reason", " ").code == 1
    assert "retiré : mutation" in admin.told("contact", "retire", name, "--reason", "mutation").out
    assert admin("contact", "list", "--query", name).results == []
    assert admin("contact", "verify", name).code == 1
    assert admin("contact", "restore", name).only["retired"] == ""
    verified = admin("contact", "verify", name).only["verified_on"]
    assert verified
    assert "vérifié aujourd'hui" in admin.told("contact", "show", name).out


def test_an_exercise_has_its_own_contacts(admin: Line) -> None:
    crisis, name = admin.open_crisis(), somebody()
    added = admin("contact", "add", "--name", name, "--crisis", crisis).only
    assert admin("contact", "list", "--query", name).results == []
    assert admin("contact", "list", "--query", name, "--crisis", crisis).results == [added]
    assert admin("contact", "edit", name, "--function", "Plastron", "--crisis", crisis).only["function"] == "Plastron"


@pytest.mark.parametrize(
    "words",
    [
        ("edit", "--function", "Plastron"),
        ("verify",),
        ("retire", "--reason", "exercice"),
        ("purge", "--reason", "exercice"),
    ],
)
def test_nothing_done_in_an_exercise_reaches_the_shared_directory(admin: Line, words: tuple[str, ...]) -> None:
    crisis, name = admin.open_crisis(), somebody()
    shared = admin("contact", "add", "--name", name).only
    refused = admin("contact", words[0], name, *words[1:], "--crisis", crisis)
    assert (refused.code, "cadre EXERCICE" in refused.err) == (1, True)
    assert admin("contact", "show", name).only["function"] == shared["function"]
    assert admin("contact", *words[:1], name, *words[1:]).code == 0


def test_an_organisation_has_its_name_its_type_and_its_place(admin: Line) -> None:
    name = f"Direction {uuid.uuid4().hex[:12]}"
    words = ("--kind", "organisation", "--name", name, "--acronym", "DX", "--type", "department", "--parent", "Santé")
    added = admin("contact", "add", *words).only
    assert (added["name"], added["parent"], added["kind"]) == (name, "SAN", "organisation")
    assert "organisme de rattachement : ministère" in admin.told("contact", "show", name).out
