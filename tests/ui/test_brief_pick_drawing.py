"""A line that may be taken is read whole: its words go on to the next line."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QStyleOptionViewItem

from app.ui import theme
from app.ui.brief_lines import Head, Line
from app.ui.brief_picks import PickList

MARK = ("contredit", "contredit", "warning")
LONG = "Reprise de feu dans la cuvette n° 3, avec un objet assez long pour aller à la ligne plusieurs fois"


def shown(qtbot, *items, width=300):
    made = PickList("Lignes")
    qtbot.addWidget(made)
    made.resize(width, 300)
    made.show_items(items)
    made.show()
    return made


def high(listed, row):
    return listed.visualRect(listed.model().index(row)).height()


def line(words, marks=(), at="02:48"):
    return Line(f"key:{words}", at, "", True, words, "SIG1-0001 · Préfecture de la Seine-Maritime · A1", marks, True)


def test_long_words_take_the_height_they_need(qtbot):
    listed = shown(qtbot, Head("Faits", "2 sur 2"), line("Court"), line(LONG))
    assert high(listed, 2) > high(listed, 1) * 1.5
    assert not listed.grab().isNull()


def test_a_wider_list_needs_less_height(qtbot):
    listed = shown(qtbot, line(LONG))
    narrow = high(listed, 0)
    listed.resize(900, 300)
    qtbot.waitUntil(lambda: high(listed, 0) < narrow)


def test_marks_go_below_the_note_when_there_is_no_room_beside_it(qtbot):
    listed = shown(qtbot, line("Court"), line("Bref", (MARK, MARK)))
    assert high(listed, 1) > high(listed, 0)


@pytest.mark.parametrize("left", [0, 30])
def test_the_box_is_at_the_left_of_the_line(qtbot, left):
    listed = shown(qtbot, line("Court"))
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 300, 60)
    drawing = listed.itemDelegate()
    assert drawing.is_on_box(option, QPoint(left, 20))
    assert not drawing.is_on_box(option, QPoint(theme.size(120), 20))
