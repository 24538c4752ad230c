"""The lines of the main courante as they are listed: a page of them is one statement."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from sqlalchemy import Connection

from app.core.registers.acknowledgements import READ
from app.core.registers.members import Members
from app.core.store.log import marks
from app.core.store.rows import EntryRow
from app.core.store.schema import OPEN
from app.core.store.transaction import Transaction
from app.core.store.view import StoreView

ROWS = (
    "SELECT t.*, space.name AS space_name,"
    " EXISTS (SELECT 1 FROM op WHERE op.record = t.id AND op.rank IS NULL) AS pending,"
    " EXISTS (SELECT 1 FROM conflict WHERE conflict.record = t.id) AS conflict,"
    " EXISTS (SELECT 1 FROM arrival WHERE arrival.record = t.id) AS away,"
    f" EXISTS (SELECT 1 FROM relation WHERE source = t.id AND kind = 'contradicts' AND {OPEN})"
    f" OR EXISTS (SELECT 1 FROM relation WHERE target = t.id AND kind = 'contradicts' AND {OPEN}"
    " AND relation.space = t.space) AS contradicted,"
    f" (SELECT group_concat(person) FROM relation WHERE target = t.id AND kind = '{READ}') AS read_by"
    " FROM entry t JOIN space ON space.n = t.space WHERE t.key IN "
)
TRUTHS = ("pending", "conflict", "away", "contradicted", "key_event", "amended", "unread")


def rows(transaction: Transaction, keys: Sequence[int]) -> dict[int, EntryRow]:
    """The rows of these keys, by key; those that are no longer there are left out."""
    view, found, seats = transaction.view(), dict[int, EntryRow](), dict[bytes, _Seat]()
    result = transaction.connection.exec_driver_sql(f"{ROWS}({marks(keys)})", tuple(keys))
    names, cursor = tuple(result.keys()), cast(Any, result.cursor)
    for row in cursor:  # the driver's own rows: a page is read in half the time
        values = dict(zip(names, row, strict=True))
        seat = seats.get(values["space_name"])
        if seat is None:
            seat = seats[values["space_name"]] = _Seat(view, values["space_name"].hex())
        found[values["key"]] = _row(values, seat)
    for shown in {seat.beside for seat in seats.values()}:
        twice = borne_twice(transaction.connection, [row.number for row in found.values()], shown)
        found |= {key: replace(row, twin=True) for key, row in found.items() if row.number in twice}
    return found


def borne_twice(connection: Connection, numbers: Sequence[str], spaces: Sequence[str]) -> set[str]:
    """Those of these numbers that several records shown together, in these spaces, bear: crises that were joined, or a
    workstation that lived twice."""
    sql = (
        f"SELECT number.text FROM number WHERE number.text IN ({marks(numbers)}) AND main"
        f" AND space IN (SELECT n FROM space WHERE name IN ({marks(spaces)})) GROUP BY number.text HAVING count(*) > 1"
    )
    return set(connection.exec_driver_sql(sql, (*numbers, *map(bytes.fromhex, spaces))).scalars())


class _Seat:
    """Who I am in a crisis, and who were its members when."""

    def __init__(self, view: StoreView, space: str):
        self.me = view.me.id
        shown = view.shown_under(view.listed_under(space))
        self.origin = view.code_of(space) if view.listed_under(space) != space else ""
        self.beside = tuple(shown)
        self.organisations = {one.organisation for one in view.grants(space)}
        self._members = view.members(space)
        self._turns = turns(self._members)
        self._present: dict[int, frozenset[str]] = {}

    def members_at(self, moment: int) -> frozenset[str]:
        turn = bisect_right(self._turns, moment)
        if turn not in self._present:
            self._present[turn] = frozenset(self._members.at(moment))
        return self._present[turn]


def turns(members: Members) -> list[int]:
    """The moments at which the members of a crisis changed, in order."""
    came = (one.since for one in members.grants.values())
    return sorted({*came, *(one.at for one in members.removals.values())})


def _row(values: dict[str, Any], seat: _Seat) -> EntryRow:
    del values["space"], values["space_name"], values["footing"]
    values["id"] = values["id"].hex()
    for name in TRUTHS:
        values[name] = bool(values[name])
    readers = seat.members_at(values["recorded_at"]) | {values["author_person"]}
    read = {values["author_person"], *(values["read_by"] or "").split(",")} & readers
    values["read_by"], values["readers"] = len(read), len(readers)
    return EntryRow(
        **values,
        origin=seat.origin,
        late_minutes=max(0, (values["recorded_at"] - values["occurred_at"]) // 60_000),
        assigned_to_me=_is_mine(values, seat),
    )


def _is_mine(values: Mapping[str, Any], seat: _Seat) -> bool:
    organisation = values["assigned_organisation"]
    return values["assigned_person"] == seat.me or bool(organisation and organisation in seat.organisations)
