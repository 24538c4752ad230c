"""The copies of a brief as they are listed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.ui.copies_list import CopiesList, Registered, ToMake
from tests.documents.courriels import at

MADE = (
    Registered("1/2", "Cabinet PM", at(24, 3, 21), "C. Morvan (CCOM)"),
    Registered("2/2", "SGDSN", at(24, 3, 21), "C. Morvan (CCOM)"),
)


@pytest.fixture
def listed(qtbot):
    made = CopiesList("Europe/Paris")
    qtbot.addWidget(made)
    return made


def rows(listed) -> list[list[str]]:
    return [[listed.topLevelItem(n).text(column) for column in range(3)] for n in range(listed.topLevelItemCount())]


def test_the_register_comes_first_then_what_is_to_be_made(listed):
    listed.show_copies(MADE, (ToMake("3/4", "Préfecture 76"), ToMake("4/4", "cabinet pm")))
    when = "24\u00a0sept.\u00a003:21, C. Morvan (CCOM)"
    assert rows(listed) == [
        ["1/2", "Cabinet PM", when],
        ["2/2", "SGDSN", when],
        ["3/4", "Préfecture 76", "à faire"],
        ["4/4", "cabinet pm", "à faire ; a déjà le 1/2"],
    ]
    assert listed.to_make == 2
    assert listed.shown == ToMake("3/4", "Préfecture 76")


def test_only_a_copy_of_the_register_is_ticked_and_it_stays_so(listed):
    listed.show_copies(MADE, ())
    listed.setCurrentItem(listed.topLevelItem(1))
    QTest.keyClick(listed, Qt.Key.Key_Space)
    assert listed.chosen == ("2/2",)
    listed.show_copies(MADE, (ToMake("3/3", "Préfecture 76"),))
    listed.setCurrentItem(listed.topLevelItem(2))
    QTest.keyClick(listed, Qt.Key.Key_Space)
    assert listed.chosen == ("2/2",)
    listed.show_copies(MADE, (), ("1/2",))
    assert listed.chosen == ("1/2",)


def test_what_was_looked_at_still_is(listed):
    listed.show_copies(MADE, ())
    assert listed.shown == MADE[1]
    listed.setCurrentItem(listed.topLevelItem(0))
    listed.show_copies(MADE, (ToMake("3/3", "Préfecture 76"),))
    assert listed.shown == MADE[0]


def test_it_tells_what_is_looked_at_only_when_that_changes(listed):
    told = []
    listed.looked.connect(lambda: told.append(listed.shown))
    listed.show_copies(MADE, ())
    listed.show_copies(MADE, ())
    assert told == [MADE[1]]


def test_an_empty_register_shows_nothing(listed):
    listed.show_copies((), ())
    assert (listed.shown, listed.chosen, listed.to_make) == (None, (), 0)
