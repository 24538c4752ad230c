"""Relays for tests: workstations of one service, without any central, each serving on the loopback."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.relay.serving import Relay
from app.sync.relay_transport import RelayTransport, recognised
from app.sync.relays import Met, meet
from app.sync.workstation import Workstation


@contextmanager
def relaying(workstation: Workstation) -> Iterator[str]:
    """The address of a relay, until the end of the block."""
    relay = Relay(workstation, announce=None)
    try:
        yield relay.start("127.0.0.1", 0).addresses[0]
    finally:
        relay.stop()


@contextmanager
def way_to(address: str, caller: Workstation) -> Iterator[RelayTransport]:
    transport = RelayTransport(recognised(caller.store, address), caller.store.key, caller.clock)
    try:
        yield transport
    finally:
        transport.close()


def met(caller: Workstation, address: str) -> Met:
    """One full round."""
    with way_to(address, caller) as transport:
        return meet(caller.store, transport)
