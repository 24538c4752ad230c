"""How a message is said at the command line: a person reads what matters first, a script finds every field."""

from pathlib import Path

from tests.central import Line
from tests.commands.speaking import cell, drafted, logged, meet, shown, validated


def test_a_person_reads_the_state_and_what_is_missing_first(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    message = drafted(admin, crisis, tmp_path, "Appelez le [numéro].", "--not-to-say", "aucun danger")
    said = admin.told("message", "show", message).out
    first, _, rest = said.partition("\n")
    assert first.startswith("EDL-SIG1-001 · élément de langage · Brouillon")
    assert "texte à compléter : [numéro]" in first
    assert "À ne pas dire : aucun danger" in rest


def test_an_embargo_and_what_moved_are_said_above_the_text(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    entry = logged(admin, crisis, "02:48 SDIS76 > un foyer")
    message = drafted(admin, crisis, tmp_path, "Un foyer.", "--fact", entry)
    admin("message", "embargo", message, "--until", "2040-01-01T04:00", "--reason", "familles informées")
    admin("journal", "amend", entry, "--subject", "deux foyers", "--reason", "recompté")
    said = admin.told("message", "show", message).out
    assert "SOUS EMBARGO jusqu’au 1er janvier 2040 à 04:00 (heure de Paris) — familles informées" in said
    assert "À réexaminer SIG1-0001 : deux foyers" in said
    assert said.index("SOUS EMBARGO") < said.index("Un foyer.")


def test_a_dispatch_is_told_with_whom_it_reached(admin: Line, director: Line, tmp_path: Path) -> None:
    crisis = cell(admin, director)
    message = validated(admin, director, crisis, tmp_path)
    admin("message", "dispatch", message, "--channel", "AFP", "--to", "rédactions")
    assert "EDL-SIG1-001 v1 diffusé : AFP, rédactions" in [
        one["subject"] for one in admin("journal", "list", "--crisis", crisis).results
    ]
    (sent,) = shown(admin, message)["dispatches"]
    assert (sent["channel"], sent["recipients"][0]["name"], sent["degraded"]) == ("AFP", "rédactions", "")
    assert "AFP, rédactions" in admin.told("message", "show", message).out
    meet(admin, director)
    assert shown(director, message)["dispatches"] == [sent]


def test_two_texts_on_one_topic_that_disagree_are_named(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    drafted(admin, crisis, tmp_path, "Les écoles de Rouen sont fermées.")
    second = drafted(admin, crisis, tmp_path, "Les écoles de Rouen sont ouvertes.", "--topic", "Secours")
    (found,) = shown(admin, second)["contradictions"]
    assert (found["message"], found["kind"]) == ("EDL-SIG1-001", "verbs")
    assert "Contradiction" in admin("message", "submit", second).err
