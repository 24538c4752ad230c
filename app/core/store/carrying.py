"""What leaves in a bundle: a space page by page, the order the central gave it, the contents its operations name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from app.core.operations import Operation, Wire, read, to_wire
from app.core.store.log import chunks, marks

COLUMNS = "header, salt, body, signature"
EACH = 100  # bytes of a wire around its header and its body
WEIGHT = f"length(header) + coalesce(length(body), 0) + {EACH} AS weight"
LAST = 2**53  # beyond every seq
HERE = "(SELECT n FROM space WHERE name = ?)"
Ends = Mapping[tuple[str, str], tuple[int, str]]
"""(device, incarnation) → (seq, id): of that chain somebody holds everything up to there."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """A page of operations, and how many bytes they are."""

    wires: list[Wire]
    weight: int


def pages(connection: Connection, space: str, ends: Ends, most: int, most_bytes: int) -> Iterator[Leaving]:
    """What is held of a space beyond these ends, in the order it came here, so each chain's in order. Each chain's part
    of a page ends on a signature checked here: those before it hang on it. The log is read once."""
    sent = _sent(connection, space, ends)
    last = 0
    while rows := _rows(connection, space, last, most):
        chosen: list[Any] = []
        weight = 0
        for row in rows:
            last = row.n
            if row.seq > sent[row.chain]:
                chosen.append(row)
                weight += row.weight
            if weight > most_bytes:
                break
        page = _read(connection, chosen)
        for chain, row in {row.chain: row for row in chosen}.items():
            sent[chain] = row.seq
            further = _to_a_signature(connection, row, page[row.n], most_bytes)
            if further is None:  # its author signed badly on purpose: his chain alone stays here
                sent[chain] = LAST
                page = {n: one for n, one in page.items() if n not in {row.n for row in chosen if row.chain == chain}}
            elif further:
                page |= further
                sent[chain] = further[max(further)].header.seq
        if page:
            weight = sum(len(one.header_bytes) + len(one.body_bytes or b"") + EACH for one in page.values())
            yield Leaving([to_wire(one) for _, one in sorted(page.items())], weight)


def _to_a_signature(connection: Connection, row: Any, one: Operation, most_bytes: int) -> dict[int, Operation] | None:
    """What of a chain has to leave with that operation for somebody to verify it; None when that is too much."""
    found: dict[int, Operation] = {}
    seq, weight = row.seq, 0
    while not one.signed_by_its_device():
        seq += 1
        sql = f"SELECT n, {WEIGHT} FROM op WHERE chain = ? AND seq = ?"
        following = connection.exec_driver_sql(sql, (row.chain, seq)).first()
        weight += following.weight if following else 0
        if following is None or weight > most_bytes:
            return None
        one = _read(connection, [following])[following.n]
        found[following.n] = one
    return found


def _sent(connection: Connection, space: str, ends: Ends) -> dict[int, int]:
    """How far each chain need not be sent. Where another operation stands at such an end, it is sent."""
    sql = f"SELECT n, device, incarnation, seq FROM chain WHERE space = {HERE}"
    sent: dict[int, int] = {}
    for chain in connection.exec_driver_sql(sql, (bytes.fromhex(space),)).all():
        seq, id = ends.get((chain.device, chain.incarnation), (0, ""))
        if 0 < seq <= chain.seq:
            there = connection.exec_driver_sql("SELECT id FROM op WHERE chain = ? AND seq = ?", (chain.n, seq)).scalar()
            seq -= there is None or there.hex() != id
        sent[chain.n] = seq
    return sent


def _rows(connection: Connection, space: str, after: int, most: int) -> list[Any]:
    sql = f"SELECT n, chain, seq, {WEIGHT} FROM op WHERE n > ? AND space = {HERE} ORDER BY n LIMIT ?"
    return list(connection.exec_driver_sql(sql, (after, bytes.fromhex(space), most)))


def _read(connection: Connection, rows: Sequence[Any]) -> dict[int, Operation]:
    found: dict[int, Operation] = {}
    for part in chunks([row.n for row in rows]):
        sql = f"SELECT n, {COLUMNS} FROM op WHERE n IN ({marks(part)})"
        held = connection.exec_driver_sql(sql, tuple(part))
        found |= {row.n: read(Wire(row.header, row.salt, row.body, row.signature)) for row in held}
    return found


def weight(connection: Connection, space: str) -> int:
    """About how many bytes the operations of a space are."""
    sql = f"SELECT coalesce(sum(weight), 0) FROM (SELECT {WEIGHT} FROM op WHERE space = {HERE})"
    return int(connection.exec_driver_sql(sql, (bytes.fromhex(space),)).scalar_one())


def ranked(connection: Connection, space: str, after: int, to: int, most: int) -> Iterator[bytes]:
    """The ids that the central ranked from `after` + 1 to `to`, in their order, so many at once. Nothing when one of
    them is not here."""
    sql = f"SELECT {{}} FROM op WHERE space = {HERE} AND rank > ? AND rank <= ?"
    of_it = (bytes.fromhex(space), after, to)
    if connection.exec_driver_sql(sql.format("count(DISTINCT rank)"), of_it).scalar() != to - after:
        return
    rows = connection.exec_driver_sql(sql.format("id") + " ORDER BY rank", of_it)
    while part := b"".join(row.id for row in islice(rows, most)):
        yield part


def contents(connection: Connection, space: str) -> dict[str, int]:
    """The contents held that operations of a space name, with their bytes: the least first."""
    sql = (
        "SELECT DISTINCT blob.sha256, blob.size FROM relation JOIN blob ON blob.sha256 = relation.target"
        f" WHERE relation.kind = 'file' AND relation.space = {HERE} ORDER BY blob.size, blob.sha256"
    )
    return {row.sha256.hex(): row.size for row in connection.exec_driver_sql(sql, (bytes.fromhex(space),))}


def names(connection: Connection, space: str, hash: str) -> bool:
    """Whether an operation held of that space names that content."""
    sql = f"SELECT 1 FROM relation WHERE kind = 'file' AND target = ? AND space = {HERE} LIMIT 1"
    return connection.exec_driver_sql(sql, (bytes.fromhex(hash), bytes.fromhex(space))).scalar() is not None


def is_held_for(connection: Connection, space: str, hash: str) -> bool:
    """Whether that content may be handed in to that space already."""
    sql = "SELECT 1 FROM blob_space WHERE sha256 = ? AND space = ?"
    return connection.exec_driver_sql(sql, (bytes.fromhex(hash), bytes.fromhex(space))).scalar() is not None


def control(connection: Connection, space: str) -> list[tuple[Operation, int | None]]:
    """The operations held of a space that bear on who may do what, each with its rank."""
    sql = f"SELECT {COLUMNS}, rank FROM op WHERE control AND space = {HERE}"
    rows = connection.exec_driver_sql(sql, (bytes.fromhex(space),))
    return [(read(Wire(row.header, row.salt, row.body, row.signature)), row.rank) for row in rows]
