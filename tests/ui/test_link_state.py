"""How far a workstation may vouch for what it shows."""

from app.core.situation import ServerTime
from app.core.times import MINUTE
from app.sync.state import ExchangeState
from app.ui.link_state import known
from tests.ui.lines import NOW

PARIS = "Europe/Paris"


def test_as_long_as_the_exchange_says_nothing_only_a_late_meeting_is_believed():
    assert not known(ServerTime(NOW, True, NOW - MINUTE), None, PARIS).offline
    assert known(ServerTime(NOW, True, NOW - 6 * MINUTE), None, PARIS).offline
    assert known(ServerTime(NOW, False, NOW - MINUTE), None, PARIS).offline
    assert known(ServerTime(NOW, True, None), None, PARIS).offline


def test_the_exchange_has_the_last_word():
    cut = ExchangeState(False, NOW, NOW, 0)
    assert known(ServerTime(NOW, True, NOW), cut, PARIS).words == "état connu à 03:16, hors ligne"
    assert known(ServerTime(NOW, True, NOW), ExchangeState(True, NOW, NOW, 0), PARIS).words == ""
