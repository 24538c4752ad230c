"""What the screens may ask. Lists come from the read tables; a record's detail is folded from verified operations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.core.board import EXPIRED
from app.core.contact import Contact
from app.core.errors import Refused
from app.core.records import Author
from app.core.register import Register
from app.core.registers import directory
from app.core.registers.accounts import Person
from app.core.registers.members import Member
from app.core.standing import QUARANTINED
from app.core.store import alarms, cursor, drafts, references
from app.core.store.alarms import Alarm
from app.core.store.board_reading import BoardReading, standings
from app.core.store.brief_reading import BriefReading
from app.core.store.cascade_reading import CascadeReading
from app.core.store.contact_listing import ContactListing
from app.core.store.contradiction_reading import ContradictionReading
from app.core.store.crisis_reading import CrisisReading
from app.core.store.directory_log_reading import DirectoryLogReading
from app.core.store.directory_reading import DirectoryReading
from app.core.store.dispatch_reading import DispatchReading
from app.core.store.extracting import ExtractReading
from app.core.store.figure_reading import FigureReading
from app.core.store.file_reading import FileReading
from app.core.store.import_reading import ImportReading
from app.core.store.notices import NoticeRow, listed
from app.core.store.organisation_reading import OrganisationReading
from app.core.store.people import PersonRow, people
from app.core.store.projection import records_of
from app.core.store.references import Found
from app.core.store.rows import (
    ConflictRow,
    MessageRow,
    Waiting,
    called_short,
)
from app.core.store.store import Store
from app.core.store.transaction import Transaction

SOON = 15 * 60 * 1000  # ms before a promised hour from which a statement keeps the promise


@dataclass(frozen=True, slots=True)
class Vital:
    """What must always be seen of a crisis, as far as this workstation knows it."""

    entries: int
    key_events: int
    visas_mine: int
    conflicts: int
    last_entry_at: int | None
    last_said: tuple[str, str, int] | None  # reference and version, channel, when it went out
    promised: tuple[str, int] | None  # reference, when the next statement was promised
    overdue: tuple[Waiting, ...]  # the visas asked and not given in time
    last_brief: tuple[str, int] | None  # reference, cut-off
    expired: int = 0  # messages that went out, were not replaced, and are past their hour


class Reading(
    BriefReading,
    CrisisReading,
    BoardReading,
    DirectoryReading,
    CascadeReading,
    ContactListing,
    ContradictionReading,
    DirectoryLogReading,
    FigureReading,
    ExtractReading,
    FileReading,
    ImportReading,
    DispatchReading,
    OrganisationReading,
):
    """Thread-safe; every question is one short transaction. Never asked on the window's thread."""

    def __init__(self, store: Store):
        self._store = store

    # -- who and where

    def me(self) -> Author:
        with self._store.read() as transaction:
            view = transaction.view()
            return Author(view.me.id, view.me.name, view.me.organisation, view.me.role, view.prefix)

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

    # -- contacts

    def contact(self, id: str) -> Contact:
        found: Contact = self._record(id, directory.REGISTER, "Ce contact n'est pas connu de ce poste.")
        return found

    def full_contacts(self, ids: Sequence[str]) -> list[Contact]:
        """These contacts, in that order, each folded from verified operations; one that is not known is left out."""
        return self._records(ids, directory.REGISTER)

    # -- the state of things

    def find(self, text: str, register: str, space: str | None = None) -> list[Found]:
        """The records of a register that a person may mean by `text` (see `references`)."""
        with self._store.read() as transaction:
            spaces = None if space is None else transaction.view().shown_under(space)
            return references.find(transaction.connection, text, register, spaces)

    def conflicts(self, space: str | None = None) -> list[ConflictRow]:
        sql = (
            "SELECT space.name, record, register, field, count AS values_held,"
            " (SELECT text FROM number WHERE number.record = conflict.record AND main) AS reference,"
            " (SELECT name FROM contact WHERE contact.id = conflict.record) AS contact"
            " FROM conflict JOIN space ON space.n = conflict.space WHERE register <> 'private'"  # shown on demand only
        )
        with self._store.read() as transaction:
            spaces = () if space is None else (*transaction.view().shown_under(space), transaction.accounts.directory)
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
                if space is None or row.name.hex() in spaces
            ]

    def vital(self, space: str) -> Vital:
        messages, time = called_short(self.messages(space)), self.server_time()
        public = [one for one in messages if one.kind != "internal"]
        said = max((one for one in public if one.said_at), key=lambda one: one.said_at, default=None)
        late = sorted((late for one in messages for late in one.overdue(time.now)), key=lambda one: one.due)
        last = self.briefs(space)
        with self._store.read() as transaction:
            found = [_counted(transaction, one) for one in transaction.view().shown_under(space)]
        return Vital(
            sum(row.entries for row in found),
            sum(row.key_events for row in found),
            sum(one.asks_me for one in messages),
            len(self.conflicts(space)),
            max((row.latest for row in found if row.latest is not None), default=None),
            (f"{said.reference} {said.said_version.partition('·')[0]}", said.channel, said.said_at) if said else None,
            _promised(public, time.now),
            tuple(late),
            (last[0].reference, last[0].cutoff) if last else None,
            sum(one.standing == EXPIRED for one in standings(messages, time.now)),
        )

    def pending(self) -> int:
        """How many operations the central has not ranked yet."""
        with self._store.read() as transaction:
            return sum(cursor.spaces(transaction.connection).values())

    def alarms(self) -> list[Alarm]:
        """What was noticed of copies, gaps and other histories: the gravest and newest first."""
        with self._store.read() as transaction:
            return alarms.known(transaction.connection, transaction.accounts)

    def notices(self, unseen: bool = False) -> list[NoticeRow]:
        """What this person was called for, what he has not seen first."""
        with self._store.read() as transaction:
            return listed(transaction.connection, transaction.accounts, self._store.key.public, unseen)

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


def _counted(transaction: Transaction, space: str) -> Any:
    """How many entries and key events a space holds, and when the last one was recorded."""
    return transaction.connection.exec_driver_sql(
        "WITH here AS (SELECT n FROM space WHERE name = ?) SELECT"
        " (SELECT count(*) FROM entry INDEXED BY ix_entry_space WHERE space = (SELECT n FROM here)) AS entries,"
        " (SELECT count(*) FROM entry INDEXED BY entry_key_event"
        "  WHERE space = (SELECT n FROM here) AND key_event) AS key_events,"
        " (SELECT max(recorded_at) FROM entry WHERE space = (SELECT n FROM here)) AS latest",
        (bytes.fromhex(space),),
    ).one()


def _promised(messages: Sequence[MessageRow], now: int) -> tuple[str, int] | None:
    """The next statement that was promised in public; failing that, the last one that nobody kept yet."""
    kept = [(one.promised_at, one.reference) for one in messages if one.promised_at and one.said_at]
    coming = min((one for one in kept if one[0] > now), default=None)
    missed = max((one for one in kept if one[0] <= now), default=None)
    if coming is None and missed and not any(one.said_at >= missed[0] - SOON for one in messages):
        coming = missed
    return (coming[1], coming[0]) if coming else None
