"""The imports there were."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.core.importing import by_default
from app.core.registers.directory import EditContact
from app.documents import incoming
from app.ui import import_work
from app.ui.import_work import Progress
from app.ui.imports_dialog import NONE, SURE, ImportsDialog


def test_an_import_is_undone_on_the_second_press_and_says_what_stays(cell, qtbot):
    file = incoming.read("Nom;Prénom\nDelmas;Françoise\nRoy;Paul\n".encode(), "a.csv")
    import_work.apply(cell.head.desk, cell.head.reading, file, "", by_default, Progress())
    roy = next(row.id for row in cell.head.reading.find_contacts("roy").rows)
    cell.head.desk.do(EditContact(roy, {"function": "presse"}))
    dialog = ImportsDialog(None, cell.station(cell.head), None, "CCOM")
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 1)
    dialog.undo.click()
    qtbot.waitUntil(lambda: dialog.undo.text() == SURE)
    assert "Paul Roy : Fonction" in dialog.said.text()
    assert [row.name for row in cell.head.reading.find_contacts("delmas").rows] == ["Françoise Delmas"]
    dialog.undo.click()
    qtbot.waitUntil(lambda: "Import annulé" in dialog.said.text())
    assert [row.name for row in cell.head.reading.find_contacts("").rows] == ["Paul Roy"]


def test_none_is_said(cell, qtbot):
    dialog = ImportsDialog(None, cell.station(cell.head), None, "CCOM")
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.said.text() == NONE)
    assert not dialog.undo.isEnabled()


def test_enter_confirms_the_undo_it_asked_for(cell, qtbot):
    file = incoming.read("Nom;Prénom\nDelmas;Françoise\n".encode(), "a.csv")
    import_work.apply(cell.head.desk, cell.head.reading, file, "", by_default, Progress())
    dialog = ImportsDialog(None, cell.station(cell.head), None, "CCOM")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.undo.isEnabled() and dialog.list.topLevelItemCount() == 1)
    dialog.undo.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.undo.text() == SURE)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Import annulé" in dialog.said.text())
    assert dialog.isVisible()
