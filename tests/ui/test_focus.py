"""The keyboard is always seen, and F6 goes round the panes."""

from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.ui import arrangement, focus


def window_of(qtbot, *widgets: QWidget) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    for widget in widgets:
        row.addWidget(widget)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_a_ring_goes_where_the_focus_goes(qtbot, qapp):
    first, second = QLineEdit(), QPushButton("Enregistrer")
    window = window_of(qtbot, first, second)
    focus.follow_focus(qapp, window)
    second.setFocus()
    ring = window.findChild(focus.Ring)
    assert ring.isVisible()
    assert ring.geometry().contains(second.geometry())
    first.setFocus()
    assert ring.geometry().contains(first.geometry())
    assert not ring.geometry().contains(second.geometry())


def test_the_ring_follows_what_moves(qtbot, qapp):
    field = QLineEdit()
    window = window_of(qtbot, field)
    focus.follow_focus(qapp, window)
    QApplication.focusWidget().clearFocus()
    field.setFocus()
    ring = window.findChild(focus.Ring)
    window.resize(700, 300)
    qtbot.waitUntil(lambda: ring.geometry().contains(field.geometry()) and field.width() > 500)


def test_f6_goes_to_the_next_pane_that_can_take_the_keyboard(qtbot):
    first, hidden, last = QLineEdit(), QLineEdit(), QLineEdit()
    nothing = arrangement.panel(arrangement.row())
    panes = [arrangement.panel(arrangement.row(first)), hidden, nothing, arrangement.panel(arrangement.row(last))]
    window = window_of(qtbot, *panes)
    hidden.hide()
    first.setFocus()
    focus.next_pane(panes)
    assert last.hasFocus()
    focus.next_pane(panes)
    assert window.focusWidget() is first


def test_a_window_may_end_while_something_in_it_has_the_focus(qtbot, qapp):
    inner, owner = QLineEdit(), QWidget()
    window = window_of(qtbot, arrangement.panel(arrangement.row(inner)))
    qtbot.addWidget(owner)
    focus.follow_focus(qapp, owner)
    inner.setFocus()
    seen = []
    window.destroyed.connect(lambda: seen.append(1))
    window.deleteLater()
    qtbot.waitUntil(lambda: seen == [1])
    assert QApplication.focusWidget() is None


def test_the_keyboard_begins_at_the_first_thing_that_can_take_it(qtbot):
    hidden, first = QLineEdit(), QLineEdit()
    part = arrangement.panel(arrangement.row(hidden, first))
    window = window_of(qtbot, QLineEdit(), part)
    hidden.hide()
    focus.begin(part)
    assert window.focusWidget() is first


def test_the_ring_of_what_is_scrolled_away_is_not_drawn_elsewhere(qtbot, qapp):
    field, far = QLineEdit(), QWidget()
    far.setMinimumHeight(3000)
    area = arrangement.scroll(arrangement.panel(arrangement.column(field, far)))
    window = window_of(qtbot, area)
    focus.follow_focus(qapp, window)
    far.setFocus()
    field.setFocus()
    ring = window.findChild(focus.Ring)
    assert ring.isVisible()
    area.verticalScrollBar().setValue(2000)
    qtbot.waitUntil(lambda: not ring.isVisible())


def test_a_pane_may_say_what_its_first_thing_is(qtbot, qapp):
    window, pane, first, second = QWidget(), QWidget(), QLineEdit(), QLineEdit()
    qtbot.addWidget(window)
    window.setLayout(arrangement.column(pane))
    pane.setLayout(arrangement.column(first, second))
    pane.setFocusProxy(second)
    window.show()
    window.activateWindow()
    assert focus.enter(pane)
    assert window.focusWidget() is second
