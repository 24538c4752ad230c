"""A slot is cancelled with a word, which stays with it."""

from app.ui.duty_cancelling import CancelDutyDialog
from app.ui.duty_opening import open_duty
from tests.ui.duties import at, duty


def test_a_slot_is_cancelled_with_a_word_and_without_one_not_at_all(room, qtbot):
    id = duty(room.mine, at(24), at(25), remark="de nuit")
    dialog = CancelDutyDialog(None, room.station, open_duty(room.mine.reading, id))
    qtbot.addWidget(dialog)
    dialog.submit()
    assert dialog.form.refusal == "Refusé : indiquez le motif."
    dialog.reason.setText("malade")
    dialog.submit()
    qtbot.waitUntil(lambda: room.mine.reading.duty(id).cancelled)
    assert room.mine.reading.duty(id).remark == "de nuit\nAnnulée : malade"
