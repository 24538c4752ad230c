"""A page of paper on the screen."""

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from app.ui.page_sheet import A4, Place, Sheet


def page(qtbot) -> Sheet:
    room = QWidget()
    qtbot.addWidget(room)
    made = Sheet(room, A4, 2, 7)
    made.resize(200, made.heightForWidth(200))
    made.room = room
    return made


def blue() -> QImage:
    made = QImage(20, 28, QImage.Format.Format_RGB888)
    made.fill(QColor(0, 0, 255))
    return made


def test_a_page_is_white_paper_until_its_pixels_come(qtbot):
    sheet = page(qtbot)
    assert sheet.accessibleName() == "Page 2 sur 7"
    assert sheet.height() == 283
    assert sheet.grab().toImage().pixelColor(100, 100) == QColor("white")
    sheet.show_image(blue(), False, 20)
    assert sheet.grab().toImage().pixelColor(100, 100) == QColor(0, 0, 255)
    assert sheet.drawn_for == 20
    sheet.forget()
    assert (sheet.drawn_for, sheet.image.isNull()) == (0, True)


def test_its_colours_go_and_come_back(qtbot):
    sheet = page(qtbot)
    sheet.show_image(blue(), True)
    assert sheet.image.isGrayscale()
    sheet.show_grey(False)
    assert sheet.image.pixelColor(1, 1) == QColor(0, 0, 255)


def test_a_place_is_surrounded_and_never_beyond_the_paper(qtbot):
    sheet = page(qtbot)
    sheet.mark(Place(0, -1, 0.5, 9, 0.2))
    shown = sheet.grab().toImage()
    assert shown.pixelColor(100, 142).name() != "#ffffff"
    assert shown.pixelColor(2, 160).name() != "#ffffff"
    sheet.mark(None)
    assert sheet.grab().toImage().pixelColor(100, 142).name() == "#ffffff"


def test_a_page_without_a_size_is_taken_for_an_ordinary_sheet(qtbot):
    room = QWidget()
    qtbot.addWidget(room)
    assert Sheet(room, (0.0, 842.0), 1, 1).points == A4
