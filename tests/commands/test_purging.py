"""`contact purge`: erased for ever and everywhere, for a reason that names nobody."""

import uuid

from tests.central import Line


def test_a_contact_is_erased_here_then_everywhere(admin: Line, director: Line) -> None:
    name = f"M{uuid.uuid4().hex[:12]}"
    contact = admin("contact", "add", "--name", name).only["contact"]
    for line in (admin, director):
        line("sync")
    refused = admin("contact", "purge", name)
    assert refused.code == 1
    assert "sans nommer personne" in refused.err
    assert admin("contact", "purge", name, "--reason", "demande de l'intéressé").only["erased"] is True
    assert admin("contact", "show", contact).code == 1
    for line in (admin, director):
        line("sync")
    assert director("contact", "list", "--query", name).results == []
    assert director("verify").only["intact"] is True


def test_those_whose_day_has_come_are_listed_then_go(admin: Line) -> None:
    name = f"M{uuid.uuid4().hex[:12]}"
    contact = admin("contact", "add", "--name", name, "--purge-on", "2020-01-31").only["contact"]
    assert contact in [one["contact"] for one in admin("contact", "purge", "--coming").results]
    assert "à purger le 31/01/2020" in admin.told("contact", "purge", "--coming").out
    admin("sync")
    assert admin("contact", "purge", "--due").only["erased"] >= 1
    assert admin("contact", "show", contact).code == 1
    assert admin("contact", "purge").code == 2
