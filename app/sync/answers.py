"""What the central says became of the operations sent to it, and how much of that is believed."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from app.core.operations import Chain, Malformed, Operation, Wire, read
from app.core.store import alarms, answered, log
from app.core.store.transaction import Transaction
from app.sync.protocol import COPIED, Reply


def is_told(sent: Sequence[Wire], reply: Reply) -> bool:
    """Whether everything that was sent is ranked or answered."""
    told = {one.id for one in reply.answers} | {_id(item) for item in reply.items} if sent else set[bytes]()
    return told.issuperset(map(_id, sent))


def _id(item: Wire | bytes) -> bytes:
    return item if isinstance(item, bytes) else sha256(item.header).digest()


def note_answers(transaction: Transaction, space: str, reply: Reply) -> None:
    """Notes what became of operations of that space that have no rank. What is refused without a reason stays to be
    sent, and a person is told; a chain is given up when two operations signed at one place of it prove the copy.

    Raises Malformed when something is said to have a rank, and everything was told without it.
    """
    connection = transaction.connection
    refused = {one.id: one.reason or one.verdict for one in reply.answers if one.verdict in ("refused", "quarantined")}
    chains = answered.chains(connection, space, refused)
    copied = set(_copied(transaction, reply.copies, chains.values()))
    unfounded = {id for id, chain in chains.items() if not _is_founded(refused[id], chain, transaction.device, copied)}
    for one in reply.answers:
        verdict = answered.WAITING if one.id in unfounded else one.verdict
        reason = refused[one.id] if one.id in unfounded else one.reason
        answered.note(connection, space, one.id, verdict, reason)
    transaction.set_copied_aside(id for id, chain in chains.items() if refused[id] == COPIED and chain in copied)
    if unfounded:
        transaction.ring(alarms.REFUSED, space, "", ", ".join(sorted({refused[id] for id in unfounded})))
    if reply.more:
        return
    if answered.is_said_known(connection, space):
        raise Malformed("un rang qui n'est pas montré")
    if not answered.is_refused_for_nothing(connection, space):
        alarms.silence(connection, alarms.REFUSED, space)


def _is_founded(reason: str, chain: Chain, own: str, copied: set[Chain]) -> bool:
    if reason == COPIED:
        return chain in copied
    return chain[0] != own  # what we signed is sound, and we belong


def _copied(transaction: Transaction, copies: Iterable[Wire], refused: Iterable[Chain]) -> Iterator[Chain]:
    """The chains, among those refused, in which their workstation signed an operation that is not held here."""
    among = set(refused)
    shown = [one for one in map(_readable, copies) if one is not None and one.chain in among]
    held = log.held_ids(transaction.connection, [one.id for one in shown])
    return (one.chain for one in shown if one.id not in held and one.signed_by_its_device())


def _readable(wire: Wire) -> Operation | None:
    try:
        return read(wire)
    except Malformed:
        return None
