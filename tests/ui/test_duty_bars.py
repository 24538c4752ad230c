"""Hours stand where they are: a day of 25 hours is wider than the others, and each kind has its texture."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from app.core.clock import milliseconds, moment
from app.core.duty_sheet import days_from
from app.ui import duty_bars, theme
from app.ui.duty_bars import Scale
from app.ui.duty_spans import GAP, LEGEND, Span
from tests.ui.duties import at
from tests.ui.lines import NOW, ZONE


def scale_of(days, width=1690):
    return Scale(days.start, days.end, 100, width)


def test_the_day_the_clocks_go_back_is_25_hours_wide():
    october = milliseconds(moment(NOW, ZONE).replace(month=10, day=24))
    days = days_from(october, 7, ZONE)
    scale = scale_of(days)
    widths = [scale.x(end) - scale.x(start) for start, end in zip(days.midnights, days.midnights[1:], strict=False)]
    assert widths == [240, 250, 240, 240, 240, 240, 240]


def test_a_gap_without_an_end_goes_to_the_end_of_the_week():
    days = days_from(NOW, 7, ZONE)
    place = scale_of(days, 700).rect(Span(GAP, at(29), None, (), ""), QRect(0, 0, 800, 30))
    assert (place.left(), place.right()) == (600, 798)


@pytest.mark.parametrize("kind", LEGEND)
def test_each_kind_of_bar_is_another_picture(kind):
    def picture(of):
        image = QImage(60, 30, QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        duty_bars.paint_bar(painter, QRect(2, 2, 56, 26), of)
        painter.end()
        return bytes(image.constBits())

    assert all(picture(kind) != picture(other) for other in LEGEND if other != kind)
    assert theme.current().name == "light"
