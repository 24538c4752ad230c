"""One round of exchange: say what is held, take in what is lacking, again until neither side has more."""

import hashlib
from dataclasses import dataclass

import msgspec

from app.core.errors import Refused, Unavailable
from app.core.operations import Malformed, Operation, Wire, read
from app.core.roles import may_manage_members
from app.core.store import alarms, answered, forgetting, log
from app.core.store import cursor as cursors
from app.core.store.cursor import Cursor
from app.core.store.store import Store
from app.core.store.transaction import Transaction
from app.core.store.view import StoreView
from app.sync.answers import is_told, note_answers
from app.sync.protocol import (
    Checkpoint,
    Exchange,
    Reply,
    checkpoint_holds,
    first_running,
    next_running,
)
from app.sync.transport import NotThere, Transport

BATCH, BATCH_BYTES = 2_000, 4 * 1024 * 1024
OTHER_HISTORY = (
    "Le serveur montre une histoire qui n'est pas celle que ce poste a reçue. Rien n'a été pris ni envoyé de plus : "
    "prévenez l'administrateur."
)

LOCKED = (
    "Ce poste a été révoqué par un administrateur : il est verrouillé. Ce qu'il tenait a été remis au serveur ; "
    "rien n'est effacé. Adressez-vous à l'administrateur."
)
FORKED = "fork"  # two orders were signed in one epoch: by a server that did not know it had been restored, or by a liar
ATTACHED_KEY = "server_key"  # noted by a code of re-attachment
REVOKED = "revoked"  # noted once the central has said so
MOST_EPOCHS = 3  # of one space in one round: ours, and one that begins while we ask


class Contradicted(Unavailable):
    """What the server says of one space cannot be. Nothing of it was taken; other spaces are not concerned."""


class Revoked(Refused):
    """This workstation was revoked: what it held was handed in, and it is to be locked."""

    def __init__(self) -> None:
        super().__init__(LOCKED)


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
        answered.ask_again(connection)
    first = [accounts.service, *filter(None, [accounts.directory]), *accounts.privates]
    offered: list[str] = []
    stranger: NotThere | None = None
    try:
        offered = list(transport.spaces().spaces)
    except NotThere as unknown:  # revoked perhaps: what we still hand in, space after space, is answered by whom
        stranger = unknown
    trouble: Contradicted | None = None
    for space in dict.fromkeys([*first, *held, *offered]):
        try:
            exchange_space(store, transport, space, outcome)
        except Contradicted as contradicted:
            trouble = trouble or contradicted
            with store.write() as transaction:
                transaction.ring(alarms.HISTORY, space)
    if is_revoked(store):
        raise Revoked
    if stranger:
        raise stranger
    if trouble:
        raise trouble
    return outcome


def is_revoked(store: Store) -> bool:
    """Whether an administrator revoked this workstation, and the central said so."""
    with store.database.read() as connection:
        return log.noted(connection, REVOKED) is not None


def exchange_space(store: Store, transport: Transport, space: str, outcome: Outcome) -> None:
    """Brings one space to agreement. One the server does not know us for is left as it is: nothing is deleted. Whatever
    a server answers, each turn gains some rank, or has less to send than the one before."""
    epochs: set[str] = set()
    while True:
        with store.read() as transaction:
            before = transaction.cursor(space)
            wires = log.pending(transaction.connection, space, BATCH, BATCH_BYTES)
            accounts, server_key = transaction.accounts, key_of_server(transaction)
        if not accounts.may_see(store.key.public, space):  # whatever a server offers
            return
        believed = msgspec.msgpack.decode(before.checkpoint, type=Checkpoint) if before.checkpoint else None
        try:
            reply = transport.exchange(Exchange(space, before.epoch, before.rank, wires, believed))
        except NotThere:
            if believed is None or checkpoint_holds(believed, server_key):
                return
            _begin_again(store, space)
            continue
        epochs.add(reply.epoch)
        if not is_told(wires, reply) or len(epochs) > MOST_EPOCHS:
            raise Contradicted(OTHER_HISTORY)
        if reply.removed is not None:
            removal = _believed(store, space, reply.removed)
            if removal is None:
                return
            if not _hand_in(store, space, reply):
                _leave(store, space, removal)
                return
        elif not take(store, space, before, reply, server_key, outcome) and not reply.more:
            return


def _begin_again(store: Store, space: str) -> None:
    """Makes all of a space pending: another central, that the root named, was not told of it yet."""
    with store.write() as transaction:
        transaction.take(space, "", 0, [], [])
        transaction.move(space, Cursor())


def take(store: Store, space: str, before: Cursor, reply: Reply, server_key: str, outcome: Outcome) -> bool:
    """Takes one reply in, whole or not at all. True when more of ours may be waiting to leave.

    Raises Unavailable when it is not the history this workstation was shown before.
    """
    epoch_changed = bool(before.epoch) and reply.epoch != before.epoch
    start = before if reply.epoch == before.epoch else Cursor(reply.epoch)
    if reply.after != start.rank or (reply.more and not reply.items):
        raise Contradicted(OTHER_HISTORY)
    running = start.running or first_running(space)
    ids: list[bytes] = []
    for item in reply.items:
        ids.append(item if isinstance(item, bytes) else hashlib.sha256(item.header).digest())
        running = next_running(running, ids[-1])
    rank = reply.after + len(ids)
    if ids or start.checkpoint is None or start.running != (reply.checkpoint and reply.checkpoint.running):
        checked(reply.checkpoint, space, reply.epoch, rank, running, server_key)
    try:
        with store.write() as transaction:
            if transaction.cursor(space) != before:
                return True  # another process of this profile went on meanwhile: look again
            if epoch_changed:
                _check_continued(transaction, space, before, reply, server_key)
            if ids or epoch_changed or not before.epoch:
                new = transaction.take(space, reply.epoch, reply.after, reply.items, ids)
                packed = msgspec.msgpack.encode(reply.checkpoint) if reply.checkpoint else start.checkpoint
                transaction.move(space, Cursor(reply.epoch, rank, running, packed))
                come_back(transaction, space)
                if not reply.more:
                    transaction.caught_up(space)
                outcome.received += new
                outcome.sent += sum(isinstance(item, bytes) for item in reply.items)
            if not reply.more:
                transaction.require_words(space)
            note_answers(transaction, space, reply)
            if not reply.more:
                transaction.heal()
                alarms.silence(transaction.connection, alarms.HISTORY, space)
            return log.unsent(transaction.connection, space)
    except Malformed as error:
        raise Contradicted(
            "Le serveur a transmis une opération altérée : elle a été refusée et rien n'a été pris."
        ) from error


