"""Taking a contact out of the lists."""

from app.ui.retire_dialog import RetireDialog


def test_a_contact_leaves_the_lists_with_a_reason(cell, qtbot):
    id = cell.contact(family_name="Delmas").id
    dialog = RetireDialog(None, cell.station(cell.head), cell.head.reading.contact(id))
    qtbot.addWidget(dialog)
    dialog.submit()
    assert "motif" in dialog.form.refusal
    dialog.reason.setText("mutée")
    dialog.submit()
    qtbot.waitUntil(lambda: cell.head.reading.contact(id).retired == "mutée")
