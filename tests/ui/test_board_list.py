"""The lines of the board hold all they say, at any width and any size of text."""

import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.modeltest import ModelTester

from app.ui import board_words, theme
from app.ui.board_list import ALL_BESIDE, NAMES, SIDE_BY_SIDE, BoardHead, BoardList, lay_out, places
from app.ui.board_words import Head
from tests.ui.lines import NOW, ZONE, at
from tests.ui.said import line

ONE = board_words.shown(line(), NOW, ZONE, 62)
OTHER = board_words.shown(line(id=f"{2:064x}", state="expired", in_force=False, valid_until=at(24, 2)), NOW, ZONE, 62)
ITEMS = (Head("Consigne", 1, "une ligne"), ONE, Head("Eau", 0, "aucune ligne valable"), OTHER)


@pytest.fixture
def board(qtbot) -> BoardList:
    made = BoardList("EDL en vigueur")
    qtbot.addWidget(made)
    made.show_items(ITEMS)
    made.resize(900, 600)
    made.show()
    return made


def test_the_model_keeps_qt_s_rules(board, qtmodeltester: ModelTester):
    qtmodeltester.check(board.model(), force_py=False)


def test_arrows_go_from_line_to_line_over_the_heads_of_topics(board, qtbot):
    assert board.current_id == ONE.id
    qtbot.keyClick(board, Qt.Key.Key_Down)
    assert board.current_id == OTHER.id


def test_a_screen_reader_is_told_the_whole_line(board):
    spoken = [board.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]
    assert spoken[0] == "Consigne, une ligne"
    assert spoken[1].startswith("EDL-SIG1-011 v3, en vigueur. Restez à l’abri.")
    assert spoken[2] == "Eau, aucune ligne valable"
    assert "ne plus dire" in spoken[3]


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [360, 640, 800, 900, 1600])
def test_nothing_of_a_line_stands_out_of_it_or_over_something_else(qapp, scale, width):
    theme.apply(qapp, "light", scale)
    room = theme.size(width)
    words, height = lay_out(ONE, room)
    rects = [one.rect for one in words if one.text]
    assert all(QRect(0, 0, room, height).contains(rect) for rect in rects)
    assert not any(a.intersects(b) for n, a in enumerate(rects) for b in rects[n + 1 :])


def test_the_words_one_says_are_the_largest_with_the_hour():
    sizes = {one.text: theme.ROLES[one.role][0] for one in lay_out(ONE, 900)[0]}
    said = next(size for text, size in sizes.items() if "chercher" in text)
    assert all(size <= said for text, size in sizes.items() if text != ONE.since)


def test_another_width_lays_the_lines_out_again(board, qtbot):
    wide = board.sizeHintForRow(1)
    board.resize(400, 600)
    qtbot.waitUntil(lambda: board.visualRect(board.model().index(1, 0)).height() > wide)


def test_columns_are_side_by_side_and_named_over_what_they_hold(qtbot, board):
    found = places(900)
    assert [left for left, _ in found] == sorted(left for left, _ in found)
    assert found[-1][0] + found[-1][1] <= 900
    assert len(places(ALL_BESIDE - 1)) == len(found) - 1
    head = BoardHead(NAMES, board.viewport())
    qtbot.addWidget(head)
    head.resize(900, 26)
    wide = head.grab().toImage()
    board.resize(SIDE_BY_SIDE - 1, 600)
    assert head.grab().toImage() != wide


def test_a_line_struck_is_drawn_struck(board):
    struck = board.grab().toImage()
    board.show_items((ITEMS[0], ONE, ITEMS[2], board_words.shown(line(id=OTHER.id), NOW, ZONE, 62)))
    assert board.grab().toImage() != struck
