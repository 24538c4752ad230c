"""A row that goes on to the next line when it is full."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from app.ui.flow_layout import FlowLayout


def test_what_does_not_fit_goes_to_the_next_line(qtbot):
    whole = QWidget()
    qtbot.addWidget(whole)
    flow = FlowLayout(whole, spacing=10)
    boxes = [QWidget() for _ in range(3)]
    for box in boxes:
        box.setFixedSize(100, 20)
        flow.addWidget(box)
    assert flow.heightForWidth(320) == 20
    assert flow.heightForWidth(210) == 50
    flow.setGeometry(QRect(0, 0, 210, 50))
    assert [(box.x(), box.y()) for box in boxes] == [(0, 0), (110, 0), (0, 30)]


def test_an_empty_row_takes_no_height(qtbot):
    whole = QWidget()
    qtbot.addWidget(whole)
    assert FlowLayout(whole).heightForWidth(100) == 0
