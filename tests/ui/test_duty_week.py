"""The week is gone through from slot to slot; where the keyboard is, is said."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app.core import coverage
from app.core.duty_sheet import days_from
from app.core.on_call import Answering, DutyLine
from app.ui import duty_bars, duty_spans
from app.ui.duty_spans import GAP
from app.ui.duty_week import DutyWeek
from tests.core.slots import slot
from tests.ui.duties import at
from tests.ui.lines import NOW, ZONE

DAYS = days_from(NOW, 7, ZONE)


def row(name, *slots):
    line = DutyLine(name, slots[0].line, name, "DICOM", tuple(map(Answering, slots)), (), ())
    gaps = tuple(coverage.gaps(slots, DAYS.start, DAYS.end))
    whole = DutyLine(name, line.line, name, "DICOM", line.slots, gaps, ())
    return duty_spans.row(whole, DAYS.start, DAYS.end, None)


@pytest.fixture
def week(qtbot):
    made = DutyWeek("Semaine")
    qtbot.addWidget(made)
    made.resize(1000, 200)
    first = row("SAN", slot(at(21), at(24, 19)), slot(at(25), at(30), "J. Marchal"), slot(at(30), at(31), "FD"))
    made.show_week((first, row("INT", slot(at(20), at(31), "D. Kerjean"))), DAYS, NOW, ZONE)
    made.show()
    return made


def test_the_arrows_go_from_slot_to_slot_and_from_line_to_line_at_the_same_hour(week, qtbot):
    assert week.span.slots[0].name == "F. Delmas"
    qtbot.keyClick(week, Qt.Key.Key_Right)
    assert week.span.kind == GAP
    assert week.accessibleDescription().startswith("Santé, DICOM, lacune jeu. 19:00 à 24:00 : lacune, personne")
    qtbot.keyClick(week, Qt.Key.Key_Down)
    assert (week.row.organisation, week.span.slots[0].name) == ("INT", "D. Kerjean")


def test_past_an_end_the_week_is_turned(week, qtbot):
    turned = []
    week.turned.connect(turned.append)
    qtbot.keyClick(week, Qt.Key.Key_Left)
    assert turned == [-1]


def test_enter_and_a_double_click_open_what_is_there(week, qtbot):
    opened = []
    week.opened.connect(lambda row, span: opened.append((row.organisation, span.kind)))
    qtbot.keyClick(week, Qt.Key.Key_Return)
    middle = week.scale().x(at(24, 21))
    line = week.visualRect(week.model().index(0, 0))
    place = QPoint(middle, duty_bars.track(line).center().y())
    qtbot.mouseDClick(week.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [("SAN", "titulaire"), ("SAN", GAP)]


def test_hovering_says_the_whole(week):
    place = QPoint(week.scale().x(at(26)), duty_bars.track(week.visualRect(week.model().index(0, 0))).center().y())
    # Sent to the week itself: a pointer really moved would go to whichever window lies on top of it.
    none = Qt.MouseButton.NoButton
    where = QPointF(place)
    moved = QMouseEvent(QEvent.Type.MouseMove, where, where, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(week.viewport(), moved)
    assert "J. Marchal" in week.viewport().toolTip()
