"""Columns of one width: as many as there is room for, and one under another when there is not."""

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui import theme
from app.ui.column_layout import ColumnLayout


@pytest.fixture
def columns(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = ColumnLayout(holder, least=200, spacing=10)
    for _ in range(3):
        layout.addWidget(QLineEdit())
    holder.resize(640, 300)
    holder.show()
    return holder


def places(holder) -> list[tuple[int, int]]:
    holder.layout().activate()
    return [(field.x(), field.y()) for field in holder.findChildren(QLineEdit)]


def test_what_fits_stands_side_by_side_in_columns_of_one_width(columns):
    assert [x for x, _ in places(columns)] == [0, 216, 432]
    assert len({field.width() for field in columns.findChildren(QLineEdit)}) == 1


def test_with_text_twice_as_large_the_columns_become_rows(columns, qapp):
    theme.apply(qapp, "light", 2.0)
    columns.layout().invalidate()
    columns.resize(641, 300)
    assert [x for x, _ in places(columns)] == [0, 0, 0]
    assert columns.layout().heightForWidth(640) > columns.layout().heightForWidth(2000)


def test_what_is_hidden_takes_no_room(columns):
    columns.findChildren(QLineEdit)[0].hide()
    columns.layout().invalidate()
    columns.resize(642, 300)
    assert [x for x, _ in places(columns)][1:] == [0, 326]
