"""What becomes of an erasure on this workstation: the words of a record leave the log, the read tables and the file."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from app.core import erasure
from app.core.erasure import ERASING, NO_SALT, Control, Scope, is_erasable, scope
from app.core.operations import Malformed, Operation, Wire, read
from app.core.registers.accounts import Position
from app.core.store import aside, log, schema
from app.core.store.log import chunks, marks, space_number

LEFT = "words left"  # noted until the file was written again without what was erased
ROWS = "header, salt, body, signature"
COVERED = (  # whether the row of `op` belongs to an erasure in force; its kind is in its header alone
    "EXISTS (SELECT 1 FROM erasure e WHERE e.done AND e.space = op.space AND e.record = op.record"
    " AND instr(json_extract(CAST(op.header AS TEXT), '$.kind'), e.register || '.') = 1)"
)


def note(connection: Connection, operations: Iterable[Operation]) -> None:
    """Keeps in mind the erasures among these operations, in force or not."""
    rows = [
        (bytes.fromhex(one.id), space_number(connection, one.space), bytes.fromhex(one.record), scope(one)[2])
        for one in operations
        if one.header.kind in ERASING
    ]
    if rows:
        sql = "INSERT OR IGNORE INTO erasure (id, space, record, register, done) VALUES (?, ?, ?, ?, 0)"
        connection.exec_driver_sql(sql, rows)


def catch_up(connection: Connection, position: Position) -> None:
    """Does what the erasures say that an earlier version of the program kept and did not understand. The read tables
    are to be made again afterwards."""
    sql = f"SELECT {ROWS} FROM op WHERE instr(header, CAST('.erased\"' AS BLOB))"
    note(connection, [read(Wire(*row)) for row in connection.exec_driver_sql(sql).all()])
    if settle(connection, "", 0, None, position):
        log.note(connection, LEFT, b"1")


def scopes_in_force(connection: Connection, operations: Iterable[Operation]) -> set[Scope]:
    """What is erased already among the records these operations are of."""
    records = sorted({bytes.fromhex(one.record) for one in operations if is_erasable(one.header.kind)})
    found: set[Scope] = set()
    for part in chunks(records):
        rows = connection.exec_driver_sql(
            "SELECT space.name, record, register FROM erasure JOIN space ON space.n = erasure.space"
            f" WHERE done AND record IN ({marks(part)})",
            tuple(part),
        )
        found.update((row.name.hex(), row.record.hex(), row.register) for row in rows)
    return found


def settle(
    connection: Connection, space: str, reached: int, arrived: Collection[bytes] | None, position: Position
) -> set[Scope]:
    """Brings in force the erasures that are now, and destroys what they take. Returns what was erased.

    `reached` is the rank up to which that space is held; `arrived` are the ids it has just been told, or None when
    authority changed: erasures held before, in any space, may then count.
    """
    found: set[Scope] = set()
    waiting: dict[str, list[tuple[Operation, int]]] = {}
    for row in connection.exec_driver_sql(
        f"SELECT op.id, op.rank, space.name, space.rank AS held, {ROWS} FROM erasure"
        " JOIN op ON op.id = erasure.id JOIN space ON space.n = erasure.space"
        " WHERE NOT erasure.done AND op.rank IS NOT NULL ORDER BY op.rank"
    ).all():
        name = row.name.hex()
        held = reached if name == space else row.held
        if row.rank <= held and (arrived is None or row.id in arrived):
            waiting.setdefault(name, []).append((read(Wire(*row[4:])), row.rank))
    for name, erasures in waiting.items():
        control = _control(connection, name, reached if name == space else None)
        counting = erasure.in_force(erasures, _control_of_accounts(connection), control, position)
        for one in (operation for operation, _ in erasures if operation.id in counting):
            connection.exec_driver_sql("UPDATE erasure SET done = 1 WHERE id = ?", (bytes.fromhex(one.id),))
            _destroy(connection, scope(one))
            found.add(scope(one))
    return found


def forget_words(connection: Connection, scopes: Iterable[Scope]) -> None:
    """Takes the words out of the indexes too, once the read tables are made again without them."""
    for register in {register for _, _, register in scopes}:
        if register in schema.SEARCHED:
            schema.optimize(connection, schema.SEARCH.format(register))
    log.note(connection, LEFT, str(words_left(connection) + 1).encode())


def words_left(connection: Connection) -> int:
    """How many erasures may have left words in the file, where nothing points to; none since it was written again."""
    return int(log.noted(connection, LEFT) or 0)


def scrubbed(connection: Connection, left: int) -> None:
    """Notes that the file was written again, unless words were erased since `left` was asked."""
    if words_left(connection) == left:
        log.note(connection, LEFT, b"0")


def first_uncovered(connection: Connection, space: str) -> str | None:
    """A record of that space that lost words although no erasure in force says so; None when there is none."""
    found = connection.exec_driver_sql(
        f"SELECT op.record FROM op WHERE op.space = ? AND op.body IS NULL AND NOT {COVERED} LIMIT 1",
        (space_number(connection, space),),
    ).scalar()
    return found.hex() if found else None


def first_kept(connection: Connection, space: str | None = None) -> str | None:
    """A record, of one space or of all, of which words are held although an erasure in force takes them."""
    rows = connection.exec_driver_sql(
        f"SELECT {ROWS} FROM op WHERE body IS NOT NULL AND record IN (SELECT record FROM erasure WHERE done)"
        " AND (? IS NULL OR space = (SELECT n FROM space WHERE name = ?))",
        (space, bytes.fromhex(space or "")),
    )
    for row in rows.all():
        one = read(Wire(*row))
        if is_erasable(one.header.kind) and scope(one) in scopes_in_force(connection, [one]):
            return one.record
    return None


def entitled(connection: Connection, scopes: Iterable[Scope], position: Position) -> set[Scope]:
    """Those of these scopes that an operation of the log erases, judged anew from the log alone.

    An erasure without a rank has had one: the central was restored since, and has not ranked it again.
    """
    wanted = set(scopes)
    found: set[Scope] = set()
    try:
        return _entitled(connection, wanted, position) if wanted else found
    except Malformed:  # the log is damaged, and told of as such
        return found


def _entitled(connection: Connection, wanted: set[Scope], position: Position) -> set[Scope]:
    found: set[Scope] = set()
    erasures: dict[str, list[tuple[Operation, int]]] = {}
    for part in chunks(sorted({bytes.fromhex(record) for _, record, _ in wanted})):
        rows = connection.exec_driver_sql(f"SELECT rank, {ROWS} FROM op WHERE record IN ({marks(part)})", tuple(part))
        for row in rows:
            one = read(Wire(*row[1:]))
            if one.header.kind in ERASING and scope(one) in wanted and one.signed_by_its_device():
                erasures.setdefault(one.space, []).append((one, row.rank or 2**53))
    service = _control_of_accounts(connection)
    for space, ranked in erasures.items():
        counting = erasure.in_force(ranked, service, _control(connection, space, None), position)
        found.update(scope(one) for one, _ in ranked if one.id in counting)
    return found


def _destroy(connection: Connection, gone: Scope) -> None:
    """Takes the words of a record out of the log, and what was typed about it."""
    space, record, _ = gone
    here = (space_number(connection, space), bytes.fromhex(record))
    rows = connection.exec_driver_sql(
        f"SELECT {ROWS} FROM op WHERE space = ? AND record = ? AND body IS NOT NULL", here
    ).all()
    held: Sequence[Operation] = [read(Wire(*row)) for row in rows]
    for one in held:
        if is_erasable(one.header.kind) and scope(one) == gone:
            sql = "UPDATE op SET salt = ?, body = NULL WHERE id = ?"
            connection.exec_driver_sql(sql, (NO_SALT, bytes.fromhex(one.id)))
    aside.destroy(connection, gone)
    connection.exec_driver_sql("DELETE FROM draft WHERE instr(name, ?)", (record,))
    connection.exec_driver_sql("DELETE FROM notice WHERE record = ?", here[1:])


def _control_of_accounts(connection: Connection) -> Control:
    return _control(connection, (log.noted(connection, "service") or b"").hex(), None)


def _control(connection: Connection, space: str, reached: int | None) -> Control:
    """The control operations of a space, up to a rank: all that is held, when none is given."""
    rows: Iterable[Any] = connection.exec_driver_sql(
        f"SELECT op.rank, {ROWS} FROM op JOIN space ON space.n = op.space"
        " WHERE op.control AND space.name = ? AND (? IS NULL OR op.rank <= ?)",
        (bytes.fromhex(space), reached, reached),
    ).all()
    return [(read(Wire(*row[1:])), row.rank) for row in rows]
