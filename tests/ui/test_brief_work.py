"""A brief being composed: proposed, chosen and proved, each kept up with the others."""

from dataclasses import replace

import pytest

from app.core import brief_draft
from app.core.composition import Composition
from app.ui.brief_work import BriefWork
from tests.ui.briefs import EMPTY, freeze, tell
from tests.ui.lines import NOW, at


@pytest.fixture
def clock():
    return [NOW]


@pytest.fixture
def work(cell, clock, owner, qtbot):
    tell(cell, "Reprise de feu")
    made = BriefWork(cell.station(cell.head), lambda: clock[0], owner)
    made.open(cell.crisis(cell.head))
    qtbot.waitUntil(lambda: made.ready)
    return made


def kept(cell):
    return brief_draft.kept(cell.head.reading, cell.space)


def test_a_choice_is_kept_on_the_disk_at_each_pause(work, cell, qtbot):
    work.change(Composition(texts={5: "Vent au nord."}))
    assert not work.ready
    qtbot.waitUntil(lambda: kept(cell) == Composition(texts={5: "Vent au nord."}))
    qtbot.waitUntil(lambda: work.ready)


def test_nothing_is_kept_of_a_brief_that_was_only_looked_at(work, cell, qtbot):
    with qtbot.waitSignal(work.proved):
        work.look_again()
    work.wake(False)
    assert kept(cell) is None


def test_what_waits_is_kept_when_it_is_closed(work, cell, qtbot):
    work.change(Composition(texts={5: "Vent au nord."}))
    work.close()
    qtbot.waitUntil(lambda: kept(cell) == Composition(texts={5: "Vent au nord."}))
    assert work.crisis is None


def test_other_lines_are_offered_without_touching_the_choices(work, cell, qtbot):
    work.change(Composition(texts={5: "Vent au nord."}))
    new = tell(cell, "Propagation stoppée")
    work.look_again()
    qtbot.waitUntil(lambda: work.fresh == {f"fact:{new}"})
    assert work.composed.texts == {5: "Vent au nord."}


def test_the_lines_of_another_format_or_hour_did_not_arrive_meanwhile(work, cell, qtbot):
    freeze(cell)
    work.open(cell.crisis(cell.head))
    qtbot.waitUntil(lambda: work.ready)
    new = tell(cell, "Propagation stoppée")
    work.look_again()
    qtbot.waitUntil(lambda: work.fresh == {f"fact:{new}"})
    for choice in (
        {"format": "cip"},
        {"format": "prefets"},
        {"format": "standard", "cutoff": at(24, 0, 45)},
        {"cutoff": 0},
    ):
        work.change(replace(work.composed, **choice))
        qtbot.waitUntil(lambda: work.ready)
        assert work.fresh <= {f"fact:{new}"}
    assert work.fresh == {f"fact:{new}"}


def test_a_brief_that_stops_now_goes_with_the_clock(work, clock, qtbot):
    clock[0] = NOW + 60_000
    work.wake(True)
    qtbot.waitUntil(lambda: work.ready and work.proof.content.cutoff == NOW + 60_000)


def test_freezing_forgets_the_draft(work, cell, qtbot):
    work.change(replace(work.composed, nothing=EMPTY))
    qtbot.waitUntil(lambda: work.ready and kept(cell) is not None)
    done = []
    work.freeze(done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert kept(cell) is None
    assert cell.head.reading.brief(done[0].id).number == 1


def test_nothing_is_frozen_of_a_page_that_is_not_made_yet(work, cell):
    work.change(Composition(texts={5: "Vent."}))
    work.freeze(pytest.fail)
    assert cell.head.reading.briefs(cell.space) == []


def test_whether_it_is_approved_is_on_the_page(work, qtbot):
    assert work.proof.content.approver
    work.approve(False)
    qtbot.waitUntil(lambda: work.ready and not work.proof.content.approver)


def test_starting_over_keeps_the_format(work, qtbot):
    work.change(Composition("flash", texts={1: "Une ligne."}))
    work.start_over()
    assert work.composed == Composition("flash")
    qtbot.waitUntil(lambda: work.ready and work.proof.content.format == "flash")
