"""Who is called for what, and how much of it may be seen by those who stand behind him."""

import pytest
from msgspec import json, structs

from app.core.notices import (
    AHEAD,
    GOING_ON,
    KINDS,
    READY,
    SOON,
    Asked,
    Matter,
    Me,
    ToConfirm,
    brief_told,
    called_by,
    due_now,
    is_discreet,
    outside,
    outside_together,
    step_told,
    visas_asked,
    visas_to_confirm,
)

ME = Me("a" * 64, frozenset({"SIG", "SAN"}))
OTHER = "b" * 64
DUE = 1_000_000_000


def matter(
    priority: int = 3, triage: str = "to_sort", person: str = "", organisation: str = "", due: int = 0
) -> Matter:
    return Matter(priority, triage, person, organisation, due)


def test_somebody_else_s_priority_1_calls_and_one_s_own_does_not() -> None:
    assert called_by("entry.recorded", {"priority": 1}, OTHER, matter(1), ME) == "priority"
    assert called_by("entry.recorded", {"priority": 1}, ME.person, matter(1), ME) == ""
    assert called_by("entry.recorded", {"priority": 2}, OTHER, matter(2), ME) == ""


def test_an_entry_raised_to_priority_1_calls_and_a_word_changed_in_it_does_not() -> None:
    assert called_by("entry.handled", {"priority": 1}, OTHER, matter(1), ME) == "priority"
    assert called_by("entry.handled", {"key_event": True}, OTHER, matter(1), ME) == ""
    assert called_by("entry.amended", {"content": "Foyer visible."}, OTHER, matter(1), ME) == ""


def test_a_priority_taken_back_meanwhile_calls_nobody() -> None:
    assert called_by("entry.recorded", {"priority": 1}, OTHER, matter(2), ME) == ""


@pytest.mark.parametrize(
    ("assigned", "called"),
    [
        (matter(person=ME.person), "assigned"),
        (matter(organisation="SAN"), "assigned"),
        (matter(person=OTHER, organisation="SAN"), ""),
        (matter(organisation="INT"), ""),
        (matter(), ""),
    ],
)
def test_an_assignment_calls_the_person_or_everybody_of_the_organisation(assigned: Matter, called: str) -> None:
    to = {"person": assigned.assigned_person, "organisation": assigned.assigned_organisation}
    assert called_by("entry.assigned", {"assigned": to, "due": None}, OTHER, assigned, ME) == called


def test_an_assignment_that_was_passed_on_meanwhile_calls_nobody() -> None:
    to = {"person": ME.person, "organisation": ""}
    assert called_by("entry.assigned", {"assigned": to}, OTHER, matter(person=OTHER), ME) == ""


def test_a_due_time_is_announced_ten_minutes_before_and_told_when_it_is_reached() -> None:
    mine = matter(person=ME.person, due=DUE)
    assert due_now(mine, ME, DUE - AHEAD - 1) == ""
    assert due_now(mine, ME, DUE - AHEAD) == "soon"
    assert due_now(mine, ME, DUE) == "due"
    assert due_now(mine, ME, DUE + 9 * AHEAD) == "due"


def test_nobody_is_called_for_what_is_closed_or_is_another_s_or_has_no_due_time() -> None:
    assert due_now(matter(triage="closed", person=ME.person, due=DUE), ME, DUE) == ""
    assert due_now(matter(person=OTHER, due=DUE), ME, DUE) == ""
    assert due_now(matter(person=ME.person), ME, DUE) == ""


def test_outside_the_window_one_reads_the_number_and_the_subject_and_in_which_frame() -> None:
    assert outside("priority", "exercise", "SIG2-0147", "Reprise de feu", False) == (
        "EXERCICE · priorité 1",
        "SIG2-0147 · Reprise de feu",
    )


def test_what_is_marked_or_for_few_shows_its_number_alone() -> None:
    assert is_discreet("", "red")
    assert is_discreet("", "amber_strict")
    assert is_discreet("Diffusion restreinte", "")
    assert not is_discreet(" ", "green")
    assert outside("due", "real", "SIG2-0147", "Reprise de feu", True) == ("RÉEL · échéance atteinte", "SIG2-0147")


