"""The band above the pages: a calm question with its reasons, then where one writes; nothing when there is nothing."""

from dataclasses import replace

import pytest

from app.core.records import Author
from app.core.registers.crisis import Joining
from app.core.registers.members import Member
from app.core.store.crisis_reading import Reunion, Twins
from app.ui.reunion_band import ReunionBand
from tests.ui.lines import CRISIS, NOW

OTHER = replace(CRISIS, id=f"{78:064x}", code="CRI-2026-INT-001", title="Incendie à Rouen")
PAIR = Twins(CRISIS, OTHER, ("ouvertes à 12 min d’intervalle", "même pilote : Intérieur"), mine=True)
JOINING = Joining(CRISIS.id, CRISIS.code, Author("x", "L. Aubert", "INT", "CCOM", "INT"), NOW, "le même feu")
JOINED = replace(OTHER, joined_to=CRISIS.code)


@pytest.fixture
def band(qtbot):
    made = ReunionBand()
    qtbot.addWidget(made)
    return made


def offered(band):
    return [act.text() for act in (band.join, band.apart, band.go, band.separate) if act.isVisibleTo(band)]


def test_two_crises_that_look_alike_are_proposed_with_the_reasons(band, qtbot):
    band.show_crisis(OTHER, (PAIR,), None)
    assert band.accessibleName() == (
        "Deux crises pour un même événement ? Celle-ci et « Incendie Lubrizol — Rouen » (CRI-2026-004) : ouvertes à "
        "12 min d’intervalle, même pilote : Intérieur."
    )
    assert offered(band) == ["Réunir…", "Ce sont deux crises"]
    with qtbot.waitSignal(band.joining_wanted) as asked:
        band.join.click()
    assert asked.args == [OTHER.id, CRISIS.id]
    with qtbot.waitSignal(band.distinct):
        band.apart.click()


def test_nothing_is_asked_of_who_may_not_decide_it_or_looks_at_another_crisis(band):
    band.show_crisis(OTHER, (replace(PAIR, mine=False),), None)
    assert band.isHidden()
    band.show_crisis(replace(CRISIS, id="0" * 64), (PAIR,), None)
    assert band.isHidden()
    band.show_crisis(None, (), None)
    assert band.isHidden()


def test_a_reunited_crisis_says_where_one_writes_who_decided_it_and_who_is_missing(band, qtbot):
    left = (("CRI-2026-004", Member("p", "P. Rivière", "INT", "RED", NOW, "g")),)
    band.show_crisis(JOINED, (), Reunion(JOINED, CRISIS, JOINING, left))
    said = band.accessibleName()
    assert said.startswith("Cette crise est réunie à CRI-2026-004 « Incendie Lubrizol — Rouen »")
    assert "L. Aubert" in said
    assert "le même feu" in said
    assert "P. Rivière dans CRI-2026-004" in said
    assert offered(band) == ["Voir CRI-2026-004", "Séparer…"]
    with qtbot.waitSignal(band.crisis_wanted) as asked:
        band.go.click()
    assert asked.args == [CRISIS.id]
    with qtbot.waitSignal(band.separating_wanted):
        band.separate.click()


def test_who_is_not_in_the_first_is_told_to_ask(band):
    joined = replace(JOINED, role="RED")
    band.show_crisis(joined, (), Reunion(joined, None, JOINING, ()))
    assert "Vous n’êtes pas membre de CRI-2026-004" in band.accessibleName()
    assert offered(band) == []


def test_the_acts_go_under_the_words_when_there_is_no_room_beside(band, qtbot):
    band.show_crisis(OTHER, (PAIR,), None)
    for width, beside in ((1280, True), (640, False)):
        band.resize(width, 200)
        qtbot.waitUntil(lambda width=width, beside=beside: (band.join.geometry().left() > width // 2) is beside)
