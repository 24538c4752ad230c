"""`figure`: counting, correcting and choosing at the command line."""

from pathlib import Path

import pytest

from tests.central import Line


@pytest.fixture
def crisis(admin: Line) -> str:
    return admin.open_crisis()


def add(admin: Line, crisis: str, value: str, source: str, *more: str) -> str:
    words = ("--indicator", "Décès", "--value", value, "--source", source, *more)
    number: str = admin("figure", "add", "--crisis", crisis, *words).only["figure"]
    return number


def test_a_figure_is_written_and_listed_with_its_change(admin: Line, crisis: str) -> None:
    first = add(admin, crisis, "22 302", "SINUS", "--cutoff", "2026-01-02T04:45", "--qualifier", "provisoire")
    assert first == "BIL-SIG1-001"
    add(admin, crisis, "25 233", "SINUS", "--cutoff", "2026-01-02T06:10")
    [told] = admin("figure", "list", "--crisis", crisis).results
    assert (told["value"], told["change"], told["former"]) == ("25233", "+2\u202f931", first)
    assert told["cutoff"] == "2026-01-02T06:10:00+01:00"
    assert [one["state"] for one in admin("figure", "list", "--crisis", crisis, "--all").results] == [
        "replaced",
        "standing",
    ]
    said = admin.told("figure", "list", "--crisis", crisis, "--all").out
    assert "22\u202f302 décès (provisoire), arrêté à 04:45 le 02/01, SINUS · remplacé par BIL-SIG1-002" in said
    assert admin("figure", "list", "--crisis", crisis, "--indicator", "blessés").results == []


def test_two_sources_that_disagree_are_both_listed_until_somebody_chooses(admin: Line, crisis: str) -> None:
    one = add(admin, crisis, "17", "SINUS", "--cutoff", "2026-01-02T04:45")
    two = add(admin, crisis, "21", "Préfecture 76", "--cutoff", "2026-01-02T06:10")
    listed = admin("figure", "list", "--crisis", crisis).results
    assert [(each["state"], each["disagrees_with"]) for each in listed] == [
        ("disagreement", [one]),
        ("disagreement", [two]),
    ]
    assert admin("figure", "choose", two, "--crisis", crisis).code == 2
    told = admin("figure", "choose", two, "--crisis", crisis, "--reason", "liste nominative").only
    assert (told["state"], told["disagrees_with"]) == ("standing", [])
    [kept] = admin("figure", "list", "--crisis", crisis).results
    assert kept["figure"] == two
    assert admin("figure", "show", one, "--crisis", crisis).only["set_aside_by"] == [two]
    again = admin("figure", "choose", two, "--crisis", crisis, "--reason", "encore")
    assert (again.code, "rien à choisir" in again.err) == (1, True)
    shown = admin.told("figure", "show", two, "--crisis", crisis).out
    assert f"Retenu plutôt que {one} : liste nominative" in shown


def test_a_figure_is_amended_with_a_reason_and_keeps_what_it_said(admin: Line, crisis: str) -> None:
    number = add(admin, crisis, "17", "SINUS", "--perimeter", "76540")
    assert admin("figure", "amend", number, "--crisis", crisis, "--value", "18").code == 2
    words = ("--value", "18", "--cutoff", "2026-01-02", "--reason", "un blessé est mort")
    told = admin("figure", "amend", number, "--crisis", crisis, *words).only
    assert (told["value"], told["precision"], told["perimeter"]) == ("18", "day", "Rouen")
    told = admin("figure", "show", number, "--crisis", crisis).only
    assert {(one["field"], one["former"], one["new"]) for one in told["history"] if one["field"] == "value"} == {
        ("value", "17", "18")
    }
    assert "« 17 » → « 18 » (un blessé est mort)" in admin.told("figure", "show", number, "--crisis", crisis).out
    nothing = admin("figure", "amend", number, "--crisis", crisis, "--reason", "rien")
    assert (nothing.code, "Dites ce qui est rectifié" in nothing.err) == (1, True)


def test_what_it_replaces_may_be_said_or_refused(admin: Line, crisis: str) -> None:
    one = add(admin, crisis, "17", "SINUS", "--cutoff", "2026-01-02T04:45")
    two = add(admin, crisis, "5", "SINUS", "--cutoff", "2026-01-02T05:45", "--replaces", "aucun")
    listed = admin("figure", "list", "--crisis", crisis).results
    assert {each["figure"] for each in listed} == {one, two}
    add(admin, crisis, "21", "Préfecture 76", "--replaces", one)
    assert admin("figure", "show", one, "--crisis", crisis).only["replaced_by"] == ["BIL-SIG1-003"]
    words = ("--indicator", "Décès", "--value", "1", "--source", "SAMU", "--replaces", "BIL-SIG1-099")
    assert "n'est pas connu" in admin("figure", "add", "--crisis", crisis, *words).err


def test_who_decides_says_what_may_be_published(admin: Line, crisis: str) -> None:
    number = add(admin, crisis, "17", "SINUS")
    assert admin("figure", "publish", number, "--crisis", crisis).only["publishable"] is True
    assert admin("figure", "publish", number, "--crisis", crisis, "--no").code == 1
    told = admin("figure", "publish", number, "--crisis", crisis, "--no", "--reason", "familles à prévenir").only
    assert (told["publishable"], told["clearance"]) == (False, "familles à prévenir")


def test_a_number_a_machine_could_misread_is_refused(admin: Line, crisis: str) -> None:
    for value in ("1.500", "beaucoup"):
        words = ("--indicator", "Décès", "--value", value, "--source", "SINUS")
        assert admin("figure", "add", "--crisis", crisis, *words).code == 1
    words = ("--indicator", "Décès", "--value", "1", "--source", "SINUS", "--qualifier", "sûr")
    assert admin("figure", "add", "--crisis", crisis, *words).code == 2


def test_published_figures_are_imported_once(admin: Line, crisis: str, tmp_path: Path) -> None:
    for name, cases in (("SpF", 73), ("Ministère de la Santé", 100)):
        text = f"date: 2020-02-29\nsource: {{nom: {name}}}\ndonneesNationales: {{casConfirmes: {cases}, deces: 2}}\n"
        (tmp_path / f"{cases}.yaml").write_text(text, encoding="utf-8")
    told = admin("figure", "import", "--crisis", crisis, str(tmp_path)).only
    assert told == {"publications": 2, "added": 4, "known": 0, "disagreements": 1}
    assert admin("figure", "import", "--crisis", crisis, str(tmp_path)).only["added"] == 0
    (tmp_path / "bad.yaml").write_text("date: [", encoding="utf-8")
    refused = admin("figure", "import", "--crisis", crisis, str(tmp_path))
    assert (refused.code, "bad.yaml" in refused.err) == (1, True)
