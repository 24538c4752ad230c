"""What the screens may ask of the main courante: its lines, what a change does to them, and what surrounds an entry."""

from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import merge
from typing import Any

from app.core import entry as entries_of
from app.core.brief import held_when_frozen
from app.core.entries import LINKS
from app.core.entry import Entry, LinkTo
from app.core.errors import Refused
from app.core.notices import Me
from app.core.records import Author, Held, fields_of_body
from app.core.registers.acknowledgements import READ
from app.core.store import blobs, counting, drafts, entry_lines, preferences, sifting
from app.core.store.counting import Counts
from app.core.store.filtering import EntryFilter
from app.core.store.log import marks
from app.core.store.preferences import SavedView
from app.core.store.projection import KEY_BITS, TIES
from app.core.store.reuniting import within
from app.core.store.rows import EntryRow, told_apart
from app.core.store.sifting import Asking
from app.core.store.store import Store
from app.core.store.transaction import Transaction

UNKNOWN = "Cette entrée n'est pas connue de ce poste."
AT_ONCE = 10_000  # keys read between two looks at whether anybody still wants them
ONE_BY_ONE = 500  # changed records from which reading all the keys again costs less
MOST_SENDERS = 500
MOST_LINKS = 200  # of those that name an entry
FEW = 5_000  # matches that are sorted in no time
SAME = "space = (SELECT space FROM entry WHERE id = ?)"  # whoever links to another crisis shows nothing of it
BY_TYPING = "ORDER BY recorded_at DESC, key DESC"
THESE = f"SELECT key FROM entry WHERE key IN (SELECT value FROM json_each(?)) {BY_TYPING}"
LAST_TYPED = f"SELECT key FROM entry INDEXED BY entry_recorded_at WHERE space = ? {BY_TYPING}"


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link of an entry, or (not `outgoing`) one that names it: `id`, `number` and `subject` are the other entry's.
    `settled` says how a contradiction was, empty as long as it is not."""

    kind: str
    outgoing: bool
    id: str
    number: str
    subject: str
    note: str
    settled: str
    by: Author
    at: int
    rank: int | None


@dataclass(frozen=True, slots=True)
class Readers:
    """Who has read an entry among those who were members when it was recorded, its author included: `n` of `m`.
    `read`: (name, organisation, ms), `unread` and `later` (come since) are names."""

    read: tuple[tuple[str, str, int], ...]
    unread: tuple[str, ...]
    later: tuple[str, ...]

    @property
    def n(self) -> int:
        return len(self.read)

    @property
    def m(self) -> int:
        return len(self.read) + len(self.unread)


@dataclass(frozen=True, slots=True)
class Related:
    """What surrounds an entry. `held_files`: its files whose content is on this workstation, by hash; `origin`: code of
    its crisis, when the lists of another show it; `twin`: another entry they show bears the same number."""

    links: tuple[LinkRow, ...]
    readers: Readers
    held_files: frozenset[str]
    origin: str = ""
    twin: bool = False


class JournalReading:
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    _store: Store

    def entry_keys(
        self, wanted: EntryFilter, limit: int | None = None, given_up: Callable[[], bool] = lambda: False
    ) -> "array[int]":
        """The keys of the entries, newest first: eight bytes a row; those read so far once `given_up` says so. Raises
        Refused when the filter names a brief that does not say what was held."""
        with self._store.read() as transaction:
            found = [
                _newest_typed(transaction, wanted, asking, limit)
                if wanted.order == "recorded" and wanted.query.strip() and limit is not None
                else _keys(transaction, wanted, asking, limit=limit, given_up=given_up)
                for asking in _askings(transaction, wanted)
            ]
            keys = _together(transaction, wanted, found)
            return keys if limit is None else keys[:limit]

    def entry_rows(self, keys: Sequence[int]) -> list[EntryRow | None]:
        """The rows of these keys, in that order; None for one that is no longer there."""
        with self._store.read() as transaction:
            found = entry_lines.rows(transaction, keys) if keys else {}
        return [found.get(key) for key in keys]

    def entry_ids(self, keys: Sequence[int]) -> list[str]:
        """The entries of these keys, in that order; one that is no longer there is left out."""
        with self._store.read() as transaction:
            found = {row.key: row.id.hex() for row in _named(transaction, keys)}
        return [found[key] for key in keys if key in found]

    def changes_in(self, wanted: EntryFilter, records: Collection[str]) -> "tuple[array[int], array[int]] | None":
        """What a change of these records does to a list: the keys that are in it now, and those that are not, the
        former keys of what was moved included. Everything else stays as it is. None: too many, read the list again."""
        if len(records) > ONE_BY_ONE:
            return None
        with self._store.read() as transaction:
            askings = _askings(transaction, wanted)
            now = _keys_of(transaction, records)
            if not askings or len(now) > ONE_BY_ONE:
                return None
            found = [_keys(transaction, wanted, one, among=sorted(now)) for one in askings] if now else []
            there = _together(transaction, wanted, found)
            former = {key for held in transaction.held(list(records)).values() for key in _keys_ever(held)}
            taken = {row.key for row in _named(transaction, former)}  # now by others
        return there, array("q", sorted((now | former - taken) - set(there)))

    def entry(self, id: str) -> Entry:
        """Folded from verified operations. Raises Refused."""
        with self._store.read() as transaction:
            return _entry(transaction, id)

    def entries(self, ids: Sequence[str]) -> list[Entry]:
        """These entries, in that order, each folded from verified operations; one that is not known is left out."""
        with self._store.read() as transaction:
            held = transaction.all_verified(ids)
        return [found for id in ids if (found := entries_of.fold(held[id])) is not None]

    def related(self, id: str) -> Related:
        """The links of an entry and those that name it, who read it, and which of its files are here."""
        with self._store.read() as transaction:
            entry = _entry(transaction, id)
            files = blobs.held(transaction.connection, [one.sha256 for one in entry.files])
            readers, view = _readers(transaction, entry), transaction.view()
            listed = view.listed_under(entry.space)
            beside = view.shown_under(listed)
            origin = view.code_of(entry.space) if listed != entry.space else ""
            twin = bool(entry_lines.borne_twice(transaction.connection, [entry.number], beside))
            return Related(_links(transaction, entry, beside), readers, frozenset(files), origin, twin)

    def counts(self, space: str) -> Counts:
        with self._store.read() as transaction:
            connection = transaction.connection
            askings = _askings(transaction, EntryFilter(space))
            return counting.total([counting.counts(connection, one.space, one.me) for one in askings])

    def senders(self, space: str) -> list[str]:
        """Who has sent something, the most frequent first."""
        with self._store.read() as transaction:
            here, spaces = within(transaction.view().shown_under(space))
            sql = (
                f"SELECT sender FROM entry WHERE {here} AND sender <> ''"
                " GROUP BY sender ORDER BY count(*) DESC, sender LIMIT ?"
            )
            rows = transaction.connection.exec_driver_sql(sql, (*spaces, MOST_SENDERS))
            return [row.sender for row in rows]

    def crisis_chosen(self) -> str:
        """The crisis that was looked at last on this workstation, or nothing."""
        with self._store.read() as transaction:
            return preferences.crisis(transaction.connection)

    def own_words(self, space: str) -> tuple[str, ...]:
        """The words added in that crisis on this workstation: no spelling faults."""
        with self._store.read() as transaction:
            return preferences.words(transaction.connection, space)

    def views(self, space: str) -> list[SavedView]:
        """The saved views, asked of that crisis."""
        with self._store.read() as transaction:
            return preferences.views(transaction.connection, space)

    def drafts(self, prefix: str) -> list[tuple[str, str]]:
        """What was typed and not recorded at the places whose names begin so: (name, text), by name."""
        with self._store.read() as transaction:
            return drafts.listed(transaction.connection, prefix)


def _askings(transaction: Transaction, wanted: EntryFilter) -> list[Asking]:
    """Who asks, in each of the spaces shown under that crisis; none when nothing is held of it."""
    connection, view = transaction.connection, transaction.view()
    spaces, found = view.shown_under(wanted.space), list[Asking]()
    brief = transaction.verified(wanted.since_brief) if wanted.since_brief else []
    for space in spaces:
        n = connection.exec_driver_sql("SELECT n FROM space WHERE name = ?", (bytes.fromhex(space),)).scalar()
        if n is None:
            continue
        me = Me(view.me.id, frozenset(one.organisation for one in view.grants(space)))
        if not wanted.since_brief:
            found.append(Asking(n, me))
            continue
        held = held_when_frozen([one for one in brief if one.operation.space in spaces], space)
        chains = connection.exec_driver_sql("SELECT n, device, incarnation FROM chain WHERE space = ?", (n,))
        found.append(Asking(n, me, {row.n: held.get(f"{row.device}:{row.incarnation}", 0) for row in chains}))
    return found


def _together(transaction: Transaction, wanted: EntryFilter, found: Sequence["array[int]"]) -> "array[int]":
    """The keys of several crises in one list, in the order wanted."""
    if len(found) == 1:
        return found[0]
    keys = array("q", merge(*found, reverse=True))
    return keys if wanted.order == "occurred" else _driven(transaction, THESE, sifting.listed(keys))


def _keys(
    transaction: Transaction,
    wanted: EntryFilter,
    asking: Asking,
    limit: int | None = None,
    among: Sequence[int] | None = None,
    given_up: Callable[[], bool] = lambda: False,
) -> "array[int]":
    sql, values = sifting.keys_sql(wanted, asking, transaction.connection, among)
    if limit is not None:
        sql += f" LIMIT {int(limit)}"
    return _driven(transaction, sql, *values, given_up=given_up)


def _newest_typed(transaction: Transaction, wanted: EntryFilter, asking: Asking, limit: int) -> "array[int]":
    """What was typed last among what a search finds. The index of words goes by the hour of the fact: few matches are
    sorted; of many, the last typed are found among the last entries typed."""
    by_fact = replace(wanted, order="occurred")
    some = _keys(transaction, by_fact, asking, limit=FEW + 1)
    if len(some) <= FEW:
        return _driven(transaction, f"{THESE} LIMIT ?", sifting.listed(some), limit)
    found, seen, size = array("q"), 0, 4 * FEW
    while len(found) < limit:
        window = _driven(transaction, f"{LAST_TYPED} LIMIT ? OFFSET ?", asking.space, size, seen)
        if not window:
            break
        matching = set(_keys(transaction, by_fact, asking, among=window))
        found.extend(key for key in window if key in matching)
        seen, size = seen + size, 4 * size
    return found[:limit]


def _driven(
    transaction: Transaction, sql: str, *values: Any, given_up: Callable[[], bool] = lambda: False
) -> "array[int]":
    cursor: Any = transaction.connection.exec_driver_sql(sql, values).cursor
    found = array("q")
    while not given_up() and (rows := cursor.fetchmany(AT_ONCE)):
        found.extend([key for (key,) in rows])  # the driver's own rows: a million of others cost twice the time
    return found


def _named(transaction: Transaction, keys: Collection[int]) -> Iterable[Any]:
    """The key and the id of these entries."""
    values = tuple(keys)
    return transaction.connection.exec_driver_sql(f"SELECT key, id FROM entry WHERE key IN ({marks(values)})", values)


def _keys_of(transaction: Transaction, records: Collection[str]) -> set[int]:
    """The keys of the entries among these records, and of those that they name."""
    ids = tuple(bytes.fromhex(record) for record in records)
    sql = (
        f"SELECT key FROM entry WHERE id IN ({marks(ids)})"
        f" OR id IN (SELECT target FROM relation WHERE source IN ({marks(ids)}))"
    )
    return {row.key for row in transaction.connection.exec_driver_sql(sql, ids * 2)}


def _keys_ever(operations: Iterable[Held]) -> set[int]:
    """Every key an entry may have had: one for each hour that was ever written for its fact."""
    hours: set[int] = set()
    ties: set[int] = set()
    for one in operations:
        at, body = fields_of_body(one).get("occurred_at"), one.operation.body
        if type(at) is int and 0 <= at < 1 << (63 - KEY_BITS):
            hours.add(at)
        n = str(body.get("number", "")).rpartition("-")[2] if isinstance(body, dict) else ""
        if n.isascii() and n.isdecimal() and len(n) <= 9:
            ties.add(int(n) & TIES)
    return {at << KEY_BITS | tie for at in hours for tie in ties or {0}}


def _entry(transaction: Transaction, id: str) -> Entry:
    found = entries_of.fold(transaction.verified(id))
    if found is None:
        raise Refused(UNKNOWN)
    return found


def _links(transaction: Transaction, entry: Entry, beside: Sequence[str]) -> tuple[LinkRow, ...]:
    connection, id = transaction.connection, bytes.fromhex(entry.id)
    rows = connection.exec_driver_sql(
        f"SELECT DISTINCT source FROM relation WHERE target = ? AND kind IN ({marks(tuple(LINKS))}) AND {SAME} LIMIT ?",
        (id, *LINKS, id, MOST_LINKS),
    )
    held = transaction.all_verified([row.source.hex() for row in rows])
    naming = [one for one in map(entries_of.fold, held.values()) if one is not None]
    found = {other.id: (other.number, other.subject) for other in naming}
    targets = tuple(bytes.fromhex(one.target) for one in entry.links)
    for row in connection.exec_driver_sql(
        f"SELECT id, number, subject FROM entry WHERE id IN ({marks(targets)}) AND {SAME}", (*targets, id)
    ):
        found[row.id.hex()] = (row.number, row.subject)
    twice = entry_lines.borne_twice(connection, [number for number, _ in found.values()], beside)

    def link(one: LinkTo, other: str, outgoing: bool) -> LinkRow:
        number, subject = found.get(other, (other[:8], ""))
        number = told_apart(number, other) if number in twice else number
        return LinkRow(one.kind, outgoing, other, number, subject, one.note, one.settled, one.by, one.at, one.rank)

    outgoing = [link(one, one.target, True) for one in entry.links]
    incoming = [link(one, other.id, False) for other in naming for one in other.links if one.target == entry.id]
    return (*outgoing, *sorted(incoming, key=lambda one: (one.at, one.id)))


def _readers(transaction: Transaction, entry: Entry) -> Readers:
    rows = transaction.connection.exec_driver_sql(
        f"SELECT person, min(at) AS at FROM relation WHERE target = ? AND kind = '{READ}' GROUP BY person",
        (bytes.fromhex(entry.id),),
    )
    read: dict[str, Any] = {row.person: row.at for row in rows} | {entry.author.person: entry.recorded_at}
    members, persons = transaction.view().members(entry.space), transaction.accounts.persons
    then = {id: (one.person.name, one.organisation) for id, one in members.at(entry.recorded_at).items()}
    then[entry.author.person] = (entry.author.name, entry.author.organisation)
    since = {one.person: one.name for one in members.current()}
    since |= {id: persons[id].name for id in read if id in persons}
    return Readers(
        read=tuple(sorted(((*then[id], at) for id, at in read.items() if id in then), key=lambda one: (one[2], one))),
        unread=tuple(sorted(name for id, (name, _) in then.items() if id not in read)),
        later=tuple(sorted(name for id, name in since.items() if id not in then)),
    )
