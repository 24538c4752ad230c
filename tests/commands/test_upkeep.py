"""`conflicts`, `resolve`, `verify`, `rebuild`: nothing written apart is lost, nothing altered is believed."""

import pytest

from app.core import vault
from app.core.store.engine import Database
from app.sync.workstation import JOURNAL
from tests.central import Line


def disputed(admin: Line, director: Line) -> str:
    """A crisis whose first entry both rectified apart, its subject, its hour and its handling."""
    crisis = admin.open_crisis()
    admin("member", "add", "--crisis", crisis, "--name", "Denis Directeur", "--role", "DIR")
    admin("log", "--crisis", crisis, "SDIS76 > 3 blessés")
    for line in (admin, director):
        line("sync")
    for line, subject, hour in ((admin, "2 blessés", "01:00"), (director, "4 blessés", "02:00")):
        words = ("--subject", subject, "--occurred-at", f"2026-01-02T{hour}", "--reason", "recompte")
        assert line("journal", "amend", "SIG1-0001", "--crisis", crisis, *words).code == 0
    for line in (admin, director, admin):
        line("sync")
    return crisis


def test_both_values_are_shown_on_both_sides_until_somebody_chooses(admin: Line, director: Line) -> None:
    crisis = disputed(admin, director)
    for line in (admin, director):
        found = {one["field"]: one for one in line("conflicts", "--crisis", crisis).results}
        assert set(found) == {"subject", "occurred_at"}
        assert {one["value"] for one in found["subject"]["values"]} == {"2 blessés", "4 blessés"}
        assert found["subject"]["record"] == "SIG1-0001"
        assert "2 blessés — Alice Admin (SIG1)" in line.told("conflicts", "--crisis", crisis).out
    resolve = ("resolve", "SIG1-0001", "--crisis", crisis)
    assert admin(*resolve, "subject", "--value", "3 blessés").only["settled"] is True
    assert admin(*resolve, "occurred_at", "--value", "2026-01-02T02:00:00+01:00").code == 0
    assert admin("conflicts", "--crisis", crisis).results == []
    for line in (admin, director):
        line("sync")
    shown = director("journal", "show", "SIG1-0001", "--crisis", crisis).only
    assert (shown["subject"], shown["occurred_at"]) == ("3 blessés", "2026-01-02T02:00:00+01:00")
    assert (shown["conflicts"], director("conflicts", "--crisis", crisis).results) == ([], [])


def test_who_deals_with_a_decision_and_what_a_crisis_is_called_are_settled_too(admin: Line, director: Line) -> None:
    crisis = disputed(admin, director)
    for line, title in ((admin, "Un"), (director, "Deux")):
        amend = ("journal", "amend", "SIG1-0001", "--crisis", crisis, "--reason", "relu", "--type", "decision")
        assert line(*amend).code == 0
        assert line("crisis", "edit", crisis, "--title", title).code == 0
    assign = ("journal", "assign", "SIG1-0001", "--crisis", crisis)
    assert [admin(*assign, "--to", "SAN").code, admin(*assign).code] == [0, 0]
    assert director(*assign, "--to", "INT", "--due", "04:30").code == 0
    for line in (admin, director, admin):
        line("sync")
    found = {(one["record"], one["field"]): one for one in admin("conflicts", "--crisis", crisis).results}
    assert found.keys() >= {("SIG1-0001", "assigned"), ("SIG1-0001", "due"), (crisis, "title")}
    assert {one["value"] for one in found["SIG1-0001", "assigned"]["values"]} == {None, "Intérieur"}
    assert '"" (aucune valeur) — Alice Admin' in admin.told("conflicts", "--crisis", crisis).out
    resolve = ("resolve", "--crisis", crisis)
    assert admin(*resolve, "SIG1-0001", "assigned", "--value", "").code == 0
    assert admin(*resolve, crisis, "title", "--value", "Deux").code == 0
    left = {(one["record"], one["field"]) for one in admin("conflicts", "--crisis", crisis).results}
    assert left == {("SIG1-0001", "subject"), ("SIG1-0001", "occurred_at")}
    assert admin("crisis", "show", crisis).only["title"] == "Deux"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("SIG1-0001", "content", "--value", "x"), "Champs à départager"),
        (("SIG9-0001", "subject", "--value", "x"), "n'est pas connu"),
        (("SIG1-0001", "occurred_at", "--value", "jamais"), "Heure incomprise"),
        (("SIG1-0001", "subject", "--value", ""), "objet"),
        (("SIG1-0001", "subject", "--value", "a\x00"), "U+0000"),
    ],
)
def test_what_settles_nothing_is_refused(admin: Line, director: Line, words: tuple[str, ...], said: str) -> None:
    crisis = disputed(admin, director)
    answer = admin("resolve", *words, "--crisis", crisis)
    assert (answer.code, answer.out) == (1, "")
    assert said in answer.err
    assert len(admin("conflicts", "--crisis", crisis).results) == 2


