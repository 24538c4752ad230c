"""From the band and the menu: what a person decides of crises that are one event shows at once."""

from dataclasses import replace

import pytest

from app.core.registers.reunions import JoinCrisis
from app.core.store.filtering import EntryFilter
from app.ui.reunion_acts import why_not_join
from app.ui.window import Window
from tests.ui.lines import CRISIS, NOW


@pytest.fixture
def other(room):
    return room.office.crisis(room.colleague, (room.mine, "CCOM"), title="Incendie à Rouen")


@pytest.fixture
def window(room, other, qtbot):
    made = Window(room.station, (), lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.choose_crisis(room.space)
    made.show()
    qtbot.waitUntil(lambda: made.crisis is not None and made.crisis.id == room.space)
    return made


def test_the_proposal_goes_once_they_are_said_to_be_two(window, qtbot):
    band = window.around.reunion
    qtbot.waitUntil(band.isVisible)
    band.apart.click()
    qtbot.waitUntil(lambda: not band.isVisible())


def test_reunited_the_second_says_so_and_the_first_lists_both(window, room, other, qtbot):
    room.record("Ici")
    room.mine.desk.do(JoinCrisis(other, room.space))
    band = window.around.reunion
    qtbot.waitUntil(lambda: not band.isVisible())
    window.choose_crisis(other)
    qtbot.waitUntil(lambda: "est réunie à" in band.accessibleName() and band.isVisible())
    assert window.top.crises.currentText() == "Incendie à Rouen (réunie)"
    band.go.click()
    qtbot.waitUntil(lambda: window.crisis.id == room.space)
    assert window.journal.feed.wanted == EntryFilter(room.space)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"open": False}, "close"),
        ({"joined_to": "CRI-1"}, "déjà réunie à CRI-1"),
        ({"role": "RED"}, "le rôle RED"),
        ({}, ""),
    ],
)
def test_why_a_crisis_cannot_be_joined_is_said(change, said):
    assert said in why_not_join(replace(CRISIS, **change))
    assert bool(why_not_join(replace(CRISIS, **change))) is bool(said)
    assert why_not_join(None) == "aucune crise n’est ouverte."
