"""`journal triage|assign|link|acknowledge…`: what becomes of an entry, at the command line."""

from datetime import datetime

import pytest

from tests.central import Line


@pytest.fixture
def crisis(admin: Line) -> str:
    return admin.open_crisis()


def write(admin: Line, crisis: str, line: str) -> str:
    number: str = admin("log", "--crisis", crisis, line).only["entry"]
    return number


def test_an_entry_is_brought_to_each_step_and_back_with_a_reason(admin: Line, crisis: str) -> None:
    number = write(admin, crisis, "SDIS76 > reprise de feu")
    act = ("journal", "triage", number, "--crisis", crisis, "--step")
    assert admin(*act, "decide").only["triage"] == "to_decide"
    assert admin(*act, "close").only["triage"] == "closed"
    refused = admin(*act, "sort")
    assert (refused.code, "revient" in refused.err) == (1, True)
    told = admin(*act, "sort", "--reason", "élément nouveau").only
    assert [one["reason"] for one in told["triaged"]] == ["", "", "élément nouveau"]
    assert admin(*act, "archive").code == 2


def test_an_entry_is_given_to_a_member_or_an_organisation_before_an_hour(admin: Line, crisis: str) -> None:
    number = write(admin, crisis, "SDIS76 > besoin de renfort")
    act = ("journal", "assign", number, "--crisis", crisis)
    told = admin(*act, "--to", "Intérieur", "--due", "04:30").only
    due = datetime.fromisoformat(told["due"])
    assert (told["assigned"], due.hour, due.minute) == ("Intérieur", 4, 30)
    assert due > datetime.fromisoformat(told["recorded_at"])
    me = admin("member", "list", "--crisis", crisis).results[0]["name"]
    assert admin(*act, "--to", me).only["assigned"] == me
    assert admin(*act).only["assigned"] is None
    assert "ni un membre" in admin(*act, "--to", "Personne").err


def test_links_are_told_settled_and_taken_back(admin: Line, crisis: str) -> None:
    one, two = write(admin, crisis, "SDIS76 > huiles moteur"), write(admin, crisis, "DREAL > solvants")
    act = ("journal", "link", two, "--crisis", crisis, "--kind", "contradicts", "--to", one)
    (link,) = admin(*act, "--note", "produits").only["links"]
    assert (link["kind"], link["note"], link["settled"]) == ("contradicts", "produits", "")
    (link,) = admin(*act, "--settled", "solvants, fiche reçue").only["links"]
    assert link["settled"] == "solvants, fiche reçue"
    back = ("journal", "unlink", two, "--crisis", crisis, "--kind", "contradicts", "--to", one)
    assert admin(*back, "--reason", "erreur").only["links"] == []
    assert admin(*back, "--reason", "erreur").code == 1
    assert admin("journal", "link", two, "--crisis", crisis, "--kind", "follows", "--to", two).code == 1


def test_a_priority_and_a_key_event_are_changed_without_a_reason(admin: Line, crisis: str) -> None:
    number = write(admin, crisis, "SDIS76 > reprise de feu")
    assert admin("journal", "priority", number, "1", "--crisis", crisis).only["priority"] == 1
    assert admin("journal", "key", number, "--crisis", crisis).only["key_event"] is True
    assert admin("journal", "key", number, "--no", "--crisis", crisis).only["key_event"] is False
    assert admin("journal", "priority", number, "5", "--crisis", crisis).code == 2


def test_what_i_wrote_need_not_be_acknowledged(admin: Line, crisis: str) -> None:
    number = write(admin, crisis, "SDIS76 > reprise de feu")
    refused = admin("journal", "acknowledge", number, "--crisis", crisis)
    assert (refused.code, "déjà lues" in refused.err) == (1, True)
    assert admin("journal", "acknowledge", "SIG9-0001", "--crisis", crisis).code == 1
