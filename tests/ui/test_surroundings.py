"""What surrounds the pages tells one and the same thing everywhere."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from app.core.pace import Pace
from app.core.rhythm import Rhythm
from app.core.store.counting import Counts
from app.core.store.reading import Vital
from app.sync.state import ExchangeState
from app.ui.glance import Glance
from app.ui.section import Section
from app.ui.surroundings import Surroundings
from tests.ui.lines import CRISIS, NOW, ZONE, at

SEEN = Glance((CRISIS,), CRISIS, Vital(4, 1, 0, 0, None, None, None, (), None), Counts(to_sort=4), 7, 1, ())


@pytest.fixture
def around(qtbot):
    made = Surroundings("SIG1", "C. Morvan", lambda: NOW)
    for part in (made.band, made.foot, made.top, made.vital, made.navigation, made.state):
        qtbot.addWidget(part)
    return made


def test_one_glance_is_shown_everywhere(around):
    around.show(SEEN)
    assert around.band.accessibleName() == "Cadre : EXERCICE"
    assert around.state.pending.accessibleName().startswith("7 enregistrées")
    assert around.state.conflicts.accessibleName() == "1 champ à départager"
    assert around.top.crises.currentText() == CRISIS.title
    assert around.vital._signs[3].accessibleName() == "Entrées à trier : 4"


def test_offline_the_vital_signs_say_when_they_were_known(around):
    around.show(SEEN)
    around.show_exchange(ExchangeState(False, at(23, 22, 9), at(23, 22, 8), None))
    assert around.vital._signs[3].accessibleName() == "Entrées à trier, connues à 22:08 : 4"
    around.show_exchange(ExchangeState(True, NOW, NOW, 0))
    assert around.vital._signs[3].accessibleName() == "Entrées à trier : 4"


def test_the_brief_that_is_awaited_is_counted_down_online_or_not(around):
    around.show(replace(SEEN, pace=Pace(CRISIS.id, Rhythm(4), ZONE, at(23, 21))))
    assert around.vital.brief.accessibleName() == "Prochain point de situation : à 00:00, alerte"
    around.show_exchange(ExchangeState(False, at(23, 22, 9), at(23, 22, 8), None))
    assert around.vital.brief.accessibleName() == "Prochain point de situation : à 00:00, alerte"


def test_the_hours_of_the_exchange_are_those_of_the_crisis_on_screen(around):
    around.show(SEEN)
    around.show_exchange(ExchangeState(True, NOW, NOW, 0))
    assert around.state.link.accessibleName() == "En ligne · à jour 03:16:00"
    around.show(replace(SEEN, crisis=replace(CRISIS, zone="Indian/Reunion")))
    assert around.state.link.accessibleName() == "En ligne · à jour 05:16:00"


def test_what_waits_is_beside_the_name_of_its_page(around):
    around.show(SEEN)
    section = Section("journal", "Main courante", "journal", QWidget(), lambda crisis: None)
    around.show_places([section], "journal")
    assert around.navigation.places.places[0].spoken == "Main courante, 4\u00a0à trier"
