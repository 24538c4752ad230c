"""What the screens may ask. Lists come from the read tables; a record's detail is folded from verified operations."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.core import composing
from app.core.errors import Refused
from app.core.records import Author
from app.core.register import Register
from app.core.registers import briefs, crisis, directory, journal, messages
from app.core.registers.accounts import Person
from app.core.registers.briefs import Content
from app.core.registers.crisis import Crisis
from app.core.registers.directory import Contact
from app.core.registers.journal import Entry
from app.core.registers.members import Member
from app.core.registers.messages import Message
from app.core.search_text import match_query
from app.core.standing import QUARANTINED
from app.core.store import cursor, drafts, references
from app.core.store.log import marks, noted
from app.core.store.people import PersonRow, people
from app.core.store.projection import records_of, register_of
from app.core.store.references import Found
from app.core.store.rows import BriefRow, ConflictRow, ContactRow, CrisisRow, EntryRow, MessageRow
from app.core.store.schema import SEARCH
from app.core.store.store import Store
from app.core.store.transaction import Transaction

ORDERS = {
    "occurred": "t.occurred_at DESC, t.recorded_at DESC, t.key DESC",
    "recorded": "t.recorded_at DESC, t.key DESC",
}
PENDING = "EXISTS (SELECT 1 FROM op WHERE op.record = t.id AND op.rank IS NULL) AS pending"
CONFLICT = "EXISTS (SELECT 1 FROM conflict WHERE conflict.record = t.id) AS conflict"


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which entries a list shows. `since` is an hour of fact (ms); `order` is `occurred` or `recorded`."""

    space: str
    query: str = ""
    since: int | None = None
    key_events: bool = False
    order: str = "occurred"


@dataclass(frozen=True, slots=True)
class Vital:
    """What must always be seen of a crisis, as far as this workstation knows it."""

    entries: int
    key_events: int
    visas_mine: int
    conflicts: int
    last_entry_at: int | None
    last_validated: tuple[str, str, int] | None  # reference, title, when it last changed
    last_brief: tuple[str, int] | None  # reference, cut-off


