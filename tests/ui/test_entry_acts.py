"""What may be done with an entry depends on its step and on who is at the desk; what may not says why."""

from dataclasses import replace

import pytest

from app.core.entries import Assignee
from app.ui import entry_acts
from app.ui.entry_acts import AMEND, ANSWER, ATTACH, LINK
from app.ui.triage_keys import ASSIGN, CLOSE, DECIDE, MARK, PASS_ON, RETURN
from tests.ui.lines import CRISIS
from tests.ui.whole_entry import entry

SOMEBODY = Assignee("p1", "", "C. Morvan")


@pytest.mark.parametrize(
    ("triage", "assigned", "act", "words"),
    [
        ("to_sort", None, DECIDE, "À décider"),
        ("to_decide", None, ANSWER, "Décider…"),
        ("to_pass_on", None, ASSIGN, "Transmettre…"),
        ("to_pass_on", SOMEBODY, CLOSE, "Clore"),
    ],
)
def test_the_next_act_is_the_one_the_entry_waits_for(triage, assigned, act, words):
    now = entry(triage=triage, assigned=assigned)
    assert entry_acts.next_act(now, CRISIS) == act
    assert entry_acts.offered(now)[act] == words


def test_a_closed_entry_waits_for_nothing_and_may_be_opened_again():
    now = entry(triage="closed")
    assert entry_acts.next_act(now, CRISIS) == ""
    assert entry_acts.offered(now)[RETURN] == "Rouvrir…"
    assert DECIDE not in entry_acts.offered(now)


def test_a_step_that_is_past_is_only_come_back_to():
    assert DECIDE not in entry_acts.offered(entry(triage="to_pass_on"))
    assert PASS_ON not in entry_acts.offered(entry(triage="closed"))
    assert RETURN not in entry_acts.offered(entry(triage="to_sort"))


def test_a_clerk_writes_but_does_not_sort_and_is_told_so():
    clerk = replace(CRISIS, role="MC")
    reasons = entry_acts.reasons(entry(), clerk)
    assert set(reasons) == {ANSWER, PASS_ON, CLOSE, RETURN, ASSIGN}
    assert "chef de la cellule" in reasons[ASSIGN]
    assert entry_acts.next_act(entry(), clerk) == ""


def test_an_observer_does_nothing():
    reasons = entry_acts.reasons(entry(), replace(CRISIS, role="OBS"))
    assert set(reasons) == set(entry_acts.offered(entry()))
    assert "votre rôle ne permet pas" in reasons[AMEND]


def test_in_a_closed_crisis_everything_says_so():
    reasons = entry_acts.reasons(entry(), replace(CRISIS, open=False))
    assert set(reasons.values()) == {"cette crise est close"}
    assert {AMEND, LINK, ATTACH, MARK} <= set(reasons)


def test_two_steps_written_apart_are_settled_before_a_third_is_taken():
    reasons = entry_acts.reasons(entry(conflicts=("triage",)), CRISIS)
    assert "choisissez d’abord" in reasons[CLOSE]
    assert ASSIGN not in reasons


def test_a_key_event_may_be_unmarked():
    assert entry_acts.offered(entry(key_event=True))[MARK] == "Retirer des faits marquants"
    assert entry_acts.offered(entry(key_event=False))[MARK] == "Fait marquant"
