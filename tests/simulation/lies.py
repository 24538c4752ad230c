"""A central that lies, its own key in hand: it withholds, reorders, alters, forges and forks what it tells."""

from hashlib import sha256

from msgspec import json, structs
from sqlalchemy import select

from app.core.keys import SigningKey
from app.core.operations import Wire, read, to_wire, write
from app.server import log
from app.server.schema import OPERATIONS, SPACES
from app.sync.protocol import Exchange, Reply, first_running, next_running, sign_checkpoint
from tests.simulation.scene import fixed
from tests.simulation.station import Station
from tests.simulation.world import World


class Liar:
    """Alters replies, each in a way that is drawn. Whatever it signs stands on the running hash it really told."""

    def __init__(self, world: World):
        self.world = world
        self.key = world.house.central.key

    def __call__(self, station: Station, request: Exchange, reply: Reply) -> Reply:
        how = self.world.pick((None, None, *LIES))
        if how is None or reply.removed is not None:
            return reply
        told = how(self, station, request, reply)
        if told is None:
            return reply
        self.world.deceived = True
        if how in PLAIN:
            self.world.plain_lie = how.__name__
        self.world.tell(f"   le serveur ment à {station.prefix} : {how.__name__}")
        return told  # type: ignore[no-any-return]

    def signed(self, request: Exchange, reply: Reply, items: list[bytes | Wire]) -> Reply:
        """That reply with other items, under a checkpoint that fits them."""
        running = self._running(request.space, reply.after)
        for item in items:
            running = next_running(running, item if isinstance(item, bytes) else sha256(item.header).digest())
        rank = reply.after + len(items)
        checkpoint = sign_checkpoint(self.key, request.space, reply.epoch, rank, running)
        return structs.replace(reply, items=items, checkpoint=checkpoint)

    def _running(self, space: str, rank: int) -> bytes:
        with self.world.house.central.database.reading() as connection:
            wanted = select(OPERATIONS.c.running).join(SPACES, SPACES.c.number == OPERATIONS.c.space)
            wanted = wanted.where(SPACES.c.id == space, OPERATIONS.c.rank == rank)
            return connection.scalars(wanted).first() or first_running(space)


