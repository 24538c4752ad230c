"""The quick texts narrow as one types, and one key writes the one chosen."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from app.core import quick_texts
from app.ui import theme
from app.ui.quick_texts_menu import QuickTextsMenu


@pytest.fixture
def menu(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    made = QuickTextsMenu(window, "industrial")
    made.open_beside(window)
    qtbot.waitUntil(made.isVisible)
    made.whole = window  # which holds it
    return made


def listed(menu) -> list[str]:
    return [menu.list.item(row).text() for row in range(menu.list.count())]


def test_those_of_the_nature_come_first(menu):
    assert listed(menu) == [one.text for one in quick_texts.texts("industrial")]


def test_words_narrow_the_list_accents_or_not(menu, qtbot):
    qtbot.keyClicks(menu.filter, "evacua")
    assert listed(menu)
    assert all("évacua" in text.lower() for text in listed(menu))


def test_the_arrows_move_and_enter_takes(menu, qtbot):
    wanted = listed(menu)[1]
    qtbot.keyClick(menu.filter, Qt.Key.Key_Down)
    with qtbot.waitSignal(menu.chosen) as chosen:
        qtbot.keyClick(menu.filter, Qt.Key.Key_Return)
    assert chosen.args == [wanted]


def test_nothing_that_answers_is_said_and_enter_writes_nothing(menu, qtbot):
    menu.chosen.connect(lambda text: pytest.fail(text))
    menu.filter.setText("zzzz")
    assert menu.none.isVisible()
    qtbot.keyClick(menu.filter, Qt.Key.Key_Return)
    assert menu.isVisible()


def test_escape_goes_back(menu, qtbot):
    with qtbot.waitSignal(menu.rejected):
        qtbot.keyClick(menu.filter, Qt.Key.Key_Escape)


def test_with_large_text_all_of_it_is_on_the_screen(qtbot, qapp):
    theme.apply(qapp, "light", 2.0)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(2000, 600)
    field = QWidget(window)
    field.setGeometry(700, 20, 100, 30)
    window.show()
    made = QuickTextsMenu(window, "industrial")
    made.open_beside(field)
    assert made.screen().availableGeometry().contains(QRect(made.pos(), made.size()))
