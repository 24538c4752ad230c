"""A key of the window is an act with words."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.window_keys import Key, bind, key_of, keyed, words_of


def test_a_key_does_its_act_anywhere_in_the_window(qtbot):
    window, done = QLineEdit(), []
    qtbot.addWidget(window)
    bound = bind(window, [Key("Avis & échéances", "F8", lambda: done.append(1))])
    (action,) = bound.values()
    window.show()
    window.activateWindow()
    window.setFocus()
    qtbot.waitUntil(window.hasFocus)
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert done == [1]
    assert words_of(action) == "Avis & échéances"
    assert key_of(action) == "F8"


def test_the_letter_a_menu_marks_is_no_part_of_the_words(qapp):
    assert words_of(QAction("&Verrouiller")) == "Verrouiller"


def test_an_act_of_a_submenu_is_called_by_both_names(qapp):
    action = QAction("Sombre")
    action.setStatusTip("Thème : Sombre")
    assert words_of(action) == "Thème : Sombre"


def test_a_page_tells_its_acts_that_have_a_key(qapp):
    page = QWidget()
    with_key, without = QAction("Lu", page), QAction("Copier", page)
    with_key.setShortcut("L")
    assert keyed(page) == [with_key]
    assert without not in keyed(page)
