"""The table of the main courante: days in sight, one line chosen, the keyboard enough."""

from array import array

import pytest
from PySide6.QtCore import Qt

from app.ui import theme
from app.ui.journal_model import SENDER, JournalModel
from app.ui.journal_view import JournalView, day_words
from tests.ui.lines import NOW, ZONE, at, line

HOUR = 3_600_000


@pytest.fixture
def view(qtbot):
    rows = [line(60 - number, occurred_at=at(24, 3) - number * HOUR) for number in range(60)]
    model = JournalModel(lambda keys, answer: None, ZONE)
    made = JournalView(model, lambda: NOW)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.model_shown = model  # kept: the view does not own it
    model.show_keys(array("q", [row.key for row in rows]), {0: rows})
    made.show()
    return made


def test_a_line_that_begins_a_day_has_room_for_its_band(view):
    heights = [view.rowHeight(number) for number in range(6)]
    assert heights == [46, 46, 46, 46, 70, 46]


def test_rows_keep_their_proportions_with_larger_text(view, qapp):
    theme.apply(qapp, "light", 2.0)
    assert [view.rowHeight(number) for number in (3, 4)] == [92, 140]


def test_a_day_says_how_it_stands_to_today_and_in_what_zone():
    assert day_words(at(23, 22), NOW, ZONE) == (
        "mercredi 23 septembre 2026",
        "hier · heure de Paris, UTC+02:00",
    )


def test_the_arrow_keys_choose_a_line_and_enter_opens_it(view, qtbot):
    view.choose(0)
    with qtbot.waitSignal(view.chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert chosen.args == [line(59).id]
    with qtbot.waitSignal(view.opened):
        qtbot.keyClick(view, Qt.Key.Key_Return)


def test_the_keyboard_arrives_on_the_first_line_in_sight(view, qtbot):
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    assert view.currentIndex().row() == 0


def test_without_room_the_sender_opens_the_second_line_instead(view):
    view.resize(900, 500)
    assert not view.isColumnHidden(SENDER)
    view.resize(600, 500)
    assert view.isColumnHidden(SENDER)


def test_tab_leaves_the_table(view):
    assert not view.tabKeyNavigation()
