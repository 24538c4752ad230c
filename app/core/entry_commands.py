"""What a person may do with the main courante: one value for each act, decided by its register."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.core.entries import HANDLED, Assignee, Attachment, Place
from app.core.entry import Entry

ASSIGNED = ("assigned", "due")
Seen = Mapping[str, tuple[str, ...]] | None
"""Per field, the operations whose values the person had before him; a field left out replaces whatever is held."""


@dataclass(frozen=True, slots=True)
class Record:
    """Write an entry. Times are milliseconds since 1970 UTC; None = not known. `marking` and `tlp` left empty are
    those of the crisis. `links`: (kind, entry); `sheet`: the number of the paper sheet it is copied from."""

    crisis: str
    subject: str
    content: str = ""
    occurred_at: int | None = None
    precision: str = "exact"
    received_at: int | None = None
    direction: str = "in"
    sender: str = ""
    recipients: tuple[str, ...] = ()
    means: str = ""
    type: str = "information"
    source: str = "F"
    credibility: str = "6"
    verification: str = "unverified"
    place: Place | None = None
    priority: int = 3
    key_event: bool = False
    marking: str = ""
    tlp: str = ""
    reference: str = ""
    options: str = ""
    rationale: str = ""
    triage: str = "to_sort"
    links: tuple[tuple[str, str], ...] = ()
    files: tuple[Attachment, ...] = ()
    sheet: str = ""
    raw: str = ""  # the quick line as it was typed


@dataclass(frozen=True, slots=True)
class Transcribe:
    """Write what was first written on paper, in the order of the sheet: all of it or nothing."""

    crisis: str
    sheet: str
    lines: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Amend:
    """Rectify an entry."""

    entry: str
    fields: Mapping[str, Any]
    reason: str
    seen: Seen = None


@dataclass(frozen=True, slots=True)
class Handle:
    """Change the handling of an entry (`key_event`, `priority`): not a rectification, no reason asked."""

    entry: str
    fields: Mapping[str, Any]
    seen: Seen = None


@dataclass(frozen=True, slots=True)
class Triage:
    """Bring an entry to a step of `entries.TRIAGE`; back to a former one, with a reason."""

    entry: str
    step: str
    reason: str = ""
    seen: Seen = None


@dataclass(frozen=True, slots=True)
class Assign:
    """Say who deals with an entry, and before when (ms); None: nobody, no hour."""

    entry: str
    to: Assignee | None
    due: int | None = None
    seen: Seen = None


@dataclass(frozen=True, slots=True)
class Link:
    """Say how an entry stands to another (`entries.LINKS`). `settled`: how their contradiction was settled."""

    entry: str
    kind: str
    target: str
    note: str = ""
    settled: str = ""


@dataclass(frozen=True, slots=True)
class Unlink:
    """Take back a link made by mistake."""

    entry: str
    kind: str
    target: str
    reason: str


@dataclass(frozen=True, slots=True)
class Attach:
    """Join files to an entry. Their contents go with the command."""

    entry: str
    files: tuple[Attachment, ...]


Command = Record | Transcribe | Amend | Handle | Triage | Assign | Link | Unlink | Attach


def settling(entry: Entry, field: str, value: Any, reason: str) -> Amend | Handle | Triage | Assign:
    """What keeps one of the values that a field of that entry holds: it names all those it replaces."""
    seen = {field: entry.fields[field].seen}
    if field in HANDLED:
        return Handle(entry.id, {field: value}, seen)
    if field == "triage":
        return Triage(entry.id, value, reason, seen)
    if field in ASSIGNED:
        return _keeping_assigned(entry, field, value)
    return Amend(entry.id, {field: value}, reason, seen)


def _keeping_assigned(entry: Entry, field: str, value: Any) -> Assign:
    """A person and an hour were written together: keeping one keeps the other."""
    both = {name: entry.fields[name] for name in ASSIGNED if name in entry.fields}
    writer = next((one.id for one in both[field].values if one.value == value), "")
    kept = {name: next((one.value for one in of.values if one.id == writer), of.settled) for name, of in both.items()}
    kept[field] = value
    to = kept.get("assigned")
    seen = {name: of.seen for name, of in both.items()}
    return Assign(entry.id, Assignee(**to) if to else None, kept.get("due"), seen)