def test_what_is_held_is_intact_and_what_is_altered_is_named(admin: Line, director: Line) -> None:
    crisis = admin.open_crisis()
    for line in ("SDIS76 > un", "SDIS76 > deux"):
        admin("log", "--crisis", crisis, line)
    admin("sync")
    verdict = admin("verify").only
    assert (verdict["intact"], verdict["forks"], verdict["missing"]) == (True, 0, 0)
    assert verdict["operations"] > admin("verify", "--crisis", crisis).only["operations"] == 3
    id = admin("journal", "list", "--crisis", crisis).results[1]["id"]
    signature = changed(admin, id, bytes(64))
    for words in (("verify",), ("verify", "--crisis", crisis)):
        answer = admin(*words)
        assert (answer.code, answer.results[0]["intact"], answer.results[0]["first_bad"]) == (1, False, "SIG1-0002")
        assert "signature" in answer.err
    shown = admin("journal", "show", "SIG1-0002", "--crisis", crisis)
    assert shown.code == 1
    assert "altéré" in shown.err
    changed(admin, id, signature)
    assert admin("verify").code == 0
    assert "Chaîne intacte" in admin.told("verify", "--crisis", crisis).out


def changed(line: Line, id: str, signature: bytes) -> bytes:
    """Writes another signature on the disk, behind the program's back; gives the former."""
    key = vault.open_with_keychain(line.profile)
    assert key is not None
    database = Database(line.profile / JOURNAL, key)
    with database.write() as connection:
        former = connection.exec_driver_sql("SELECT signature FROM op WHERE id = ?", (bytes.fromhex(id),)).scalar()
        connection.exec_driver_sql("UPDATE op SET signature = ? WHERE id = ?", (signature, bytes.fromhex(id)))
    database.close()
    return bytes(former)


def test_the_read_tables_are_made_again(admin: Line) -> None:
    before = admin("crisis", "list").results
    assert admin("rebuild").only == {"rebuilt": True}
    assert admin("crisis", "list").results == before
    assert admin("verify").code == 0


def test_a_figure_rectified_apart_is_settled_like_an_entry(admin: Line, director: Line) -> None:
    crisis = admin.open_crisis()
    admin("member", "add", "--crisis", crisis, "--name", "Denis Directeur", "--role", "DIR")
    add = ("--indicator", "Décès", "--value", "17", "--source", "SINUS", "--cutoff", "2026-01-02T01:00")
    admin("figure", "add", "--crisis", crisis, *add)
    for line in (admin, director):
        line("sync")
    for line, value, source in ((admin, "18", "SDIS 76"), (director, "1 900", "SAMU 76")):
        words = ("--value", value, "--source", source, "--reason", "recompte")
        assert line("figure", "amend", "BIL-SIG1-001", "--crisis", crisis, *words).code == 0
    for line in (admin, director, admin):
        line("sync")
    found = {
        one["field"]: {each["value"] for each in one["values"]}
        for one in admin("conflicts", "--crisis", crisis).results
    }
    assert found == {"value": {"18", "1900"}, "source": {"SDIS 76", "SAMU 76"}}
    resolve = ("resolve", "BIL-SIG1-001", "--crisis", crisis)
    assert admin(*resolve, "value", "--value", "1 900").code == 0
    assert admin(*resolve, "source", "--value", "SAMU 76").code == 0
    told = admin("figure", "show", "BIL-SIG1-001", "--crisis", crisis).only
    assert (told["value"], told["source"], told["conflict"]) == ("1900", "SAMU 76", False)
