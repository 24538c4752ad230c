"""What really happened, written down beside the product: who signed what, knowing what, and what was acknowledged."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection

from app.core.clock import COUNTER_BITS, MOST_AHEAD
from app.core.operations import Operation, Wire, read
from tests.simulation.station import Station

AHEAD = MOST_AHEAD + 60_000  # ms a logical clock may be ahead of the hour its workstation has seen


class Violation(AssertionError):
    """An invariant does not hold. `law` is its name in the specification."""

    def __init__(self, law: str, what: str):
        super().__init__(f"{law} : {what}")
        self.law, self.what = law, what


@dataclass
class Held:
    """What one workstation holds, as it was seen last. `mark` names the set: the same set, the same mark."""

    ids: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    hour: int = 0  # the latest its own clock has shown
    gone: set[str] = field(default_factory=set)  # set aside with their reason, or of a space that was left
    repeated: set[str] = field(default_factory=set)  # what was written again, by the ids that lost their place
    mark: int = 0


@dataclass
class Ledger:
    """`signed`: every operation somebody's key really signed. `acknowledged`: those a person was told are kept, by
    workstation. `unsure`: signed when the machine stopped, so that nobody was told anything. `crafted`: written by a
    hand that asks no rule, which nobody may believe."""

    signed: dict[str, Operation] = field(default_factory=dict)
    acknowledged: dict[str, set[str]] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    crafted: set[str] = field(default_factory=set)
    worthless: set[str] = field(default_factory=set)  # of those, what may begin nothing
    knew: dict[str, frozenset[str]] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)

    def begin(self, station: Station) -> None:
        """Takes what the stage gave that workstation for granted."""
        held = self.held[station.prefix] = Held()
        held.hour = station.clock.now()  # what it took in on the stage, its clock believed then
        self.acknowledged[station.prefix] = set()
        for one in self._new(station, held):
            self.signed.setdefault(one.id, one)
            self.acknowledged[station.prefix].update([one.id] if one.header.device == station.device else [])

    def acted(self, station: Station, sure: bool = True) -> list[Operation]:
        """What that workstation has just signed. `sure`: the person was told that it is kept."""
        held = self.held[station.prefix]
        held.hour = max(held.hour, station.clock.now())
        before = frozenset(held.ids)
        new = []
        for one in self._new(station, held):
            if one.header.device != station.device or one.id in self.signed:
                self._require_signed(station, one)
                continue
            if one.header.clock >> COUNTER_BITS > held.hour + AHEAD:
                raise Violation("T19", f"{station.prefix} date ce qu'il écrit de l'heure folle d'un autre")
            self.signed[one.id] = one
            self.knew[one.id] = before
            before |= {one.id}
            if sure:
                self.acknowledged[station.prefix].add(one.id)
            else:
                self.unsure.add(one.id)
            new.append(one)
        self._require_whole(station, held)
        return new

    def looked(self, station: Station) -> list[Operation]:
        """What came in at a workstation where nobody wrote: all of it was signed by somebody."""
        held = self.held[station.prefix]
        held.hour = max(held.hour, station.clock.now())
        new = list(self._new(station, held))
        for one in new:
            self._require_signed(station, one)
        self._require_whole(station, held)
        return new

    def craft(self, operation: Operation) -> None:
        """Notes what a hand signed that asks no rule."""
        self.signed[operation.id] = operation
        self.crafted.add(operation.id)
        self.knew[operation.id] = frozenset()

    def _require_signed(self, station: Station, one: Operation) -> None:
        if one.header.device == station.device and one.id not in self.signed and self._repeats(station, one):
            self.signed[one.id] = one
            self.knew[one.id] = self.knew.get(str(one.body.get("repeats")), frozenset())
            self.acknowledged[station.prefix].add(one.id)
        if one.id not in self.signed:
            raise Violation("I6", f"{station.prefix} tient {one.header.kind} {one.id[:8]} que personne n'a écrit")

    def _repeats(self, station: Station, one: Operation) -> bool:
        """Whether the program wrote that by itself as it may: once again what lost its place, and that it did."""
        if one.header.kind == "workstation.renewed":
            return True
        lost, held = str(one.body.get("repeats")), self.held[station.prefix]
        if lost not in self.signed or lost in held.repeated:
            return False
        held.repeated.add(lost)
        return True

    def _require_whole(self, station: Station, held: Held) -> None:
        lost = self.acknowledged[station.prefix] - held.own - held.gone
        if lost:
            raise Violation("I1", f"{station.prefix} a perdu {len(lost)} opérations qui étaient enregistrées")

    def _let_go(self, station: Station, held: Held, now: set[str]) -> None:
        """What is held no more must have been set aside, or be of a space that was left."""
        with station.store.read() as transaction:
            connection = transaction.connection
            known = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'aside'").scalar()
            aside = connection.exec_driver_sql("SELECT id FROM aside").scalars().all() if known else []
            left = connection.exec_driver_sql("SELECT name FROM space WHERE removed_by IS NOT NULL").scalars().all()
        elsewhere, spaces = {id.hex() for id in aside}, {name.hex() for name in left}
        for id in held.ids - now:
            one = self.signed[id]
            if id not in elsewhere and one.space not in spaces and not self._again_begun(station, one.space):
                raise Violation("I1", f"{station.prefix} tenait {one.header.kind} {id[:8]} et ne le tient plus")
            held.gone.add(id)
            held.mark ^= int(id[:30], 16)
        held.own &= now
        held.ids &= now

    def _again_begun(self, station: Station, space: str) -> bool:
        """Whether that person was removed there once: he may have left, and come back, within one exchange."""
        return any(
            one.header.kind == "member.removed" and one.space == space and id not in self.crafted
            for id, one in self.signed.items()
        )

    def _new(self, station: Station, held: Held) -> Iterator[Operation]:
        """What is held now and was not, in the order it came; what was and is not is let go, if it may be."""
        with station.store.read() as transaction:
            rows = transaction.connection.exec_driver_sql("SELECT id FROM op ORDER BY n").all()
            now = [row.id.hex() for row in rows]
            new = [id for id in now if id not in held.ids]
            found = {id: self.signed.get(id) or _read(transaction.connection, id) for id in new}
        if len(now) != len(held.ids) + len(new):
            self._let_go(station, held, set(now))
        for id in new:
            one = found[id]
            held.ids.add(id)
            held.gone.discard(id)
            held.mark ^= int(id[:30], 16)
            if one.header.device == station.device:
                held.own.add(id)
            yield one

    # -- what may be believed

    def honest(self, ids: set[str]) -> list[Operation]:
        """Those of these operations that a program following the rules signed."""
        return [self.signed[id] for id in ids if id not in self.crafted]


def _read(connection: Connection, id: str) -> Operation:
    sql = "SELECT header, salt, body, signature FROM op WHERE id = ?"
    return read(Wire(*connection.exec_driver_sql(sql, (bytes.fromhex(id),)).one()))
