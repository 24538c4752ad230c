"""What must hold after each step, and at the end: I1 to I8 of the promises, each judged beside the product."""

import hashlib
from collections.abc import Iterable

from sqlalchemy import Connection, select

from app.core.errors import Refused
from app.core.operations import Operation
from app.core.store.verification import verify
from app.server.schema import FORKS
from app.sync.confirmation import against
from app.sync.protocol import Exchange, Reply
from tests.core.store.looking import tables
from tests.simulation.archive import kept_aside
from tests.simulation.ledger import Violation
from tests.simulation.proof import Proof, Seat, Unproven, Witness
from tests.simulation.station import Station
from tests.simulation.world import World

CLEARED = ("validated", "dispatched", "embargoed", "expired")
FALSE = "Faux"  # what the entries of a traitor are about
JOINED = "JOIN space ON space.n = message.space"
ASSOCIATED = frozenset(("INT", "SAN"))


class Laws:
    """Watches one world."""

    def __init__(self, world: World):
        self.world = world
        seats = {one.device: Seat(one.seat.name, one.seat.organisation) for one in world.stations}
        self._witness = Witness(seats, world.ledger.knew, ASSOCIATED)
        self._cleared: dict[tuple[str, int], str] = {}
        self._looked: dict[str, int] = {}
        self._pushed: frozenset[str] = frozenset()
        self.reached: set[str] = set()
        world.house.watch, world.house.offer = self.answered, self.offered

    # -- at each answer of the central

    def answered(self, device: str, request: Exchange, reply: Reply | None, connection: Connection) -> None:
        if reply is None:
            return
        self._pushed = frozenset(hashlib.sha256(one.header).hexdigest() for one in request.operations)
        told = [item for item in reply.items if not isinstance(item, bytes)]
        if told and request.space in self.world.known.crises:
            self._require_member(device, request.space)
        if told and self._revoked(device):
            raise Violation("I3", f"un poste révoqué a reçu {len(told)} opérations")
        self._require_kept(request, reply, connection)

    def offered(self, device: str, spaces: Iterable[str]) -> None:
        """What a live stream would tell of, too."""
        for space in set(spaces) & set(self.world.known.crises):
            self._require_member(device, space)

    def _require_member(self, device: str, space: str) -> None:
        """I3, at the last moment: some grant that no removal of that person takes away, by people who may."""
        shelf = self.world.archive.shelves.get(space)
        prefix = next((one.prefix for one in self.world.stations if one.device == device), "")
        person = self.world.person.get(prefix, "")
        if shelf is None:  # it begins with this very push
            return
        control = [one for one in shelf.control if one.id not in self.world.ledger.crafted]
        removed = [one for one in control if one.header.kind == "member.removed"]
        gone = {one.body["person"] for one in removed}
        mine = [one.id for one in removed if one.body["person"] == person and self._by_member(one, gone)]
        for one in control:
            if one.header.kind == "crisis.opened" and one.header.device == device and not mine:
                return
            given = one.header.kind == "member.added" and one.body["person"] == person
            if given and set(mine) <= set(one.body.get("undoes", ())):
                return
        if not shelf.control:
            return
        if self._brings_grant(person):
            return
        raise Violation("I3", f"{prefix} a reçu des opérations d'une crise dont il n'est pas membre")

    def _by_member(self, removal: Operation, gone: Iterable[str]) -> bool:
        """Whether whoever signed it was never removed, nor revoked: of others nothing is said here."""
        prefix = next((one.prefix for one in self.world.stations if one.device == removal.header.device), "")
        return self.world.person.get(prefix) not in gone and not self._revoked(removal.header.device)

    def _brings_grant(self, person: str) -> bool:
        """Whether the grant may be in the very push that is being answered."""
        pushed = [self.world.ledger.signed[id] for id in self._pushed if id in self.world.ledger.signed]
        return any(
            one.header.kind == "member.added"
            and one.body["person"] == person
            and one.id not in self.world.ledger.crafted
            for one in pushed
        )

    def _revoked(self, device: str) -> bool:
        shelf = self.world.archive.shelves[self.world.service]
        enrolments = {
            one.id for one in shelf.control if one.header.device == device and one.header.kind == "workstation.enrolled"
        }
        crafted = self.world.ledger.crafted
        return any(
            one.header.kind == "workstation.revoked" and one.id not in crafted and one.header.record in enrolments
            for one in shelf.control
        )

    def _require_kept(self, request: Exchange, reply: Reply, connection: Connection) -> None:
        """I8: whatever was received is ranked, waits, is in quarantine or was refused by name."""
        if not request.operations:
            return
        sent = {hashlib.sha256(one.header).digest() for one in request.operations}
        refused = {one.id for one in reply.answers if one.verdict == "refused"}
        lost = sent - refused - kept_aside(connection, sorted(sent))
        if lost:
            raise Violation("I8", f"{len(lost)} opérations reçues ne sont ni classées, ni gardées, ni refusées")

    # -- after each step

    def after_step(self) -> None:
        self.world.archive.look()
        for prefix in sorted(self.world.touched):
            self._after(self.world.at[prefix])

    def _after(self, station: Station) -> None:
        held = self.world.ledger.held[station.prefix]
        if self._looked.get(station.prefix) == held.mark:
            return
        self._looked[station.prefix] = held.mark
        self._require_reason_to_leave(station)
        with station.store.read() as transaction:
            sql = f"SELECT DISTINCT space.name FROM message {JOINED} WHERE state IN (?, ?, ?, ?)"
            spaces = transaction.connection.exec_driver_sql(sql, CLEARED).scalars().all()
        for space in spaces:
            for row in station.reading.messages(space.hex()):
                self._require_cleared(station, row.id, space.hex(), row.state, held.mark)

    def _require_reason_to_leave(self, station: Station) -> None:
        with station.store.read() as transaction:
            rows = transaction.connection.exec_driver_sql("SELECT removed_by FROM space WHERE removed_by IS NOT NULL")
            for by in rows.scalars():
                if by.hex() not in self.world.ledger.signed or by.hex() in self.world.ledger.crafted:
                    raise Violation("I3", f"{station.prefix} a quitté un espace sans que personne ne l'ait retiré")

    def _require_cleared(self, station: Station, message: str, space: str, listed: str, mark: int) -> None:
        """I4: what is shown as cleared was signed by the whole circuit, as far as is known there."""
        try:
            state = station.reading.message(message).state
        except Refused as refused:
            raise Violation("I4", f"{station.prefix} montre un message qu'il ne lit pas : {refused}") from refused
        if state != listed:
            raise Violation("I4", f"{station.prefix} liste « {listed} » ce qui est {state}")
        if state not in CLEARED or (message, mark) in self._cleared:
            return
        self._cleared[message, mark] = station.prefix
        self.reached.add(state)
        ids = self.world.ledger.held[station.prefix].ids
        held = [one for one in self.world.ledger.honest(ids) if one.space == space and not self._beyond(one, ids)]
        try:
            Proof(self._witness, held, message).require(state, "")
        except (Unproven, KeyError) as error:
            raise Violation("I4", f"{station.prefix} montre validé ({state}) : {error}") from error

    def _beyond(self, operation: Operation, ids: set[str]) -> bool:
        """Whether its workstation was revoked and it is not among what was accepted of it."""
        for id in ids:
            one = self.world.ledger.signed[id]
            if one.header.kind != "workstation.revoked" or id in self.world.ledger.crafted:
                continue
            enrolment = self.world.ledger.signed.get(one.header.record)
            if enrolment is None or enrolment.header.device != operation.header.device:
                continue
            ends = [self.world.ledger.signed[last] for last in one.body["last"] if last in self.world.ledger.signed]
            if not any(end.chain == operation.chain and operation.header.seq <= end.header.seq for end in ends):
                return True
        return False

    # -- at the end

    def agreed(self) -> bool:
        """Whether everybody from whom something is expected holds all that is ranked, and has nothing left to send."""
        self.world.archive.look()
        shelves = self.world.archive.shelves
        for station in self.expected():
            with station.store.read() as transaction:
                connection = transaction.connection
                held = {
                    row.name.hex(): row for row in connection.exec_driver_sql("SELECT n, name, rank FROM space").all()
                }
                for name in self._spaces_of(station) & set(shelves):
                    if name not in held or held[name].rank != len(shelves[name].ids):
                        return False
                    sql = "SELECT count(*) FROM op WHERE space = ? AND rank IS NULL AND verdict IS NULL"
                    if connection.exec_driver_sql(sql, (held[name].n,)).scalar():
                        return False
        return True

    def expected(self) -> list[Station]:
        """Those who are neither revoked nor known as copied."""
        with self.world.house.central.database.reading() as connection:
            copied = set(connection.scalars(select(FORKS.c.device)))
        return [
            one
            for one in self.world.stations
            if one.device not in copied and not self._revoked(one.device) and one.prefix not in self.world.forsaken
        ]

    def _spaces_of(self, station: Station) -> set[str]:
        view = self.world.house.central.look()
        return set(view.spaces_of(station.device))

    def at_the_end(self) -> None:
        self.world.archive.read_again()
        self._require_nothing_lost()
        shown: dict[str, tuple[str, object]] = {}
        for station in self.expected():
            verdict = verify(station.store, against(lambda: self.world.house.central.key.public))
            if not verdict.intact:
                raise Violation("I7", f"{station.prefix} : {verdict.first_bad} {verdict.why} {verdict}")
            self._require_same(station, shown)
        for station in self.world.stations:
            self._after(station)
            self._require_honest_words(station)
            self._require_honest_acts(station)
        self._require_handed_in()

    def _require_honest_words(self, station: Station) -> None:
        """What the traitor signed out of his place is read nowhere."""
        with station.store.read() as transaction:
            rows = transaction.connection.exec_driver_sql("SELECT id FROM entry WHERE subject = ?", (FALSE,)).all()
        ledger = self.world.ledger
        for row in rows:
            if row.id.hex() not in ledger.crafted or row.id.hex() in ledger.worthless:
                raise Violation("I4", f"{station.prefix} montre ce qu'un traître a signé hors de sa place")

    def _require_honest_acts(self, station: Station) -> None:
        """What people who were never removed decided, with the right to, counts, whatever their clocks said."""
        with station.store.read() as transaction:
            view = transaction.view()
            folded = [view.members(space) for space in self.world.known.crises]
            refused = {id: why for members in folded for id, why in members.refused.items()}
        believed = {id for members in folded for id in (*members.grants, *members.removals, *members.regimes)}
        if believed & self.world.ledger.crafted:
            raise Violation("I4", f"{station.prefix} tient compte d'un acte de membre signé par un traître")
        for id, why in refused.items():
            one = self.world.ledger.signed[id]
            if id not in self.world.ledger.crafted and not self._ever_removed(one.header.device, one.space):
                raise Violation("I4", f"{station.prefix} ne tient pas compte d'un acte régulier : {why}")

    def _ever_removed(self, device: str, space: str) -> bool:
        prefix = next((one.prefix for one in self.world.stations if one.device == device), "")
        person = self.world.person.get(prefix)
        return self._revoked(device) or any(
            one.header.kind == "member.removed" and one.space == space and one.body["person"] == person
            for id, one in self.world.ledger.signed.items()
            if id not in self.world.ledger.crafted
        )

    def _require_handed_in(self) -> None:
        """I1: what left a workstation with a space it belongs to no more, the central keeps."""
        if self.world.house.restored:
            return
        ledger = self.world.ledger
        gone = {
            id
            for station in self.world.stations
            for id in ledger.held[station.prefix].gone & ledger.acknowledged[station.prefix]
        }
        with self.world.house.central.database.reading() as connection:
            kept = kept_aside(connection, [bytes.fromhex(id) for id in sorted(gone)])
        lost = gone - {id.hex() for id in kept} - {id for one in ledger.held.values() for id in one.repeated}
        if lost:
            raise Violation("I1", f"{len(lost)} opérations sont parties avec leur espace, et ne sont nulle part")

    def _require_same(self, station: Station, shown: dict[str, tuple[str, object]]) -> None:
        """I5: the same operations under the same ranks are shown the same."""
        with station.store.read() as transaction:
            sql = "SELECT id, rank FROM op ORDER BY id"
            key = hashlib.sha256(repr(transaction.connection.exec_driver_sql(sql).all()).encode()).hexdigest()
        seen = tables(station.store)
        other, known = shown.setdefault(key, (station.prefix, seen))
        if known != seen:
            raise Violation("I5", f"{station.prefix} et {other} tiennent la même chose et ne montrent pas la même")

    def _require_nothing_lost(self) -> None:
        """I1: whatever was acknowledged is where it was written, and with every member of its space."""
        ledger = self.world.ledger
        for station in self.world.stations:
            with station.store.read() as transaction:
                ids = {row.id.hex() for row in transaction.connection.exec_driver_sql("SELECT id FROM op")}
            if ids != ledger.held[station.prefix].ids:
                raise Violation("I1", f"{station.prefix} ne tient plus ce qu'il tenait")
        for station in self.expected():
            mine = self._spaces_of(station)
            for space in mine & set(self.world.archive.shelves):
                held = ledger.held[station.prefix].ids
                missing = set(self.world.archive.shelves[space].ids) - held
                if missing:
                    raise Violation("I1", f"{station.prefix} n'a pas {len(missing)} opérations de {space[:8]}")
                written = {id for id in ledger.acknowledged[station.prefix] if ledger.signed[id].space == space}
                written -= ledger.held[station.prefix].repeated
                left = written - set(self.world.archive.shelves[space].ids)
                if left and not self._was_removed(station, space):
                    raise Violation(
                        "I1", f"{station.prefix} : {len(left)} opérations enregistrées ne sont chez personne"
                    )

    def _was_removed(self, station: Station, space: str) -> bool:
        """Whether that person was once removed there: what was written meanwhile is in quarantine."""
        removed = [one for one in self.world.archive.shelves[space].control if one.header.kind == "member.removed"]
        return any(
            one.body.get("person") == self.world.person[station.prefix] for one in removed if isinstance(one.body, dict)
        )
