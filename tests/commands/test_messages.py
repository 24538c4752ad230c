"""`message` and `visa`: a visa is given on one exact text, and dies with it."""

import io
import sys
from pathlib import Path

import pytest

from tests.central import Line
from tests.commands.speaking import cell, drafted, logged, meet, shown, validated, written


def test_a_message_goes_from_draft_to_validated(admin: Line, director: Line, tmp_path: Path) -> None:
    crisis = cell(admin, director)
    message = drafted(admin, crisis, tmp_path)
    shown = admin("message", "show", "EDL-001", "--crisis", crisis).only
    assert (shown["state"], shown["topic"], shown["text"]) == ("draft", "secours", "Les secours sont sur place.")
    submitted = admin("message", "submit", message, "--crisis", crisis).only
    assert (submitted["state"], submitted["version"]) == ("submitted", shown["version"])
    visa = admin("visa", message, "--crisis", crisis, "--decision", "favourable").only
    assert visa["version"] == shown["version"]
    meet(admin, director)
    director("visa", message, "--crisis", crisis, "--decision", "reservation", "--comment", "vite")
    meet(director, admin)
    shown = admin("message", "show", message, "--crisis", crisis).only
    assert (shown["state"], shown["missing"], shown["placeholders"]) == ("validated", [], [])
    assert [(one["person"], one["organisation"], one["decision"], one["version"]) for one in shown["visas"]] == [
        ("Alice Admin", "SIG", "favourable", shown["version"]),
        ("Denis Directeur", "SIG", "reservation", shown["version"]),
    ]
    assert {(one["by_phone"], one["confirmed"]) for one in shown["visas"]} == {(False, True)}
    assert admin("message", "list", "--crisis", crisis).only["state"] == "validated"
    withdrawn = admin("message", "withdraw", message, "--crisis", crisis, "--reason", "erreur").only
    assert withdrawn["state"] == "withdrawn"


