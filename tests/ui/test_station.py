"""What a page needs of its workstation is one frozen value."""

from dataclasses import FrozenInstanceError

import pytest


def test_a_station_is_handed_over_whole_and_does_not_change(room):
    room.station.exchange_now()
    assert room.exchanges == [1]
    with pytest.raises(FrozenInstanceError):
        room.station.prefix = "SIG9"
