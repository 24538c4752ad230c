"""A member with a program of his own: whatever he signs or sends is boring, and nothing comes of it."""

from collections.abc import Callable
from typing import Any

import msgspec

from app.core import circuits
from app.core.errors import Refused
from app.core.operations import Operation, Wire, to_wire, write
from app.core.store import log as store_log
from app.sync.protocol import Exchange, pack, signed_headers
from tests.simulation.world import World

Trick = Callable[[World], None]
ELSEWHERE = "b" * 64


def craft(world: World, kind: str, body: Any, space: str, **more: Any) -> Operation:
    """What the traitor's key signs without asking any rule, in a chain of its own."""
    station = world.traitor
    assert station is not None
    with station.store.read() as transaction:
        grants = [one.id for one in transaction.view().grants(space)] if space in world.known.crises else []
    values: dict[str, Any] = {
        "salt": world.chance.randbytes(16),
        "incarnation": world.chance.randbytes(8).hex(),
        "seq": 1,
        "prev": "",
        "clock": world.now << 16,
        "at": world.now,
        "grant": grants[0] if grants else "",
        "space": space,
    }
    return write(station.store.key, kind=kind, body=body, **values | more)


def push(world: World, *wires: Wire, to: str = "") -> None:
    """Sends these by hand, properly signed as a request."""
    station = world.traitor
    assert station is not None
    if not station.online or world.house.down:
        return
    body = pack(Exchange(to or world.known.crises[0], "", 0, list(wires)))
    headers = signed_headers(station.store.key, "POST", "/v1/exchange", body, world.house.nonce())
    world.house.answer("POST", "/v1/exchange", body, headers)


def _sound(world: World, told: str, kind: str, body: Any, **more: Any) -> str:
    """Really signed by the traitor, and worth nothing."""
    crisis = more.pop("crisis", None) or world.pick(world.known.crises)
    operation = craft(world, kind, body, crisis, **more)
    world.ledger.craft(operation)
    push(world, to_wire(operation), to=crisis)
    world.tell(f"{world.traitor.prefix} signe à la main : {told}")  # type: ignore[union-attr]
    return operation.id


def usurp(world: World) -> None:
    """Gives himself the director's role, removes the head, opens the crisis to a stranger."""
    me = world.person[world.traitor.prefix]  # type: ignore[union-attr]
    body = {"person": me, "name": "x", "organisation": "PM", "role": "DIR", "undoes": []}
    _sound(world, "un rôle pour lui-même", "member.added", body)


def evict(world: World) -> None:
    whom = world.person[world.anybody().prefix]
    _sound(world, "le retrait d'un membre", "member.removed", {"person": whom, "reason": "", "last": []})


def bend(world: World) -> None:
    """A circuit with one step less."""
    short = circuits.plain(circuits.Circuit("standard", "court", circuits.load().steps[1:]))
    _sound(world, "un circuit à lui", "circuit.set", {"circuit": short, "seen": {}, "replaces": []})


def sign_for(world: World) -> None:
    """The authority's visa, or a ministry's that is not his, on a message that waits for it."""
    if not world.known.messages:
        return
    crisis, message = world.pick(world.known.messages[-3:])
    try:
        found = world.traitor.reading.message(message)  # type: ignore[union-attr]
    except Refused:
        return
    judgement = found.judgement
    if judgement is None:
        return
    mine = world.traitor.seat  # type: ignore[union-attr]
    waiting = [one for one in judgement.steps if one.state != "done" and not one.of(mine.role, mine.organisation)]
    for step in waiting:
        body = {
            "version": judgement.submission.signs,
            "label": found.current.label,
            "submission": judgement.submission.id,
            "step": step.step,
            "organisation": step.organisation,
            "decision": "favourable",
            "comment": "",
        }
        _sound(world, f"le visa {step.step}", "visa.given", body, crisis=crisis, record=message)


def borrow(world: World) -> None:
    """Writes under somebody else's role."""
    crisis = world.pick(world.known.crises)
    others = [one for one in world.stations if one is not world.traitor]
    with world.pick(others).store.read() as transaction:
        grants = [one.id for one in transaction.view().grants(crisis)]
    if grants:
        fields = {"fields": {"subject": "Faux", "occurred_at": world.now}}
        made = _sound(world, "sous le rôle d'un autre", "entry.recorded", fields, grant=grants[0], crisis=crisis)
        world.ledger.worthless.add(made)


def ramble(world: World) -> None:
    """Bodies of the wrong shape, ids that lead nowhere, clocks of another age."""
    body = world.pick(([], {"fields": 3}, {"fields": {"subject": {"x": [1]}}}, "x", {"person": [], "last": 4}, None))
    kind = world.pick(("entry.recorded", "message.drafted", "member.added", "visa.given", "circuit.set", "figure.x"))
    more = {"clock": world.pick((0, world.now << 16, 2**62 - 1)), "record": world.pick(("", ELSEWHERE))}
    _sound(world, f"{kind} sans forme", kind, body, touches={"subject": [ELSEWHERE]}, **more)


def cross(world: World) -> None:
    """Names, from one crisis, a record of another."""
    if len(world.known.crises) > 1 and world.known.entries:
        home, entry = world.pick(world.known.entries)
        away = next(one for one in world.known.crises if one != home)
        body = {"fields": {"subject": "Faux"}, "reason": "x"}
        _sound(world, "une rectification venue d'ailleurs", "entry.amended", body, crisis=away, record=entry)


