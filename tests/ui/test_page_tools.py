"""What stands above the pages."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.ui.background import Background
from app.ui.page_preview import Fit, PagePreview
from app.ui.page_tools import PageTools, percent
from tests.documents.sheets import sheets


@pytest.fixture
def shown(qtbot, qapp):
    background = Background()
    pages = PagePreview()
    qtbot.addWidget(pages)
    tools = PageTools(pages)
    qtbot.addWidget(tools)
    pages.resize(500, 600)
    pages.show()
    tools.show()
    pages.show_file(sheets(5), background)
    qtbot.waitUntil(lambda: pages.count == 5)
    yield pages, tools
    background.close()


def test_the_page_read_and_the_size_are_said(shown):
    pages, tools = shown
    assert tools.page.text() == "Page 1 sur 5"
    assert tools.zoom.text().strip() == percent(pages.scale) == "58\u00a0%"
    pages.go_to(3)
    assert tools.page.text() == "Page 4 sur 5"
    assert tools.zoom.accessibleName() == "Taille des pages : 58\u00a0%"


def test_pages_grow_and_shrink_and_take_a_size_of_the_menu(shown):
    pages, tools = shown
    tools.larger.click()
    assert tools.zoom.text().strip() == "67\u00a0%"
    tools.smaller.click()
    assert tools.zoom.text().strip() == "50\u00a0%"
    tools.zooms.actions()[1].trigger()
    assert pages.zoom is Fit.PAGE
    next(one for one in tools.zooms.actions() if one.text() == "150\u00a0%").trigger()
    assert pages.scale == pytest.approx(1.5, abs=0.01)


def test_black_and_white_is_one_state_by_key_and_by_button(shown):
    pages, tools = shown
    tools.grey.click()
    assert pages.grey
    QTest.keyClick(pages, Qt.Key.Key_N)
    assert not tools.grey.isChecked()


def test_without_pages_there_is_nothing_to_do(qtbot):
    pages = PagePreview()
    tools = PageTools(pages)
    qtbot.addWidget(pages)
    qtbot.addWidget(tools)
    assert tools.page.text() == ""
    assert not any(one.isEnabled() for one in (tools.grey, tools.smaller, tools.zoom, tools.larger))


def test_the_words_stand_above_the_acts_where_there_is_no_room_beside(shown, qtbot):
    _, tools = shown
    tools.resize(700, 60)
    qtbot.waitUntil(lambda: tools.page.geometry().right() < tools.grey.mapTo(tools, tools.grey.rect().topLeft()).x())
    tools.resize(tools.page.sizeHint().width() + tools.grey.sizeHint().width(), 80)
    qtbot.waitUntil(lambda: tools.page.geometry().bottom() < tools.grey.mapTo(tools, tools.grey.rect().topLeft()).y())
    assert tools.page.width() >= tools.page.sizeHint().width()
