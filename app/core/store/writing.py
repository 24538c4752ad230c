"""What every transaction on the store does: looks, signs, keeps, and says what it touched."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from app.core.changes import Changes
from app.core.clock import Clock
from app.core.erasure import Scope, without_words
from app.core.errors import Refused
from app.core.keys import SigningKey
from app.core.operations import SALT_SIZE, Malformed, Operation, write
from app.core.records import Held
from app.core.register import Draft
from app.core.registers.accounts import Accounts
from app.core.store import (
    alarms,
    arrivals,
    brief_notices,
    cursor,
    duty_notices,
    erasing,
    incarnation,
    log,
    message_notices,
    notices,
    server_time,
)
from app.core.store.authority import Bench, judged_anew, where
from app.core.store.cursor import Cursor
from app.core.store.log import Batch
from app.core.store.moving import Moved, moved
from app.core.store.notices import Call
from app.core.store.projection import held_of, project, verified
from app.core.store.view import StoreView


@dataclass(frozen=True, slots=True)
class Told:
    """What the central has just told: a space, the rank up to which it is held now, and the ids it ranked."""

    space: str
    reached: int
    ids: Collection[bytes]


class Writing:
    """Reads, signs and keeps inside one transaction. `changes` says what it touched so far."""

    def __init__(self, connection: Connection, bench: Bench, key: SigningKey, clock: Clock):
        self.connection = connection
        self.changes = Changes()
        self.erased = False  # words were destroyed: the file is to be scrubbed of them
        self._bench, self._key, self._clock = bench, key, clock

    # -- looking

    @property
    def accounts(self) -> Accounts:
        return self._bench.authority(self.connection).accounts

    @property
    def device(self) -> str:
        """The key under which this workstation writes."""
        return self._key.public

    def view(self) -> StoreView:
        """What the rules may look at. Raises Refused when this workstation is not enrolled."""
        authority, standing = self._bench.authority(self.connection), self._bench.standing(self.connection)
        return StoreView(self.connection, authority, standing, self._key.public, self._clock)

    def held(self, records: Sequence[str]) -> dict[str, list[Held]]:
        return held_of(self.connection, records, self._bench.standing(self.connection))

    def verified(self, record: str) -> list[Held]:
        return self.all_verified([record])[record]

    def all_verified(self, records: Sequence[str]) -> dict[str, list[Held]]:
        """As `projection.verified`."""
        return verified(self.connection, records, self._bench.standing(self.connection))

    def moved(self, space: str) -> Mapping[bytes, tuple[Moved, ...]]:
        """As `moving.moved`."""
        return moved(self.connection, space, self._bench.standing(self.connection))

    def label(self, record: str) -> str:
        return log.label(self.connection, record)

    # -- writing here

    def sign(self, draft: Draft, grant: str) -> Operation:
        """The operation a draft becomes: numbered in its chain, dated and signed. Not kept yet. Raises Refused when
        it is too large for anybody to read."""
        place, life = log.Head(0, 0, ""), incarnation.current(self.connection)
        if draft.space:  # one that begins a space begins its chain there too
            place = log.head(self.connection, (self._key.public, life, draft.space))
        clock = self._clock.tick(log.latest_clock(self.connection))
        try:
            return write(
                self._key,
                kind=draft.kind,
                body=draft.body,
                salt=self._clock.chance(SALT_SIZE),
                incarnation=life,
                seq=place.seq + 1,
                prev=place.last,
                clock=clock,
                at=draft.at or self._clock.now(),
                space=draft.space,
                record=draft.record,
                grant=grant,
                touches={name: list(ids) for name, ids in draft.touches.items()},
            )
        except Malformed as error:
            raise Refused("C'est trop volumineux pour être enregistré : rien n'a été écrit.") from error

    def append(self, operation: Operation) -> None:
        """Keeps an operation signed here."""
        self._keep([operation], {}, local=True, reranked=False)
        if not operation.header.space:
            notices.caught_up(self.connection, operation.space)
        log.note_given(self.connection, operation.record)

    def cursor(self, space: str) -> Cursor:
        return cursor.of(self.connection, space)

    def ring(self, kind: str, space: str, about: str = "", detail: str = "") -> None:
        """As `alarms.ring`, now."""
        alarms.ring(self.connection, kind, space, about, self._clock.now(), detail)
        self.touch(space or self.accounts.service)

    def has_due(self) -> bool:
        """Whether the hour calls for notices that are not made yet."""
        return bool(self._due())

    def note_due(self) -> None:
        """Makes the notices that the hour calls for."""
        calls = self._due()
        notices.insert(self.connection, calls, self._clock.now())
        for space in {one.space for one in calls}:
            self.touch(space)

    def note_brief(self, space: str, kind: str, at: int) -> None:
        """Makes the notice of that kind of the brief which that crisis calls for at that hour, unless it is made."""
        notices.insert(self.connection, brief_notices.calls(self.connection, kind, [(space, at)]), self._clock.now())
        self.touch(space)

    def _due(self) -> list[Call]:
        authority = self._bench.authority(self.connection)
        entries = notices.due(self.connection, authority, self._key.public, self._clock.now())
        here = (self.connection, authority)
        messages = message_notices.due(*here, self._key.public, self._hour())
        standing = self._bench.standing(self.connection)
        entries += brief_notices.due(*here, self._key.public, self._clock.now())
        return entries + messages + duty_notices.due(*here, standing, self._key.public, self._hour())

    def _hour(self) -> int:
        """The server's."""
        return server_time.reckoned(self.connection, self._clock).now

    def touch(self, space: str, records: Iterable[str] = ()) -> None:
        """Something is known of that space, and of these records, that was not."""
        self.changes = both(self.changes, Changes(frozenset(records), frozenset({space} if space else ())))

    # -- what a write entails

    def _keep(
        self,
        operations: Sequence[Operation],
        ranks: Mapping[str, int],
        local: bool,
        reranked: bool,
        told: Told | None = None,
        withdrawn: Collection[str] = (),
    ) -> None:
        connection, before = self.connection, self._bench.authority(self.connection)
        operations = without_words(operations, erasing.scopes_in_force(connection, operations))
        if operations:
            latest = max(one.header.clock for one in operations)
            believed = latest if local else self._clock.believable(latest)
            log.note(connection, "clock", str(max(log.latest_clock(connection), believed)).encode())
        batch = log.insert(connection, operations, ranks)
        records = {one.record for one in operations} | set(withdrawn)
        control = reranked or bool(batch.control) or not batch.ids.isdisjoint(before.cut_ids())
        if control:
            self._bench.changed(connection, self._clock.chance(8))
            records |= judged_anew(connection, before, self._bench.authority(connection), batch)
        batch, erased = self._erase(batch, control, told)
        records |= {record for _, record, _ in erased}
        standing = self._bench.standing(connection)
        read = arrivals.read_of(connection, records) if control else set[str]()  # what counts no more is read no more
        project(connection, records, standing, batch)
        if erased:
            erasing.forget_words(connection, erased)
        me = standing.accounts.person_of(self._key.public)
        if me:
            arrivals.look_again(connection, me.id, records | read | arrivals.read_of(connection, records))
        if operations and not local:
            authority, now = self._bench.authority(connection), self._clock.now()
            notices.note_received(connection, operations, authority, standing, self._key.public, now)
            here = (authority, standing, self._key.public, now, self._hour())
            message_notices.note_received(connection, operations, *here)
            duty_notices.note_received(connection, operations, *here)
        spaces = frozenset(one.space for one in operations)
        self.changes = both(self.changes, Changes(frozenset(records), spaces, control, local))

    def _erase(self, batch: Batch, control: bool, told: Told | None) -> tuple[Batch, set[Scope]]:
        """Does what the erasures now in force say: the batch without the words they take, and what was erased."""
        erasing.note(self.connection, batch.operations)
        if told is None:
            return batch, set()
        arrived = None if control else told.ids
        erased = erasing.settle(self.connection, told.space, told.reached, arrived, where(self.connection))
        if not erased:
            return batch, erased
        self.erased = True
        for space in {space for space, _, _ in erased}:
            self.touch(space)
        return replace(batch, operations=without_words(batch.operations, erased)), erased


def both(one: Changes, other: Changes) -> Changes:
    return Changes(
        one.records | other.records, one.spaces | other.spaces, one.members or other.members, one.local or other.local
    )
