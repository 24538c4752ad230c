"""A key of the window does one thing, and is in the list of keys and in the menu's words."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui import window_goals
from app.ui.section import Section
from app.ui.window import Window
from app.ui.window_acts import acts, pages
from app.ui.window_keys import keyed
from tests.ui.lines import NOW

LAW = {"Ctrl+N", "Ctrl+Shift+E", "Ctrl+K", "Ctrl+P", "Ctrl+E", "Ctrl+T", "Ctrl+;", "F1", "F6", "F7", "F8", "F10"}


@pytest.fixture
def window(room, qtbot):
    made = Window(room.station, (), lambda: NOW, lambda *_: None)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.crisis is not None)
    return made


def test_no_key_does_two_things_and_each_is_in_the_list_of_keys(window, qtbot):
    actions = dict.fromkeys([*window._acts, *window._goes, *window.top.acts(), *keyed(window.journal)])
    keys = [action.shortcut().toString() for action in actions if not action.shortcut().isEmpty()]
    assert sorted(keys) == sorted(set(keys))
    assert set(keys) >= LAW | {"Shift+F8"}
    qtbot.keyClick(window, Qt.Key.Key_F1)
    shown = [goal.key for goal in window.sheets.keys.list.goals]
    assert len(shown) == len(keys) + len(window_goals.TABLE)
    assert {"D", "T", "C", "R", "A", "L", "M", "N", "F8"} <= set(shown)


def test_each_page_has_the_key_of_its_place(window):
    assert [(key.words, key.key) for key in pages(window)] == [("Main courante", "Ctrl+1"), ("Conflits", "Ctrl+2")]


def test_an_act_without_a_key_is_in_the_menu(window):
    without = {key.words for key in acts(window) if not key.key}
    kept_apart = {"Saisie après coup…", "Importer des alertes CAP…", "Imprimer le relevé de décisions…"}
    assert without == kept_apart | {"Extractions de la crise…"}
    assert without <= {action.text() for action in window.top.menu.actions()}


def test_the_present_hour_is_written_in_the_quick_line_from_anywhere(window, qtbot):
    window.journal.table.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    assert window.quick.line.text() == "03:16"
    assert window.quick.line.hasFocus()


def test_a_line_half_typed_is_set_aside_for_the_new_one_and_comes_back(window, qtbot):
    window.quick.line.setText("03:08 SDIS76")
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.quick.line.text() == ""
    qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert window.quick.line.text() == "03:08 SDIS76"


def test_one_key_begins_a_record_of_the_page_on_screen_and_a_message_elsewhere(room, qtbot):
    begun: list[str] = []
    sections = [
        Section(key, key, "messages", QWidget(), lambda _: None, new=partial(begun.append, key))
        for key in ("messages", "figures")
    ]
    window = Window(room.station, sections, lambda: NOW, lambda *_: None)
    qtbot.addWidget(window)
    [new] = [key.act for key in acts(window) if key.key == "Ctrl+M"]
    for page in ("journal", "figures", "messages"):
        window.open_page(page)
        new()
    assert begun == ["messages", "figures", "messages"]
