"""Saying who deals with entries, and before when."""

import pytest

from app.ui.assign_dialog import AssignDialog
from tests.ui.lines import NOW, at


@pytest.fixture
def entries(room):
    return [room.record("Premier").id, room.record("Second").id]


@pytest.fixture
def dialog(room, entries, qtbot):
    made = AssignDialog(None, room.station, room.crisis, entries, lambda: NOW)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.act.isEnabled)
    return made


def choose(dialog, words: str) -> None:
    offered = [dialog.person.itemText(place) for place in range(dialog.person.count())]
    dialog.person.setCurrentIndex(next(place for place, text in enumerate(offered) if text.startswith(words)))


def test_the_members_then_the_organisations_are_offered_and_nobody_is_chosen(dialog):
    offered = [dialog.person.itemText(place) for place in range(dialog.person.count())]
    assert offered[0] == "—"
    assert any(words.startswith("N. Bellec, CCOM") for words in offered)
    assert offered.index("Intérieur") > 2
    assert offered[-1] == "Personne"
    assert dialog.windowTitle() == "Attribuer 2\u00a0entrées"


def test_a_person_and_a_due_time_are_given_to_all_the_entries(dialog, room, entries, qtbot):
    choose(dialog, "N. Bellec")
    dialog.due.setText("04:30")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    given = room.mine.reading.entries(entries)
    assert [(entry.assigned.name, entry.due) for entry in given] == [("N. Bellec", at(24, 4, 30))] * 2
    assert dialog.words == "attribuées à N. Bellec, avant 04:30"


def test_without_a_choice_nothing_is_written(dialog, room, entries):
    dialog.submit()
    assert "personne ou un organisme" in dialog.form.refusal
    choose(dialog, "Intérieur")
    dialog.due.setText("hier")
    dialog.submit()
    assert "Heure incomprise" in dialog.form.refusal
    assert room.mine.reading.entry(entries[0]).assigned is None


def test_what_was_given_can_be_taken_back(dialog, room, entries, qtbot):
    choose(dialog, "Intérieur")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert room.mine.reading.entry(entries[0]).assigned.organisation == "INT"
    again = AssignDialog(None, room.station, room.crisis, entries[:1], lambda: NOW)
    qtbot.addWidget(again)
    qtbot.waitUntil(again.act.isEnabled)
    choose(again, "Personne")
    with qtbot.waitSignal(again.accepted):
        again.submit()
    assert room.mine.reading.entry(entries[0]).assigned is None
    assert again.words == "attribuée à personne"
