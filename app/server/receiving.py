"""What becomes of the operations of a push: ranked, known, waiting, quarantined or refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy import Connection, bindparam, exists, select, tuple_

from app.core.erasure import ERASING, is_without_words, scope
from app.core.operations import Chain, Malformed, Operation, Wire, read
from app.core.registers.accounts import Accounts, within
from app.core.standing import is_decisive
from app.server import aside, erasing, log
from app.server.appending import append, chain_numbers
from app.server.log import Space
from app.server.schema import CHAINS, ERASURES, FORKS, OPERATIONS, WAITING
from app.sync.protocol import COPIED, Answer

_HEADS = select(
    *(CHAINS.c.device, CHAINS.c.incarnation, CHAINS.c.number, CHAINS.c.seq, CHAINS.c.head),
    exists().where(WAITING.c.chain == CHAINS.c.number),
    exists().where(FORKS.c.device == CHAINS.c.device),
    exists().where(~ERASURES.c.done),
).where(
    CHAINS.c.space == bindparam("space"),
    tuple_(CHAINS.c.device, CHAINS.c.incarnation).in_(bindparam("names", expanding=True)),
)


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a push: the space after it, the ranks it gave, an answer for each other operation, by id."""

    space: Space
    ranked: dict[bytes, int]
    answers: dict[bytes, Answer]


@dataclass(slots=True)
class Head:
    """Where a chain stands while a push is taken. `last` is the operation accepted there, when it just was.

    `ahead` holds, by seq, what cannot be ranked yet; `accepted` what follows the ranked without a gap. `waits`: it may
    have operations that wait; `copied`: its workstation may have two branches; `erasing`: erasures may not be in force.
    """

    number: int
    seq: int
    id: str
    waits: bool = True
    copied: bool = True
    erasing: bool = True
    last: Operation | None = None
    ahead: dict[int, Operation] = field(default_factory=dict)
    accepted: list[Operation] = field(default_factory=list)


