"""Keeps the read tables equal to the fold: each record touched by a write is folded once, and written once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from app.core.errors import Refused
from app.core.operations import Malformed, Operation, Wire, read
from app.core.records import Held
from app.core.register import Register
from app.core.registers.shelf import BEGINS, REGISTERS
from app.core.search_text import folded
from app.core.standing import Standing
from app.core.store.log import CHUNK, Batch, chunks, label, marks, space_number, vouched
from app.core.store.schema import DERIVED, SEARCH, SEARCHED, merge

ALTERED = "Le journal de ce poste a été altéré sur le disque : {} n'est plus ce qui a été signé. Ne vous y fiez pas."
KEY_BITS = 21  # under the milliseconds, so that a row key is ordered in time and hardly ever taken
TIES = (1 << KEY_BITS) - 1
BULK = 64  # records written at once, from which nobody waits for one of them


def held_of(
    connection: Connection, records: Iterable[str], standing: Standing, batch: Batch | None = None
) -> dict[str, list[Held]]:
    """The operations of each of these records. Those of `batch` are taken as they are, not read again.

    A record lives in the space of its first operation: what names it from another space is not of it, whatever its
    author may do there. Raises Malformed when a row of the log is not what was written in it.
    """
    found: dict[str, list[Held]] = {record: [] for record in records}
    if batch is not None:
        for one in batch.operations:
            if one.record in found:
                found[one.record].append(judged_as(one, batch.ranks.get(one.id), standing))
    before = "" if batch is None else f" AND n <= {batch.before}"
    for part in chunks([bytes.fromhex(record) for record in found]):
        rows = connection.exec_driver_sql(
            f"SELECT id, rank, header, salt, body, signature FROM op WHERE record IN ({marks(part)}){before}",
            tuple(part),
        )
        for row in rows:
            one = read(Wire(row.header, row.salt, row.body, row.signature))
            if one.id != row.id.hex() or one.record not in found:
                raise Malformed("une autre opération")
            found[one.record].append(judged_as(one, row.rank, standing))
    return {record: _of_one_space(record, held) if len(held) > 1 else held for record, held in found.items()}


def judged_as(operation: Operation, rank: int | None, standing: Standing) -> Held:
    """The operation with who stands behind it, and whether it counts."""
    judged = standing.judge(operation)
    return Held(operation, rank, judged.author, judged.why_not, judged.regimes)


def _of_one_space(record: str, held: list[Held]) -> list[Held]:
    first = next((one for one in held if one.id == record), None)
    return [one for one in held if one.operation.space == first.operation.space] if first else held


def verified(connection: Connection, records: Sequence[str], standing: Standing) -> dict[str, list[Held]]:
    """The operations of these records, the signature behind each checked again: what is decided on, shown in detail,
    printed or signed rests on them and never on a read table. Raises Refused naming a record that was altered here."""
    try:
        found = held_of(connection, records, standing)
    except Malformed as error:
        raise Refused(ALTERED.format("un enregistrement")) from error
    for record, operations in found.items():
        if not all(vouched(connection, one.operation) for one in operations):
            raise Refused(ALTERED.format(label(connection, record) or "un enregistrement"))
    return found


def project(connection: Connection, records: Iterable[str], standing: Standing, batch: Batch | None = None) -> None:
    """Folds these records again and writes down what they amount to."""
    held = held_of(connection, records, standing, batch)
    new = {record for record in held if batch is not None and all(one.id in batch.ids for one in held[record])}
    _forget(connection, {record: register_of(held[record]) for record in held if record not in new})
    gone = [record for record, operations in held.items() if not operations]
    for each in REGISTERS.values() if gone else ():  # what they were, nothing says any more
        _forget(connection, dict.fromkeys(gone, each))
    shelves: dict[str, list[tuple[str, Any]]] = {}
    for record, operations in held.items():
        register = register_of(operations)
        value = register.fold(operations) if register else None
        if register and value is not None:
            shelves.setdefault(register.name, []).append((record, value))
    for name, values in shelves.items():
        _write(connection, REGISTERS[name], values, {record: held[record][0].operation for record, _ in values})


def register_of(operations: Sequence[Held]) -> Register | None:
    """The register a record belongs to: its first operation says. None while that one is not held."""
    for one in operations:
        if one.id == one.operation.record:
            return BEGINS.get(one.kind)
    return None


def rebuild(connection: Connection, standing: Standing) -> None:
    """Makes every read table again from the log."""
    for name in REGISTERS:
        connection.exec_driver_sql(f"DELETE FROM {name}")
    for search in map(SEARCH.format, SEARCHED):
        connection.exec_driver_sql(f"INSERT INTO {search} ({search}) VALUES ('delete-all')")
    for name in DERIVED:
        connection.exec_driver_sql(f"DELETE FROM {name}")
    last = 0  # as they came: the index of words takes them in time's order
    sql = f"SELECT n, id FROM op WHERE record = id AND n > ? ORDER BY n LIMIT {CHUNK}"
    while begun := connection.exec_driver_sql(sql, (last,)).all():
        project(connection, [row.id.hex() for row in begun], standing)
        last = begun[-1].n


def _forget(connection: Connection, records: Mapping[str, Register | None]) -> None:
    """Takes out of the read tables what these records amounted to."""
    for register in {one.name: one for one in records.values() if one}.values():
        for part in chunks([bytes.fromhex(record) for record, one in records.items() if one is register]):
            values, name = tuple(part), register.name
            if name in SEARCHED:
                keys = f"SELECT key FROM {name} WHERE id IN ({marks(part)})"
                connection.exec_driver_sql(f"DELETE FROM {SEARCH.format(name)} WHERE rowid IN ({keys})", values)
            connection.exec_driver_sql(f"DELETE FROM {name} WHERE id IN ({marks(part)})", values)
            connection.exec_driver_sql(f"DELETE FROM conflict WHERE record IN ({marks(part)})", values)
            connection.exec_driver_sql(f"DELETE FROM number WHERE record IN ({marks(part)})", values)
            connection.exec_driver_sql(f"DELETE FROM relation WHERE source IN ({marks(part)})", values)


def _write(
    connection: Connection, register: Register, values: Sequence[tuple[str, Any]], any_of: Mapping[str, Operation]
) -> None:
    spaces = {one.space: 0 for one in any_of.values()}
    for name in spaces:
        spaces[name] = space_number(connection, name)
    keys = _keys(connection, register, values)
    rows, words, numbers, conflicts, relations = [], [], [], [], []
    for key, (record, value) in zip(keys, values, strict=True):
        id, space = bytes.fromhex(record), spaces[any_of[record].space]
        rows.append((key, id, space, *register.row(value).values()))
        if register.words:
            words.append((key, f"{folded(register.words(value))}\n{in_space(space)}"))
        number = register.number(value)
        if number:
            numbers.append((number.text, id, space, number.series, number.n, True))
        numbers += [(one.text, id, space, one.series, one.n, False) for one in register.further(value)]
        relations += [
            (id, one.kind, bytes.fromhex(one.target), one.person, space, register.name, one.active, one.at, one.note)
            for one in register.relations(value)
        ]
        conflicts += [(id, field, space, register.name, count) for field, count in register.conflicts(value).items()]
    columns = ("key", "id", "space", *register.columns)
    _many(connection, f"INSERT INTO {register.name} ({','.join(columns)}) VALUES ({marks(columns)})", rows)
    words.sort()  # the index takes them three times faster in order
    _many(connection, f"INSERT INTO {SEARCH.format(register.name)} (rowid, words) VALUES (?, ?)", words)
    if len(words) >= BULK:
        merge(connection, SEARCH.format(register.name), 2 * len(words))  # what they will cost to be kept in order
    _many(connection, "INSERT INTO number (text, record, space, series, n, main) VALUES (?, ?, ?, ?, ?, ?)", numbers)
    _many(connection, f"INSERT INTO relation VALUES ({marks(range(9))})", relations)
    _many(connection, "INSERT INTO conflict (record, field, space, register, count) VALUES (?, ?, ?, ?, ?)", conflicts)


def _many(connection: Connection, sql: str, rows: list[Any]) -> None:
    if rows:
        connection.exec_driver_sql(sql, rows)


def _keys(connection: Connection, register: Register, values: Sequence[tuple[str, Any]]) -> list[int]:
    """A row key for each record: its time in the high bits, so that the newest have the highest keys."""
    wanted = [row_key(register, record, value) for record, value in values]
    taken: set[int] = set()
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        found = connection.exec_driver_sql(f"SELECT key FROM {register.name} WHERE key IN ({marks(part)})", tuple(part))
        taken.update(row.key for row in found)
    keys: list[int] = []
    for key in wanted:
        if key in taken:
            key = _next_free(connection, register, key, taken)
        taken.add(key)
        keys.append(key)
    return keys


def in_space(space: int) -> str:
    """The word that stands for a space (its row) in the index of words: one that nobody can type."""
    return f"\ue000{space}"


def row_key(register: Register, record: str, value: Any) -> int:
    """Where a record stands among all: its time, then what ties those of one instant, or chance."""
    low = register.tie(value) & TIES if register.tie else int(record[:6], 16) >> 3
    return (max(0, register.key(value)) << KEY_BITS) | low


def _next_free(connection: Connection, register: Register, key: int, taken: set[int]) -> int:
    sql = f"SELECT 1 FROM {register.name} WHERE key = ?"
    while key in taken or connection.exec_driver_sql(sql, (key,)).scalar():
        key += 1
    return key


def records_of(connection: Connection, devices: Iterable[str]) -> set[str]:
    """The records that these devices wrote to, in every space."""
    sql = "SELECT DISTINCT record FROM op JOIN chain ON chain.n = op.chain WHERE chain.device IN ({})"
    found: set[str] = set()
    for part in chunks(sorted(devices)):
        found.update(row.record.hex() for row in connection.exec_driver_sql(sql.format(marks(part)), tuple(part)))
    return found


def records_in(connection: Connection, space: str | None = None) -> set[str]:
    """Every record of a space, or of all."""
    sql = "SELECT DISTINCT record FROM op"
    values: tuple[bytes, ...] = ()
    if space is not None:
        sql += " WHERE space = (SELECT n FROM space WHERE name = ?)"
        values = (bytes.fromhex(space),)
    return {row.record.hex() for row in connection.exec_driver_sql(sql, values)}


def records_kept(connection: Connection, register: str, space: str) -> set[str]:
    """The records of that register in a space."""
    sql = f"SELECT id FROM {register} WHERE space = (SELECT n FROM space WHERE name = ?)"
    return {row.id.hex() for row in connection.exec_driver_sql(sql, (bytes.fromhex(space),))}