def test_a_visa_does_not_outlive_its_text(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    message = drafted(admin, crisis, tmp_path)
    first = admin("message", "submit", message, "--crisis", crisis).only["version"]
    admin("visa", message, "--crisis", crisis, "--decision", "favourable")
    more = ("--text-file", written(tmp_path, "Les secours sont partis."))
    revised = admin("message", "revise", message, "--crisis", crisis, *more).only
    assert (revised["state"], revised["version"] != first) == ("draft", True)
    shown = admin("message", "show", message, "--crisis", crisis).only
    assert (shown["title"], [one["version"] for one in shown["visas"]]) == ("Incendie", [first])
    late = admin("visa", message, "--crisis", crisis, "--version", first, "--decision", "favourable")
    assert (late.code, late.out) == (1, "")
    assert "partis" in late.err


def test_a_text_to_complete_is_warned_of_and_never_cleared(admin: Line, director: Line, tmp_path: Path) -> None:
    crisis = cell(admin, director)
    message = drafted(admin, crisis, tmp_path, "Appelez le [numéro d'information].")
    submitted = admin("message", "submit", message, "--crisis", crisis)
    assert submitted.only["placeholders"] == ["[numéro d'information]"]
    assert "[numéro d'information]" in submitted.err
    admin("visa", message, "--crisis", crisis, "--decision", "favourable")
    meet(admin, director)
    refused = director("visa", message, "--crisis", crisis, "--decision", "favourable")
    assert (refused.code, refused.out) == (1, "")
    assert "[numéro d'information]" in refused.err


def test_two_texts_written_apart_are_settled_by_a_person(admin: Line, director: Line, tmp_path: Path) -> None:
    crisis = cell(admin, director)
    message = drafted(admin, crisis, tmp_path)
    meet(admin, director)
    for line, words in ((admin, "Texte d'Alice."), (director, "Texte de Denis.")):
        more = ("--text-file", written(tmp_path, words))
        assert line("message", "revise", message, "--crisis", crisis, *more).code == 0
    meet(admin, director)
    meet(admin, director)
    shown = admin("message", "show", message, "--crisis", crisis).only
    assert (shown["state"], len(shown["heads"])) == ("conflict", 2)
    blind = admin("message", "revise", message, "--crisis", crisis, "--title", "Autre")
    assert blind.code == 1
    assert all(head in blind.err for head in shown["heads"])
    (conflict,) = admin("conflicts", "--crisis", crisis).results
    assert sorted(one["text"] for one in conflict["values"]) == ["Texte d'Alice.", "Texte de Denis."]
    kept = next(one["value"] for one in conflict["values"] if one["text"] == "Texte de Denis.")
    assert admin("resolve", message, "version", "--crisis", crisis, "--value", kept).only["settled"] is True
    shown = admin("message", "show", message, "--crisis", crisis).only
    assert (shown["state"], shown["text"], shown["version"]) == ("draft", "Texte de Denis.", kept)


def test_what_stands_beside_a_text_is_settled_by_its_values(admin: Line, director: Line, tmp_path: Path) -> None:
    crisis = cell(admin, director)
    message = drafted(admin, crisis, tmp_path)
    meet(admin, director)
    hours = ("2026-01-02T07:00:00+01:00", "2026-01-02T09:00:00+01:00")
    for line, topic, hour in zip((admin, director), ("eau", "eau potable"), hours, strict=True):
        said = ("--topic", topic, "--valid-until", hour)
        assert line("message", "describe", message, "--crisis", crisis, *said).code == 0
    meet(admin, director)
    meet(admin, director)
    found = {one["field"]: one for one in admin("conflicts", "--crisis", crisis).results}
    assert {one["value"] for one in found["topic"]["values"]} == {"eau", "eau potable"}
    assert {one["value"] for one in found["valid_until"]["values"]} == {*hours}
    resolve = ("resolve", message, "--crisis", crisis)
    assert admin(*resolve, "topic", "--value", "eau potable").only["settled"] is True
    assert admin(*resolve, "valid_until", "--value", hours[0]).only["settled"] is True
    assert admin("conflicts", "--crisis", crisis).results == []
    shown = admin("message", "show", message, "--crisis", crisis).only
    assert (shown["topic"], shown["valid_until"]) == ("eau potable", hours[0])


def test_a_file_that_is_no_text_is_refused(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    draft = ("message", "draft", "--crisis", crisis, "--kind", "line", "--title", "x", "--text-file")
    (tmp_path / "latin.txt").write_bytes("évacué".encode("latin-1"))
    assert "UTF-8" in admin(*draft, str(tmp_path / "latin.txt")).err
    assert "ne se lit pas" in admin(*draft, str(tmp_path / "absent.txt")).err
    assert "ne se lit pas" in admin(*draft, str(tmp_path)).err
    assert "caractères" in admin(*draft, written(tmp_path, "x" * 200_000)).err
    assert "U+200B" in admin(*draft, written(tmp_path, "a\u200bb")).err
    (tmp_path / "gros.txt").write_bytes(b"x" * (4 * 1024 * 1024 + 1))
    assert "dépasse" in admin(*draft, str(tmp_path / "gros.txt")).err
    assert admin("message", "list", "--crisis", crisis).results == []


@pytest.mark.parametrize("words", [("--decision", "oui"), ("--decision",), ()])
def test_a_decision_is_one_of_four(admin: Line, words: tuple[str, ...]) -> None:
    assert admin("visa", "EDL-001", *words).code == 2


def test_a_visa_before_the_text_is_submitted_is_refused(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    message = drafted(admin, crisis, tmp_path)
    answer = admin("visa", message, "--crisis", crisis, "--decision", "favourable")
    assert (answer.code, answer.out) == (1, "")
    assert "n'a pas été soumise" in answer.err


def test_a_person_reads_the_text_and_its_visas(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    message = drafted(admin, crisis, tmp_path)
    admin("message", "submit", message, "--crisis", crisis)
    admin("visa", message, "--crisis", crisis, "--decision", "favourable")
    said = admin.told("message", "show", message, "--crisis", crisis).out
    assert "Les secours sont sur place." in said
    assert "Visa favorable de Alice Admin" in said
    assert "non confirmé par le serveur" in said


def test_only_what_may_be_said_now_is_in_force(admin: Line, director: Line, tmp_path: Path) -> None:
    crisis = cell(admin, director)
    message = validated(admin, director, crisis, tmp_path)
    drafted(admin, crisis, tmp_path, "Un brouillon.")
    assert admin("message", "list", "--crisis", crisis, "--in-force").results == []
    sent = admin("message", "dispatch", message, "--channel", "AFP", "--to", "rédactions")
    assert sent.code == 0, sent.err
    assert [one["id"] for one in admin("message", "list", "--crisis", crisis, "--in-force").results] == [message]
    assert shown(admin, message)["in_force"]


def test_the_words_that_changed_are_told_between_any_two_versions(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    message = drafted(admin, crisis, tmp_path, "Douze communes.")
    assert admin("message", "diff", message).code == 1
    for words in ("Treize communes.", "Treize communes confinées."):
        assert admin("message", "revise", message, "--text-file", written(tmp_path, words)).code == 0
    assert admin("message", "diff", message).only["changes"] == ["Corps : « confinées » est ajouté"]
    told = admin.told("message", "diff", message, "--from", "v1", "--to", "v3").out
    assert "[-Douze -][+Treize +]" in told
    admin("message", "submit", message)
    admin("visa", message, "--decision", "favourable")
    admin("message", "revise", message, "--text-file", written(tmp_path, "Treize communes confinées jusqu'à 7 h."))
    since = admin("message", "diff", message, "--since-visa", "SIG").only
    assert since["from"].startswith("v3")
    assert since["to"].startswith("v4")
    assert "Organisme inconnu" in admin("message", "diff", message, "--since-visa", "Xyzzy").err
    assert "aucun visa" in admin("message", "diff", message, "--since-visa", "INT").err


def test_a_text_under_review_is_cleared_by_a_signed_word(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    entry = logged(admin, crisis, "02:48 SDIS76 > douze foyers")
    message = drafted(admin, crisis, tmp_path, "Douze foyers.", "--fact", entry)
    assert shown(admin, message)["uses"][0]["record"] == entry
    admin("journal", "amend", entry, "--subject", "treize foyers", "--reason", "recompté")
    review = shown(admin, message)
    assert review["state"] == "review"
    assert [(one["former"], one["present"]) for one in review["review"]] == [("douze foyers", "treize foyers")]
    assert admin("message", "reexamine", message, "--reason", "le texte ne dit pas le nombre").only["state"] == "draft"
    assert "n'est pas à réexaminer" in admin("message", "reexamine", message, "--reason", "encore").err


def test_a_template_is_a_start_with_holes_to_fill(admin: Line) -> None:
    crisis = admin.open_crisis()
    assert "holding" in [one["template"] for one in admin("message", "templates").results]
    answer = admin("message", "draft", "--crisis", crisis, "--template", "holding").only
    assert answer["message"] == "ATT-SIG1-001"
    assert "[numéro d’information]" in answer["placeholders"]
    assert "Modèle inconnu" in admin("message", "draft", "--crisis", crisis, "--template", "poème").err
    assert "genre" in admin("message", "draft", "--crisis", crisis, "--title", "Sans genre").err


def test_reading_a_text_over_is_a_remark(admin: Line, director: Line, tmp_path: Path) -> None:
    crisis = cell(admin, director)
    message = drafted(admin, crisis, tmp_path)
    assert "On ne relit pas son propre texte" in admin("message", "proofread", message).err
    meet(admin, director)
    assert director("message", "proofread", message, "--remark", "plus court").code == 0
    assert director("message", "read", message).code == 0
    assert "déjà lu" in director("message", "read", message).err
    assert [one["remark"] for one in shown(director, message)["remarks"]] == ["plus court"]


def test_a_list_says_of_each_message_what_its_page_says(admin: Line, director: Line, tmp_path: Path) -> None:
    crisis = cell(admin, director)
    message = validated(admin, director, crisis, tmp_path)
    drafted(admin, crisis, tmp_path, "Appelez le [numéro].")
    for row in admin("message", "list", "--crisis", crisis).results:
        page = shown(admin, row["id"])
        same = ("message", "topic", "version", "text", "state", "visas", "missing", "placeholders", "in_force")
        assert {name: row[name] for name in same} == {name: page[name] for name in same}
    assert len(shown(admin, message)["visas"]) == 2


def test_a_text_may_be_piped_in(admin: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = ("message", "draft", "--crisis", admin.open_crisis(), "--kind", "line", "--title", "x", "--text-file", "-")
    for content, text in ((" Évacuez.\n".encode(), "Évacuez."), (b"\xff", None), (b"x" * (4 * 1024 * 1024 + 1), None)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="ascii"))
        answer = admin(*draft)
        assert answer.code == (0 if text else 1), answer.err
        if text:
            assert shown(admin, answer.only["id"])["text"] == text
        else:
            assert "entrée standard" in answer.err
    monkeypatch.setattr(sys, "stdin", None)
    assert "Écrivez le texte" in admin(*draft).err


def test_a_text_that_was_refused_is_not_submitted_again(admin: Line, director: Line, tmp_path: Path) -> None:
    crisis = cell(admin, director)
    message = drafted(admin, crisis, tmp_path)
    admin("message", "submit", message)
    admin("visa", message, "--decision", "unfavourable", "--comment", "Trop court")
    again = admin("message", "submit", message)
    assert (again.code, "écrivez une nouvelle version" in again.err) == (1, True)
    assert shown(admin, message)["state"] == "returned"


@pytest.mark.parametrize("name", ["\udcff", "EDL-\udcff", "", " ", "x" * 10_000, "%", "'"])
def test_what_names_no_message_is_refused(admin: Line, name: str) -> None:
    for words in (("message", "show", name), ("message", "submit", name), ("visa", "remind", name)):
        answer = admin(*words)
        assert (answer.code, answer.out) in ((1, ""), (2, ""))
        assert "Incident" not in answer.err
