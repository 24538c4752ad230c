"""What the screens may ask of crises: those I am in, those that look like one event, and what joined some of them."""

from dataclasses import dataclass

from app.core import twins
from app.core.errors import Refused
from app.core.registers import crisis as crises
from app.core.registers import reunions
from app.core.registers.crisis import JOINERS, Crisis, Joining
from app.core.registers.members import Member
from app.core.roles import may_manage_members, may_write_entries
from app.core.store import preferences
from app.core.store.rhythm_reading import RhythmReading
from app.core.store.rows import PENDING, CrisisRow, columns_of
from app.core.store.store import Store
from app.core.store.transaction import Transaction
from app.core.store.view import StoreView

UNKNOWN = "Cette crise n'est pas connue de ce poste."


@dataclass(frozen=True, slots=True)
class Twins:
    """Two open crises that look like one event. `second` would be joined to `first`; `mine`: I may decide it."""

    first: CrisisRow
    second: CrisisRow
    reasons: tuple[str, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class Reunion:
    """That a crisis is joined to another, `first`, when that one is held: who said so, and who is a member of one of
    them and not of the other."""

    crisis: CrisisRow
    first: CrisisRow | None
    joining: Joining
    left_out: tuple[tuple[str, Member], ...]  # the code of the crisis that lacks him, and his place in the other


class CrisisReading(RhythmReading):
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    _store: Store

    def crises(self) -> list[CrisisRow]:
        """The crises this person is a member of, the latest first."""
        with self._store.read() as transaction:
            return _crises(transaction)

    def crisis(self, id: str) -> Crisis:
        with self._store.read() as transaction:
            return _crisis(transaction, id)

    def crisis_codes(self) -> dict[str, str]:
        """What each crisis held is called, by id."""
        return {row.id: row.code for row in self.crises()}

    def twins(self) -> list[Twins]:
        """The open crises that look like one event, two by two, less those of which somebody here said that they are
        two; the latest opened first."""
        with self._store.read() as transaction:
            view, apart = transaction.view(), preferences.distinct(transaction.connection)
            known = {row.id: row for row in _crises(transaction) if row.open and not row.joined_to}
            found = []
            for pair in twins.pairs(list(known.values())):
                if frozenset((pair.first, pair.second)) in apart:
                    continue
                first, second = pair.first, pair.second
                if not _may_join(second, first, view) and _may_join(first, second, view):
                    first, second = second, first
                mine = _may_join(second, first, view)
                found.append(Twins(known[first], known[second], pair.reasons, mine))
            return found

    def reunion(self, id: str) -> Reunion | None:
        """What that crisis is joined to; None when it stands by itself."""
        with self._store.read() as transaction:
            view, known = transaction.view(), {row.id: row for row in _crises(transaction)}
            firsts = view.firsts_of(id)
            if not firsts or id not in known:
                return None
            folded = _crisis(transaction, id)
            joining = next(one for one in folded.joins if one.first == firsts[0])
            lacking = reunions.lacking(id, firsts[0], view) if firsts[0] in known else []
            left_out = tuple((known[into].code, member) for into, member in lacking)
            return Reunion(known[id], known.get(firsts[-1]), joining, left_out)


def _crises(transaction: Transaction) -> list[CrisisRow]:
    view = transaction.view()
    sql = (
        f"SELECT t.*, {PENDING} FROM crisis t JOIN space ON space.n = t.space"
        " WHERE space.removed_by IS NULL ORDER BY t.key DESC"
    )
    found = []
    for row in transaction.connection.exec_driver_sql(sql):
        grants = view.grants(row.id.hex())
        if grants:
            roles, joined = ", ".join(grant.role for grant in grants), view.joined_to(row.id.hex())
            found.append(CrisisRow(**columns_of(row, CrisisRow), role=roles, joined_to=joined))
    return found


def _crisis(transaction: Transaction, id: str) -> Crisis:
    found = crises.fold(transaction.verified(id))
    if found is None:
        raise Refused(UNKNOWN)
    return found


def _may_join(second: str, first: str, view: StoreView) -> bool:
    there = (grant.role for grant in view.grants(first))
    return not JOINERS.isdisjoint(grant.role for grant in view.grants(second)) and any(
        may_write_entries(role) or may_manage_members(role) for role in there
    )
