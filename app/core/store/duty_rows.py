"""The on-call slots as their read table has them, with the names and the numbers of the directory."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import msgspec
from sqlalchemy import Connection, text

from app.core.contact import node
from app.core.dialling import FALLBACK, dialled
from app.core.duty import REACH, DutyRow, line_words
from app.core.notices import RELIEF
from app.core.phones import masked
from app.core.store.log import chunks, marks

COLUMNS = tuple(one for one in DutyRow.__struct_fields__ if one not in ("id", "space", "pending", "conflict"))
SELECT = (
    f"SELECT d.id, space.name, {', '.join(f'd.{name}' for name in COLUMNS)},"
    " EXISTS (SELECT 1 FROM op WHERE op.record = d.id AND op.rank IS NULL),"
    " EXISTS (SELECT 1 FROM conflict WHERE conflict.record = d.id) FROM"
)
ROWS = f"{SELECT} duty d JOIN space ON space.n = d.space"
COVERING = "NOT d.cancelled AND d.kind = 'normal' AND d.starts < d.ends"
IN_LINE = f"duty d INDEXED BY duty_line_starts WHERE d.space = :space AND d.line = held.line AND {COVERING}"
PAST = f"{IN_LINE} AND d.starts <= :start AND d.ends <= :start"
BESIDE = (  # the last to end before, of those that began about last: a longer one may end after a later one
    "WITH held (line) AS (SELECT value FROM json_each(:lines)) SELECT"
    f" (SELECT d.id FROM {PAST} AND d.starts >= (SELECT max(d.starts) FROM {PAST}) - {REACH}"
    " ORDER BY d.ends DESC, d.last DESC LIMIT 1),"
    f" (SELECT d.id FROM {IN_LINE} AND d.starts >= :end ORDER BY d.starts LIMIT 1) FROM held"
)
LINES = (  # one look-up for each line, however many slots it has
    "WITH RECURSIVE held (line) AS (SELECT min(line) FROM duty WHERE space = :space UNION ALL"
    " SELECT (SELECT min(line) FROM duty WHERE space = :space AND line > held.line) FROM held"
    " WHERE held.line IS NOT NULL) SELECT line FROM held WHERE line IS NOT NULL"
)
MOST = 2_000  # contacts looked at to find the switchboards of their organisations


@dataclass(frozen=True, slots=True)
class Known:
    """What the directory knows of who is on call. `numbers` as in `dialling`."""

    id: str
    name: str
    numbers: str
    verified_on: str


def meeting(connection: Connection, space: str, start: int, end: int) -> list[DutyRow]:
    """The slots of a space that meet a window, cancelled ones included, from the first to begin."""
    here = number_of(connection, space)
    sql = f"{ROWS} WHERE d.space = ? AND {{}} AND d.ends > ? AND d.starts < ?"
    usual = connection.exec_driver_sql(sql.format("NOT d.long AND d.ends <= ?"), (here, end + REACH, start, end))
    long = connection.exec_driver_sql(sql.format("d.long = 1"), (here, start, end))  # its two ends written apart
    return sorted((_row(row) for row in chain(usual, long)), key=lambda one: (one.starts, one.id))


def beside(connection: Connection, space: str, lines: Sequence[str], start: int, end: int) -> dict[str, list[DutyRow]]:
    """For each line, the last slot that covered it before a window, and the first that will after it."""
    values = {"space": number_of(connection, space), "start": start, "end": end}
    ids = connection.execute(text(BESIDE), {**values, "lines": msgspec.json.encode(lines).decode()})
    found: dict[str, list[DutyRow]] = {line: [] for line in lines}
    for row in of_ids(connection, {id.hex() for both in ids for id in both if id is not None}):
        found[row.line].append(row)
    return found


def of_ids(connection: Connection, ids: Iterable[str]) -> list[DutyRow]:
    """These slots, in no order."""
    found: list[DutyRow] = []
    for part in chunks([bytes.fromhex(one) for one in ids]):
        rows = connection.exec_driver_sql(f"{ROWS} WHERE d.id IN ({marks(part)})", tuple(part))
        found += [_row(row) for row in rows]
    return found


def lines(connection: Connection, space: str) -> list[str]:
    """Every line a space has slots of, cancelled ones included."""
    sql = LINES.replace(":space", "?")
    number = number_of(connection, space)
    return [row.line for row in connection.exec_driver_sql(sql, (number, number))]


def named(connection: Connection, rows: Sequence[DutyRow]) -> list[DutyRow]:
    """The same slots with the names of the directory."""
    names = {one.id: one.name for one in contacts(connection, _people(rows)).values()}
    return [row.called(names) for row in rows]


def _people(rows: Iterable[DutyRow]) -> set[str]:
    return {id for row in rows for id in (row.holder, row.deputy) if id}


def contacts(connection: Connection, ids: Iterable[str]) -> dict[str, Known]:
    """Those of these contacts that are held, by id."""
    found: dict[str, Known] = {}
    for part in chunks([bytes.fromhex(one) for one in sorted(set(ids))]):
        sql = f"SELECT id, name, numbers, verified_on FROM contact WHERE id IN ({marks(part)})"
        for row in connection.exec_driver_sql(sql, tuple(part)):
            found[row.id.hex()] = Known(row.id.hex(), *row[1:])
    return found


def switchboards(connection: Connection, directory: str, organisations: Iterable[str]) -> dict[str, str]:
    """For each of these organisations of which the directory has one, a number that nobody of it holds for himself: its
    own, or one that somebody of it gives as its switchboard."""
    wanted, here = {node(one): one for one in organisations if one}, number_of(connection, directory)
    found: dict[str, str] = {}
    for column, usages in (("node", FALLBACK), ("belongs", FALLBACK[:1])):
        of = f"{column} IN ({{}}) AND numbers LIKE ? LIMIT {MOST}"
        sql = f"SELECT {column}, numbers FROM contact WHERE space = ? AND {of}"
        held = "%switchboard%" if column == "belongs" else "_%"
        for part in chunks([one for one in wanted if wanted[one] not in found]):
            for of, numbers in connection.exec_driver_sql(sql.format(marks(part)), (here, *part, held)):
                number = dialled(numbers, usages)
                if number:
                    found.setdefault(wanted[of], number[0])
    return found


def subjects(
    connection: Connection, notices: Iterable[tuple[str, str, str]]
) -> Mapping[tuple[str, str], tuple[str, str]]:
    """For each notice (kind, slot, about), by slot and about: the line it is on, and what happened there."""
    wanted = list(notices)
    formers = {about.partition(":")[2] for kind, _, about in wanted if kind == RELIEF}
    ids = {slot for _, slot, _ in wanted} | {one for one in formers if one}
    rows = {row.id: row for row in named(connection, of_ids(connection, ids))}
    found = {}
    for kind, slot, about in wanted:
        row = rows.get(slot)
        if row is not None:
            former = rows.get(about.partition(":")[2])
            said = _taken_over(row, former, about) if kind == RELIEF else _changed(row)
            found[slot, about] = line_words(row.organisation, row.function), said
    return found


def _taken_over(row: DutyRow, former: DutyRow | None, about: str) -> str:
    if about.endswith(":"):  # nobody followed
        return f"plus personne d'astreinte après {row.name}"
    if former is None or former.name == row.name:
        return f"{row.name} prend l'astreinte"
    return f"{row.name} prend la suite de {former.name}"


def _changed(row: DutyRow) -> str:
    return f"astreinte de {row.name} annulée" if row.cancelled else f"astreinte de {row.name} écrite ou corrigée"


def private(connection: Connection, spaces: Iterable[str], contacts: Iterable[str]) -> dict[str, str]:
    """Those of these contacts that have a private number in these spaces, and as much of it as may be seen."""
    within = [bytes.fromhex(one) for one in spaces]
    found: dict[str, str] = {}
    for part in chunks(list(contacts)) if within else ():
        sql = (
            f"SELECT contact, value FROM private WHERE space IN (SELECT n FROM space WHERE name IN ({marks(within)}))"
            f" AND contact IN ({marks(part)}) AND medium = 'phone' AND used ORDER BY usage <> 'duty', key, id"
        )
        for contact, value in connection.exec_driver_sql(sql, (*within, *part)):
            found.setdefault(contact, masked(value))
    return found


def number_of(connection: Connection, space: str) -> int:
    """The row of a space; 0, which none has, when it is not held."""
    sql = "SELECT n FROM space WHERE name = ?"
    return int(connection.exec_driver_sql(sql, (bytes.fromhex(space),)).scalar() or 0)


def _row(row: Any) -> DutyRow:
    values = dict(zip(COLUMNS, row[2:-2], strict=True))
    values |= {"last": bool(values["last"]), "cancelled": bool(values["cancelled"])}
    return DutyRow(id=row[0].hex(), space=row[1].hex(), pending=bool(row[-2]), conflict=bool(row[-1]), **values)
