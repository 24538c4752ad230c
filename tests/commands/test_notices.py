"""`notice`: what called this workstation, and what was seen of it."""

from pathlib import Path

from tests.central import Line


def called(admin: Line, director: Line) -> str:
    """A crisis in which the director wrote an entry of priority 1, which the administrator then received."""
    crisis = admin.open_crisis()
    admin("member", "add", "--crisis", crisis, "--name", "Denis Directeur", "--role", "DIR")
    for line in (admin, director):
        line("sync")
    director("log", "--crisis", crisis, "SDIS76 > reprise de feu !1")
    for line in (director, admin):
        line("sync")
    return crisis


def test_a_priority_1_of_a_colleague_is_listed_until_it_was_seen(admin: Line, director: Line) -> None:
    crisis = called(admin, director)
    unseen = [one for one in admin("notice", "list", "--unseen").results if one["crisis"] == crisis]
    assert [(one["kind"], one["subject"], one["seen"]) for one in unseen] == [("priority", "reprise de feu", False)]
    assert unseen[0]["by"] == "Denis Directeur"
    assert "non vu" in admin.told("notice", "list").out
    left = admin("notice", "seen", str(unseen[0]["notice"])).only["unseen"]
    assert admin("status").only["notices"] == left
    assert crisis not in [one["crisis"] for one in admin("notice", "list", "--unseen").results]
    assert crisis in [one["crisis"] for one in admin("notice", "list").results]


def test_all_are_seen_at_once_and_who_wrote_it_was_not_called(admin: Line, director: Line) -> None:
    crisis = called(admin, director)
    assert admin("notice", "seen", "all").only["unseen"] == 0
    assert crisis not in [one["crisis"] for one in director("notice", "list").results]


def test_a_notice_that_is_not_there_is_refused(admin: Line) -> None:
    answer = admin("notice", "seen", "999999")
    assert (answer.code, answer.out) == (1, "")
    assert "notice list" in answer.err


def test_a_newcomer_is_not_called_for_what_was_written_before_he_came(admin: Line, director: Line) -> None:
    crisis = admin.open_crisis()
    admin("log", "--crisis", crisis, "SDIS76 > vieux feu !1")
    admin("member", "add", "--crisis", crisis, "--name", "Denis Directeur", "--role", "DIR")
    for line in (admin, director):
        line("sync")
    assert crisis not in [one["crisis"] for one in director("notice", "list").results]
    admin("log", "--crisis", crisis, "SDIS76 > nouveau feu !1")
    for line in (admin, director):
        line("sync")
    called = [one["subject"] for one in director("notice", "list").results if one["crisis"] == crisis]
    assert called == ["nouveau feu"]


def test_a_due_time_is_told_by_the_status_as_well(admin: Line, director: Line) -> None:
    crisis = admin.open_crisis()
    admin("member", "add", "--crisis", crisis, "--name", "Denis Directeur", "--role", "DIR")
    admin("log", "--crisis", crisis, "SDIS76 > joindre la préfecture")
    for line in (admin, director):
        line("sync")
    words = ("--to", "Alice Admin", "--due", "2026-01-02T03:00", "--crisis", crisis)
    assigned = director("journal", "assign", "SIG1-0001", *words)
    assert assigned.code == 0, assigned.err
    for line in (director, admin):
        line("sync")
    told = admin("status").only["notices"]
    unseen = admin("notice", "list", "--unseen").results
    assert told == len(unseen)
    assert [one["kind"] for one in unseen if one["crisis"] == crisis] == ["due", "assigned"]


def test_a_visa_asked_is_listed_with_its_message_and_its_step(admin: Line, director: Line, tmp_path: Path) -> None:
    crisis = called(admin, director)
    text = tmp_path / "texte.txt"
    text.write_text("Restez à l’abri.", encoding="utf-8")
    draft = ("message", "draft", "--crisis", crisis, "--kind", "line", "--title", "Consigne", "--text-file", str(text))
    message = admin(*draft).only["message"]
    admin("message", "submit", message, "--crisis", crisis, "--circuit", "urgent")
    admin("visa", message, "--crisis", crisis, "--decision", "favourable")
    for line in (admin, director):
        line("sync")
    (one,) = [one for one in director("notice", "list", "--unseen").results if one["crisis"] == crisis]
    assert (one["kind"], one["message"], one["step"]) == ("visa", message, "visa de l’autorité")
    assert one["subject"] == "Consigne"
    (said,) = [line for line in director.told("notice", "list").out.splitlines() if crisis in line]
    assert "votre visa est demandé (visa de l’autorité)" in said
