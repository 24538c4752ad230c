"""What stands on every page of a brief."""

import pytest

from app.core.composition import Composition
from app.ui.brief_head_pane import HeadPane
from tests.ui.briefs import propose
from tests.ui.lines import NOW, at


@pytest.fixture
def pane(cell, qtbot):
    made = HeadPane(lambda: NOW)
    qtbot.addWidget(made)
    made.show_head(propose(cell), Composition(marking="Diffusion restreinte", tlp="amber"))
    made.show()
    return made


def test_the_mention_and_the_tlp_are_those_that_were_chosen(pane):
    assert pane.marking.text() == "Diffusion restreinte"
    assert pane.tlp.currentText() == "TLP:AMBER"


def test_a_level_of_classification_is_refused_under_the_field(pane, qtbot):
    with qtbot.waitSignal(pane.marked):
        pane.marking.setText("TRÈS SECRET")
        pane.marking.textEdited.emit("TRÈS SECRET")
    assert "niveau de classification" in pane.form.refusal
    pane.marking.setText("Diffusion restreinte")
    pane.marking.textEdited.emit("Diffusion restreinte")
    assert pane.form.refusal == ""


def test_the_next_brief_is_at_an_hour_to_come(pane, qtbot):
    told = []
    pane.followed.connect(told.append)
    pane.next.hour.setText("05:30")
    assert told[-1] == at(24, 5, 30)
    pane.next.hour.setText("")
    assert told[-1] is None


def test_an_hour_that_is_none_tells_nothing(pane):
    told = []
    pane.followed.connect(told.append)
    pane.next.hour.setText("99:99")
    assert told == []
