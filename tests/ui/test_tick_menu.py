"""Values are ticked one after another, without opening the list again."""

import pytest
from PySide6.QtCore import Qt

from app.ui.tick_menu import Several

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of the offscreen platform


@pytest.fixture
def several(qtbot):
    made = Several("Type", {"a": "bilan", "b": "rumeur", "c": "note"})
    qtbot.addWidget(made)
    return made


def test_several_values_are_said_shortly_and_spoken_whole(several):
    assert (several.text().strip(), several.values) == ("tous", ())
    several.show_values(("a", "b"))
    assert several.text().strip() == "bilan + 1"
    assert several.accessibleName() == "Type : bilan, rumeur"


def test_space_ticks_and_the_list_stays_open(several, qtbot):
    told = []
    several.ticked.connect(lambda: told.append(several.values))
    several.list.popup(several.mapToGlobal(several.rect().bottomLeft()))
    qtbot.keyClick(several.list, Qt.Key.Key_Down)
    qtbot.keyClick(several.list, Qt.Key.Key_Space)
    qtbot.keyClick(several.list, Qt.Key.Key_Down)
    qtbot.keyClick(several.list, Qt.Key.Key_Space)
    assert told == [("a",), ("a", "b")]
    assert several.list.isVisible()
    qtbot.keyClick(several.list, Qt.Key.Key_Return)
    assert not several.list.isVisible()
    assert several.values == ("a", "b")


def test_the_mouse_ticks_too(several, qtbot):
    several.list.popup(several.mapToGlobal(several.rect().bottomLeft()))
    place = several.list.actionGeometry(several.actions_of["b"]).center()
    several.list.setActiveAction(several.actions_of["b"])
    qtbot.mouseClick(several.list, Qt.MouseButton.LeftButton, pos=place)
    assert several.values == ("b",)
    assert several.list.isVisible()
    several.list.close()
