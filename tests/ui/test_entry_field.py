"""The keys of the quick line's field."""

import pytest
from PySide6.QtCore import Qt

from app.ui.entry_field import EntryField


@pytest.fixture
def field(qtbot):
    made = EntryField()
    qtbot.addWidget(made)
    made.show()
    return made


def test_tab_accepts_only_when_something_is_proposed(field, qtbot):
    accepted = []
    field.accepted.connect(lambda: accepted.append(1))
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert accepted == []
    field.proposes = True
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert accepted == [1]


def test_escape_leaves_and_keeps_the_words(field, qtbot):
    field.setText("03:08 SDIS76")
    with qtbot.waitSignal(field.left):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "03:08 SDIS76"


@pytest.mark.parametrize("key", [Qt.Key.Key_2, Qt.Key.Key_Eacute], ids=["qwerty", "azerty"])
def test_alt_and_a_figure_ask_for_a_draft_on_any_keyboard(field, qtbot, key):
    with qtbot.waitSignal(field.draft_wanted) as wanted:
        qtbot.keyClick(field, key, Qt.KeyboardModifier.AltModifier)
    assert wanted.args == [1]
    assert field.text() == ""


@pytest.mark.parametrize("how", [Qt.FocusReason.ShortcutFocusReason, Qt.FocusReason.TabFocusReason])
def test_coming_back_to_it_leaves_what_is_half_typed_in_its_place(field, qtbot, how):
    field.setText("03:08 SDIS76")
    field.setCursorPosition(6)
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    field.clearFocus()
    field.setFocus(how)
    qtbot.keyClicks(field, "xy")
    assert field.text() == "03:08 xySDIS76"
