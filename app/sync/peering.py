"""Agreeing with another workstation, without the central: each says what it holds, chain by chain, and gives what the
other lacks. Nobody ranks; ranks that the central gave are passed on with its own signature."""

from collections.abc import Callable, Sequence

import msgspec

from app.core.operations import Malformed, Wire
from app.core.registers.accounts import Accounts
from app.core.store import alarms, log, peers
from app.core.store import cursor as cursors
from app.core.store.cursor import Cursor
from app.core.store.store import Store
from app.core.store.transaction import Transaction
from app.sync.engine import BATCH_BYTES, OTHER_HISTORY, Contradicted, Outcome, come_back, key_of_server, running_at
from app.sync.protocol import (
    MOST_OPERATIONS,
    PAGE_BYTES,
    ChainEnd,
    Checkpoint,
    Peered,
    Peering,
    Ranked,
    checkpoint_holds,
    first_running,
    next_running,
)

MOST_RANKS = 100_000  # told at once: three megabytes


class Forked(Contradicted):
    """The central signed two histories: ours, and another that stands at a rank we hold."""


class _NotTheirs(Exception):
    """Whoever asks does not belong to that space: nothing of what he brought remains."""


def spaces_shared(store: Store, device: str) -> dict[str, int]:
    """The spaces held here that this other workstation may read, each with how many of its operations are held."""
    with store.read() as transaction:
        held = cursors.spaces(transaction.connection)
        return {
            space: sum(end[2] for end in peers.held(transaction.connection, space))
            for space in held
            if log.removal(transaction.connection, space) is None and belongs(transaction, device, space)
        }


def belongs(transaction: Transaction, device: str, space: str) -> bool:
    """Whether that workstation, and ours, may hold that space, as what is held here has it."""
    view = transaction.view()
    return _may_hold(view.accounts, device, view.members(space).of, space) and _may_hold(
        view.accounts, view.device, view.members(space).of, space
    )


def _may_hold(accounts: Accounts, device: str, roles: Callable[[str], Sequence[object]], space: str) -> bool:
    person = accounts.person_of(device)
    if person is None or device in accounts.cuts:
        return False
    if space in (accounts.service, accounts.directory, *accounts.privates):
        return accounts.may_see(device, space)
    return bool(roles(person.id))


def answer(store: Store, device: str, request: Peering) -> Peered | None:
    """What we say to that workstation, or None when for it there is nothing here: it does not belong to that space once
    what it brings is taken in, or we do not."""
    try:
        with store.write() as transaction:
            if device in transaction.accounts.cuts:
                return None
            new = bool(request.operations) and transaction.receive(request.space, request.operations).new
            if not belongs(transaction, device, request.space):
                raise _NotTheirs
            if new:
                transaction.heal()
            held = ends(transaction, request.space)
            theirs = {(one.device, one.incarnation): (one.seq, one.id.hex()) for one in request.held}
            items, more = peers.lacking(transaction.connection, request.space, theirs, MOST_OPERATIONS, PAGE_BYTES)
            ranked = None if more else ranks_after(transaction, request.space, request.epoch, request.rank)
            return Peered(held, items, more, ranked)
    except (_NotTheirs, Malformed):
        return None


def meet(store: Store, send: Callable[[Peering], Peered | None], space: str, outcome: Outcome) -> None:
    """Brings one space to agreement with whoever answers `send`: None when for him there is no such space, or we do not
    belong to it; what we hold of it may be news to him. Raises Unavailable, having lost nothing.

    A space that turns out not to be ours is not kept.
    """
    wires: list[Wire] = []
    given: set[bytes] = set()
    while True:
        with store.read() as transaction:
            here = transaction.cursor(space)
            held = ends(transaction, space)
        reply = send(Peering(space, held, wires, here.epoch, here.rank))
        if reply is None:
            if wires or not held:
                return
            with store.read() as transaction:
                wires, _ = peers.lacking(transaction.connection, space, {}, MOST_OPERATIONS, BATCH_BYTES)
            continue
        outcome.sent += len(wires)
        given.update(wire.signature for wire in wires)
        theirs = {(one.device, one.incarnation): (one.seq, one.id.hex()) for one in reply.held}
        try:
            with store.write() as transaction:
                new = len(transaction.receive(space, reply.items).new)
                outcome.received += new
                lacked, _ = peers.lacking(transaction.connection, space, theirs, MOST_OPERATIONS, BATCH_BYTES)
                refused = given.issuperset(wire.signature for wire in lacked)  # what it does not take is not pressed
                done = new == 0 and refused
                sure = not done or _settle(transaction, store.key.public, space, None if reply.more else reply.ranked)
        except Malformed as error:
            raise Contradicted(OTHER_HISTORY) from error
        if not sure:
            _compare(store, send(Peering(space, held, [], here.epoch)), space)
        if done:
            return
        wires = [] if refused else lacked


