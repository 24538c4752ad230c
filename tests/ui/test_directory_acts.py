"""What is done with the directory as a whole."""

from PySide6.QtWidgets import QWidget

from app.ui.contact_asking import Asked
from app.ui.directory_acts import CALL, NO_CRISIS, NOBODY, TOO_MANY, DirectoryActs
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


def test_those_who_are_listed_are_called_in_a_crisis_and_the_menu_says_why_not(cell, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    acts = DirectoryActs(page, cell.station(cell.head), lambda: (Asked(), ""), lambda: NOW)
    page.setLayout(acts.row)
    assert (acts.call.isEnabled(), NO_CRISIS in acts.call.text()) == (False, True)
    acts.show_crisis(cell.crisis(cell.head), "CCOM")
    assert (acts.call.isEnabled(), NOBODY in acts.call.text()) == (False, True)
    acts.show_listed(["a" * 64], more=True)
    assert (acts.call.isEnabled(), TOO_MANY in acts.call.text()) == (False, True)
    acts.show_listed(["a" * 64], more=False)
    assert (acts.call.isEnabled(), acts.call.text()) == (True, f"{CALL}…")
