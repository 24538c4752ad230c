"""What is proposed is driven by the keys of the field, and never stands in the way of recording."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.ui.completer import Completer, Proposal

KNOWN = ("SDIS 76", "SDIS 27", "Préfecture 76")


def propose(text, caret):
    start = text.rfind(" ", 0, caret) + 1
    word = text[start:caret].lower()
    return [Proposal(f"{name} ", start, caret, name, "déjà cité") for name in KNOWN if word and word in name.lower()]


@pytest.fixture
def line(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    rows.addStretch(1)
    made = QLineEdit()
    rows.addWidget(made)
    made.completer_of_ours = Completer(made, propose)
    made.recorded = []
    made.returnPressed.connect(lambda: made.recorded.append(made.text()))
    window.resize(700, 300)
    window.show()
    window.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    made.whole = window  # which holds it
    return made


def shown(line) -> list[str]:
    completer = line.completer_of_ours
    model = completer.list.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())] if completer.open else []


def test_proposals_come_as_one_types_and_go_when_nothing_answers(line, qtbot):
    qtbot.keyClicks(line, "02:48 sd")
    assert shown(line) == ["SDIS 76", "SDIS 27"]
    qtbot.keyClicks(line, "x")
    assert shown(line) == []


def test_tab_takes_the_first_in_place_of_the_word_begun(line, qtbot):
    qtbot.keyClicks(line, "02:48 sd")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert line.text() == "02:48 SDIS 76 "
    assert shown(line) == []
    assert line.hasFocus()


def test_enter_takes_the_one_chosen_by_the_arrows(line, qtbot):
    qtbot.keyClicks(line, "sd")
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "SDIS 27 "
    assert line.recorded == []


def test_enter_still_records_as_long_as_nothing_is_chosen(line, qtbot):
    qtbot.keyClicks(line, "sd")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.recorded == ["sd"]


def test_the_arrows_go_round_through_no_choice(line, qtbot):
    qtbot.keyClicks(line, "sd")
    chosen = []
    for _ in range(4):
        qtbot.keyClick(line, Qt.Key.Key_Down)
        chosen.append(line.completer_of_ours.list.currentIndex().row())
    assert chosen == [0, 1, -1, 0]
    qtbot.keyClick(line, Qt.Key.Key_Up)
    qtbot.keyClick(line, Qt.Key.Key_Up)
    assert line.completer_of_ours.list.currentIndex().row() == 1


def test_escape_closes_the_list_first_and_the_field_only_then(line, qtbot):
    left = []
    line.window().keyPressEvent = lambda event: left.append(event.key())
    qtbot.keyClicks(line, "sd")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert shown(line) == []
    assert left == []
    assert line.text() == "sd"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert left == [Qt.Key.Key_Escape]


def test_what_was_taken_is_undone_in_one_step(line, qtbot):
    qtbot.keyClicks(line, "sd")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    line.undo()
    assert "SDIS" not in line.text()


def test_what_is_taken_is_told_as_typed_so_that_it_is_kept(line, qtbot):
    kept = []
    line.textEdited.connect(kept.append)
    qtbot.keyClicks(line, "sd")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert kept[-1] == "SDIS 76 "


def test_the_list_stands_above_a_field_at_the_foot_and_hides_nothing_of_it(line, qtbot):
    qtbot.keyClicks(line, "sd")
    proposals = line.completer_of_ours.list
    assert proposals.geometry().bottom() < line.geometry().top()
    line.window().resize(700, 400)
    qtbot.waitUntil(lambda: proposals.geometry().bottom() > line.geometry().top() - 10)
    assert proposals.geometry().bottom() < line.geometry().top()


def test_the_list_goes_with_the_keyboard(line, qtbot):
    qtbot.keyClicks(line, "sd")
    line.clearFocus()
    assert shown(line) == []


def test_a_screen_reader_is_told_what_each_proposal_is(line, qtbot):
    qtbot.keyClicks(line, "sd")
    model = line.completer_of_ours.list.model()
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "SDIS 76, déjà cité"


def test_the_list_ends_with_the_line_it_was_made_for(line, qtbot):
    qtbot.keyClicks(line, "sd")
    line.clear()
    assert shown(line) == []
    qtbot.keyClicks(line, "sd")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.recorded == ["sd"]
    assert shown(line) == []


def test_the_list_of_a_line_at_the_foot_hides_nothing_under_it(line, qtbot):
    qtbot.keyClicks(line, "sd")
    bottom = line.completer_of_ours.list.geometry().bottom()
    assert bottom < line.mapTo(line.whole, line.rect().topLeft()).y()