class Push:
    """Operations being taken into one space, in one transaction that holds its lock."""

    def __init__(self, connection: Connection, space: Space, accounts: Accounts, carrier: str, now: int):
        self._connection, self._space, self._accounts = connection, space, accounts
        self._carrier, self._now = carrier, now
        self._fresh: dict[str, Operation] = {}
        self._heads: dict[Chain, Head] = {}
        self._waited: dict[str, Operation] = {}  # was waiting before this push: its signature was checked then
        self._known: dict[str, int] = {}
        self._copied: set[Chain] = set()
        self._erasing = True  # erasures that are not in force yet may be now
        self._accepted: list[Operation] = []
        self._quarantined: list[Operation] = []
        self._accusing: list[Operation] = []
        self._positions: dict[str, tuple[Chain, int] | None] = {}
        self._sound: set[str] = set()
        self._answers: dict[bytes, Answer] = {}

    def take(self, wires: Sequence[Wire]) -> Received:
        """What becomes of these. Operations may come without their words although nothing here has erased them yet: a
        central restored from an old copy has lost the erasure. They are ranked with it, or wait for it."""
        answers: dict[bytes, Answer] = {}
        operations = erasing.without_words(self._connection, [*readable(self._space.id, wires, answers).values()])
        bare = [one for one in operations if one.body_bytes is None]
        while bare:
            attempt = self._connection.begin_nested()
            received = self._again()._take(operations, dict(answers))
            uncovered = self._uncovered(bare, received)
            if not uncovered:
                attempt.commit()
                return received
            attempt.rollback()
            answers |= {bytes.fromhex(id): Answer(bytes.fromhex(id), "waiting") for id in uncovered}
            operations = [one for one in operations if one.id not in uncovered]
            bare = [one for one in bare if one.id not in uncovered]
        return self._take(operations, answers)

    def _again(self) -> "Push":
        return Push(self._connection, self._space, self._accounts, self._carrier, self._now)

    def _uncovered(self, bare: Iterable[Operation], received: Received) -> set[str]:
        """Those of these wordless operations that were kept and that nothing has erased."""
        kept = [one for one in bare if _is_kept(bytes.fromhex(one.id), received)]
        gone = erasing.scopes_in_force(self._connection, {scope(one) for one in kept})
        return {one.id for one in kept if scope(one) not in gone}

    def _take(self, operations: Iterable[Operation], answers: dict[bytes, Answer]) -> Received:
        self._fresh, self._answers = {one.id: one for one in operations}, answers
        self._look_up()
        for operation in [*self._waited.values(), *self._fresh.values()]:
            self._place(operation)
        accepted = self._authentic()
        self._keep_the_rest()
        settled = (*accepted, *self._quarantined, *self._accusing)
        aside.no_longer_waiting(self._connection, [one for one in settled if one.id in self._waited])
        aside.quarantine(self._connection, self._quarantined, self._carrier, self._now)
        numbers = {chain: head.number for chain, head in self._heads.items() if head.number}
        space = append(self._connection, self._space, accepted, self._sound, self._now, numbers)
        if accepted and (self._erasing or any(one.header.kind in ERASING for one in accepted)):
            erasing.settle(self._connection, self._accounts.service, space)
        ranked = {bytes.fromhex(one.id): self._space.rank + 1 + place for place, one in enumerate(accepted)}
        return Received(space, ranked, self._answers)

    def _look_up(self) -> None:
        """What the log already holds of these chains and these operations."""
        chains = {operation.chain for operation in self._fresh.values()}
        self._heads = _heads(self._connection, self._space, chains)
        numbers = [head.number for head in self._heads.values() if head.number and head.waits]
        if numbers:
            self._waited = {one.id: one for one in aside.waiting_in(self._connection, numbers)}
        behind = [bytes.fromhex(one.id) for one in self._fresh.values() if one.header.seq <= self._heads[one.chain].seq]
        if behind:
            rows = self._connection.execute(
                select(OPERATIONS.c.id, OPERATIONS.c.rank).where(OPERATIONS.c.id.in_(behind))
            )
            self._known = {row.id.hex(): row.rank for row in rows}
        suspected = {device for (device, _, _), head in self._heads.items() if head.copied}
        self._copied = aside.copied(self._connection, suspected) if suspected else set()
        self._erasing = self._space.id == self._accounts.service or any(one.erasing for one in self._heads.values())

    def _place(self, operation: Operation) -> None:
        head, seq = self._heads[operation.chain], operation.header.seq
        if operation.id in self._known:
            self._answer(operation, "known", rank=self._known[operation.id])
        elif seq <= head.seq:
            accepted = {one.header.seq: one for one in head.accepted}.get(seq)
            if accepted is None or accepted.id != operation.id:
                self._fork(operation, accepted)
        elif seq in head.ahead:
            if head.ahead[seq].id != operation.id:
                self._fork(operation, head.ahead[seq])
        elif operation.chain in self._copied and operation.id not in self._waited:
            self._answer(operation, "refused", COPIED)
        elif self._beyond_cut(operation):
            self._quarantine(operation)
        else:
            head.ahead[seq] = operation
            self._advance(head)

    def _advance(self, head: Head) -> None:
        """Accepts what now follows without a gap."""
        while operation := head.ahead.get(head.seq + 1):
            if operation.header.prev != head.id:
                del head.ahead[head.seq + 1]
                self._fork(operation, head.last)
                return
            if self._cut_unknown(operation):
                return
            del head.ahead[head.seq + 1]
            head.seq, head.id, head.last = operation.header.seq, operation.id, operation
            head.accepted.append(operation)
            self._accepted.append(operation)

    def _beyond_cut(self, operation: Operation) -> bool:
        return self._accounts.beyond_cut(operation, self._position) and not self._cut_unknown(operation)

    def _cut_unknown(self, operation: Operation) -> bool:
        """Whether the revocation of its workstation names an operation that nobody has brought yet, which may come
        after this one in its chain."""
        last = self._accounts.cuts.get(operation.header.device)
        if last is None or within(operation, last, self._position):
            return False
        return any(self._position(id) is None for id in last)

    def _position(self, id: str) -> tuple[Chain, int] | None:
        if id not in self._positions:
            here = self._fresh.get(id)
            found = (here.chain, here.header.seq) if here else log.position(self._connection, id)
            self._positions[id] = found
        return self._positions[id]

    def _fork(self, operation: Operation, other: Operation | None) -> None:
        """Two operations at one place. Only two sound signatures accuse a workstation; what is ranked is sound."""
        if not _signed(operation) or (other is not None and not _signed(other)):
            self._answer(operation, "refused", "signature")
            return
        held = other.id if other else self._ranked_at(operation)
        aside.keep_fork(self._connection, operation, held, self._now)
        self._accusing.append(operation)
        self._copied.add(operation.chain)
        self._answer(operation, "refused", COPIED)

    def _ranked_at(self, operation: Operation) -> str:
        """The ranked operation that stands where this one would, or the one it does not follow."""
        head = self._heads[operation.chain]
        here = (OPERATIONS.c.chain == head.number) & (OPERATIONS.c.seq == operation.header.seq)
        found = self._connection.scalars(select(OPERATIONS.c.id).where(here)).first()
        return found.hex() if found else head.id

    def _quarantine(self, operation: Operation) -> None:
        if _signed(operation):
            self._quarantined.append(operation)
            self._answer(operation, "quarantined")
        else:
            self._answer(operation, "refused", "signature")

    def _authentic(self) -> list[Operation]:
        """The accepted operations whose chain's part stands: its last signature vouches for the linked ones before.

        A part with a bad signature is refused whole.
        """
        broken: set[str] = set()
        for head in self._heads.values():
            new = [one for one in head.accepted if one.id not in self._waited]
            must = [one for one in new if is_decisive(one.header.kind) or one is head.last or not one.header.prev]
            if not all(map(_signed, must)):
                broken |= {one.id for one in head.accepted}
                for operation in new:
                    self._answer(operation, "refused", "signature")
            self._sound |= {one.id for one in must}
        self._sound |= self._waited.keys()
        return [one for one in self._accepted if one.id not in broken] if broken else self._accepted

    def _keep_the_rest(self) -> None:
        """What cannot be ranked yet waits, each checked by itself: nothing before it vouches for it. What there is no
        room for is said to wait as well: whoever brings it keeps it, and brings it again."""
        new = [one for head in self._heads.values() for one in head.ahead.values() if one.id not in self._waited]
        sound = []
        for operation in new:
            if _signed(operation):
                sound.append(operation)
            else:
                self._answer(operation, "refused", "signature")
        if sound:
            sound = sound[: aside.room_to_wait(self._connection, self._space.number)]
        numbers = chain_numbers(self._connection, self._space, {one.chain for one in sound})
        aside.keep_waiting(self._connection, [(numbers[one.chain], one) for one in sound], self._now)
        still = {one.id for head in self._heads.values() for one in head.ahead.values()}
        for operation in self._fresh.values():
            if operation.id in still and bytes.fromhex(operation.id) not in self._answers:
                self._answer(operation, "waiting")

    def _answer(self, operation: Operation, verdict: str, reason: str = "", rank: int = 0) -> None:
        if operation.id in self._fresh:
            id = bytes.fromhex(operation.id)
            self._answers[id] = Answer(id, verdict, reason, rank)


