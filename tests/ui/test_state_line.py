"""The state line never lies: what is not known is said, what is only here is counted in words."""

import pytest
from PySide6.QtCore import Qt

from app.core.errors import Refused, Unavailable
from app.sync.state import ExchangeState, RelayState
from app.ui.state_line import StateLine, clock_words, pending_words
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
    assert line.clock.accessibleName() == "horloge du poste +0,2 s"


def test_offline_says_since_when_and_what_was_last_known(line):
    line.show_exchange(ExchangeState(False, at(23, 22, 9), at(23, 22, 8) + 51_000, None), ZONE)
    assert line.link.accessibleName() == "Hors ligne depuis 22:09"
    assert line.synchronised.text() == "dernière synchronisation 22:08:51"
    assert line.clock.accessibleName() == "horloge du poste : écart inconnu"


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


def test_a_relay_is_named_and_the_server_is_still_said_to_be_away(line):
    relay = RelayState("SIG2", "N. Bellec", at(24, 3) + 10_000, 2)
    line.show_pending(2)
    line.show_exchange(ExchangeState(False, at(23, 22, 9), at(23, 22, 8), None, "Injoignable."), ZONE, relay)
    assert line.link.accessibleName() == "Hors ligne (serveur) · relais SIG2 03:00:10"
    assert line.pending.accessibleName() == "2 enregistrées sur ce poste et sur le relais, en attente du serveur"
    line.show_pending(3)
    assert line.pending.accessibleName() == "3 enregistrées sur ce poste, en attente d’envoi"
    line.show_exchange(ExchangeState(True, NOW, NOW, 0), ZONE, relay)
    assert "relais" not in line.link.accessibleName() + line.pending.accessibleName()


def test_one_is_one_on_a_relay_too():
    assert pending_words(1, RelayState("SIG2", "B", NOW, 1)).startswith("1 enregistrée sur ce poste et sur le relais")


@pytest.mark.parametrize(
    ("skew", "words"),
    [
        (0, "horloge du poste à l’heure"),
        (90_000, "horloge du poste +90 s"),
        (38 * 60_000, "horloge du poste +38 min, vos heures aussi"),
        (-10 * 365 * 86_400_000, "horloge du poste −10 ans, vos heures aussi"),
    ],
)
def test_the_clock_is_said_in_the_unit_that_matters_and_what_it_does_to_the_hours_noted(skew, words):
    assert clock_words(ExchangeState(True, NOW, NOW, skew), ZONE) == words


def test_offline_the_clock_is_still_said_with_the_hour_it_was_measured(line):
    line.resize(1440, 26)
    line.show_exchange(ExchangeState(False, at(23, 22, 9), at(24, 2, 14), 38 * 60_000), ZONE)
    assert line.clock.accessibleName() == "horloge du poste +38 min, vos heures aussi (mesurée 02:14)"
    assert line.clock._tone == "warning"
    assert "tapez l'heure vraie" in line.clock.accessibleDescription()
    line.show_exchange(ExchangeState(True, NOW, NOW, 200), ZONE)
    assert (line.clock._tone, line.clock.accessibleDescription()) == ("text_secondary", "")


def test_a_wrong_clock_folds_after_what_is_only_good_to_know(line):
    line.show_frame("exercise")
    line.show_exchange(ExchangeState(False, NOW, at(24, 2, 14), 38 * 60_000, "Le serveur est injoignable."), ZONE)
    line.resize(800, 26)
    assert line.clock.isVisible()
    assert not line.synchronised.isVisible()


def test_a_grave_alarm_is_said_first_and_never_folds_away(line, qtbot):
    assert not line.alarms.isVisible()
    line.show_pending(7)
    line.show_exchange(ExchangeState(False, NOW, NOW, None, "Le serveur est injoignable."), ZONE)
    line.show_alarms(2, 1)
    line.resize(200, 26)
    assert line.alarms.isVisible()
    assert line.alarms.accessibleName() == "1\u00a0alerte, Maj+F8"
    assert line.alarms.x() < line.link.x()
    assert line.alarms.property("look") == "line_error"
    with qtbot.waitSignal(line.alarms_wanted):
        qtbot.keyClick(line.alarms, Qt.Key.Key_Return)
    line.show_alarms(0, 0)
    assert not line.alarms.isVisible()


def test_what_is_only_to_be_known_is_no_alarm(line):
    line.resize(1440, 24)
    line.show_alarms(2, 0)
    assert line.alarms.accessibleName() == "2\u00a0constats, Maj+F8"
    assert line.alarms.property("look") == "line"
    line.resize(150, 24)
    assert not line.alarms.isVisible()
