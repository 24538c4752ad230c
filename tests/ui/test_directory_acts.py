"""What is done with the directory as a whole."""

from PySide6.QtWidgets import QWidget

from app.ui.contact_asking import Asked
from app.ui.directory_acts import DirectoryActs
from tests.ui.lines import NOW


def test_who_may_not_write_neither_adds_nor_imports_and_still_exports(cell, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    acts = DirectoryActs(page, cell.station(cell.head), lambda: (Asked(), ""), lambda: NOW)
    page.setLayout(acts.row)
    acts.show_crisis(None, "OBS")
    assert "le rôle OBS" in acts.new.accessibleDescription()
    assert (acts.new.isEnabled(), acts.bring.isEnabled(), acts.take.isEnabled()) == (False, False, True)
    acts.show_crisis(None, "RED")
    assert acts.bring.isEnabled()
    acts.show_crisis(cell.crisis(cell.head), "OBS")
    assert acts.new.isEnabled()  # to the crisis, where his role lets him write