def _settle(transaction: Transaction, device: str, space: str, ranked: Ranked | None) -> bool:
    """Once neither side has more: a space that is not ours is not kept, what is told of ranks is believed. False when
    that is of another history, if it is not what brought it here that lies."""
    if not belongs(transaction, device, space):
        transaction.forget(space)
        return True
    come_back(transaction, space)
    transaction.heal()
    try:
        if ranked is not None:
            believe(transaction, space, ranked)
    except Forked:
        transaction.ring(alarms.HISTORY, space, alarms.SIGNED)
    except Contradicted:
        return False
    return True


def _compare(store: Store, reply: Peered | None, space: str) -> None:
    """Looks at all the ranks that somebody holds: whether the central really signed another history than ours."""
    if reply is None or reply.ranked is None or reply.ranked.after:
        return
    ids, said = reply.ranked.ids, reply.ranked.checkpoint
    with store.write() as transaction:
        here = transaction.cursor(space)
        running = shared = first_running(space)
        for rank, id in enumerate(ids, 1):
            running = next_running(running, id)
            shared = running if rank <= here.rank else shared
        told = (said.space, said.epoch, said.rank, said.running) == (space, here.epoch, len(ids), running)
        ours = running_at(transaction, space, min(len(ids), here.rank))
        if told and shared != ours and checkpoint_holds(said, key_of_server(transaction)):
            transaction.ring(alarms.HISTORY, space, alarms.SIGNED)


def ends(transaction: Transaction, space: str) -> list[ChainEnd]:
    return [
        ChainEnd(device, incarnation, seq, bytes.fromhex(id))
        for device, incarnation, seq, id in peers.held(transaction.connection, space)
    ]


def ranks_after(
    transaction: Transaction, space: str, epoch: str = "", rank: int = 0, most: int = MOST_RANKS
) -> Ranked | None:
    """The ranks that follow (`epoch`, `rank`), under the central's signature that we hold: it alone when we hold no
    more, to be compared. None when the caller was shown another epoch."""
    here = transaction.cursor(space)
    if not here.checkpoint or epoch not in ("", here.epoch) or here.rank - rank > most:
        return None
    after = min(rank, here.rank)
    ids = log.ranked_ids(transaction.connection, space, here.rank)[after:] if after < here.rank else []
    return Ranked(here.epoch, after, ids, msgspec.msgpack.decode(here.checkpoint, type=Checkpoint))


def believe(transaction: Transaction, space: str, ranked: Ranked) -> bool:
    """Believes ranks that a carrier brings, if the central signed them and they continue what we were shown. False when
    they tell nothing that can be used now. Raises Contradicted when they tell another history, Forked when it was
    signed for sure."""
    here, said = transaction.cursor(space), ranked.checkpoint
    reached = ranked.after + len(ranked.ids)
    if (said.space, said.epoch, said.rank) != (space, ranked.epoch, reached):
        return False
    if (said.epoch, said.rank, said.running) == (here.epoch, here.rank, here.running):
        return False
    if not checkpoint_holds(said, key_of_server(transaction)) or here.epoch not in ("", ranked.epoch):
        return False
    if reached <= here.rank:
        if running_at(transaction, space, reached) != said.running:
            raise Forked(OTHER_HISTORY)
        return False
    if ranked.after > here.rank:
        return False
    ids = ranked.ids[here.rank - ranked.after :]
    running = here.running or running_at(transaction, space, here.rank)
    for id in ids:
        running = next_running(running, id)
    if running != said.running:
        raise Contradicted(OTHER_HISTORY)
    return transaction.believe(
        space, ranked.epoch, here.rank, ids, Cursor(ranked.epoch, reached, running, msgspec.msgpack.encode(said))
    )
