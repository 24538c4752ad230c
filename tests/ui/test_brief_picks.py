"""Lines with their boxes, taken and moved with the mouse and from the keyboard."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QTest

from app.ui.brief_lines import Head, Line
from app.ui.brief_picks import PickList, PickModel

CHECKS = Qt.ItemDataRole.CheckStateRole


def line(n, taken=True, words=""):
    return Line(f"key:{n}", f"02:{n:02}", "", n == 0, words or f"Fait n° {n}", "SIG1-0001 · SDIS 76", (), taken)


@pytest.fixture
def shown(qtbot):
    made = PickList("Lignes de la section")
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show_items([Head("Faits", "2 sur 3"), line(0), line(1, taken=False), line(2)])
    made.show()
    return made


def press(shown, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(shown, key, modifier)


def place(shown, row, from_left):
    rect = shown.visualRect(shown.model().index(row))
    return QPoint(rect.left() + from_left, rect.top() + 12)


def test_the_model_keeps_the_laws_of_qt(qtbot):
    model = PickModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show([Head("Faits", "1 sur 1"), line(0)])
    model.show([Head("Faits", "0 sur 1"), line(0, taken=False)])
    model.show([])
    assert tester.model() is model


def test_space_takes_the_line_or_leaves_it(shown, qtbot):
    assert shown.current.id == "key:0"
    with qtbot.waitSignal(shown.ticked) as told:
        press(shown, Qt.Key.Key_Space)
    assert told.args == ["key:0", False]
    press(shown, Qt.Key.Key_Down)
    with qtbot.waitSignal(shown.ticked) as told:
        press(shown, Qt.Key.Key_Space)
    assert told.args == ["key:1", True]


def test_alt_and_the_arrows_move_the_line(shown, qtbot):
    with qtbot.waitSignal(shown.moved) as told:
        press(shown, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert told.args == ["key:0", 1]
    with qtbot.waitSignal(shown.moved) as told:
        press(shown, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert told.args == ["key:0", -1]


def test_a_press_on_the_box_takes_the_line_and_elsewhere_goes_to_it(shown, qtbot):
    with qtbot.waitSignal(shown.ticked) as told:
        QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place(shown, 2, 18))
    assert told.args == ["key:1", True]
    with qtbot.assertNotEmitted(shown.ticked):
        QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place(shown, 3, 200))
    assert shown.current.id == "key:2"


def test_a_screen_reader_is_told_whether_a_line_is_taken(shown):
    model = shown.model()
    assert [model.data(model.index(row), CHECKS) for row in (1, 2)] == [
        Qt.CheckState.Checked,
        Qt.CheckState.Unchecked,
    ]
    assert model.data(model.index(0), CHECKS) is None
    assert QAccessible.queryAccessibleInterface(shown).text(QAccessible.Text.Name) == "Lignes de la section"
    assert model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole).startswith("02:00, fait marquant, Fait n° 0")


def test_the_person_stays_on_the_line_when_others_arrive(shown):
    shown.choose("key:2")
    shown.show_items([Head("Faits", "3 sur 4"), line(9), line(0), line(1), line(2)])
    assert shown.current.id == "key:2"
    shown.show_items([Head("Faits", "1 sur 1"), line(9)])
    assert shown.current.id == "key:9"


def test_going_to_another_section_begins_at_its_first_line(shown):
    shown.choose("key:2")
    shown.show_items([Head("Mesures", "2 sur 2"), line(7), line(2)], from_top=True)
    assert shown.current.id == "key:7"
