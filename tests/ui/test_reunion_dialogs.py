"""Reuniting two crises and separating them: what is chosen is what is signed, and a refusal stays on screen."""

import pytest

from app.core.entry_commands import Record
from app.ui.frame_band import FrameBand
from app.ui.reunion_dialogs import JoinDialog, SeparateDialog


@pytest.fixture
def other(room):
    space = room.office.crisis(room.colleague, (room.mine, "CCOM"), title="Incendie à Rouen")
    return next(crisis for crisis in room.mine.reading.crises() if crisis.id == space)


def by_id(room):
    return {crisis.id: crisis for crisis in room.mine.reading.crises()}


def shown(qtbot, dialog):
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_crisis_opened_first_is_proposed_and_the_second_points_to_it(room, other, qtbot):
    dialog = shown(qtbot, JoinDialog(None, room.station, room.crisis, [other]))
    oldest = min((room.crisis, other), key=lambda one: (one.opened_at, one.id))
    assert dialog.findChild(FrameBand).accessibleName() == "Cadre : EXERCICE"
    assert dialog.into.currentData() == oldest.id
    dialog.into.setCurrentIndex(dialog.into.findData(room.space))
    dialog.reason.setText("le même feu")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert dialog.joined == room.space
    assert dialog.outcome.left_out == ()
    assert by_id(room)[other.id].joined_to == room.crisis.code
    assert room.mine.reading.crisis(other.id).joins[0].reason == "le même feu"


def test_no_crisis_is_chosen_among_several(room, other, qtbot):
    third = room.office.crisis(room.mine, title="Autre")
    dialog = shown(qtbot, JoinDialog(None, room.station, room.crisis, [other, by_id(room)[third]]))
    assert not dialog.into.isEnabled()
    dialog.submit()
    assert "choisissez" in dialog.form.refusal
    dialog.other.setCurrentIndex(dialog.other.findData(third))
    assert dialog.into.isEnabled()
    assert {dialog.into.itemData(line) for line in range(2)} == {room.space, third}


def test_a_refusal_stays_beside_its_field(room, qtbot):
    strange = room.office.crisis(room.mine, title="Essai", frame="test")
    dialog = shown(qtbot, JoinDialog(None, room.station, room.crisis, [by_id(room)[strange]]))
    dialog.submit()
    qtbot.waitUntil(lambda: "ne se mêlent jamais" in dialog.form.refusal)


def test_separating_asks_why(room, other, qtbot):
    joining = shown(qtbot, JoinDialog(None, room.station, room.crisis, [other], room.space))
    with qtbot.waitSignal(joining.accepted):
        joining.submit()
    dialog = shown(qtbot, SeparateDialog(None, room.station, by_id(room)[other.id]))
    dialog.submit()
    assert "motif" in dialog.form.refusal
    dialog.reason.setText("deux foyers")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    room.mine.desk.do(Record(other.id, "De nouveau ici"))