def test_several_at_once_are_one_notice_that_counts_them() -> None:
    assert outside_together(["exercise", "exercise"], 1, 4) == (
        "EXERCICE · 4 avis",
        "dont 1 en priorité 1. La liste : F8.",
    )
    assert outside_together(["real"], 0, 2) == ("RÉEL · 2 avis", "La liste : F8.")


def test_every_kind_has_its_words() -> None:
    assert all(KINDS.values())


LIAISON = Me("a" * 64, frozenset({"SAN"}), frozenset({("LIA", "SAN")}))
HEAD = Me("c" * 64, frozenset({"SIG"}), frozenset({("CCOM", "SIG")}))
AUTHORITY = Me("d" * 64, frozenset({"PM"}), frozenset({("DIR", "PM")}))
STEP = Asked(("LIA",), "SAN", True, DUE, "organisations", "Santé")
FINAL = Asked(("DIR",), "", True, 0, "authority", "visa de l’autorité")


@pytest.mark.parametrize(
    ("me", "now", "kinds"),
    [
        (LIAISON, DUE - 1, ["visa"]),
        (LIAISON, DUE, ["visa_late"]),
        (HEAD, DUE - 1, []),
        (HEAD, DUE, ["escalated"]),
        (AUTHORITY, DUE, ["escalated"]),
        (ME, DUE, []),
    ],
)
def test_a_step_calls_who_may_sign_it_and_once_late_those_who_run_the_circuit(
    me: Me, now: int, kinds: list[str]
) -> None:
    assert [kind for kind, _ in visas_asked([STEP], me, now)] == kinds


def test_a_step_whose_turn_has_not_come_or_that_has_no_deadline_escalates_to_nobody() -> None:
    early = structs.replace(STEP, ready=False)
    endless = structs.replace(STEP, due=0)
    assert list(visas_asked([early], LIAISON, DUE)) == []
    assert list(visas_asked([early, endless], HEAD, DUE)) == []


def test_a_visa_is_not_asked_of_who_may_not_give_it() -> None:
    assert list(visas_asked([structs.replace(FINAL, barred=(AUTHORITY.person,))], AUTHORITY, DUE)) == []
    assert [kind for kind, _ in visas_asked([structs.replace(FINAL, barred=(OTHER,))], AUTHORITY, DUE)] == ["visa"]


def test_a_visa_written_down_is_confirmed_by_who_may_sign_that_step_and_did_not_write_it_down() -> None:
    given = ToConfirm("e" * 64, ("LIA",), "SAN", HEAD.person, "Santé")
    assert list(visas_to_confirm([given], LIAISON)) == [given]
    assert list(visas_to_confirm([given], HEAD)) == []
    assert list(visas_to_confirm([structs.replace(given, recorder=LIAISON.person)], LIAISON)) == []


def test_a_notice_names_its_step_as_long_as_it_waits() -> None:
    given = ToConfirm("e" * 64, ("LIA",), "INT", HEAD.person, "Intérieur")
    waiting, to_confirm = json.encode([STEP]).decode(), json.encode([given]).decode()
    assert step_told(f"{OTHER}:organisations:SAN", waiting, to_confirm) == "Santé"
    assert step_told(f":{'e' * 64}", waiting, to_confirm) == "Intérieur"
    assert step_told(f"{OTHER}:coordination:", waiting, to_confirm) == ""


def test_a_brief_that_is_due_is_told_by_its_hour_and_by_nothing_it_holds():
    assert brief_told(SOON, "04:00", "") == "attendu à 04:00"
    assert brief_told(READY, "04:00", "") == "arrêté à 04:00 : à relire et figer"
    assert brief_told(READY, "04:00", "04:47") == "arrêté à 04:00, préparé avec retard à 04:47 : à relire et figer"
    assert "votre composition en cours est gardée" in brief_told(GOING_ON, "04:00", "04:47")