def withhold(liar: Liar, station: Station, request: Exchange, reply: Reply) -> Reply | None:
    """The end is kept back: nobody can tell it from a slow day."""
    if len(reply.items) < 2:
        return None
    return structs.replace(liar.signed(request, reply, reply.items[: len(reply.items) // 2]), more=False)


def cut_unsigned(liar: Liar, station: Station, request: Exchange, reply: Reply) -> Reply | None:
    """Some are left out, under the signature of all."""
    if len(reply.items) < 2:
        return None
    left = list(reply.items)
    del left[liar.world.chance.randrange(len(left))]
    return structs.replace(reply, items=left)


def reorder(liar: Liar, station: Station, request: Exchange, reply: Reply) -> Reply | None:
    """Two change places: another history, well signed."""
    if len(reply.items) < 2:
        return None
    items = list(reply.items)
    one = liar.world.chance.randrange(len(items) - 1)
    items[one], items[one + 1] = items[one + 1], items[one]
    return liar.signed(request, reply, items)


def alter(liar: Liar, station: Station, request: Exchange, reply: Reply) -> Reply | None:
    """A word of a body, or a signature, is changed."""
    wires = [place for place, item in enumerate(reply.items) if isinstance(item, Wire)]
    if not wires:
        return None
    items = list(reply.items)
    place = liar.world.pick(wires)
    wire = items[place]
    assert isinstance(wire, Wire)
    how = liar.world.chance.randrange(4)
    if how == 0 and wire.body:
        items[place] = structs.replace(wire, body=wire.body.replace(b"e", b"a", 1))
    elif how == 1:
        items[place] = structs.replace(wire, signature=bytes(64))
    elif how == 2:
        items[place] = structs.replace(wire, body=None)
    else:
        items[place] = structs.replace(wire, salt=bytes(16), body=None)
    return None if items[place] == wire else liar.signed(request, reply, items)


def forge(liar: Liar, station: Station, request: Exchange, reply: Reply) -> Reply | None:
    """An operation nobody signed, in the name of somebody: a new grant, a visa, an entry."""
    victim = liar.world.anybody()
    kind, body = liar.world.pick(
        (
            ("entry.recorded", {"fields": {"subject": "Faux", "occurred_at": 1}}),
            ("member.removed", {"person": liar.world.person[station.prefix], "reason": "", "last": []}),
            ("visa.given", {"version": "0" * 64, "step": "authority", "decision": "favourable"}),
        )
    )
    values = {"salt": bytes(16), "incarnation": "f" * 16, "seq": 1, "prev": "", "clock": 1, "at": 1}
    made = write(SigningKey(fixed("liar")), kind=kind, body=body, space=request.space, **values)  # type: ignore[arg-type]
    header = structs.replace(made.header, device=victim.device)
    wire = Wire(json.encode(header), made.salt, made.body_bytes, made.signature)
    return liar.signed(request, reply, [*reply.items, wire])


def repeat(liar: Liar, station: Station, request: Exchange, reply: Reply) -> Reply | None:
    """One operation has two ranks."""
    if not reply.items:
        return None
    return liar.signed(request, reply, [*reply.items, reply.items[0]])


def smuggle(liar: Liar, station: Station, request: Exchange, reply: Reply) -> Reply | None:
    """An operation of another space is slipped in: one that is held already, one that is not, or one just made up."""
    others = [one for one in (*liar.world.known.crises, liar.world.service) if one != request.space]
    if not others or liar.world.chance.randrange(2):
        values = {"salt": bytes(16), "incarnation": "f" * 16, "seq": 1, "prev": "", "clock": 1, "at": 1}
        opened = write(SigningKey(fixed("liar")), kind="crisis.opened", body={}, **values)  # type: ignore[arg-type]
        return liar.signed(request, reply, [*reply.items, to_wire(opened)])
    with liar.world.house.central.database.reading() as connection:
        space = log.find_space(connection, liar.world.pick(others))
        if space is None or not space.rank:
            return None
        page = log.page_after(connection, space, space.rank - 1, ())
    return liar.signed(request, reply, [*reply.items, *page.items])


def unlink(liar: Liar, station: Station, request: Exchange, reply: Reply) -> Reply | None:
    """An operation is left out of the middle of its chain, under a signature that fits what is left."""
    chains = [read(item).chain if isinstance(item, Wire) else None for item in reply.items]
    followed = [place for place, chain in enumerate(chains) if chain is not None and chain in chains[place + 1 :]]
    if not followed:
        return None
    left = list(reply.items)
    del left[liar.world.pick(followed)]
    return liar.signed(request, reply, left)


def unsign(liar: Liar, station: Station, request: Exchange, reply: Reply) -> Reply | None:
    """The checkpoint is not the server's."""
    if reply.checkpoint is None or not reply.items:
        return None
    return structs.replace(reply, checkpoint=structs.replace(reply.checkpoint, signature=bytes(64)))


def jump(liar: Liar, station: Station, request: Exchange, reply: Reply) -> Reply | None:
    """It goes on from a rank that is not held."""
    return structs.replace(reply, after=reply.after + 1)


def dismiss(liar: Liar, station: Station, request: Exchange, reply: Reply) -> Reply | None:
    """It shows somebody the door by itself."""
    made = write(
        SigningKey(fixed("liar")),
        kind="member.removed",
        body={"person": liar.world.person[station.prefix], "reason": "", "last": []},
        space=request.space,
        **{"salt": bytes(16), "incarnation": "f" * 16, "seq": 1, "prev": "", "clock": 1, "at": 1},  # type: ignore[arg-type]
    )
    return structs.replace(reply, items=[], removed=to_wire(made))


LIES = (withhold, cut_unsigned, reorder, alter, alter, forge, forge, repeat, smuggle, unlink, unsign, jump, dismiss)


PLAIN = (cut_unsigned, forge, repeat, smuggle, unlink, unsign, jump)  # those that nobody ever believes


def lie(world: World) -> None:
    """From now on the central lies, or stops."""
    if not world.climate.liar:
        return
    world.tamper = None if world.tamper else Liar(world)
    world.tell("le serveur se met à mentir" if world.tamper else "le serveur redevient honnête")


ACTS = (("lies", "lie", 1, lie),)
