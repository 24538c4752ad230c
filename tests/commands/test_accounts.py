"""`enrol`, `invite` and `revoke`, against a real server."""

from pathlib import Path

import pytest

from tests.central import Agency, Central, Line


def test_the_first_administrator_enrols_under_the_name_he_gives(central: Central, tmp_path: Path) -> None:
    first = Line(tmp_path / "A")
    told = first.enrol(central, central.invitation, "sig1", "Zoé Première")
    assert (told["prefix"], told["name"], told["role"]) == ("SIG1", "Zoé Première", "ADM")
    assert told["recovery"].count("-") == 8
    again = first("enrol", "--invitation", central.invitation, "--prefix", "SIG2")
    assert (again.code, again.out) == (1, "")
    assert "déjà" in again.err
    other = Line(tmp_path / "B")
    used = other("enrol", "--server", central.url, "--invitation", central.invitation, "--prefix", "SIG2")
    assert (used.code, used.out) == (1, "")
    assert other("status").code == 1


def test_a_revoked_workstation_is_refused_at_its_next_call(admin: Line, agency: Agency, tmp_path: Path) -> None:
    words = ("--name", "Luc Perdu", "--organisation", "SAN", "--role", "LIA")
    lost = Line(tmp_path / "LOST")
    lost.enrol(agency.central, admin("invite", *words).only["invitation"], "PERDU1")
    assert lost("status").only["online"] is True
    assert admin("revoke", "PERDU9", "--reason", "volé").code == 1
    assert admin("revoke", "PERDU1", "--reason", " ").code == 1
    assert admin("revoke", "PERDU1", "--reason", "volé").only["prefix"] == "PERDU1"
    status = lost("status").only
    assert (status["online"], "ne connaît pas ce poste" in status["problem"]) == (False, True)
    assert lost("sync").code == 1


def test_a_known_person_gets_one_more_workstation_and_stays_one_person(
    admin: Line, agency: Agency, tmp_path: Path
) -> None:
    words = ("--name", "Ève Double", "--organisation", "SAN", "--role", "LIA")
    enrolled = Line(tmp_path / "E1").enrol(agency.central, admin("invite", *words).only["invitation"], "EVE1")
    second = admin("invite", *words)
    assert "déjà connu" in second.err
    again = Line(tmp_path / "E2").enrol(agency.central, second.only["invitation"], "EVE2")
    assert again["person"] == enrolled["person"]
    third = admin("invite", "--person", enrolled["person"]).only
    assert Line(tmp_path / "E3").enrol(agency.central, third["invitation"], "EVE3")["person"] == again["person"]
    assert admin("invite", "--name", "Ève Double", "--organisation", "SAN", "--role", "DIR").code == 1
    other = admin("invite", *words, "--homonym").only
    assert Line(tmp_path / "E4").enrol(agency.central, other["invitation"], "EVE4")["person"] != again["person"]
    assert "plusieurs personnes" in admin("invite", *words).err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--name", "x"), "demande"),
        (("--name", "x", "--organisation", "inconnu", "--role", "LIA"), "Organisme inconnu"),
        (("--name", "x", "--organisation", "SAN", "--role", "ROI"), "Rôle inconnu"),
        (("--name", "x\u200b", "--organisation", "SAN", "--role", "LIA"), "U+200B"),
        (("--person", "f" * 64), "n'est pas connu"),
    ],
)
def test_what_is_no_invitation_is_refused(admin: Line, words: tuple[str, ...], said: str) -> None:
    answer = admin("invite", *words)
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err


def test_only_an_administrator_invites(director: Line) -> None:
    answer = director("invite", "--name", "x", "--organisation", "SAN", "--role", "LIA")
    assert (answer.code, answer.out) == (1, "")
    assert "administrateur" in answer.err


@pytest.mark.parametrize(
    ("invitation", "prefix", "code", "said"),
    [
        ("DIA1-rien", "SIG8", 1, "mal recopié"),
        ("\u2603", "SIG8", 1, "mal recopié"),
        ("", "SIG8", 1, "mal recopié"),
        (None, "TROPLONG99", 1, "préfixe"),
        (None, "SIG1", 1, ""),
    ],
)
def test_what_enrols_nobody_leaves_no_profile(
    admin: Line,
    agency: Agency,
    tmp_path: Path,
    invitation: str | None,
    prefix: str,
    code: int,
    said: str,
) -> None:
    if invitation is None:
        invitation = admin("invite", "--name", prefix, "--organisation", "SAN", "--role", "LIA").only["invitation"]
    other = Line(tmp_path / "X")
    answer = other("enrol", "--server", agency.central.url, "--invitation", invitation, "--prefix", prefix)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert "n'est pas inscrit" in other("status").err


def test_without_the_server_nobody_is_invited_enrolled_or_revoked(central: Central, tmp_path: Path) -> None:
    first = Line(tmp_path / "A")
    first.enrol(central, central.invitation, "SIG1", "Zoé Première")
    words = ("--name", "Paul", "--organisation", "SAN", "--role", "LIA")
    code = first("invite", *words).only["invitation"]
    before = first("status").only["fingerprint"]
    central.stop()
    for refused in (("invite", *words, "--homonym"), ("revoke", "SIG1", "--reason", "x"), ("sync",)):
        answer = first(*refused)
        assert (answer.code, answer.out) == (3, "")
        assert "injoignable" in answer.err
    assert first("status").only["fingerprint"] == before
    other = Line(tmp_path / "B")
    assert other("enrol", "--invitation", code, "--prefix", "SAN1").code == 3
    central.start()
    assert other.enrol(central, code, "SAN1")["name"] == "Paul"
