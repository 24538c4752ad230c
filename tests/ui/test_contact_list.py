"""The list of contacts."""

from PySide6.QtWidgets import QStyleOptionViewItem

from app.ui.contact_lines import Line
from app.ui.contact_list import ContactList

LINE = Line("1", "F. Delmas", "01 99 00 33 10", "DICOM · Santé", ("favorable", "vérifié hier", "success"))


def height(list, item):
    list.show_items([item])
    return list.itemDelegate().sizeHint(QStyleOptionViewItem(), list.model().index(0)).height()


def test_the_number_goes_under_the_name_where_there_is_no_room_beside(qtbot):
    list = ContactList("Contacts")
    qtbot.addWidget(list)
    list.resize(500, 300)
    list.show()
    wide = height(list, LINE)
    list.resize(200, 300)
    qtbot.waitUntil(lambda: list.viewport().width() < 250)
    assert height(list, Line("2", *[LINE.name, LINE.number, LINE.about, LINE.state])) > wide


def test_a_screen_reader_says_the_name_then_the_number():
    assert LINE.spoken == "F. Delmas, 01 99 00 33 10, DICOM · Santé, vérifié hier"
