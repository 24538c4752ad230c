"""One round of exchange: say what is held, take in what is lacking, again until neither side has more."""

import hashlib
from dataclasses import dataclass

import msgspec

from app.core.errors import Unavailable
from app.core.operations import Malformed, Operation, Wire, read
from app.core.roles import may_manage_members
from app.core.store import cursor as cursors
from app.core.store import log
from app.core.store.cursor import Cursor
from app.core.store.store import Store
from app.core.store.transaction import Transaction
from app.core.store.view import StoreView
from app.sync.protocol import Checkpoint, Exchange, Reply, checkpoint_holds, first_running, next_running
from app.sync.transport import NotThere, Transport

BATCH, BATCH_BYTES = 2_000, 4 * 1024 * 1024
OTHER_HISTORY = (
    "Le serveur montre une histoire qui n'est pas celle que ce poste a reçue. Rien n'a été pris ni envoyé de plus : "
    "prévenez l'administrateur."
)


class Contradicted(Unavailable):
    """What the server says of one space cannot be. Nothing of it was taken; other spaces are not concerned."""


@dataclass(slots=True)
class Outcome:
    """What one round carried: operations the central ranked of ours, and operations that were new here."""

    sent: int = 0
    received: int = 0


def exchange_all(store: Store, transport: Transport) -> Outcome:
    """Brings every space to agreement: accounts first, since they say who may do what.

    Raises Unavailable, having lost nothing; what was taken in before stays.
    """
    outcome = Outcome()
    with store.read() as transaction:
        accounts = transaction.accounts
        held = [
            name for name in cursors.spaces(transaction.connection) if log.removal(transaction.connection, name) is None
        ]
    with store.database.write() as connection:
        log.retry_waiting(connection)
    first = [accounts.service, *filter(None, [accounts.directory]), *accounts.privates]
    offered = list(transport.spaces().spaces)
    trouble: Contradicted | None = None
    for space in dict.fromkeys([*first, *held, *offered]):
        try:
            exchange_space(store, transport, space, outcome)
        except Contradicted as contradicted:
            trouble = trouble or contradicted
    if trouble:
        raise trouble
    return outcome


def exchange_space(store: Store, transport: Transport, space: str, outcome: Outcome) -> None:
    """Brings one space to agreement. One the server does not know us for is left as it is: nothing is deleted."""
    while True:
        with store.read() as transaction:
            before = transaction.cursor(space)
            wires = log.pending(transaction.connection, space, BATCH, BATCH_BYTES)
            accounts = transaction.accounts
        if not accounts.may_see(store.key.public, space):  # whatever a server offers
            return
        believed = msgspec.msgpack.decode(before.checkpoint, type=Checkpoint) if before.checkpoint else None
        try:
            reply = transport.exchange(Exchange(space, before.epoch, before.rank, wires, believed))
        except NotThere:
            return
        if reply.removed is not None:
            _leave(store, space, reply.removed)
            return
        if not take(store, space, before, reply, accounts.server_key, outcome) and not reply.more:
            return


def take(store: Store, space: str, before: Cursor, reply: Reply, server_key: str, outcome: Outcome) -> bool:
    """Takes one reply in, whole or not at all. True when more of ours may be waiting to leave.

    Raises Unavailable when it is not the history this workstation was shown before.
    """
    epoch_changed = bool(before.epoch) and reply.epoch != before.epoch
    start = before if reply.epoch == before.epoch else Cursor(reply.epoch)
    if reply.after != start.rank:
        raise Contradicted(OTHER_HISTORY)
    running = start.running or first_running(space)
    ids: list[bytes] = []
    for item in reply.items:
        ids.append(item if isinstance(item, bytes) else hashlib.sha256(item.header).digest())
        running = next_running(running, ids[-1])
    rank = reply.after + len(ids)
    if ids or epoch_changed:
        checked(reply.checkpoint, space, reply.epoch, rank, running, server_key)
    try:
        with store.write() as transaction:
            if transaction.cursor(space) != before:
                return True  # another process of this profile went on meanwhile: look again
            if ids or epoch_changed or not before.epoch:
                new = transaction.take(space, reply.epoch, reply.after, reply.items, ids)
                packed = msgspec.msgpack.encode(reply.checkpoint) if reply.checkpoint else start.checkpoint
                transaction.move(space, Cursor(reply.epoch, rank, running, packed))
                _come_back(transaction, space)
                if not reply.more:
                    transaction.caught_up(space)
                outcome.received += new
                outcome.sent += sum(isinstance(item, bytes) for item in reply.items)
            if not reply.more:
                transaction.require_words(space)
            for answer in reply.answers:
                log.note_verdict(transaction.connection, answer.id, answer.verdict, answer.reason, answer.rank)
            return log.unsent(transaction.connection, space)
    except Malformed as error:
        raise Contradicted(
            "Le serveur a transmis une opération altérée : elle a été refusée et rien n'a été pris."
        ) from error


def checked(
    checkpoint: Checkpoint | None, space: str, epoch: str, rank: int, running: bytes, server_key: str
) -> Checkpoint:
    """The checkpoint, if it is the server's own signature under exactly what was received. Raises Unavailable."""
    if checkpoint is None or not checkpoint_holds(checkpoint, server_key):
        raise Contradicted(OTHER_HISTORY)
    if (checkpoint.space, checkpoint.epoch, checkpoint.rank, checkpoint.running) != (space, epoch, rank, running):
        raise Contradicted(OTHER_HISTORY)
    return checkpoint


def _come_back(transaction: Transaction, space: str) -> None:
    """Forgets that we were removed, once an operation that undoes it is held."""
    removal = log.removal(transaction.connection, space)
    if removal and _undone(transaction.view(), space, removal):
        log.note_removal(transaction.connection, space, None)


def _undone(view: StoreView, space: str, removal: str) -> bool:
    """Whether we hold a role again that names that removal."""
    return any(removal in grant.undoes for grant in view.grants(space))


def _leave(store: Store, space: str, wire: Wire) -> None:
    """Notes that we were removed from a space, if somebody entitled signed it: it is then shown no more."""
    try:
        removal = read(wire)
    except Malformed:
        return
    with store.write() as transaction:
        if removal.signed_by_its_device() and _entitled(transaction.view(), space, removal):
            log.note_removal(transaction.connection, space, removal.id)
            transaction.touch(space)


def _entitled(view: StoreView, space: str, removal: Operation) -> bool:
    """Whether that operation removes us, by somebody who may: a server alone makes nobody leave."""
    author = view.accounts.person_of(removal.header.device)
    body = removal.body if isinstance(removal.body, dict) else {}
    if author is None:
        return False
    if removal.header.kind == "workstation.revoked":
        mine = view.accounts.workstations[view.device].id
        return removal.space == view.accounts.service and removal.header.record == mine and author.role == "ADM"
    manages = author.role == "ADM" or any(may_manage_members(one.role) for one in view.members(space).of(author.id))
    if _undone(view, space, removal.id):  # a server that shows it again makes nobody leave either
        return False
    removes_me = removal.header.kind == "member.removed" and body.get("person") == view.me.id
    return removes_me and removal.space == space and manages
