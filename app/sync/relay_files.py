"""Contents of files with a relay, after the text: both ways, from the byte where they stopped."""

from collections.abc import Iterable
from contextlib import suppress

from app.core.errors import Refused
from app.core.store import blobs, relaying
from app.core.store.store import Store
from app.sync.pieces import End, Incoming, Outgoing, Pace
from app.sync.protocol import MOST_CONTENTS, Inventory
from app.sync.relay_transport import RelayTransport


def settle(store: Store, transport: RelayTransport, spaces: Iterable[str]) -> int:
    """Hands in what the relay lacks and fetches what is lacking here, for these spaces; how many files moved. What the
    server has is another matter: nothing is noted of it. Raises Unavailable; what moved before stays."""
    with store.read() as transaction:
        due = relaying.due(transaction.connection, spaces)
    moved, pace = 0, Pace()
    for space, here in due.items():
        hashes = [*here.wanted, *here.held][:MOST_CONTENTS]  # the newest: the others another time
        told = transport.missing(Inventory(space, [bytes.fromhex(hash) for hash in hashes]))
        lacking = {hash.hex() for hash in told.lacking}
        there = set(hashes) - lacking - {hash.hex() for hash in (*told.unknown, *told.no_room)}
        with store.read() as transaction:
            sizes = blobs.held(transaction.connection, sorted(lacking))
        for hash in here.wanted:
            moved += hash in there and _fetched(store, transport, pace, space, hash)
        for hash in here.held:
            moved += hash in lacking and _handed_in(store, transport, pace, Outgoing(space, hash, sizes[hash]))
    return moved


def _fetched(store: Store, transport: RelayTransport, pace: Pace, space: str, hash: str) -> bool:
    file, end = Incoming(space, hash), None
    with suppress(Refused):  # it lost it meanwhile, or knows us no more
        while end is None:
            end = file.step(store, transport, pace, True)
    if end is not End.WHOLE:
        return False
    with store.write() as transaction:
        blobs.keep(transaction.connection, hash, file.content)
        blobs.hold_for(transaction.connection, space, [hash])
        transaction.touch(space, [entry for entry, _ in blobs.entries_of(transaction.connection, hash)])
    return True


def _handed_in(store: Store, transport: RelayTransport, pace: Pace, file: Outgoing) -> bool:
    end = None
    while end is None:
        end = file.step(store, transport, pace, False)
    return end is End.WHOLE