def key_of_server(transaction: Transaction) -> str:
    """The key under which the central signs: named by the accounts, or by the code that attached us to another."""
    attached = log.noted(transaction.connection, ATTACHED_KEY)
    return attached.decode() if attached else transaction.accounts.server_key


def _check_continued(transaction: Transaction, space: str, before: Cursor, reply: Reply, server_key: str) -> None:
    """Another epoch must continue from what this workstation was shown in the former one: the central signs how far,
    and the hash there, the highest rank first. Only a central whose key the root named anew may begin again from what
    it was brought.

    Raises Contradicted.
    """
    believed = msgspec.msgpack.decode(before.checkpoint, type=Checkpoint) if before.checkpoint else None
    if believed is None or not checkpoint_holds(believed, server_key):
        return
    for place, shared in enumerate(reply.continued):
        if shared.rank > before.rank or not checkpoint_holds(shared, server_key):
            break
        running = running_at(transaction, space, shared.rank)
        if (shared.space, shared.epoch, shared.running) == (space, before.epoch, running):
            transaction.ring(alarms.RESTORED, "", reply.epoch, "" if place == 0 else FORKED)
            return
    raise Contradicted(OTHER_HISTORY)


def running_at(transaction: Transaction, space: str, rank: int) -> bytes:
    """The running hash of a space at a rank held here."""
    running = first_running(space)
    for id in log.ranked_ids(transaction.connection, space, rank):
        running = next_running(running, id)
    return running


def _hand_in(store: Store, space: str, reply: Reply) -> bool:
    """Notes what became of what we handed in of a space that is ours no more. True when there is more to hand in."""
    with store.write() as transaction:
        for answer in reply.answers:
            answered.note(transaction.connection, space, answer.id, answer.verdict, answer.reason)
        return bool(reply.answers) and log.unsent(transaction.connection, space)


def checked(
    checkpoint: Checkpoint | None, space: str, epoch: str, rank: int, running: bytes, server_key: str
) -> Checkpoint:
    """The checkpoint, if it is the server's own signature under exactly what was received. Raises Unavailable."""
    if checkpoint is None or not checkpoint_holds(checkpoint, server_key):
        raise Contradicted(OTHER_HISTORY)
    if (checkpoint.space, checkpoint.epoch, checkpoint.rank, checkpoint.running) != (space, epoch, rank, running):
        raise Contradicted(OTHER_HISTORY)
    return checkpoint


def come_back(transaction: Transaction, space: str) -> None:
    """Forgets that we were removed, once an operation that undoes it is held."""
    removal = log.removal(transaction.connection, space)
    if removal and _undone(transaction.view(), space, removal):
        log.note_removal(transaction.connection, space, None)


def _undone(view: StoreView, space: str, removal: str) -> bool:
    """Whether we hold a role again that names that removal."""
    return any(removal in grant.undoes for grant in view.grants(space))


def _believed(store: Store, space: str, wire: Wire) -> Operation | None:
    """The operation that removes us from a space, if somebody entitled signed it."""
    try:
        removal = read(wire)
    except Malformed:
        return None
    with store.read() as transaction:
        holds = removal.signed_by_its_device() and _entitled(transaction.view(), space, removal)
    return removal if holds else None


def _leave(store: Store, space: str, removal: Operation) -> None:
    """Leaves a space: a removed member deletes it once all was handed in, a revoked workstation is to be locked."""
    with store.write() as transaction:
        connection = transaction.connection
        log.note_removal(connection, space, removal.id)
        if removal.header.kind == "workstation.revoked":
            log.note(connection, REVOKED, str(store.clock.now()).encode())
        elif forgetting.handed_in(connection, space):
            transaction.forget(space)
        transaction.touch(space)


def _entitled(view: StoreView, space: str, removal: Operation) -> bool:
    """Whether that operation removes us, by somebody who may: a server alone makes nobody leave."""
    author = view.accounts.person_of(removal.header.device)
    body = removal.body if isinstance(removal.body, dict) else {}
    if author is None or removal.header.device in view.accounts.cuts:  # nobody else need have signed it to be believed
        return False
    if removal.header.kind == "workstation.revoked":
        mine = view.accounts.workstations[view.device].id
        return removal.space == view.accounts.service and removal.header.record == mine and author.role == "ADM"
    manages = author.role == "ADM" or any(may_manage_members(one.role) for one in view.members(space).of(author.id))
    if _undone(view, space, removal.id):  # a server that shows it again makes nobody leave either
        return False
    removes_me = removal.header.kind == "member.removed" and body.get("person") == view.me.id
    return removes_me and removal.space == space and manages
