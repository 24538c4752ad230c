"""Purging somebody for ever."""

from app.ui.purge_dialog import FOR_EVER, PurgeDialog
from tests.ui.by_name import words


def test_nothing_is_purged_before_the_name_is_typed_and_the_reason_names_nobody(cell, qtbot):
    id = cell.contact(given_name="Françoise", family_name="Delmas").id
    dialog = PurgeDialog(None, cell.station(cell.head), cell.head.reading.contact(id))
    qtbot.addWidget(dialog)
    dialog.show()
    assert FOR_EVER in words(dialog)
    dialog.reason.setText("Delmas est partie")
    dialog.submit()
    assert "pour confirmer" in dialog.form.refusal
    dialog.name.setText("francoise delmas")
    dialog.submit()
    assert "n’y nommez personne" in dialog.form.refusal
    dialog.reason.setText("départ de la personne")
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.result() == dialog.DialogCode.Accepted)
    assert [one.reason for one in cell.head.reading.directory_log().erasures] == ["départ de la personne"]
