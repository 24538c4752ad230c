"""The head of a brief being composed."""

import pytest

from app.core.composition import Composition
from app.ui.brief_settings import SettingsBar
from tests.ui.briefs import propose
from tests.ui.by_name import words
from tests.ui.lines import NOW, at


@pytest.fixture
def bar(cell, qtbot):
    made = SettingsBar(lambda: NOW)
    qtbot.addWidget(made)
    made.show_settings(propose(cell), Composition(), True, True)
    made.show()
    return made


def test_its_hour_goes_with_the_clock_until_one_is_typed(bar, cell, qtbot):
    assert bar.cutoff.text() == "03:16"
    assert not bar.present.isVisible()
    with qtbot.waitSignal(bar.stopped) as told:
        bar.cutoff.setText("02:30")
        bar.cutoff.editingFinished.emit()
    assert told.args == [at(24, 2, 30)]
    bar.show_settings(propose(cell, cutoff=at(24, 2, 30)), Composition(cutoff=at(24, 2, 30)), True, True)
    with qtbot.waitSignal(bar.stopped) as told:
        bar.present.click()
    assert told.args == [0]


def test_an_hour_left_as_it_is_asks_for_nothing(bar, qtbot):
    with qtbot.assertNotEmitted(bar.stopped):
        bar.cutoff.editingFinished.emit()


def test_an_hour_of_another_day_says_which(bar, cell):
    bar.show_settings(propose(cell, cutoff=at(22, 23)), Composition(cutoff=at(22, 23)), True, True)
    assert bar.cutoff.text() == "2026-09-22 23:00"


def test_what_freezing_does_is_on_its_button(bar, cell):
    assert bar.freeze.text() == "Figer et approuver"
    bar.show_settings(propose(cell), Composition(), False, True)
    assert bar.freeze.text() == "Figer et numéroter"
    bar.show_settings(propose(cell), Composition(revises="ab"), False, False)
    assert bar.freeze.text() == "Figer le projet"
    assert not bar.approve.isVisible()


def test_why_it_cannot_be_frozen_is_beside_the_button(bar):
    bar.show_meaning("la crise est close.", "")
    assert not bar.freeze.isEnabled()
    assert bar.freeze.accessibleDescription() == "la crise est close."
    assert "Figer : la crise est close." in words(bar)


def test_there_is_nothing_to_start_over_as_long_as_nothing_was_chosen(bar, cell):
    assert not bar.restart.isEnabled()
    bar.show_settings(propose(cell), Composition(texts={5: "Vent."}), True, True)
    assert bar.restart.isEnabled()
