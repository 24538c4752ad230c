"""What was done with the directory."""

from app.core.registers.private import AddPrivate
from app.core.revealing import reveal
from app.ui.directory_log_dialog import CONSULTATIONS, NONE, PURGES, DirectoryLogDialog


def test_each_list_is_shown_and_an_empty_one_says_so(cell, qtbot):
    cell.office.open_private()
    contact = cell.contact(family_name="Delmas").id
    cell.head.desk.do(AddPrivate(contact, "06 39 98 00 41"))
    reveal(cell.head.desk, cell.head.reading, (contact,), "shown")
    dialog = DirectoryLogDialog(None, cell.station(cell.head), "exercise")
    qtbot.addWidget(dialog)
    dialog.chips[CONSULTATIONS].click()
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 1)
    row = [dialog.list.topLevelItem(0).text(place) for place in range(1, 5)]
    assert row == ["C. Morvan (CCOM)", "affichage", "1", "Delmas"]
    dialog.chips[PURGES].click()
    assert dialog.count.text() == NONE[PURGES]