def forge(world: World) -> None:
    """Another's name with his own key, a signature that is not one, a body that was changed: never to be held."""
    station = world.traitor
    assert station is not None
    crisis = world.known.crises[0]
    victim = world.pick([one for one in world.stations if one is not station])
    kind, body = world.pick(
        (
            ("entry.recorded", {"fields": {"subject": "Faux", "occurred_at": world.now}}),
            ("member.added", {"person": world.person[station.prefix], "role": "DIR", "organisation": "", "undoes": []}),
            ("workstation.revoked", {"reason": "x", "last": []}),
        )
    )
    real = craft(world, kind, body, crisis)
    how = world.chance.randrange(4)
    if how == 0:
        with victim.store.read() as transaction:
            row = transaction.connection.exec_driver_sql(
                "SELECT chain.seq, chain.last FROM chain JOIN space ON space.n = chain.space"
                " WHERE device = ? AND incarnation = ? AND space.name = ?",
                (victim.device, victim.store.incarnation, bytes.fromhex(crisis)),
            ).first()
        seq, prev = (row.seq, row.last.hex() if row.last else "") if row else (0, "")
        values = {"device": victim.device, "incarnation": victim.store.incarnation, "seq": seq + 1, "prev": prev}
        header = msgspec.json.encode(msgspec.structs.replace(real.header, **values))
        forged = Wire(header, real.salt, real.body_bytes, real.signature)
    elif how == 1:
        forged = Wire(real.header_bytes, real.salt, real.body_bytes, bytes(64))
    elif how == 2:
        forged = Wire(real.header_bytes, real.salt, b'{"fields":{"subject":"Autre"}}', real.signature)
    else:
        forged = Wire(real.header_bytes, real.salt, None, real.signature)
    push(world, forged, to=crisis)
    world.tell(f"{station.prefix} envoie un faux ({how}) au nom de {victim.prefix if how == 0 else 'lui-même'}")


def fork(world: World) -> None:
    """Two operations at one place of his chain."""
    station, crisis = world.traitor, world.known.crises[0]
    assert station is not None
    life = world.chance.randbytes(8).hex()
    fields = {"fields": {"subject": "Faux", "occurred_at": world.now}}
    both = [craft(world, "entry.recorded", fields, crisis, incarnation=life) for _ in range(2)]
    for one in both:
        world.ledger.craft(one)
        push(world, to_wire(one), to=crisis)
    world.forsaken.add(station.prefix)  # it is known as copied from now on
    world.tell(f"{station.prefix} dédouble sa chaîne")


def graft(world: World) -> None:
    """A second operation that does not follow the first: the chain it claims is not the one it has."""
    crisis, life = world.known.crises[0], world.chance.randbytes(8).hex()
    fields = {"fields": {"subject": "Faux", "occurred_at": world.now}}
    first = craft(world, "entry.recorded", fields, crisis, incarnation=life)
    second = craft(world, "entry.recorded", fields, crisis, incarnation=life, seq=2, prev=ELSEWHERE)
    for one in (first, second):
        world.ledger.craft(one)
    push(world, to_wire(first), to=crisis)
    push(world, to_wire(second), to=crisis)
    world.forsaken.add(world.traitor.prefix)  # type: ignore[union-attr]
    world.tell("une suite qui n'est pas celle du maillon précédent")


def vouch(world: World) -> None:
    """Three in a chain, the second without a signature: the third does vouch for it."""
    crisis, life = world.known.crises[0], world.chance.randbytes(8).hex()
    fields = {"fields": {"subject": "Faux", "occurred_at": world.now}}
    made: list[Operation] = []
    for seq in (1, 2, 3):
        prev = made[-1].id if made else ""
        made.append(craft(world, "entry.recorded", fields, crisis, incarnation=life, seq=seq, prev=prev))
        world.ledger.craft(made[-1])
    bare = Wire(made[1].header_bytes, made[1].salt, made[1].body_bytes, bytes(64))
    push(world, to_wire(made[0]), bare, to_wire(made[2]), to=crisis)
    world.tell("une signature manque au milieu d'une chaîne")


def dangle(world: World) -> None:
    """An operation whose predecessor nobody has."""
    crisis = world.known.crises[0]
    fields = {"fields": {"subject": "Faux", "occurred_at": world.now}}
    _sound(world, "une suite sans début", "entry.recorded", fields, crisis=crisis, seq=5, prev=ELSEWHERE)


def intrude(world: World) -> None:
    """Asks for, and pushes into, a crisis whether he is a member of it or not; and repeats what others sent."""
    crisis = world.pick(world.known.crises)
    other = world.pick([one for one in world.stations if one is not world.traitor])
    with other.store.read() as transaction:
        wires = store_log.pending(transaction.connection, crisis, 50, 2**20)
    push(world, *wires, *wires, to=crisis)
    world.tell(f"{world.traitor.prefix} apporte deux fois {len(wires)} opérations de {other.prefix}")  # type: ignore[union-attr]


def _by_traitor(trick: Trick) -> Trick:
    return lambda world: trick(world) if world.traitor is not None and world.known.crises else None


WEIGHTS = {sign_for: 2, forge: 2, vouch: 0}  # a chain that vouches for a missing signature: its own scenario
TREASON = tuple(
    ("treason", one.__name__, WEIGHTS.get(one, 1), _by_traitor(one))
    for one in (usurp, evict, bend, sign_for, borrow, ramble, cross, forge, fork, graft, vouch, dangle, intrude)
)