def _is_kept(id: bytes, received: Received) -> bool:
    return id in received.ranked or (id in received.answers and received.answers[id].verdict == "waiting")


def readable(space: str, wires: Iterable[Wire], answers: dict[bytes, Answer]) -> dict[str, Operation]:
    """The operations of that space among these bytes, each once, in the order they came; the others are answered."""
    operations: dict[str, Operation] = {}
    for wire in wires:
        try:
            operation = read(wire)
        except Malformed:
            id = sha256(wire.header).digest()
            answers[id] = Answer(id, "refused", "illisible")
            continue
        stripped = operation.body_bytes is None and not is_without_words(operation)
        if operation.space != space or stripped:
            id = bytes.fromhex(operation.id)
            answers[id] = Answer(id, "refused", "autre espace" if operation.space != space else "illisible")
        else:
            operations.setdefault(operation.id, operation)
    return operations


def _heads(connection: Connection, space: Space, chains: set[Chain]) -> dict[Chain, Head]:
    heads = {chain: Head(0, 0, "") for chain in chains}
    names = [(device, incarnation) for device, incarnation, _ in chains]
    rows = connection.execute(_HEADS, {"space": space.number, "names": names})
    for device, incarnation, number, seq, id, waits, copied, unsettled in rows:
        heads[(device, incarnation, space.id)] = Head(number, seq, id.hex(), waits, copied, unsettled)
    return heads


def _signed(operation: Operation) -> bool:
    return operation.signed_by_its_device()
