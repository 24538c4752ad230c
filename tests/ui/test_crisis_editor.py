"""Correcting a crisis."""

from dataclasses import replace

import pytest

from app.core.registers.crisis import EditCrisis
from app.ui.crisis_editor import EditCrisisDialog
from app.ui.frame_band import FrameBand


@pytest.fixture
def dialog(cell, qtbot):
    made = EditCrisisDialog(None, cell.station(cell.head), cell.head.reading.crisis(cell.space))
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_frame_is_repeated_and_cannot_be_changed(dialog):
    assert dialog.findChild(FrameBand).accessibleName() == "Cadre : EXERCICE"
    assert "frame" not in dialog.typed()


def test_only_what_was_changed_is_written(dialog, cell, qtbot):
    dialog.title.setText("Incendie du port")
    dialog.territory.setText("Rouen, 76")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    crisis = cell.head.reading.crisis(cell.space)
    assert (crisis.title, crisis.territory, crisis.associated) == ("Incendie du port", ("76540", "76"), ("SAN",))
    assert crisis.fields["associated"].values[0].by.kind == "crisis.opened"


def test_the_rhythm_of_its_briefs_is_typed_as_it_is_said(dialog, cell, qtbot):
    assert dialog.typed()["rhythm"] == ""
    dialog.rhythm.setText("de temps en temps")
    dialog.submit()
    assert "Rythme incompris" in dialog.form.refusal
    dialog.rhythm.setText("toutes les 4 heures à :00")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    crisis = cell.head.reading.crisis(cell.space)
    assert crisis.rhythm == "4h 00:00 standard"
    again = EditCrisisDialog(None, cell.station(cell.head), crisis)
    qtbot.addWidget(again)
    assert again.rhythm.text() == "toutes les 4 heures à :00"
    assert again.typed()["rhythm"] == crisis.rhythm


def test_a_rhythm_of_a_later_version_is_not_lost_for_being_shown(cell, qtbot):
    later = replace(cell.head.reading.crisis(cell.space), rhythm="4h 00:00 carte")
    dialog = EditCrisisDialog(None, cell.station(cell.head), later)
    qtbot.addWidget(dialog)
    assert dialog.rhythm.text() == "toutes les 4 heures à :00, format carte"
    assert dialog.typed()["rhythm"] == "4h 00:00 carte"


def test_a_colleague_s_correction_is_not_overwritten_unseen(dialog, cell, qtbot):
    cell.authority.desk.do(EditCrisis(cell.space, {"title": "Incendie de Rouen"}))
    cell.spread(cell.authority)
    dialog.title.setText("Incendie du port")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert cell.head.reading.crisis(cell.space).conflicts == ("title",)


def test_a_refusal_stands_beside_its_field(dialog, qtbot):
    dialog.territory.setText("Nulle-Part-sur-Rien")
    dialog.submit()
    qtbot.waitUntil(lambda: "ni un code INSEE" in dialog.form.refusal)
    dialog.lead.setText("ministère inconnu")
    dialog.submit()
    assert dialog.lead.property("refused") is True
