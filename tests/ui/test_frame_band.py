"""The frame is a texture: three crises on three photographs are never mistaken, in black and white either."""

import pytest
from PySide6.QtGui import QImage

from app.ui.frame_band import FrameBand


def grey(qtbot, frame: str, *, foot: bool = False) -> QImage:
    band = FrameBand(foot=foot)
    qtbot.addWidget(band)
    band.show_frame(frame)
    band.resize(1200, band.sizeHint().height())
    return band.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)


@pytest.mark.parametrize("foot", [False, True])
def test_the_three_frames_differ_without_colour(qtbot, foot):
    drawn = {bytes(grey(qtbot, frame, foot=foot).constBits()) for frame in ("real", "exercise", "test")}
    assert len(drawn) == 3


def test_the_stripes_of_an_exercise_are_black_and_yellow(qtbot):
    band = FrameBand()
    qtbot.addWidget(band)
    band.resize(1200, 20)
    band.show_frame("exercise")
    image = band.grab().toImage()
    colours = {image.pixelColor(x, 10).name() for x in range(0, 50)}
    assert {"#ffd200", "#161616"} <= colours


def test_the_frame_is_said_to_a_screen_reader(qtbot):
    band = FrameBand()
    qtbot.addWidget(band)
    band.show_frame("exercise")
    assert band.accessibleName() == "Cadre : EXERCICE"


def test_without_a_crisis_there_is_no_frame_and_no_empty_strip(qtbot):
    band = FrameBand()
    qtbot.addWidget(band)
    assert band.sizeHint().height() == 0
    band.show_frame("real")
    assert band.sizeHint().height() > 0
    band.show_frame("")
    assert band.sizeHint().height() == 0
