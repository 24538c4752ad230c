"""What a window asks of relays: serve, stop, look, call somebody else's."""

from contextlib import suppress

import pytest

from app.core.errors import Refused, Unavailable
from app.relay.neighbours import Neighbours
from app.sync.state import RelaysSeen
from tests.office import Office
from tests.relaying import relaying


def test_an_address_is_kept_once_the_relay_has_proved_who_it_is(office: Office) -> None:
    relay, one = office.workstation("SIG1", "A"), office.workstation("SIG2", "B")
    neighbours = Neighbours(one, announce=None, browse=None)
    assert neighbours.look() == RelaysSeen()
    with relaying(relay) as address:
        neighbours.call(address)
        assert neighbours.look().called == address
    for false in ("127.0.0.1:9", "rien du tout"):
        with pytest.raises((Refused, Unavailable)):
            neighbours.call(false)
    assert neighbours.look().called == address
    neighbours.call("")
    assert neighbours.look().called == ""
    neighbours.stop()


def test_a_relay_that_serves_is_seen_and_stops_with_its_window(office: Office) -> None:
    neighbours = Neighbours(office.workstation("SIG1", "A"), announce=None, browse=None)
    with suppress(Unavailable):  # somebody else on this machine serves there
        neighbours.serve()
        assert neighbours.look().addresses[0].endswith(":8743")
    neighbours.close()
    assert neighbours.look().addresses == ()
    neighbours.stop()
