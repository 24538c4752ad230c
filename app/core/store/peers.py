"""Agreeing without the central: what is held chain by chain, what somebody else lacks of it, and where what he brings
finds its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from app.core.erasure import is_without_words, scope
from app.core.operations import Chain, Malformed, Operation, Wire, read
from app.core.standing import is_decisive
from app.core.store import aside, erasing, log
from app.core.store.aside import BARE, FORK, GAP, Set

End = tuple[str, str, int, str]
"""(device, incarnation, seq, id): of that chain everything up to there is held."""


@dataclass(slots=True)
class Sorted:
    """What becomes of operations that somebody carried here: those that continue their chains, in an order that keeps
    each chain's; those to set aside; how many were `known`; why others were `refused`, in French."""

    placed: list[Operation] = field(default_factory=list)
    aside: list[Set] = field(default_factory=list)
    known: int = 0
    refused: list[str] = field(default_factory=list)


def held(connection: Connection, space: str) -> list[End]:
    rows = connection.exec_driver_sql(
        "SELECT device, incarnation, seq, last FROM chain JOIN space ON space.n = chain.space"
        " WHERE space.name = ? AND seq > 0 ORDER BY device, incarnation",
        (bytes.fromhex(space),),
    )
    return [(row.device, row.incarnation, row.seq, row.last.hex()) for row in rows]


def lacking(
    connection: Connection, space: str, ends: Mapping[tuple[str, str], tuple[int, str]], most: int, most_bytes: int
) -> tuple[list[Wire], bool]:
    """What somebody who holds each chain up to `ends` lacks, in the order it came here, up to a page; and whether there
    is more. Each chain's part ends on a signature checked here: those before it hang on it."""
    rows = _light(connection, space, ends)
    page: list[tuple[int, int]] = []
    size = 0
    for n, chain, bytes_ in rows:
        size += bytes_ + 100
        if page and (len(page) >= most or size > most_bytes):
            break
        page.append((n, chain))
    operations = _read(connection, [n for n, _ in page])
    last = {chain: n for n, chain in page}
    rest = [(n, chain) for n, chain, _ in rows[len(page) :]]
    for chain, n in last.items():
        one = operations[n]
        following = iter([other for other, its in rest if its == chain])
        while not one.signed_by_its_device():
            further = next(following, None)
            if further is None:
                break  # what was received ended on a signature: only a damaged disk comes here, and it is refused there
            operations |= _read(connection, [further])
            one = operations[further]
    wires = [Wire(one.header_bytes, one.salt, one.body_bytes, one.signature) for _, one in sorted(operations.items())]
    return wires, len(operations) < len(rows)


def _light(
    connection: Connection, space: str, ends: Mapping[tuple[str, str], tuple[int, str]]
) -> list[tuple[int, int, int]]:
    """(n, chain, bytes) of what is beyond these ends. Where another operation stands at such an end, from there on."""
    rows: list[tuple[int, int, int]] = []
    for chain in connection.exec_driver_sql(
        "SELECT chain.n, device, incarnation, seq FROM chain JOIN space ON space.n = chain.space"
        " WHERE space.name = ? AND seq > 0",
        (bytes.fromhex(space),),
    ).all():
        seq, id = ends.get((chain.device, chain.incarnation), (0, ""))
        if seq and seq <= chain.seq:
            sql = "SELECT id FROM op WHERE chain = ? AND seq = ?"
            there = connection.exec_driver_sql(sql, (chain.n, seq)).scalar()
            seq -= there is None or there.hex() != id
        if seq < chain.seq:
            sql = "SELECT n, length(header) + coalesce(length(body), 0) AS size FROM op WHERE chain = ? AND seq > ?"
            rows += [(row.n, chain.n, row.size) for row in connection.exec_driver_sql(sql, (chain.n, seq))]
    return sorted(rows)


def _read(connection: Connection, numbers: list[int]) -> dict[int, Operation]:
    found: dict[int, Operation] = {}
    for part in log.chunks(numbers):
        sql = f"SELECT n, header, salt, body, signature FROM op WHERE n IN ({log.marks(part)})"
        rows = connection.exec_driver_sql(sql, tuple(part))
        found |= {row.n: read(Wire(row.header, row.salt, row.body, row.signature)) for row in rows}
    return found


