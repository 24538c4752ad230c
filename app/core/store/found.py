"""What was found of a damaged journal: in its pages and in the latest copy, each operation proved by itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.core.operations import Chain, Malformed, Operation, Wire, read
from app.core.store.cursor import Cursor
from app.core.store.engine import Database
from app.core.store.salvage import Pages, Row, operation_in, space_in

NOTES = ("signing_seed", "box_seed", "service", "server", "authority_sha256")


@dataclass(slots=True)
class Found:
    """`operations` by id, `ranks` those they had; `cursors` of each space, the furthest first; `heads`: where each
    chain was said to stand, by (device, incarnation, number of the space in the damaged file)."""

    operations: dict[str, Operation] = field(default_factory=dict)
    ranks: dict[str, int] = field(default_factory=dict)
    from_backup: set[str] = field(default_factory=set)
    cursors: dict[str, list[Cursor]] = field(default_factory=dict)
    removals: dict[str, str] = field(default_factory=dict)
    notes: dict[str, bytes] = field(default_factory=dict)
    heads: dict[tuple[str, str, int], tuple[int, str]] = field(default_factory=dict)
    spaces: dict[int, str] = field(default_factory=dict)

    def add(self, parts: tuple[bytes, ...]) -> None:
        """An operation that was kept elsewhere, in its parts; nothing when there are none."""
        operation = _proved(Wire(*parts)) if parts else None
        if operation is not None:
            self.operations.setdefault(operation.id, operation)

    def of_space(self, space: str) -> list[Operation]:
        """In the order of their chains."""
        mine = [one for one in self.operations.values() if one.space == space]
        return sorted(mine, key=lambda one: (one.chain, one.header.seq))

    def missing(self, device: str) -> tuple[int, int]:
        """How many operations are known to have been held and were not found, and how many of them are of `device`."""
        seqs: dict[Chain, set[int]] = {}
        for one in self.operations.values():
            seqs.setdefault(one.chain, set()).add(one.header.seq)
        ends = {chain: max(held) for chain, held in seqs.items()}
        for (author, incarnation, n), (seq, last) in self.heads.items():
            chain = (author, incarnation, self.spaces.get(n, ""))
            if last not in self.operations and seq > ends.get(chain, 0):
                ends[chain] = seq
        gaps = {chain: end - len(seqs.get(chain, ())) for chain, end in ends.items()}
        return sum(gaps.values()), sum(count for chain, count in gaps.items() if chain[0] == device)


def gathered(pages: Pages, copy: Database | None) -> Found:
    """All that proves itself in the pages, and what only the copy has."""
    found = Found()
    for row in pages.rows():
        held = operation_in(row)
        if held is not None:
            _take(found, held[0], held[1], row)
        elif (said := space_in(row)) is not None:
            _take_cursor(found, *said)
        else:
            _take_note(found, row)
    if copy:
        _take_copy(found, copy)
    for cursors in found.cursors.values():
        cursors.sort(key=lambda one: -one.rank)
    return found


def _take(found: Found, wire: Wire, rank: int | None, row: Row) -> None:
    operation = _proved(wire)
    if operation is None:
        return
    if (isinstance(row.values[2], int) and rank is not None) or len(row.values) > 10:
        found.spaces.setdefault(row.values[2], operation.space)
    if operation.id not in found.operations:  # the latest version of a page comes first
        found.operations[operation.id] = operation
        if rank is not None:
            found.ranks[operation.id] = rank


def _proved(wire: Wire) -> Operation | None:
    try:
        operation = read(wire)
    except Malformed:
        return None
    return operation if operation.signed_by_its_device() else None


def _take_cursor(
    found: Found, space: str, epoch: str, rank: int, running: bytes, checkpoint: bytes, removed: bytes | None
) -> None:
    cursors = found.cursors.setdefault(space, [])
    cursor = Cursor(epoch, rank, running, checkpoint)
    if cursor not in cursors:
        cursors.append(cursor)
    if removed and len(cursors) == 1:
        found.removals[space] = removed.hex()


def _take_note(found: Found, row: Row) -> None:
    match row.values:
        case (str(name), bytes(value)) if name in NOTES:
            found.notes.setdefault(name, value)
        case (_, str(device), str(incarnation), int(space), int(seq), bytes(last)) if len(device) == 64:
            found.heads[device, incarnation, space] = max(
                found.heads.get((device, incarnation, space), (0, "")), (seq, last.hex())
            )


def _take_copy(found: Found, copy: Database) -> None:
    with copy.read() as connection:
        rows = connection.exec_driver_sql("SELECT header, salt, body, signature, rank FROM op")
        for row in rows:
            operation = _proved(Wire(row.header, row.salt, row.body, row.signature))
            if operation is None:
                continue
            if operation.id not in found.operations:
                found.operations[operation.id] = operation
                found.from_backup.add(operation.id)
            if row.rank is not None:
                found.ranks.setdefault(operation.id, row.rank)
        for row in connection.exec_driver_sql("SELECT name, epoch, rank, running, checkpoint, removed_by FROM space"):
            if row.running and row.checkpoint:
                _take_cursor(found, row.name.hex(), row.epoch, row.rank, row.running, row.checkpoint, None)
        for row in connection.exec_driver_sql("SELECT name, value FROM meta WHERE value IS NOT NULL"):
            _take_note(found, Row((row.name, bytes(row.value))))


def spaces_of(operations: Iterable[Operation], first: str) -> list[str]:
    """Every space these operations are of; `first` comes first."""
    return list(dict.fromkeys([first, *sorted({one.space for one in operations})]))
