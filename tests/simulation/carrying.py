"""What two workstations give one another without the central, by the production code that verifies it."""

from hashlib import sha256

from msgspec import json, structs

from app.core.operations import Header, Wire
from app.core.store import log, peers
from tests.simulation.station import Station
from tests.simulation.world import World

MOST, MOST_BYTES = 500, 4 * 1024 * 1024


def carry(world: World, giver: Station, taker: Station) -> None:
    """Whatever one holds of the spaces both may see, the other takes in, as from a stick."""
    for space in world.known.crises:
        with giver.store.read() as transaction, taker.store.read() as other:
            if not transaction.view().grants(space) or not other.view().grants(space):
                continue
            if log.removal(transaction.connection, space) or log.removal(other.connection, space):
                continue
            ends = {(device, life): (seq, id) for device, life, seq, id in peers.held(other.connection, space)}
            wires, _ = peers.lacking(transaction.connection, space, ends, MOST, MOST_BYTES)
        if wires and world.chance.random() < 0.25:
            wires = [*wires, forged(wires[-1])]
        if wires:
            with taker.store.write() as transaction:
                transaction.receive(space, wires)
            world.touched.add(taker.prefix)
            world.ledger.looked(taker)
            world.tell(f"{giver.prefix} donne {len(wires)} opérations à {taker.prefix}")


def forged(wire: Wire) -> Wire:
    """What would follow that operation, had its author signed it."""
    header = json.decode(wire.header, type=Header)
    body = b'{"fields":{"subject":"Faux","occurred_at":1}}'
    after = structs.replace(
        header,
        kind="entry.recorded",
        record="",
        seq=header.seq + 1,
        prev=sha256(wire.header).hexdigest(),
        touches={},
        body=sha256(wire.salt + body).hexdigest(),
    )
    return Wire(json.encode(after), wire.salt, body, wire.signature)
