"""A layout of our own outlives what it holds."""

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.column_layout import ColumnLayout
from app.ui.flow_layout import FlowLayout


class Deaf(QObject):
    """Keeps from every widget that one it held is gone, as happens when windows are taken down."""

    def eventFilter(self, watched, event):
        return event.type() == QEvent.Type.ChildRemoved


@pytest.mark.parametrize("kind", [ColumnLayout, FlowLayout])
def test_a_widget_that_died_unheard_takes_no_room_and_nothing_falls(kind, qtbot, qapp):
    holder, deaf = QWidget(), Deaf()
    qtbot.addWidget(holder)
    layout = kind(holder)
    fields = [QLineEdit() for _ in range(3)]
    for field in fields:
        layout.addWidget(field)
    whole = layout.heightForWidth(150)
    qapp.installEventFilter(deaf)
    try:
        shiboken6.delete(fields[1])
    finally:
        qapp.removeEventFilter(deaf)
    layout.invalidate()
    assert layout.sizeHint().height() > 0
    assert layout.heightForWidth(150) < whole
    holder.resize(150, 300)
    holder.show()
    assert [field.isVisible() for field in (fields[0], fields[2])] == [True, True]
    assert (layout.isEmpty(), layout.count()) == (False, 2)
