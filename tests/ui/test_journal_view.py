"""The table of the main courante: days in sight, one line chosen, the keyboard enough."""

from array import array

import pytest
from PySide6.QtCore import Qt

from app.ui import theme
from app.ui.journal_model import JournalModel
from app.ui.journal_view import JournalView, day_words
from app.ui.journal_words import FOLLOW_UP, OCCURRED, RECORDED, SENDER, SUBJECT
from tests.ui.lines import NOW, ZONE, at, line

HOUR = 3_600_000


@pytest.fixture
def view(qtbot):
    rows = [line(60 - number, occurred_at=at(24, 3) - number * HOUR) for number in range(60)]
    model = JournalModel(lambda keys, answer: None, lambda: NOW, ZONE)
    made = JournalView(model, lambda: NOW)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.model_shown = model  # kept: the view does not own it
    model.show_keys(array("q", [row.key for row in rows]), rows)
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
    assert chosen.args == [line(59).id, True]
    with qtbot.waitSignal(view.opened):
        qtbot.keyClick(view, Qt.Key.Key_Return)


def test_the_keyboard_arrives_on_the_first_line_in_sight(view, qtbot):
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    assert view.currentIndex().row() == 0


def test_without_room_the_subject_keeps_its_own(view):
    hidden = {}
    for width in (900, 640, 540, 420):
        view.resize(width, 500)
        hidden[width] = [column for column in (SENDER, RECORDED, FOLLOW_UP) if view.isColumnHidden(column)]
        assert view.columnWidth(SUBJECT) > 150
    assert hidden == {
        900: [],
        640: [SENDER],
        540: [SENDER, RECORDED],
        420: [SENDER, RECORDED, FOLLOW_UP],
    }


def test_two_hours_have_room_where_clocks_differ_from_paris(view):
    usual = view.columnWidth(OCCURRED)
    view.model_shown.zone = "Indian/Reunion"
    view.measure()
    assert view.columnWidth(OCCURRED) > usual
    assert (
        day_words(at(24, 2), NOW, "Indian/Reunion")[1]
        == "aujourd’hui · heure de La Réunion, UTC+04:00 · Paris, UTC+02:00"
    )


def test_a_line_the_table_chose_is_not_told_as_chosen_by_a_person(view, qtbot):
    with qtbot.waitSignal(view.chosen) as chosen:
        view.choose(3)
    assert chosen.args == [line(57).id, False]
    with qtbot.waitSignal(view.chosen) as chosen:
        qtbot.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(1, SUBJECT)).center()
        )
    assert chosen.args == [line(59).id, True]


def test_shift_and_the_arrows_choose_several_lines(view, qtbot):
    view.choose(2)
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.chosen_lines(200) == [2, 3, 4]
    assert view.chosen_lines(2) is None
    view.choose(7)
    assert view.chosen_lines(200) == [7]


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_home_and_end_choose_the_first_and_the_last_line(view, qtbot, modifier):
    qtbot.keyClick(view, Qt.Key.Key_End, modifier)
    assert (view.currentIndex().row(), view.chosen_lines(9)) == (59, [59])
    qtbot.keyClick(view, Qt.Key.Key_Home, modifier)
    assert (view.currentIndex().row(), view.chosen_lines(9)) == (0, [0])


def test_the_keys_of_the_triage_are_told_and_other_letters_look_for_nothing(view, qtbot):
    told: list[str] = []
    view.pressed_key.connect(told.append)
    view.choose(0)
    for key in (Qt.Key.Key_D, Qt.Key.Key_C, Qt.Key.Key_N, Qt.Key.Key_S, Qt.Key.Key_X):
        qtbot.keyClick(view, key)
    qtbot.keyClick(view, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    assert told == ["D", "C", "N", "Maj+N"]
    assert view.currentIndex().row() == 0


def test_a_line_chosen_before_it_was_read_is_told_when_it_is(qtbot):
    asked = []
    model = JournalModel(lambda keys, answer: asked.append((list(keys), answer)), lambda: NOW, ZONE)
    made = JournalView(model, lambda: NOW)
    qtbot.addWidget(made)
    model.show_keys(array("q", range(400, 0, -1)), [])
    told: list[str] = []
    made.chosen.connect(lambda id, by_hand: told.append(id))
    made.choose(399)
    assert told == []
    keys, answer = asked[0]
    answer([line(key) for key in keys])
    assert told == [line(1).id]


def test_every_line_can_be_chosen_without_asking_each_of_a_million(qtbot):
    model = JournalModel(lambda keys, answer: None, lambda: NOW, ZONE)
    made = JournalView(model, lambda: NOW)
    qtbot.addWidget(made)
    model.show_keys(array("q", range(1_000_000, 0, -1)), [line(key) for key in range(1_000_000, 999_900, -1)])
    made.show()
    made.selectAll()
    made.grab()
    assert made.chosen_lines(200) is None
    assert not made.days.selectionModel().hasSelection()  # or Qt would ask it of every line, for each column


def test_tab_leaves_the_table(view):
    assert not view.tabKeyNavigation()


def test_a_place_to_go_on_from_is_not_a_line_chosen(view, qtbot):
    view.choose(2)
    view.blockSignals(True)
    view.stand_at(40)
    view.blockSignals(False)
    with qtbot.assertNotEmitted(view.chosen):
        view.model_shown.loaded.emit()
