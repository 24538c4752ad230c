"""Rows, columns and panels."""

from PySide6.QtWidgets import QApplication, QWidget

from app.ui import arrangement, theme


def test_what_is_taken_out_of_a_layout_is_hidden_at_once(qtbot):
    whole, inner = QWidget(), QWidget()
    qtbot.addWidget(whole)
    layout = arrangement.column(arrangement.row(inner))
    whole.setLayout(layout)
    whole.show()
    arrangement.clear(layout)
    assert layout.count() == 0
    assert not inner.isVisible()


def test_a_wide_widget_takes_what_its_neighbours_leave(qtbot):
    whole, left, right = QWidget(), QWidget(), QWidget()
    qtbot.addWidget(whole)
    left.setFixedWidth(100)
    whole.setLayout(arrangement.row(left, arrangement.wide(right), spacing=0))
    whole.resize(500, 40)
    whole.show()
    assert right.width() == 400


def test_a_panel_widens_less_than_its_text(qapp):
    assert arrangement.narrow(264) == 264
    theme.apply(QApplication.instance(), "light", 2.0)
    assert 264 < arrangement.narrow(264) < 2 * 264
