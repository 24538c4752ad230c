"""A relay is started and stopped at will; its key is never in clear on the disk, and it says who is there."""

import ssl
from pathlib import Path

import pytest

from app.core.errors import Unavailable
from app.relay.serving import Relay, Serving, credentials
from app.sync.workstation import Workstation
from tests.office import Office
from tests.relaying import met


class Mute:
    """An announcement that nobody hears."""

    said = False

    def __init__(self, *_: object) -> None:
        self.closed = False

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def workstation(office: Office) -> Workstation:
    return office.workstation("SIG1", "A")


def test_it_says_where_it_serves_and_who_came(office: Office, workstation: Workstation) -> None:
    other = office.workstation("SIG2", "B")
    relay = Relay(workstation, announce=None)
    assert relay.serving() == Serving()
    address = relay.start("127.0.0.1").addresses[0]
    assert relay.serving().present == ()
    met(other, address)
    assert relay.serving().present == ("SIG2 (B)",)
    relay.stop()
    assert relay.serving() == Serving()
    relay.stop()


def test_it_starts_again_with_another_certificate(office: Office, workstation: Workstation) -> None:
    other = office.workstation("SIG2", "B")
    relay = Relay(workstation, announce=None)
    for _ in range(2):
        met(other, relay.start("127.0.0.1").addresses[0])
        relay.stop()


def test_on_every_address_it_gives_one_that_others_may_dial(workstation: Workstation) -> None:
    relay = Relay(workstation, announce=Mute)  # type: ignore[arg-type]
    serving = relay.start()
    relay.stop()
    assert serving.addresses
    assert not any(one.startswith("0.") for one in serving.addresses)
    assert not serving.announced


def test_a_port_that_is_taken_is_said_in_french(workstation: Workstation) -> None:
    relay, other = Relay(workstation, announce=None), Relay(workstation, announce=None)
    port = int(relay.start("127.0.0.1").addresses[0].rpartition(":")[2])
    with pytest.raises(Unavailable, match="déjà pris"):
        other.start("127.0.0.1", port)
    with pytest.raises(Unavailable, match="n'est pas de ce poste"):
        other.start("192.0.2.1", port)
    relay.stop()


def test_nothing_of_its_key_stays_on_the_disk(workstation: Workstation) -> None:
    before = set(Path(workstation.folder).iterdir())
    certificate, context = credentials(workstation.store, workstation.clock.now())
    assert set(Path(workstation.folder).iterdir()) == before
    assert b"PRIVATE" not in certificate
    assert context.minimum_version == ssl.TLSVersion.TLSv1_3