def sort(connection: Connection, space: str, wires: Iterable[Wire]) -> Sorted:
    """Where these find their place, with what waited for them: ids recomputed, bodies, links and signatures verified.
    Nothing is written."""
    found = Sorted()
    brought = _readable(space, wires, found)
    there = log.held_ids(connection, list(brought)) | aside.held_ids(connection, list(brought))
    found.known = len(there)
    new = {id: one for id, one in brought.items() if id not in there}
    chains = {one.chain for one in brought.values()}
    waited = {one.id: one for one in aside.waiting(connection, space, chains)}
    by_chain: dict[Chain, list[Operation]] = {}
    for one in (*new.values(), *waited.values()):
        by_chain.setdefault(one.chain, []).append(one)
    erased = erasing.scopes_in_force(connection, new.values())
    erased |= erasing.scopes_in_force(connection, waited.values())
    came = {id: place for place, id in enumerate((*new, *waited))}
    turns: dict[str, int] = {}  # as they came, but none before what it follows
    for chain, operations in by_chain.items():
        latest = 0
        for one in _place(connection, chain, operations, erased, frozenset(waited), found):
            latest = turns[one.id] = max(latest, came[one.id])
    found.placed.sort(key=lambda one: turns[one.id])
    return found


def _readable(space: str, wires: Iterable[Wire], found: Sorted) -> dict[str, Operation]:
    brought: dict[str, Operation] = {}
    for wire in wires:
        try:
            one = read(wire)
        except Malformed:
            found.refused.append("illisible")
            continue
        if one.space != space:
            found.refused.append("autre espace")
        elif one.body_bytes is None and not is_without_words(one):
            found.refused.append("sans son texte")
        else:
            brought.setdefault(one.id, one)
    return brought


def _place(
    connection: Connection,
    chain: Chain,
    operations: Iterable[Operation],
    erased: set[tuple[str, str, str]],
    waited: frozenset[str],
    found: Sorted,
) -> list[Operation]:
    """Puts those that continue the chain in their place, and returns them; the others are set aside if their own
    signature is good."""
    n, seq, last = _end(connection, chain)
    placed: list[Operation] = []
    beside: list[Set] = []
    stopped = False
    for one in sorted(operations, key=lambda each: (each.header.seq, each.id)):
        if one.header.seq <= seq:
            beside.append(Set(one, FORK, _standing_at(connection, n, one, placed)))
        elif stopped or one.header.seq > seq + 1:
            beside.append(Set(one, GAP))
        elif one.header.prev != last:
            beside.append(Set(one, FORK, last))
        elif one.body_bytes is None and scope(one) not in erased:
            beside.append(Set(one, BARE))
            stopped = True
        else:
            placed.append(one)
            seq, last = one.header.seq, one.id
    new = [one for one in placed if one.id not in waited]
    must = [one for one in new if one is placed[-1] or is_decisive(one.header.kind)]
    if not all(one.signed_by_its_device() for one in must):
        found.refused += ["signature"] * len(new)
        placed = []
    found.placed += placed
    for each in beside:
        if each.operation.id in waited and each.why != FORK:
            continue
        if each.operation.signed_by_its_device():
            found.aside.append(each)
        else:
            found.refused.append("signature")
    return placed


def _end(connection: Connection, chain: Chain) -> tuple[int, int, str]:
    """(row, seq, id) where a chain stands; nothing is made when it is new."""
    row = connection.exec_driver_sql(
        "SELECT chain.n, seq, last FROM chain JOIN space ON space.n = chain.space"
        " WHERE device = ? AND incarnation = ? AND space.name = ?",
        (chain[0], chain[1], bytes.fromhex(chain[2])),
    ).first()
    return (0, 0, "") if row is None else (row.n, row.seq, row.last.hex() if row.last else "")


def _standing_at(connection: Connection, chain: int, one: Operation, placed: Iterable[Operation]) -> str:
    """What stands in the place that this operation claims."""
    for other in placed:
        if other.header.seq == one.header.seq:
            return other.id
    sql = "SELECT id FROM op WHERE chain = ? AND seq = ?"
    id = connection.exec_driver_sql(sql, (chain, one.header.seq)).scalar()
    return id.hex() if id else ""
