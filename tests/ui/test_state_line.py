"""The state line never lies: what is not known is said, what is only here is counted in words."""

import pytest

from app.core.errors import Refused, Unavailable
from app.sync.state import ExchangeState
from app.ui.state_line import StateLine
from tests.ui.lines import NOW, ZONE, at


@pytest.fixture
def line(qtbot):
    made = StateLine()
    qtbot.addWidget(made)
    made.show()
    return made


def test_online_says_to_the_second_when_it_was_up_to_date(line):
    line.show_exchange(ExchangeState(True, at(24, 1), NOW + 4000, 200), ZONE)
    assert line.link.accessibleName() == "En ligne · à jour 03:16:04"
    assert line.clock.text() == "horloge +0,2 s"


def test_offline_says_since_when_and_what_was_last_known(line):
    line.show_exchange(ExchangeState(False, at(23, 22, 9), at(23, 22, 8) + 51_000, None), ZONE)
    assert line.link.accessibleName() == "Hors ligne depuis 22:09"
    assert line.synchronised.text() == "dernière synchronisation 22:08:51"
    assert line.clock.text() == "horloge : écart inconnu"


def test_a_workstation_that_never_exchanged_says_so(line):
    line.show_exchange(ExchangeState(False, None, None, None, "Le serveur ne répond pas."), ZONE)
    assert line.synchronised.text() == "jamais synchronisé · Le serveur ne répond pas."


def test_offline_is_a_taller_band_with_a_way_to_try_again(line, qtbot):
    line.show_exchange(ExchangeState(True, NOW, NOW, 0), ZONE)
    height = line.height()
    line.show_exchange(ExchangeState(False, NOW, NOW, None), ZONE)
    assert line.height() > height
    with qtbot.waitSignal(line.exchange_wanted):
        line._again.click()


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 enregistrée sur ce poste, en attente d’envoi"),
        (7, "7 enregistrées sur ce poste, en attente d’envoi"),
    ],
)
def test_what_is_only_here_is_counted_in_words(line, count, words):
    line.show_pending(count)
    assert line.pending.accessibleName() == words
    assert line.pending.isVisible()


def test_nothing_is_said_of_what_does_not_wait(line):
    line.show_pending(0)
    line.show_conflicts(0)
    assert not line.pending.isVisible()
    assert not line.conflicts.isVisible()


def test_a_failure_of_the_world_says_what_is_safe(line):
    line.complain(Unavailable("Disque plein : rien n’a été écrit. Libérez de la place."))
    assert line.notice.accessibleName() == "Disque plein : rien n’a été écrit. Libérez de la place."
    assert line.notice.isVisible()


def test_a_refusal_is_said_in_its_own_words_and_a_bug_in_none_of_its_own(line):
    line.complain(Refused("La crise est close."))
    assert line.notice.accessibleName() == "La crise est close."
    line.complain(KeyError("rank"))
    assert line.notice.accessibleName() == "Erreur imprévue"


def test_the_frame_is_said_here_too(line):
    line.show_frame("exercise")
    assert line.frame.text() == "EXERCICE"


def test_in_a_narrow_window_whole_words_go_before_any_is_cut(line):
    line.show_frame("exercise")
    line.show_pending(7)
    line.show_exchange(ExchangeState(False, at(23, 22, 9), at(23, 22, 8), None, "Le serveur est injoignable."), ZONE)
    line.resize(1440, 26)
    assert line.clock.isVisible()
    assert line.synchronised.isVisible()
    line.resize(600, 26)
    assert not line.clock.isVisible()
    assert not line.synchronised.isVisible()
    assert line.link.isVisible()
    assert line.pending.isVisible()


def test_notices_are_counted_in_words_with_a_shape_and_the_way_to_them(line, qtbot):
    line.show_notices(0)
    assert not line.notices.isVisible()
    line.show_notices(2)
    line.resize(1200, line.height())
    assert line.notices.isVisible()
    assert line.notices.text() == " 2\u00a0avis (F8)"
    assert line.notices.accessibleName() == "2\u00a0avis non vus, F8"
    assert not line.notices.icon().isNull()
    line.show_notices(200)
    assert line.notices.accessibleName() == "200\u00a0avis non vus ou plus, F8"
    with qtbot.waitSignal(line.notices_wanted):
        line.notices.click()
