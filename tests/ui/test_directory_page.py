"""The views of the directory under one head."""

from PySide6.QtCore import Qt

from app.ui.directory_page import CALLS, CONTACTS, DUTIES, DirectoryPage
from tests.ui.lines import NOW


def test_a_contact_is_gone_to_from_any_view_and_the_last_view_stays(cell, qtbot):
    contact = cell.contact(family_name="Delmas").id
    page = DirectoryPage(cell.station(cell.head), lambda: NOW)
    qtbot.addWidget(page)
    page.show_crisis(cell.crisis(cell.head))
    page.show()
    assert page.view == DUTIES
    page.open_view(CALLS)
    page.show_crisis(cell.crisis(cell.head))
    assert page.view == CALLS
    assert not page.contacts.isVisible()
    page.show_record(contact)
    assert page.view == CONTACTS
    qtbot.waitUntil(lambda: page.contacts.shown_id == contact)
    page.show_duty("")
    assert page.view == DUTIES


def test_the_keyboard_goes_from_one_view_to_the_next_and_round(cell, qtbot):
    page = DirectoryPage(cell.station(cell.head), lambda: NOW)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.duties.filter.setFocus()
    seen = []
    page.shown.connect(seen.append)
    for _ in range(3):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert seen == [CONTACTS, CALLS, DUTIES]


def test_what_may_be_begun_from_anywhere_opens_its_own_view(cell, qtbot):
    page = DirectoryPage(cell.station(cell.head), lambda: NOW)
    qtbot.addWidget(page)
    page.show_crisis(cell.crisis(cell.head))
    page.show()
    begun = []
    for act in (page.duties.acts.new, page.contacts.acts.bring):
        act.clicked.disconnect()
        act.clicked.connect(lambda: begun.append(page.view))
    offered = page.offered()
    assert [words for words, _ in offered] == ["Nouvelle astreinte…", "Importer des contacts"]
    for _, begin in reversed(offered):
        begin()
    assert begun == [CONTACTS, DUTIES]
    page.contacts.acts.bring.setEnabled(False)
    assert [words for words, _ in page.offered()] == ["Nouvelle astreinte…"]
