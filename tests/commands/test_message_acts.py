"""What becomes of a message: every act asks its reason, and says where the message stands then."""

from pathlib import Path

import pytest

from tests.central import Line
from tests.commands.speaking import cell, drafted, meet, shown, validated, written


def test_a_text_is_returned_with_a_reason_until_it_is_written_again(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    message = drafted(admin, crisis, tmp_path)
    assert "n'est pas en visa" in admin("message", "return", message, "--reason", "trop long").err
    admin("message", "submit", message)
    returned = admin("message", "return", message, "--reason", "chiffre non sourcé").only
    assert returned["state"] == "returned"
    assert "retournée" in admin("message", "submit", message).err
    assert "retournée" in admin("visa", message, "--decision", "favourable").err
    admin("message", "revise", message, "--text-file", written(tmp_path, "Plus court."))
    assert admin("message", "submit", message).only["state"] == "submitted"


def test_a_text_that_never_went_out_is_abandoned(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis()
    message = drafted(admin, crisis, tmp_path)
    assert admin("message", "abandon", message, "--reason", "sans objet").only["state"] == "abandoned"
    answer = admin("message", "revise", message, "--text-file", written(tmp_path, "Encore."))
    assert (answer.code, "abandonné" in answer.err) == (1, True)


@pytest.mark.parametrize("act", ["withdraw", "return", "abandon", "reexamine", "embargo", "lift"])
def test_every_act_asks_its_reason(admin: Line, tmp_path: Path, act: str) -> None:
    crisis = admin.open_crisis()
    message = drafted(admin, crisis, tmp_path)
    assert admin("message", act, message).code == 2
    assert admin("message", act, message, "--reason", "  ").code == 1
    assert shown(admin, message)["state"] == "draft"


def test_an_embargo_is_lifted_by_the_authority_alone(admin: Line, director: Line, tmp_path: Path) -> None:
    crisis = cell(admin, director)
    message = validated(admin, director, crisis, tmp_path)
    assert "passée" in admin("message", "embargo", message, "--until", "2020-01-01", "--reason", "x").err
    held = admin("message", "embargo", message, "--reason", "familles informées").only
    assert held["state"] == "embargoed"
    assert "familles informées" in shown(admin, message)["embargo"]
    assert "embargo" in admin("message", "dispatch", message, "--channel", "AFP", "--to", "tous").err
    assert "DIR" in admin("message", "lift", message, "--reason", "pressés").err
    assert "seule l'autorité" in admin("message", "embargo-over", message).err
    meet(admin, director)
    assert director("message", "lift", message, "--reason", "familles informées à 04:10").only["state"] == "validated"
    decisions = [one for one in director("journal", "list", "--crisis", crisis).results if one["type"] == "decision"]
    assert decisions[-1]["subject"] == "Embargo levé sur EDL-SIG1-001"


def test_two_versions_validated_apart_are_both_blocked_until_somebody_chooses(
    admin: Line, director: Line, tmp_path: Path
) -> None:
    crisis = cell(admin, director)
    message = drafted(admin, crisis, tmp_path)
    meet(admin, director)
    for line, words in ((admin, "Douze communes."), (director, "Treize communes.")):
        assert line("message", "revise", message, "--text-file", written(tmp_path, words)).code == 0
    meet(admin, director)
    blocked = shown(admin, message)
    assert (blocked["state"], len(blocked["heads"])) == ("conflict", 2)
    answer = admin(
        "message", "arbitrate", message, "--version", blocked["heads"][0], "--reason", "compté deux fois"
    ).only
    assert (answer["state"], answer["version"].partition("·")[2]) == ("draft", blocked["heads"][0].partition("·")[2])
    assert "qu'une version" in admin("message", "arbitrate", message, "--version", "v1", "--reason", "encore").err


def test_an_embargo_in_a_zone_that_is_none_is_refused(admin: Line, tmp_path: Path) -> None:
    message = drafted(admin, admin.open_crisis(), tmp_path)
    for until in ((), ("--until", "23:00"), ("--until", "2040-01-01T04:00")):
        answer = admin("message", "embargo", message, "--reason", "x", *until, "--zone", "Mars/Olympus")
        assert (answer.code, "Fuseau horaire inconnu" in answer.err) == (1, True)


def test_why_a_message_ended_is_told(admin: Line, tmp_path: Path) -> None:
    message = drafted(admin, admin.open_crisis(), tmp_path, "x", "--valid-until", "2040-01-01T04:00")
    assert "Valable jusqu'au 2040-01-01T04:00:00+01:00" in admin.told("message", "show", message).out
    admin("message", "submit", message)
    admin("message", "return", message, "--reason", "chiffre non sourcé")
    assert "Retourné par Alice Admin : chiffre non sourcé" in admin.told("message", "show", message).out
    assert shown(admin, message)["returned_reason"] == "chiffre non sourcé"
    admin("message", "withdraw", message, "--reason", "dépassé")
    assert "Retiré : dépassé" in admin.told("message", "show", message).out
