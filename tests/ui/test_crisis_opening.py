"""Opening a crisis from the window."""

import pytest

from app.core.errors import Refused
from app.ui.crisis_opening import OpenCrisisDialog, territory


def dialog_of(cell, qtbot):
    dialog = OpenCrisisDialog(None, cell.station(cell.head))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.title.setText("Tempête Ciaran")
    dialog.nature.setCurrentIndex(dialog.nature.findData("natural"))
    dialog.lead.setText("Intérieur")
    return dialog


def test_the_frame_is_never_chosen_in_advance(cell, qtbot):
    dialog = dialog_of(cell, qtbot)
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.form.refusal))
    assert dialog.form.refusal == "Refusé : Choisissez le cadre : RÉEL, EXERCICE ou ESSAI."


def test_a_crisis_is_opened_with_its_territory_and_its_organisations(cell, qtbot):
    dialog = dialog_of(cell, qtbot)
    dialog.frame.choose("exercise")
    dialog.associated.setText("Santé, économie")
    dialog.territory.setText("Rouen, 29, Seine-Maritime")
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    crisis = cell.head.reading.crisis(dialog.opened)
    assert (crisis.frame, crisis.lead, crisis.territory) == ("exercise", "INT", ("76540", "29", "76"))
    assert crisis.associated[0] == "SAN"


def test_an_unknown_lead_is_refused_beside_it(cell, qtbot):
    dialog = dialog_of(cell, qtbot)
    dialog.lead.setText("Magie")
    dialog.submit()
    assert "Organisme inconnu" in dialog.form.refusal


def test_a_place_that_is_none_or_several_is_refused():
    with pytest.raises(Refused, match="ni un code INSEE"):
        territory("Atlantide")
    with pytest.raises(Refused, match="Plusieurs communes"):
        territory("Saint-Denis")