class Reading:
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    def __init__(self, store: Store):
        self._store = store

    # -- who and where

    def me(self) -> Author:
        with self._store.read() as transaction:
            view = transaction.view()
            return Author(view.me.id, view.me.name, view.me.organisation, view.me.role, view.prefix)

    def crises(self) -> list[CrisisRow]:
        """The crises this person is a member of, the latest first."""
        with self._store.read() as transaction:
            view = transaction.view()
            sql = (
                f"SELECT t.*, {PENDING} FROM crisis t JOIN space ON space.n = t.space"
                " WHERE space.removed_by IS NULL ORDER BY t.key DESC"
            )
            found = []
            for row in transaction.connection.exec_driver_sql(sql):
                grants = view.grants(row.id.hex())
                if grants:
                    values = _values(row, CrisisRow)
                    found.append(CrisisRow(**values, role=", ".join(grant.role for grant in grants)))
            return found

    def crisis(self, id: str) -> Crisis:
        found: Crisis = self._record(id, crisis.REGISTER, "Cette crise n'est pas connue de ce poste.")
        return found

    def members(self, space: str) -> list[Member]:
        with self._store.read() as transaction:
            return transaction.view().members(space).current()

    def persons(self) -> list[Person]:
        """Everybody the service knows, by name."""
        with self._store.read() as transaction:
            return sorted(transaction.accounts.persons.values(), key=lambda person: (person.name, person.id))

    def people(self) -> list[PersonRow]:
        """Everybody invited, with his workstations, by name."""
        with self._store.read() as transaction:
            return people(transaction.accounts, self._store.clock.now())

    def draft(self, name: str) -> str:
        """What was typed at that place of this workstation and not recorded, or nothing."""
        with self._store.read() as transaction:
            return drafts.kept(transaction.connection, name)

    # -- the main courante

    def entry_keys(self, wanted: EntryFilter, limit: int | None = None) -> "array[int]":
        """The keys of the entries, newest first: eight bytes a row."""
        where, values = ["t.space = (SELECT n FROM space WHERE name = ?)"], [bytes.fromhex(wanted.space)]
        arguments: list[Any] = list(values)
        if wanted.query.strip():
            query = match_query(wanted.query)
            if not query:
                return array("q")
            where.append(f"t.key IN (SELECT rowid FROM {SEARCH.format('entry')} WHERE words MATCH ?)")
            arguments.append(query)
        if wanted.key_events:
            where.append("t.key_event")
        if wanted.since is not None:
            where.append("t.occurred_at >= ?")
            arguments.append(wanted.since)
        order = ORDERS[wanted.order]
        sql = f"SELECT t.key FROM entry t WHERE {' AND '.join(where)} ORDER BY {order}"
        if limit is not None:
            sql += f" LIMIT {int(limit)}"
        with self._store.read() as transaction:
            return array("q", (row[0] for row in transaction.connection.exec_driver_sql(sql, tuple(arguments))))

    def entry_rows(self, keys: Sequence[int]) -> list[EntryRow | None]:
        """The rows of these keys, in that order; None for one that is no longer there."""
        sql = f"SELECT t.*, {PENDING}, {CONFLICT} FROM entry t WHERE key IN ({marks(keys)})"
        with self._store.read() as transaction:
            found = {row.key: _entry_row(row) for row in transaction.connection.exec_driver_sql(sql, tuple(keys))}
        return [found.get(key) for key in keys]

    def entry(self, id: str) -> Entry:
        found: Entry = self._record(id, journal.REGISTER, "Cette entrée n'est pas connue de ce poste.")
        return found

    def entries(self, ids: Sequence[str]) -> list[Entry]:
        """These entries, in that order, each folded from verified operations; one that is not known is left out."""
        return self._records(ids, journal.REGISTER)

    # -- messages, contacts, briefs

    def messages(self, space: str) -> list[MessageRow]:
        with self._store.read() as transaction:
            mine = {(one.role, one.organisation) for one in transaction.view().grants(space)}
            rows = transaction.connection.exec_driver_sql(
                f"SELECT t.*, {PENDING} FROM message t WHERE t.space = (SELECT n FROM space WHERE name = ?)"
                " ORDER BY changed_at DESC",
                (bytes.fromhex(space),),
            )
            return [_message_row(row, mine) for row in rows]

    def message(self, id: str) -> Message:
        found: Message = self._record(id, messages.REGISTER, "Ce message n'est pas connu de ce poste.")
        return found

    def contacts(self, query: str = "") -> list[ContactRow]:
        sql = f"SELECT t.*, {PENDING}, {CONFLICT} FROM contact t WHERE t.space = (SELECT n FROM space WHERE name = ?)"
        values: list[bytes | str] = []
        if query.strip():
            sql += f" AND t.key IN (SELECT rowid FROM {SEARCH.format('contact')} WHERE words MATCH ?)"
            values = [match_query(query) or '""']
        sql += " ORDER BY name COLLATE NOCASE, id"
        with self._store.read() as transaction:
            directory = bytes.fromhex(transaction.accounts.directory)
            rows = transaction.connection.exec_driver_sql(sql, (directory, *values))
            return [ContactRow(**_values(row, ContactRow)) for row in rows]

    def contact(self, id: str) -> Contact:
        found: Contact = self._record(id, directory.REGISTER, "Ce contact n'est pas connu de ce poste.")
        return found

    def full_contacts(self, ids: Sequence[str]) -> list[Contact]:
        """These contacts, in that order, each folded from verified operations; one that is not known is left out."""
        return self._records(ids, directory.REGISTER)

    def briefs(self, space: str) -> list[BriefRow]:
        with self._store.read() as transaction:
            rows = transaction.connection.exec_driver_sql(
                f"SELECT t.*, t.n AS number, {PENDING} FROM brief t"
                " WHERE t.space = (SELECT n FROM space WHERE name = ?) ORDER BY t.n DESC, key DESC",
                (bytes.fromhex(space),),
            )
            return [BriefRow(**_values(row, BriefRow)) for row in rows]

    def brief_file(self, id: str) -> bytes:
        """The PDF as it was frozen: the same bytes on every workstation."""
        with self._store.read() as transaction:
            return briefs.file_of(transaction.verified(id))

    def compose(self, space: str, cutoff: int, approved: bool) -> Content:
        """A brief filled with what this workstation holds at `cutoff` (ms); nothing is written."""
        with self._store.read() as transaction:
            return composing.compose(transaction.view(), _gathered(transaction, space), cutoff, approved)

    # -- the state of things

    def find(self, text: str, register: str, space: str | None = None) -> list[Found]:
        """The records of a register that a person may mean by `text` (see `references`)."""
        with self._store.read() as transaction:
            return references.find(transaction.connection, text, register, space)

    def conflicts(self, space: str | None = None) -> list[ConflictRow]:
        sql = (
            "SELECT space.name, record, register, field, count AS values_held,"
            " (SELECT text FROM number WHERE number.record = conflict.record) AS reference,"
            " (SELECT name FROM contact WHERE contact.id = conflict.record) AS contact"
            " FROM conflict JOIN space ON space.n = conflict.space"
        )
        with self._store.read() as transaction:
            return [
                ConflictRow(
                    row.name.hex(),
                    row.record.hex(),
                    row.register,
                    row.reference or row.contact or "",
                    row.field,
                    row.values_held,
                )
                for row in transaction.connection.exec_driver_sql(sql)
                if space is None or row.name.hex() in (space, transaction.accounts.directory)
            ]

    def vital(self, space: str) -> Vital:
        mine = [one for one in self.messages(space) if one.awaits_me]
        validated = [one for one in self.messages(space) if one.state == "validated"]
        last = self.briefs(space)
        with self._store.read() as transaction:
            row = transaction.connection.exec_driver_sql(
                "SELECT count(*) AS entries, coalesce(sum(key_event), 0) AS key_events, max(recorded_at) AS latest"
                " FROM entry WHERE space = (SELECT n FROM space WHERE name = ?)",
                (bytes.fromhex(space),),
            ).one()
        return Vital(
            row.entries,
            row.key_events,
            len(mine),
            len(self.conflicts(space)),
            row.latest,
            (validated[0].reference, validated[0].title, validated[0].changed_at) if validated else None,
            (last[0].reference, last[0].cutoff) if last else None,
        )

    def pending(self) -> int:
        """How many operations the central has not ranked yet."""
        with self._store.read() as transaction:
            return sum(cursor.spaces(transaction.connection).values())

    def quarantined(self) -> int:
        """How many operations of revoked workstations are held without counting."""
        with self._store.read() as transaction:
            records = records_of(transaction.connection, transaction.accounts.cuts)
            held = transaction.held(list(records))
            return sum(one.why_not == QUARANTINED for operations in held.values() for one in operations)

    def _records(self, ids: Sequence[str], register: Register) -> list[Any]:
        with self._store.read() as transaction:
            held = transaction.all_verified(ids)
            return [value for id in ids if (value := register.fold(held[id])) is not None]

    def _record(self, id: str, register: Register, unknown: str) -> Any:
        with self._store.read() as transaction:
            value = register.fold(transaction.verified(id))
        if value is None:
            raise Refused(unknown)
        return value


