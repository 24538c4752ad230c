"""The pages of a file on the screen."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.documents.preview import PageImage
from app.ui.background import Background
from app.ui.page_preview import Fit, PagePreview, image
from app.ui.page_sheet import Place
from tests.documents.sheets import sheets

RED = PageImage(2, 3, 6, bytes([255, 0, 0] * 6))
LONG = 60


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


@pytest.fixture
def pages(qtbot):
    made = PagePreview()
    qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    return made


def drawn(pages) -> list[int]:
    """The pages that hold pixels."""
    return [number for number, sheet in enumerate(pages.sheets) if not sheet.image.isNull()]


def shown(pages, background, qtbot, count: int = LONG) -> None:
    pages.show_file(sheets(count), background)
    qtbot.waitUntil(lambda: pages.count == count and pages.page in drawn(pages))


def press(pages, key, control=False) -> None:
    QTest.keyClick(pages, key, Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier)


def test_the_pixels_of_a_page_keep_their_colours():
    found = image(RED)
    assert (found.width(), found.height()) == (2, 3)
    assert found.pixelColor(1, 2) == QColor(255, 0, 0)


def test_each_page_has_its_place_and_says_its_number(pages):
    pages.show_pages([image(RED), image(RED)])
    pages.show_pages([image(RED), image(RED), image(RED)])
    assert [sheet.accessibleName() for sheet in pages.sheets] == ["Page 1 sur 3", "Page 2 sur 3", "Page 3 sur 3"]
    assert pages.count == 3
    assert pages.sheets[-1].heightForWidth(200) == 300
    first, second, _ = pages.sheets
    assert first.geometry().bottom() < second.geometry().top()


def test_new_pages_are_shown_where_the_reader_was(pages, background, qtbot):
    shown(pages, background, qtbot)
    pages.go_to(20)
    place = pages.verticalScrollBar().value()
    pages.show_file(sheets(LONG), background)
    former = pages.sheets
    qtbot.waitUntil(lambda: pages.sheets is not former)
    assert (pages.page, pages.verticalScrollBar().value()) == (20, place)


def test_of_sixty_pages_only_those_in_sight_are_drawn_and_kept(pages, background, qtbot):
    pages.show_file(sheets(LONG), background)
    assert pages.count == 0  # nothing is drawn, nor even measured, on the window's thread
    qtbot.waitUntil(lambda: 0 in drawn(pages))
    press(pages, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: LONG - 1 in drawn(pages))
    assert 0 not in drawn(pages)
    assert len(drawn(pages)) <= 6
    assert pages.page == LONG - 1


def test_a_file_replaced_while_it_is_drawn_leaves_no_page_behind(pages, background, qtbot):
    pages.show_file(sheets(LONG), background)
    pages.show_file(sheets(3), background)
    qtbot.waitUntil(lambda: pages.count == 3 and pages.page in drawn(pages))
    pages.show_pages([image(RED)])
    assert pages.count == 1
    assert pages.sheets[0].image.width() == 2


def test_pages_fit_the_width_then_stand_whole_then_at_the_size_of_paper(pages, background, qtbot):
    shown(pages, background, qtbot)
    room = pages.viewport().width()
    assert room - 40 < pages.sheets[0].width() < room
    press(pages, Qt.Key.Key_P)
    assert pages.zoom is Fit.PAGE
    assert pages.sheets[0].height() <= pages.viewport().height()
    press(pages, Qt.Key.Key_0)
    assert (pages.scale, pages.sheets[0].width()) == (pytest.approx(1, abs=0.01), 794)
    assert pages.horizontalScrollBar().maximum() > 0
    press(pages, Qt.Key.Key_L)
    assert pages.sheets[0].width() < room
    qtbot.waitUntil(lambda: pages.sheets[0].drawn_for == pages.sheets[0].width())


def test_each_step_is_nearer_or_farther_and_there_is_a_last_one(pages, background, qtbot):
    shown(pages, background, qtbot)
    seen = [pages.scale]
    for _ in range(12):
        press(pages, Qt.Key.Key_Plus)
        seen.append(pages.scale)
    assert seen == sorted(seen)
    assert pages.scale == pytest.approx(3, abs=0.01)
    for _ in range(12):
        press(pages, Qt.Key.Key_Minus)
    assert pages.scale == pytest.approx(0.25, abs=0.01)


def test_what_was_read_stays_in_sight_when_one_looks_nearer(pages, background, qtbot):
    shown(pages, background, qtbot)
    pages.go_to(30)
    for _ in range(4):
        pages.zoom_by(1)
        assert pages.page == 30
    pages.resize(400, 500)
    assert pages.page == 30


def test_control_and_the_wheel_look_nearer(pages, background, qtbot):
    shown(pages, background, qtbot)
    former = pages.scale
    control = Qt.KeyboardModifier.ControlModifier
    turned = (QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, control, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(pages.viewport(), QWheelEvent(QPointF(9, 9), QPointF(9, 9), *turned))
    assert pages.scale > former


def test_in_black_and_white_no_colour_is_left_and_they_come_back(pages, background, qtbot):
    shown(pages, background, qtbot, 1)
    red = QColor(255, 0, 0).rgb()
    found = pages.sheets[0].image
    x, y = round(100 / 595 * found.width()), round(100 / 842 * found.height())
    assert found.pixel(x, y) == red
    press(pages, Qt.Key.Key_N)
    grey = QColor(pages.sheets[0].image.pixel(x, y))
    assert grey.red() == grey.green() == grey.blue() < 200
    press(pages, Qt.Key.Key_N)
    assert pages.sheets[0].image.pixel(x, y) == red


def test_pages_drawn_later_are_in_black_and_white_too(pages, background, qtbot):
    pages.set_grey(True)
    shown(pages, background, qtbot)
    assert pages.sheets[0].image.isGrayscale()


def test_the_keyboard_goes_from_page_to_page(pages, background, qtbot):
    shown(pages, background, qtbot)
    press(pages, Qt.Key.Key_PageDown, control=True)
    press(pages, Qt.Key.Key_PageDown, control=True)
    assert pages.page == 2
    press(pages, Qt.Key.Key_PageUp, control=True)
    assert pages.page == 1
    press(pages, Qt.Key.Key_Home)
    assert pages.page == 0


def test_one_goes_to_a_place_and_it_is_surrounded(pages, background, qtbot):
    shown(pages, background, qtbot)
    pages.show_place(Place(12, 0.1, 0.5, 0.8, 0.1))
    sheet = pages.sheets[12]
    assert pages.page == 12
    inside = sheet.mapTo(pages.viewport(), QPoint(0, round(0.55 * sheet.height())))
    assert 0 < inside.y() < pages.viewport().height()
    qtbot.waitUntil(lambda: 12 in drawn(pages))
    edge = (round(0.5 * sheet.width()), round(0.5 * sheet.height()))
    assert sheet.grab().toImage().pixelColor(*edge).blue() > sheet.grab().toImage().pixelColor(*edge).red()
    pages.show_place(None)
    assert sheet.grab().toImage().pixelColor(*edge) == QColor("white")
    pages.show_place(Place(400))


def test_a_damaged_file_is_told_and_the_former_pages_stay(pages, background, qtbot):
    shown(pages, background, qtbot, 2)
    failed = []
    background.failed.connect(failed.append)
    pages.show_file(b"rien", background)
    qtbot.waitUntil(lambda: bool(failed))
    assert "illisible" in str(failed[0])
    assert pages.count == 2


def test_lists_are_read_between_two_pages(pages, background, qtbot):
    shown(pages, background, qtbot)
    pages.resize(500, 3000)  # many pages in sight
    pages.set_zoom(0.25)
    sharp = []  # how many pages are drawn when a list arrives, then when the next one does

    def read_on(_: object) -> None:
        sharp.append(sum(sheet.drawn_for == sheet.width() for sheet in pages.sheets))
        if sharp[-1] < 8:
            background.read(lambda: None, read_on)

    background.read(lambda: None, read_on)
    qtbot.waitUntil(lambda: sharp[-1:] == [8])
    assert max(after - before for before, after in pairwise(sharp)) == 1
