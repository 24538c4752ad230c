"""What the lists show: one frozen value per row, read from the read tables a page at a time."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

# What a question about a table `t` asks beside its columns.
PENDING = "EXISTS (SELECT 1 FROM op WHERE op.record = t.id AND op.rank IS NULL) AS pending"
CONFLICT = "EXISTS (SELECT 1 FROM conflict WHERE conflict.record = t.id) AS conflict"


def told_apart(number: str, id: str, origin: str = "") -> str:
    """SIG1-0005 · 3f2a: what a record is called when another one shown with it bears the same number; `origin` is the
    code of its crisis, when the lists of another show it."""
    return f"{number} · {origin or id[:4]}"


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A line of the main courante. Codes are those of `entries`; `opening` is the first words of the content;
    `late_minutes` is 0 when it was typed at once, `received_at` when it was not noted, `due` when there is none;
    `files` counts them. `away`: it came in while this workstation was away, and I have not read it since.
    `contradicted`: not settled yet, whichever of the two this is. Read by `read_by` of `readers`. `origin`: code of
    the crisis it was recorded in, once that was joined to another; `twin`: another entry shown with it bears the same
    number."""

    key: int
    id: str
    number: str
    pending: bool
    occurred_at: int
    precision: str
    recorded_at: int
    late_minutes: int
    sender: str
    recipients: str
    means: str
    direction: str
    type: str
    subject: str
    opening: str
    rating: str
    verification: str
    priority: int
    key_event: bool
    amended: bool
    conflict: bool
    place: str
    author: str
    received_at: int = 0
    place_codes: str = ""
    marking: str = ""
    tlp: str = ""
    reference: str = ""
    decision: str = ""
    sheet: str = ""
    triage: str = "to_sort"
    assigned: str = ""
    assigned_person: str = ""
    assigned_organisation: str = ""
    due: int = 0
    files: int = 0
    author_person: str = ""
    assigned_to_me: bool = False  # or to my organisation
    unread: bool = False
    away: bool = False
    contradicted: bool = False
    read_by: int = 0
    readers: int = 0
    origin: str = ""
    twin: bool = False

    @property
    def called(self) -> str:
        """Its number, and what tells it apart from another entry of that number."""
        return told_apart(self.number, self.id, self.origin) if self.twin else self.number


