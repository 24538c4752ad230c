"""Every slot of a rotation is read before any is written; the week the clocks change says how long it lasts."""

import pytest

from app.ui.duty_rotation import DutyRotationDialog
from tests.ui.by_name import words
from tests.ui.duties import at
from tests.ui.lines import NOW


@pytest.fixture
def dialog(room, qtbot):
    made = DutyRotationDialog(None, room.station, room.crisis, lambda: NOW, "CCOM")
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_slots_are_shown_with_the_week_of_169_hours_then_written_at_once(room, dialog, qtbot):
    dialog.organisation.setText("Santé")
    dialog.function.setText("DICOM")
    dialog.turns.rows[0].holder.setText("Florence Delmas")
    dialog.turns.rows[1].holder.setText("Jean Marchal")
    dialog.count.setText("4")
    shown = [(card.head, card.title, card.states) for card in dialog.preview.items]
    assert shown[0] == ("lun. 28\u00a0sept.\u00a008:00", "Florence Delmas", ())
    assert shown[3][1:] == ("Jean Marchal", (("saisie_differee", "169 h, heure d’hiver", "warning"),))
    assert "n’est écrite que dans cette crise" in words(dialog)
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.written))
    rows = room.mine.reading.duties(room.space, at(24), at(60))
    assert [(row.holder_name, row.organisation) for row in rows][:2] == [
        ("Florence Delmas", "SAN"),
        ("Jean Marchal", "SAN"),
    ]
    assert (len(rows), {row.space for row in rows}) == (4, {room.space})


def test_a_count_that_is_none_is_refused_beside_its_field(dialog):
    dialog.turns.rows[0].holder.setText("Florence Delmas")
    dialog.count.setText("beaucoup")
    dialog.submit()
    assert "combien de prises" in dialog.form.refusal
    assert dialog.preview.items == ()
