"""One transaction on the store: what the desk and the exchange do to the log, and what the rules see of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.core.changes import Changes
from app.core.operations import Chain, Malformed, Operation, Wire, to_wire
from app.core.register import Draft
from app.core.store import (
    alarms,
    arrivals,
    aside,
    cursor,
    erasing,
    forgetting,
    incarnation,
    log,
    notices,
    peers,
    repeating,
)
from app.core.store.cursor import Cursor
from app.core.store.peers import Sorted
from app.core.store.repeating import Life
from app.core.store.writing import Told, Writing, both

LEFT = "left {}"  # noted of a space that was deleted from here
ENROLLED = "workstation.enrolled"  # begins the life it is written in
AHEAD = "ahead"  # noted when somebody holds more of this life of ours than we do, until another has begun


@dataclass(frozen=True, slots=True)
class Received:
    """What became of operations that a carrier brought: those that are `new` in the log; how many were `known`, are
    `waiting` behind a gap, or were `forked`: another stands in their place; why others were `refused`, in French."""

    new: Sequence[Operation]
    known: int
    waiting: int
    forked: int
    refused: Sequence[str]


class Transaction(Writing):
    """What others wrote too: as the central ranked it, or as somebody carried it here."""

    def take(self, space: str, epoch: str, after: int, items: Sequence[Wire | bytes], ids: Sequence[bytes]) -> int:
        """Takes in what the central ranked after `after`: whole, in order. `ids` names every item. Returns how many
        operations were new. What was held of a chain where the central ranked something else is set aside.

        Raises Malformed when one of them is not what it should be; nothing is then kept.
        """
        unranked = cursor.of(self.connection, space).epoch != epoch
        if unranked:
            cursor.unrank(self.connection, space)
        new, forks = log.accept(self.connection, [item for item in items if isinstance(item, Wire)], space)
        ranks = {id: after + place for place, id in enumerate(ids, 1)}
        if len(ranks) != len(ids):
            raise Malformed("deux rangs pour une opération")
        self._note_own_ahead(new)
        withdrawn = self._withdraw(forks, new)
        arrived = {one.id for one in new}
        known = [(id, rank) for id, rank in ranks.items() if id.hex() not in arrived]
        reranked = log.set_ranks(self.connection, space, known, after)
        self._note_renewals(new)
        arrivals.note_arrivals(self.connection, space, new, self._clock.now())
        told = Told(space, after + len(ids), ranks.keys())
        own = {one.id: ranks[bytes.fromhex(one.id)] for one in new}
        self._keep(new, own, False, reranked or unranked or bool(withdrawn), told, withdrawn)
        if aside.is_any(self.connection):
            aside.forget(self.connection, arrived)
            self._place_waiting(space, {one.chain for one in new})
        return len(new)

    def receive(self, space: str, wires: Iterable[Wire]) -> Received:
        """Takes in what a carrier brings, without the central: each operation verified, those that continue their chain
        kept, the others set aside. Nothing of it has a rank."""
        found = peers.sort(self.connection, space, wires)
        self._keep_carried(space, found)
        fresh = aside.fitting(self.connection, space, found.aside)
        kept = aside.keep(self.connection, fresh)
        for one in fresh:
            if one.why == aside.FORK:  # of ours too: a copy of this workstation is at work
                self._ring_copied(space, one.operation.header.device)
        forked = sum(one.why == aside.FORK for one in fresh)
        return Received(found.placed, found.known, kept - forked, forked, found.refused)

    def believe(self, space: str, epoch: str, after: int, ids: Sequence[bytes], to: Cursor) -> bool:
        """Believes ranks that a carrier brought under a signature of the central that was verified: all those after
        `after`, once every one of these operations is held. False when it is too early, or another epoch.

        Raises Malformed as `take` does.
        """
        here = cursor.of(self.connection, space)
        if here.epoch not in ("", epoch) or here.rank != after or to.rank != after + len(ids):
            return False
        held = log.held_ids(self.connection, [id.hex() for id in ids])
        lacking = [id for id in ids if id.hex() not in held]
        waiting = aside.named(self.connection, lacking)
        if len(waiting) != len(lacking):
            return False
        self.take(space, epoch, after, [waiting.get(id, id) for id in ids], ids)
        self.move(space, to)
        self.require_words(space)
        return True

    def set_copied_aside(self, ids: Iterable[bytes]) -> None:
        """Operations that the central refused because their chain has two branches, which was proven, and what follows
        them: they leave the log. `heal` writes ours again; their author does the same with his."""
        for id in ids:
            where_ = log.position(self.connection, id.hex())
            if where_ is None:
                continue
            withdrawn = self._withdraw({where_[0]: where_[1] - 1}, ())
            self._keep([], {}, False, True, None, withdrawn)

    def _note_own_ahead(self, new: Iterable[Operation]) -> None:
        """Somebody gives of our present life what we never wrote in it: our store was restored, or copied."""
        mine = (self._key.public, incarnation.current(self.connection))
        for one in new:
            if one.chain[:2] == mine and one.header.kind != ENROLLED and not self._was_left(one.space):
                log.note(self.connection, AHEAD, b"1")

    def _was_left(self, space: str) -> bool:
        """Whether what we wrote there was deleted from here once, and comes back because we belong again."""
        return log.noted(self.connection, LEFT.format(space)) is not None

    def _note_renewals(self, new: Sequence[Operation]) -> None:
        """Other workstations say that they were restored or copied."""
        for one in new:
            if one.header.kind == "workstation.renewed" and one.header.device != self._key.public:
                self._ring_copied("", one.header.device, str(one.header.seq))

    def _ring_copied(self, space: str, device: str, detail: str = "") -> None:
        """Of a workstation of the service: anybody may make keys, and sign twice with them."""
        if device in self.accounts.workstations:
            self.ring(alarms.COPIED, space, device, detail)

    def _withdraw(self, forks: Mapping[Chain, int], new: Sequence[Operation]) -> set[str]:
        """Sets aside what lost its place; returns the records concerned."""
        records: set[str] = set()
        instead = {(one.chain, one.header.seq): one.id for one in new}
        for chain, seq in forks.items():
            taken = log.withdraw(self.connection, chain, seq)
            records |= {one.record for one in taken}
            other = instead.get((chain, seq + 1), "")
            aside.keep(self.connection, [aside.Set(one, aside.LOST, other) for one in taken])
            if chain[0] != self._key.public:  # of ours, `heal` says more
                self._ring_copied(chain[2], chain[0])
        return records

    def _place_waiting(self, space: str, chains: Collection[Chain]) -> None:
        """What waited behind a gap that is now filled finds its place."""
        if chains and aside.gaps(self.connection, space).keys() & chains:
            waiting = [one for one in aside.waiting(self.connection, space, chains) if one.body_bytes is not None]
            aside.forget(self.connection, [one.id for one in waiting])
            self.receive(space, map(to_wire, waiting))

    def _keep_carried(self, space: str, found: Sorted) -> None:
        if not found.placed:
            return
        arrivals.note_arrivals(self.connection, space, found.placed, self._clock.now())
        self._note_renewals(found.placed)
        self._keep(found.placed, {}, False, False)
        aside.forget(self.connection, [one.id for one in found.placed])
        self._note_own_ahead(found.placed)

    def heal(self, copied: bool = False) -> None:
        """To call when all that came is in: writes again what lost its place to a copy of this store. Another life
        begins when this one was `copied`, others hold more of it than we do, or it lost something itself: what former
        ones lost is written in this one."""
        lost = aside.lost_by(self.connection, self._key.public)
        life = incarnation.current(self.connection)
        if copied or log.noted(self.connection, AHEAD) == b"1" or any(one.header.incarnation == life for one in lost):
            log.note(self.connection, AHEAD, b"0")
            self._renew(len(lost))
        self._repeat(lost)

    def _renew(self, repeated: int) -> None:
        """Begins another life of this store, and tells everybody."""
        mark = incarnation.renew(self.connection, self._clock, self._key.public)
        me = self.accounts.workstations.get(self._key.public)
        self.ring(alarms.RENEWED, "", self._key.public, f"{me.prefix if me else ''}{mark}")
        if me:
            told = {"letter": mark, "repeated": repeated}
            self.append(self.sign(Draft("workstation.renewed", told, self.accounts.service, me.id), me.invitation))

    def _repeat(self, lost: Sequence[Operation]) -> None:
        """Writes again, in this life of the store, what lost its place to a copy of it: the same words, the same hour,
        the same number, each naming the operation it repeats. What was written upon it follows it."""
        me = self.accounts.person_of(self._key.public)
        names: dict[str, str] = {}
        for one in lost:
            record = names.get(one.record, one.record)
            if me and repeating.is_denied(one, self.held([record])[record], me.id):
                continue
            draft = repeating.draft(one, names, self._life_after(one, lost))
            operation = self.sign(draft, names.get(one.header.grant, one.header.grant))
            names[one.id] = operation.id
            self.append(operation)
        aside.note_repeated(self.connection, [one.id for one in lost])

    def _life_after(self, one: Operation, lost: Sequence[Operation]) -> Life:
        """Where the chain of that operation goes on, of those that were lost."""
        device, former, space = one.chain
        kept = min(each.header.seq for each in lost if each.chain == one.chain) - 1
        life = incarnation.current(self.connection)
        written = log.head(self.connection, (device, life, space)).seq if former != life else kept
        return Life(f"{device}:{former}", kept, f"{device}:{life}", written)

    # -- what a write entails

    def require_words(self, space: str) -> None:
        """To ask once all that is ranked in a space is held. Raises Malformed when words are missing that no erasure
        in force has taken: whoever carries operations may not strip them."""
        if erasing.first_uncovered(self.connection, space) is not None:
            raise Malformed("corps absent")

    def forget(self, space: str) -> None:
        """Deletes what is held of a space that we belong to no more."""
        forgetting.forget(self.connection, space)
        log.note(self.connection, LEFT.format(space), b"1")
        self._bench.changed(self.connection, self._clock.chance(8))
        self.erased = True
        self.changes = both(self.changes, Changes(frozenset(), frozenset({space}), True, False))

    def move(self, space: str, to: Cursor) -> None:
        """Notes how far the central's log of a space is held."""
        cursor.move(self.connection, space, to)
        self.touch(space)

    def caught_up(self, space: str) -> None:
        """Notes that all the central held of a space is here: what comes from now on is news."""
        notices.caught_up(self.connection, space)
