"""A decision is an entry of its own, numbered, linked to what it answers, which it closes."""

import pytest

from app.core.entry_commands import Triage
from app.core.store.filtering import EntryFilter
from app.ui.decide_dialog import DecideDialog


@pytest.fixture
def asked(room):
    done = room.record("Évacuer l’école ?", priority=1, triage="to_decide")
    return room.mine.reading.entry(done.id)


@pytest.fixture
def dialog(room, qtbot, asked):
    made = DecideDialog(None, room.station, asked)
    qtbot.addWidget(made)
    return made


def test_a_decision_is_numbered_and_follows_what_it_answers(dialog, room, qtbot, asked):
    dialog.subject.setText("Confiner l’école, ne pas l’évacuer")
    dialog.options.setPlainText("Évacuer par le nord.\nConfiner.")
    dialog.rationale.setPlainText("Le panache passe au nord.")
    dialog.further.choose("to_pass_on")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    reading = room.mine.reading
    (key, *_) = reading.entry_keys(EntryFilter(room.space, order="recorded"))
    decided = reading.entry(reading.entry_ids([key])[0])
    assert decided.decision == "D-SIG1-001"
    assert (decided.options, decided.rationale) == ("Évacuer par le nord.\nConfiner.", "Le panache passe au nord.")
    assert decided.triage == "to_pass_on"
    assert decided.priority == 1
    assert [(one.kind, one.target) for one in decided.links] == [("follows", asked.id)]
    assert reading.entry(asked.id).triage == "closed"


def test_what_is_decided_and_what_comes_next_must_be_said(dialog, room, asked):
    dialog.submit()
    assert dialog.form.refusal == "Refusé : écrivez ce qui est décidé."
    dialog.subject.setText("Confiner")
    dialog.submit()
    assert "à transmettre" in dialog.form.refusal
    assert room.mine.reading.entry(asked.id).triage == "to_decide"


def test_an_entry_that_somebody_closed_meanwhile_does_not_lose_the_decision(dialog, room, qtbot, asked):
    room.mine.desk.do(Triage(asked.id, "closed"))
    dialog.subject.setText("Confiner")
    dialog.further.choose("closed")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert len(room.mine.reading.entry_keys(EntryFilter(room.space))) == 2
