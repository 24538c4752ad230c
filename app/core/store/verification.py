"""Proves that what is held is what was signed: ids, bodies, links and signatures, ranks, and read tables."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from app.core.erasure import Scope, is_without_words, scope
from app.core.operations import Malformed, Operation, Wire, read
from app.core.records import Held
from app.core.register import Register
from app.core.registers.shelf import REGISTERS
from app.core.standing import CONTROL, is_decisive
from app.core.store import arrivals, blobs, cursor, erasing
from app.core.store.authority import where
from app.core.store.cursor import Cursor
from app.core.store.log import CHUNK, label, marks
from app.core.store.projection import KEY_BITS, held_of, register_of
from app.core.store.schema import SEARCH, SEARCHED
from app.core.store.store import Store

Confirmed = Callable[[str, Iterable[bytes], Cursor], str]
"""(space, ids ranked from 1, cursor) → what contradicts the server's signature, in French, or nothing."""

OPERATIONS = (
    "SELECT op.id, op.record, op.seq, op.rank, op.control, op.header, op.salt, op.body, op.signature, op.chain,"
    " space.name AS space, chain.device, chain.incarnation, chain.space = op.space AS same_space"
    " FROM op LEFT JOIN space ON space.n = op.space LEFT JOIN chain ON chain.n = op.chain"
    " WHERE ? IS NULL OR space.name = ? ORDER BY op.chain, op.seq"
)
UNSIGNED = "sa signature n'est pas celle de son auteur"
RANKED = (
    "SELECT op.id, op.rank FROM op JOIN space ON space.n = op.space"
    " WHERE space.name = ? AND op.rank IS NOT NULL AND op.rank <= ? ORDER BY op.rank"
)
MISRANKED = "des rangs donnés par le serveur manquent ou se répètent"
MISJUDGED = "elle n'est pas lue, ou non lue, comme le disent les opérations signées"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found. `first_bad` is what a person calls the first record that does not hold, `why` says
    how in French. `missing`: bodies that are not held although no erasure in force has taken them. `unsigned`:
    operations without a good signature of their own, for which a later one of their chain vouches: whoever wrote them
    could have sent them so."""

    operations: int = 0
    forks: int = 0
    missing: int = 0
    unsigned: int = 0
    first_bad: str = ""
    why: str = ""

    @property
    def intact(self) -> bool:
        return not (self.first_bad or self.why or self.forks or self.missing)


def fingerprints(connection: Connection) -> dict[str, str]:
    """For each space we belong to: SHA-256 of the sorted ids held. The same operations, the same fingerprint."""
    found = {}
    rows = connection.exec_driver_sql("SELECT n, name FROM space WHERE removed_by IS NULL").all()
    for space in rows:
        digest = hashlib.sha256()
        for row in connection.exec_driver_sql("SELECT id FROM op WHERE space = ? ORDER BY id", (space.n,)):
            digest.update(row.id)
        found[space.name.hex()] = digest.hexdigest()
    return found


def verify(store: Store, confirmed: Confirmed, space: str | None = None) -> Verdict:
    """Recomputes all that is held of one space, or (None) of every space. Nothing is written."""
    with store.database.read() as connection:
        verdict = _verify_log(connection, space)
        if not verdict.intact:
            return verdict
        for name in [space] if space else cursor.spaces(connection):
            why = _contradicted(connection, name, confirmed)
            if why:
                return replace(verdict, first_bad=label(connection, name) or name, why=why)
        standing = store.bench.standing(connection)
        records = _records(connection, space)
        while part := list(islice(records, CHUNK)):
            trouble = next(_read_rows_that_differ(connection, held_of(connection, part, standing)), None)
            if trouble:
                return replace(verdict, first_bad=trouble[0], why=trouble[1])
        me = standing.accounts.person_of(store.key.public)
        misjudged = arrivals.misjudged(connection, me.id) if me else None
        if misjudged:
            return replace(verdict, first_bad=_named(connection, misjudged, misjudged), why=MISJUDGED)
        name, why = _damaged_file(connection, space)
        return replace(verdict, first_bad=name, why=why or _rows_of_nothing(connection))


def _verify_log(connection: Connection, space: str | None) -> Verdict:
    count = forks = vouched = pending = 0
    without: Counter[Scope] = Counter()  # operations without their body
    bad: tuple[str, str] | None = None
    unsigned: tuple[str, str] | None = None  # of this chain, and no good signature has come after it
    chain, seq, last = -1, 0, ""
    wanted = bytes.fromhex(space) if space else None
    for row in connection.exec_driver_sql(OPERATIONS, (wanted, wanted)):
        count += 1
        if row.chain != chain:
            chain, seq, last = row.chain, 0, ""
            bad, unsigned, pending = bad or unsigned, None, 0
        forks += row.seq == seq
        operation, why = _read(row)
        if row.body is None:
            erasable = operation is not None and is_without_words(operation)
            without[scope(operation) if operation and erasable else ("", row.record.hex(), "")] += 1
        if operation and not why and (operation.header.seq != seq + 1 or operation.header.prev != last):
            why = "le maillon précédent de sa chaîne manque ou n'est pas celui qui a été signé"
        if operation and why == UNSIGNED and not is_decisive(operation.header.kind):
            unsigned = unsigned or (_named(connection, operation.record, row.id.hex()), why)
            pending += 1
        elif operation and not why:
            unsigned, vouched, pending = None, vouched + pending, 0  # it vouches for the links below it
        if why and bad is None and unsigned is None:
            bad = (_named(connection, operation.record if operation else row.record.hex(), row.id.hex()), why)
        seq, last = row.seq, row.id.hex()
    erased = erasing.entitled(connection, without, where(connection))
    missing = sum(times for one, times in without.items() if one not in erased)
    bad = bad or unsigned or next(_chains_cut_short(connection), None)
    bad = bad or next(_kept_though_erased(connection, space), None)
    name, why = bad or ("", "")
    return Verdict(count, forks, missing, vouched, name, why)


def _kept_though_erased(connection: Connection, space: str | None) -> Iterator[tuple[str, str]]:
    """A record of which an erasure in force has left words here."""
    record = erasing.first_kept(connection, space)
    if record:
        yield _named(connection, record, record), "son contenu devait être effacé de ce poste"


def _read(row: Any) -> tuple[Operation | None, str]:
    """The operation of a row and what does not hold of it."""
    try:
        body = None if row.body is None else bytes(row.body)  # a column may hold words where it held bytes
        operation = read(Wire(bytes(row.header), bytes(row.salt), body, bytes(row.signature)))
    except (Malformed, TypeError, ValueError):
        return None, "son en-tête ou son texte n'est plus ce qui a été signé"
    if operation.id != row.id.hex():
        return None, "son en-tête n'est plus ce qui a été signé"
    kept = (row.record.hex(), (row.space or b"").hex(), row.device, row.incarnation, row.seq, bool(row.control))
    header = operation.header
    signed = (operation.record, operation.space, header.device, header.incarnation, header.seq, header.kind in CONTROL)
    if kept != signed or not row.same_space:
        return operation, "il n'est plus rangé là où il a été signé"
    return operation, "" if operation.signed_by_its_device() else UNSIGNED


def _chains_cut_short(connection: Connection) -> Iterator[tuple[str, str]]:
    """A chain whose end is not the operation noted as its last."""
    sql = (
        "SELECT chain.device, chain.seq, chain.last, max(op.seq) AS reached,"
        " (SELECT id FROM op AS one WHERE one.chain = chain.n AND one.seq = chain.seq) AS id"
        " FROM chain LEFT JOIN op ON op.chain = chain.n GROUP BY chain.n"
    )
    for row in connection.exec_driver_sql(sql):
        if (row.reached or 0) != row.seq or row.id != row.last:
            yield f"poste {row.device[:8]}", "la fin de sa chaîne manque"


def _contradicted(connection: Connection, space: str, confirmed: Confirmed) -> str:
    """What does not hold of the ranks of a space."""
    place, ranked = cursor.of(connection, space), 0
    reached = (bytes.fromhex(space), place.rank)
    for row in connection.exec_driver_sql(RANKED, reached):
        if row.rank != ranked + 1:
            return MISRANKED
        ranked += 1
    if ranked != place.rank:
        return MISRANKED
    return confirmed(space, (row.id for row in connection.exec_driver_sql(RANKED, reached)), place)


def _records(connection: Connection, space: str | None) -> Iterator[str]:
    sql = "SELECT DISTINCT record FROM op JOIN space ON space.n = op.space WHERE ? IS NULL OR space.name = ?"
    wanted = bytes.fromhex(space) if space else None
    return (row.record.hex() for row in connection.exec_driver_sql(sql, (wanted, wanted)))


def _read_rows_that_differ(connection: Connection, held: Mapping[str, Sequence[Held]]) -> Iterator[tuple[str, str]]:
    """The records whose lines in the read tables are not what their operations amount to."""
    shelves: dict[str, dict[str, Any]] = {name: {} for name in REGISTERS}
    for record, operations in held.items():
        register = register_of(operations)
        value = register.fold(operations) if register else None
        if register and value is not None:
            shelves[register.name][record] = value
    spaces = {record: operations[0].operation.space for record, operations in held.items() if operations}
    for name, values in shelves.items():
        yield from _differing(connection, REGISTERS[name], values, spaces)
    expected = {
        record: (_numbers(register, value), _conflicts(register, value), _relations(register, value))
        for name, register in REGISTERS.items()
        for record, value in shelves[name].items()
    }
    yield from _misnumbered(connection, held, expected, spaces)


def _differing(
    connection: Connection, register: Register, values: Mapping[str, Any], spaces: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    sql = f"SELECT t.*, space.name AS space_name FROM {register.name} t JOIN space ON space.n = t.space WHERE t.id IN "
    ids = [bytes.fromhex(record) for record in values]
    kept = {row.id.hex(): row for row in connection.exec_driver_sql(f"{sql}({marks(ids)})", tuple(ids))}
    for record, value in values.items():
        row, expected = kept.get(record), register.row(value)
        key = max(0, register.key(value)) << KEY_BITS
        if (
            row is None
            or any(getattr(row, column) != content for column, content in expected.items())
            or row.space_name.hex() != spaces[record]
            or not key <= row.key < key + (2 << KEY_BITS)
        ):
            yield (
                _named(connection, record, record),
                "sa ligne de lecture n'est pas ce que disent les opérations signées",
            )


def _numbers(register: Register, value: Any) -> list[tuple[str, str, int, bool]]:
    """The numbers of a record: its own, then the further ones in order."""
    own = register.number(value)
    further = sorted((one.text, one.series, one.n, False) for one in register.further(value))
    return [*([(own.text, own.series, own.n, True)] if own else []), *further]


def _conflicts(register: Register, value: Any) -> list[tuple[str, int, str]]:
    return [(field, count, register.name) for field, count in register.conflicts(value).items()]


def _relations(register: Register, value: Any) -> list[tuple[str, str, bytes, str, bool, int, str]]:
    return [
        (register.name, one.kind, bytes.fromhex(one.target), one.person, one.active, one.at, one.note)
        for one in register.relations(value)
    ]


def _misnumbered(
    connection: Connection, held: Iterable[str], expected: Mapping[str, Any], spaces: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    ids = [bytes.fromhex(record) for record in held]
    numbers: dict[str, list[Any]] = {}
    for row in connection.exec_driver_sql(
        "SELECT number.*, space.name FROM number LEFT JOIN space ON space.n = number.space"
        f" WHERE number.record IN ({marks(ids)}) ORDER BY main DESC, text",
        tuple(ids),
    ):
        kept = (row.text, row.series, row.n, bool(row.main), (row.name or b"").hex())
        numbers.setdefault(row.record.hex(), []).append(kept)
    relations: dict[str, set[Any]] = {}
    for row in connection.exec_driver_sql(
        "SELECT relation.*, space.name FROM relation LEFT JOIN space ON space.n = relation.space"
        f" WHERE source IN ({marks(ids)})",
        tuple(ids),
    ):
        told = (row.register, row.kind, row.target, row.person, bool(row.active), row.at, row.note, row.name or b"")
        relations.setdefault(row.source.hex(), set()).add(told)
    conflicts: dict[str, set[Any]] = {}
    for row in connection.exec_driver_sql(
        "SELECT conflict.*, space.name FROM conflict LEFT JOIN space ON space.n = conflict.space"
        f" WHERE record IN ({marks(ids)})",
        tuple(ids),
    ):
        held_twice = (row.field, row._mapping["count"], row.register, row.name or b"")
        conflicts.setdefault(row.record.hex(), set()).add(held_twice)
    for record in held:
        given, disputed, said = expected.get(record, ((), (), ()))
        if numbers.get(record, []) != [(*one, spaces[record]) for one in given]:
            yield _named(connection, record, record), "son numéro n'est pas celui qui a été signé"
        if conflicts.get(record, set()) != {(*one, bytes.fromhex(spaces[record])) for one in disputed}:
            yield _named(connection, record, record), "ses désaccords ne sont pas ceux que disent les opérations"
        if relations.get(record, set()) != {(*one, bytes.fromhex(spaces[record])) for one in said}:
            yield _named(connection, record, record), "ses liens ne sont pas ceux que disent les opérations"


def _damaged_file(connection: Connection, space: str | None) -> tuple[str, str]:
    """The first entry one of whose files is held here and is not what was joined, and what does not hold of it."""
    hash = blobs.first_damaged(connection, space)
    if not hash:
        return "", ""
    named = blobs.entries_of(connection, hash) if len(hash) == 64 else []
    if not named:
        return hash, "ce contenu n'est plus celui de son empreinte"
    entry, file = named[0]
    return _named(connection, entry, hash), f"sa pièce jointe « {file} » n'est plus celle dont l'empreinte a été signée"


def _rows_of_nothing(connection: Connection) -> str:
    """Whether a read table shows what no operation says, or the search finds less than it."""
    for name in REGISTERS:
        sql = f"SELECT count(*) FROM {name} WHERE id NOT IN (SELECT record FROM op)"
        if connection.exec_driver_sql(sql).scalar():
            return "une ligne de lecture ne vient d'aucune opération"
    for name in SEARCHED:
        sql = f"SELECT count(*) FROM {name} WHERE key NOT IN (SELECT rowid FROM {SEARCH.format(name)})"
        if connection.exec_driver_sql(sql).scalar():
            return "la recherche ne trouve plus tout ce qui est écrit"
    return ""


def _named(connection: Connection, record: str, otherwise: str) -> str:
    return label(connection, record) or otherwise
