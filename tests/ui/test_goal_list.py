"""The goals one can go to: chosen one after the other, never their heads."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from app.ui.goal_list import GOAL, GoalList
from app.ui.goals import Goal

GOALS = [
    Goal("Pages", "Main courante", lambda: None, key="Ctrl+1", shape="journal"),
    Goal("Pages", "Messages", lambda: None),
    Goal("Actes", "Verrouiller", lambda: None, "ce poste"),
]


@pytest.fixture
def goals(qtbot):
    made = GoalList()
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show_goals(GOALS, None)
    made.show()
    return made


def test_each_group_is_under_its_name(goals):
    rows = [goals.model().index(row, 0).data() for row in range(goals.model().rowCount(QModelIndex()))]
    assert rows == ["Pages", "Main courante, Ctrl+1", "Messages", "Actes", "Verrouiller, ce poste"]
    assert goals.model().index(0, 0).data(GOAL) is None


def test_the_model_keeps_qt_s_rules(goals, qtmodeltester: ModelTester):
    qtmodeltester.check(goals.model(), force_py=False)


def test_the_first_is_chosen_and_the_heads_are_passed_over(goals):
    assert goals.current is GOALS[0]
    for expected in (GOALS[1], GOALS[2], GOALS[0]):
        goals.step(1, around=True)
        assert goals.current is expected
    goals.step(-1, around=True)
    assert goals.current is GOALS[2]
    goals.step(8, around=False)
    assert goals.current is GOALS[2]


def test_what_was_chosen_stays_chosen_in_the_next_list(goals):
    goals.show_goals([GOALS[2], *GOALS[:2]], GOALS[1])
    assert goals.current is GOALS[1]
    goals.show_goals(GOALS[2:], GOALS[1])
    assert goals.current is GOALS[2]


def test_an_empty_list_has_nothing_chosen(goals):
    goals.show_goals([], None)
    assert goals.current is None
    goals.step(1, around=True)
    assert goals.current is None


def test_it_is_drawn_with_and_without_a_key(goals):
    assert not goals.grab().isNull()
    assert goals.focusPolicy() == Qt.FocusPolicy.NoFocus
