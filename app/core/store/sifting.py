"""The SQL that a filter of the main courante becomes: which keys it keeps, in which order, and nothing read twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection

from app.core.notices import Me
from app.core.search_text import folded, match_query
from app.core.store.filtering import EntryFilter, codes_of
from app.core.store.log import marks
from app.core.store.projection import KEY_BITS, in_space
from app.core.store.schema import ASSIGNED, OPEN, SEARCH

ORDERS = {"occurred": "{key} DESC", "recorded": "t.recorded_at DESC, {key} DESC"}
CHOSEN = {
    "types": "t.type",
    "verifications": "t.verification",
    "priorities": "t.priority",
    "triage": "t.triage",
    "sources": "substr(t.rating, 1, 1)",
    "credibilities": "substr(t.rating, 2, 1)",
}
PENDING = "SELECT e.key FROM op JOIN entry e ON e.id = op.record WHERE op.rank IS NULL"
AWAY = "SELECT e.key FROM arrival a JOIN entry e ON e.id = a.record WHERE a.space = ?"
CONTRADICTED = (
    "SELECT e.key FROM relation r JOIN entry e ON e.id IN (r.source, r.target)"
    f" WHERE r.space = ? AND r.kind = 'contradicts' AND {OPEN} AND e.space = r.space"
)
MINE = (
    f"SELECT e.key FROM entry e WHERE e.space = ? AND {ASSIGNED}"
    " AND (e.assigned_person = ? OR e.assigned_organisation IN (SELECT value FROM json_each(?)))"
)
SINCE = (  # what the chains go on with after what was held: entries begun, and rectifications of any
    "SELECT e.key FROM json_each(?) held JOIN op ON op.chain = CAST(held.key AS INTEGER) AND op.seq > held.value"
    " JOIN entry e ON e.id = op.record"
    " WHERE op.id = op.record OR json_extract(CAST(op.header AS TEXT), '$.kind') = 'entry.amended'"
)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, in which crisis (its row), and how far each of its chains (their rows) was held by the brief named."""

    space: int
    me: Me
    held: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Sieve:
    """Conditions, all of which must hold, and the values of their marks in order."""

    where: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        self.where.append(condition)
        self.values.extend(values)


def keys_sql(
    wanted: EntryFilter, asking: Asking, connection: Connection, among: Sequence[int] | None = None
) -> tuple[str, tuple[Any, ...]]:
    """The statement that gives the keys of the entries wanted, the newest first. `among` leaves out all other keys."""
    asked = conditions(wanted, asking, connection)
    order = ORDERS[wanted.order]
    index = " INDEXED BY entry_sifted" if asked.where else ""  # it holds all that they look at
    if not wanted.query.strip():
        sieve = Sieve(["t.space = ?"], [asking.space])
        _bound(sieve, wanted, "t.key")
        if among is not None:
            sieve.add("t.key IN (SELECT value FROM json_each(?))", listed(among))
        where, source, key = [*sieve.where, *asked.where], f"entry t{index}", "t.key"
    else:  # the index of words leads, from the newest down; the rest is asked of what it finds
        words = match_query(wanted.query)
        sieve = Sieve(["f.words MATCH ?"], [f'"{in_space(asking.space)}" {words}' if words else '""'])
        _bound(sieve, wanted, "f.rowid")
        if among is not None:  # one search between the first and the last, rather than one for each
            sieve.add("f.rowid BETWEEN ? AND ?", min(among), max(among))
            sieve.add("+f.rowid IN (SELECT value FROM json_each(?))", listed(among))
        where, source, key = sieve.where, f"{SEARCH.format('entry')} f", "f.rowid"
        if asked.where or wanted.order != "occurred":
            source = f"{source} CROSS JOIN entry t INDEXED BY entry_sifted"
            where = [*where, "t.key = f.rowid", "t.space = ?", *asked.where]
            sieve.values.append(asking.space)
    sql = f"SELECT {key} FROM {source} WHERE {' AND '.join(where)} ORDER BY {order.format(key=key)}"
    return sql, (*sieve.values, *asked.values)


def _bound(sieve: Sieve, wanted: EntryFilter, key: str) -> None:
    """A period of hours of fact is a range of keys."""
    if wanted.since is not None:
        sieve.add(f"{key} >= ?", wanted.since << KEY_BITS)
    if wanted.until is not None:
        sieve.add(f"{key} < ?", (wanted.until + 1) << KEY_BITS)


def conditions(wanted: EntryFilter, asking: Asking, connection: Connection) -> Sieve:
    """What is asked of an entry `t` besides its crisis, its period and its words."""
    sieve, n, me = Sieve(), asking.space, asking.me
    for name, column in CHOSEN.items():
        values = getattr(wanted, name)
        if values:
            sieve.add(f"{column} IN ({marks(values)})", *values)
    if wanted.key_events:
        sieve.add("t.key_event")
    if wanted.unread:
        sieve.add("t.unread")
    if wanted.sender.strip():
        sieve.add("t.sender IN (SELECT value FROM json_each(?))", listed(_senders(connection, n, wanted.sender)))
    if wanted.place:
        codes, begins = codes_of(wanted.place)
        ends = "" if begins else ","
        either = " OR ".join(["instr(t.place_codes, ?)"] * len(codes)) or "false"
        sieve.add(f"({either})", *(f",{code}{ends}" for code in codes))
    for truth, keys, values in (
        (wanted.mine, MINE, (n, me.person, listed(sorted(me.organisations)))),
        (wanted.pending, PENDING, ()),
        (wanted.away, AWAY, (n,)),
        (wanted.contradicted, CONTRADICTED, (n,)),
        (bool(wanted.since_brief), SINCE, (_bounds(asking),)),
    ):
        if truth:
            sieve.add(f"t.key IN ({keys})", *values)
    return sieve


def senders(connection: Connection, space: int) -> list[str]:
    """Every sender written in a crisis, once: the index is jumped through, whatever the number of entries."""
    sql = (
        "WITH RECURSIVE one(name) AS (SELECT min(sender) FROM entry WHERE space = ?1 UNION ALL"
        " SELECT (SELECT min(sender) FROM entry WHERE space = ?1 AND sender > one.name) FROM one"
        " WHERE one.name IS NOT NULL) SELECT name FROM one WHERE name <> ''"
    )
    return [row.name for row in connection.exec_driver_sql(sql, (space,))]


def _senders(connection: Connection, space: int, wanted: str) -> list[str]:
    """The senders in whose name those words stand, accents or not."""
    words = folded(wanted).split()
    return [name for name in senders(connection, space) if all(word in folded(name) for word in words)]


def _bounds(asking: Asking) -> str:
    return msgspec.json.encode({str(chain): seq for chain, seq in asking.held.items()}).decode()


def listed(values: Iterable[Any]) -> str:
    """Values of any number, to be read by json_each."""
    return msgspec.json.encode(list(values)).decode()