def _values(row: Any, kind: Any) -> dict[str, Any]:
    """The columns of a read table that a row value wants, ids as text and truths as truths."""
    fields = kind.__dataclass_fields__
    found = {name: value for name, value in row._mapping.items() if name in fields}
    found["id"] = row.id.hex()
    for name in ("pending", "conflict", "open", "approved"):
        if name in found:
            found[name] = bool(found[name])
    return found


def _entry_row(row: Any) -> EntryRow:
    values = dict(zip(row._fields, row, strict=True))
    del values["space"]
    values["id"] = values["id"].hex()
    for name in ("pending", "conflict", "key_event", "amended"):
        values[name] = bool(values[name])
    return EntryRow(**values, late_minutes=max(0, (values["recorded_at"] - values["occurred_at"]) // 60_000))


def _message_row(row: Any, mine: set[tuple[str, str]]) -> MessageRow:
    waiting = [one.partition(":") for one in row.waiting.splitlines()]
    awaits = any(
        role == my_role and organisation in ("", my_organisation)
        for role, _, organisation in waiting
        for my_role, my_organisation in mine
    )
    return MessageRow(**_values(row, MessageRow), note=row.missing.partition("\n")[0], awaits_me=awaits)


def _gathered(transaction: Transaction, space: str) -> composing.Gathered:
    """Everything a brief of that crisis may cite, folded from verified operations."""
    connection = transaction.connection

    def ids(sql: str, of: str = space) -> list[str]:
        return [row.id.hex() for row in connection.exec_driver_sql(sql, (bytes.fromhex(of),))]

    here = "space = (SELECT n FROM space WHERE name = ?)"
    cited = "type IN ('figures', 'decision', 'action', 'rumour', 'request')"
    entries = ids(f"SELECT id FROM entry WHERE {here} AND (key_event OR {cited})")
    last = ids(f"SELECT id FROM brief WHERE {here} ORDER BY n DESC, key DESC LIMIT 1")
    held = transaction.all_verified(
        [
            space,
            *entries,
            *ids(f"SELECT id FROM message WHERE {here}"),
            *ids(
                f"SELECT id FROM contact WHERE {here} ORDER BY name COLLATE NOCASE, id", transaction.accounts.directory
            ),
            *last,
        ]
    )
    values = {id: register.fold(held[id]) for id in held if (register := register_of(held[id]))}
    failed = int(noted(connection, "exchange_failed") or 0)
    succeeded = noted(connection, "exchanged")
    return composing.Gathered(
        crisis=values[space],
        entries=[one for one in values.values() if isinstance(one, Entry)],
        messages=[one for one in values.values() if isinstance(one, Message)],
        contacts=[one for one in values.values() if isinstance(one, Contact)],
        last=values[last[0]] if last else None,
        printed=composing.printed(held[last[0]]) if last else None,
        offline=succeeded is None or failed > int(succeeded),
        last_exchange=int(succeeded) if succeeded else None,
    )