@dataclass(frozen=True, slots=True)
class Waiting:
    """A step of a circuit that waits. `due` in ms, 0 when it has no deadline; `mine`: I may sign it."""

    step: str
    label: str
    organisation: str
    ready: bool
    due: int
    mine: bool


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message as it is listed, at this moment. Hours are in ms, 0 for none."""

    id: str
    reference: str
    version: str  # label of the version shown
    kind: str
    title: str
    topic: str
    state: str
    note: str  # French: what is missing, or who wrote it and when
    changed_at: int
    pending: bool
    awaits_me: bool
    spoken: str = ""  # what one says first
    not_to_say: str = ""
    valid_from: int = 0
    valid_until: int = 0
    promised_at: int = 0
    validated_at: int = 0
    dispatched_at: int = 0  # the version shown
    said_at: int = 0  # any version, the last time
    channel: str = ""  # of the last dispatch
    embargo_until: int = 0
    embargoed: bool = False
    in_force: bool = False
    superseded_by: str = ""
    to_review: tuple[str, ...] = ()  # numbers of the facts and figures that changed
    waiting: tuple[Waiting, ...] = ()
    told_by_phone: int = 0  # visas to confirm
    under: str = ""  # the circuit it goes round, as long as that is not complete: what a change of it voids
    author: str = ""
    said_version: str = ""  # label of the version that went out last, its title and what one says first of it
    said_title: str = ""
    said_words: str = ""
    told: str = ""  # a line for each dispatch: hour (ms), channel and whom it went to, between tabs
    read_by: int = 0  # who said he read the version that went out
    replaces: str = ""  # id of the message it replaces once it goes out
    origin: str = ""  # code of its crisis, when the lists of another show it

    @property
    def asks_me(self) -> bool:
        """Whether my visa is awaited now: its turn has come, and the text is not on its way back to its writer."""
        over = self.state in ("conflict", "returned", "withdrawn", "abandoned")
        return not over and any(one.mine and one.ready for one in self.waiting)

    def overdue(self, now: int) -> tuple[Waiting, ...]:
        """The steps whose deadline has passed."""
        return tuple(one for one in self.waiting if one.ready and 0 < one.due <= now)


def short_references(rows: Sequence[MessageRow]) -> dict[str, str]:
    """What each message (id) is called while nobody can take it for another: EDL-012, or the whole EDL-SIG2-012; and of
    two crises that were reunited, EDL-SIG2-012 · CRI-2026-SIG2-001."""
    short = {row.id: re.sub(r"^([A-Z]+)-.*-(\d+)$", r"\1-\2", row.reference) for row in rows}
    times_used, whole = Counter(short.values()), Counter(row.reference for row in rows)
    apart = {
        row.id: told_apart(row.reference, row.id, row.origin) if whole[row.reference] > 1 else row.reference
        for row in rows
    }
    return {row.id: short[row.id] if times_used[short[row.id]] == 1 else apart[row.id] for row in rows}


def called_short(rows: Sequence[MessageRow]) -> list[MessageRow]:
    """All the messages of a crisis under the names a screen gives them, in place of the whole references."""
    called = short_references(rows)
    known = {row.reference: called[row.id] for row in rows}
    return [replace(row, reference=called[row.id], superseded_by=_each(row.superseded_by, known)) for row in rows]


def _each(references: str, known: Mapping[str, str]) -> str:
    return ", ".join(known.get(one, one) for one in references.split(", "))


@dataclass(frozen=True, slots=True)
class ContactRow:
    id: str
    name: str
    function: str
    organisation: str
    phone: str
    email: str
    verified_on: str
    conflict: bool
    pending: bool
    kind: str = "person"
    service: str = ""
    purge_on: str = ""
    numbers: str = ""  # see `dialling`
    call_order: int = 0
    retired: str = ""


@dataclass(frozen=True, slots=True)
class CrisisRow:
    """`territory`: INSEE codes, joined by commas; `marking` and `tlp`: those of its entries by default; `joined_to`:
    code of the crisis in which all that concerns it is written now; `rhythm` of its briefs: see `rhythm.plain`."""

    id: str
    code: str
    title: str
    frame: str
    lead: str
    zone: str
    open: bool
    opened_at: int
    role: str  # mine, in this crisis
    pending: bool
    nature: str = "other"
    territory: str = ""
    marking: str = ""
    tlp: str = ""
    joined_to: str = ""
    rhythm: str = ""


@dataclass(frozen=True, slots=True)
class BriefRow:
    """A brief as it is listed. `frozen_at`: when its project was; `approver` and `approved_at` empty while it is one.
    `copies`: how many of the text that stands are in the register."""

    id: str
    reference: str
    number: int
    cutoff: int
    frozen_at: int
    author: str
    approved: bool
    pages: int
    sha256: str
    pending: bool
    format: str = "standard"
    approver: str = ""
    approved_at: int = 0
    replaces: str = ""
    annex_pages: int = 0
    annex_sha256: str = ""
    fingerprint: str = ""
    copies: int = 0


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One field of one record that holds several values."""

    space: str
    record: str
    register: str  # the read table: entry, message, contact, crisis
    reference: str  # what a person calls the record
    field: str
    values: int


def columns_of(row: Any, kind: Any) -> dict[str, Any]:
    """The columns of a read table that a row value wants, ids as text and truths as truths."""
    fields = kind.__dataclass_fields__
    found = {name: value for name, value in row._mapping.items() if name in fields}
    found["id"] = row.id.hex()
    for name in ("pending", "conflict", "open", "approved"):
        if name in found:
            found[name] = bool(found[name])
    return found
