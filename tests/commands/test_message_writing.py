"""What is typed of a message: what leaves on one side, what never leaves on the other."""

from pathlib import Path

import pytest
from odfdo import Document, Paragraph

from tests.central import Line
from tests.commands.speaking import drafted, logged, shown


def test_everything_that_leaves_may_be_typed(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    message = drafted(
        admin, crisis, tmp_path, "Corps.", "--lead", "Chapô", "--key-message", "Un", "--key-message", "Deux"
    )
    more = (
        "--known",
        "On sait.",
        "--next",
        "À 18 h.",
        "--variant",
        "x=Court = bon.",
        "--alternative",
        "carte.png=Une carte",
    )
    assert admin("message", "revise", message, *more, "--language", "en", "--issuer", "SIG").code == 0
    found = shown(admin, message)
    assert (found["text"], found["lead"], found["key_messages"]) == ("Corps.", "Chapô", ["Un", "Deux"])
    assert found["frame"] == {"known": "On sait.", "next": "À 18 h."}
    assert (found["variants"], found["alternatives"]) == ({"x": "Court = bon."}, {"carte.png": "Une carte"})
    assert (found["language"], found["issuer"]) == ("en", "SIG")
    admin("message", "revise", message, "--known", "", "--key-message", "")
    found = shown(admin, message)
    assert (found["frame"], found["key_messages"]) == ({"next": "À 18 h."}, [])


def test_what_stands_beside_the_text_changes_no_version(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    message = drafted(admin, crisis, tmp_path)
    version = shown(admin, message)["version"]
    more = ("--not-to-say", "aucun danger", "--audience", "riverains", "--spokesperson", "préfet 76")
    more += ("--sensitivity", "families=pending", "--next-at", "2030-09-24T18:00", "--valid-until", "2030-09-25T07:00")
    assert admin("message", "describe", message, *more).code == 0
    found = shown(admin, message)
    assert (found["version"], found["not_to_say"], found["audiences"]) == (version, "aucun danger", ["riverains"])
    assert (found["sensitivities"], found["spokesperson"]) == ({"families": "pending"}, "préfet 76")
    assert found["next_at"].startswith("2030-09-24T18:00")
    assert found["valid_until"].startswith("2030-09-25T07:00")
    assert "Rien n'est changé" in admin("message", "describe", message, *more).err
    assert admin("message", "describe", message, "--valid-until", "aucune").code == 0
    assert shown(admin, message)["valid_until"] is None


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("--valid-from", "2030-01-02", "--valid-until", "2030-01-01"), "finit avant de commencer"),
        (("--sensitivity", "families=peut-être"), "yes, no, pending"),
        (("--sensitivity", "families"), "NOM=TEXTE"),
        (("--issued-by", "ministère de la Magie"), "Organisme inconnu"),
        (("--replaces", "EDL-999"), "n'est pas connu"),
        (("--next-at", "demain"), "Heure incomprise"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_lost(
    admin: Line, tmp_path: Path, words: tuple[str, ...], refusal: str
) -> None:
    crisis = admin.open_crisis()
    message = drafted(admin, crisis, tmp_path)
    before = shown(admin, message)
    answer = admin("message", "describe", message, *words)
    assert (answer.code, refusal in answer.err) == (1, True), answer.err
    assert shown(admin, message) == before


def test_two_ministries_sign_as_the_government(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    message = drafted(admin, crisis, tmp_path, "Corps.", "--issued-by", "Santé", "--issued-by", "Intérieur")
    assert shown(admin, message)["issuer"] == "Gouvernement"
    assert "communiqué conjoint" in admin("message", "submit", message, "--circuit", "standard").err
    admin("message", "submit", message)
    found = shown(admin, message)
    assert found["circuit"] == "joint"
    assert {one["organisation"] for one in found["steps"]} >= {"SAN", "INT"}


def test_facts_are_added_and_taken_away_by_their_number(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    entry = logged(admin, crisis, "02:48 SDIS76 > un foyer")
    message = drafted(admin, crisis, tmp_path)
    assert admin("message", "support", message, "--add", entry).code == 0
    assert [one["record"] for one in shown(admin, message)["uses"]] == [entry]
    assert "Rien n'est changé" in admin("message", "support", message, "--add", entry).err
    assert admin("message", "support", message, "--remove", entry).code == 0
    assert shown(admin, message)["uses"] == []
    assert "n'est pas connue" in admin("message", "support", message, "--add", "SIG1-9999", "--crisis", crisis).err


def test_what_replaces_a_text_under_embargo_is_under_the_same(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    first = drafted(admin, crisis, tmp_path)
    admin("message", "embargo", first, "--reason", "familles informées")
    second = drafted(admin, crisis, tmp_path, "Corrigé.", "--replaces", first)
    assert "familles informées" in shown(admin, second)["embargo"]
    third = drafted(admin, crisis, tmp_path, "Encore.")
    admin("message", "describe", third, "--replaces", first)
    assert "familles informées" in shown(admin, third)["embargo"]


def test_a_text_is_taken_from_a_document_as_plain_words(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    document = Document("text")
    document.body.append(Paragraph("Les secours sont sur place."))
    file = tmp_path / "texte.odt"
    document.save(file)
    words = ("message", "draft", "--crisis", crisis, "--kind", "line", "--title", "Incendie", "--text-file", str(file))
    assert shown(admin, admin(*words).only["id"])["text"].endswith("Les secours sont sur place.")
    file.write_bytes(file.read_bytes()[:200])
    answer = admin(*words)
    assert (answer.code, answer.out) == (1, ""), answer.err
