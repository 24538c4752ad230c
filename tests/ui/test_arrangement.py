"""Rows, columns and panels."""

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QTreeWidget, QTreeWidgetItem, QWidget

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


def test_panels_take_the_width_their_text_needs_when_it_changes_size(qtbot):
    left, right = QWidget(), QWidget()
    split = arrangement.split((left, 200, 50), (right, 600, 50), stretched=1)
    qtbot.addWidget(split)
    split.resize(1000, 100)
    split.show()
    before = left.width()
    theme.apply(QApplication.instance(), "light", 2.0)
    assert left.width() > before
    split.setSizes([100, 899])
    theme.apply(QApplication.instance(), "dark", 2.0)
    assert left.width() == 100  # what a person chose stands


def test_the_columns_of_a_list_hold_their_words(qtbot):
    shown = QTreeWidget()
    qtbot.addWidget(shown)
    shown.setHeaderLabels(["Personne", "Rôle"])
    shown.addTopLevelItem(QTreeWidgetItem(["Camille Morvan de la Tour", "CCOM"]))
    shown.resize(600, 100)
    arrangement.fit_columns(shown)
    assert shown.columnWidth(0) > QFontMetrics(shown.font()).horizontalAdvance("Camille Morvan de la Tour")
