"""An entry's line in the read table, what search finds it by, its numbers, and what it says of other things."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.core.entries import MEANS, TLP, TYPES
from app.core.entry import Entry
from app.core.footing import said_by
from app.core.register import Numbered, Relation, numbered

DECISIONS = "D"  # the series of the decisions' numbers
OPENING = 160  # characters of the content shown in the list

COLUMNS: Mapping[str, type] = {
    "number": str,
    "occurred_at": int,
    "precision": str,
    "received_at": int,  # 0: not noted
    "recorded_at": int,
    "sender": str,
    "recipients": str,
    "means": str,
    "direction": str,
    "type": str,
    "subject": str,
    "opening": str,
    "rating": str,
    "verification": str,
    "priority": int,
    "key_event": bool,
    "amended": bool,
    "place": str,
    "place_codes": str,  # ,76540,76451,
    "marking": str,
    "tlp": str,
    "reference": str,
    "decision": str,
    "sheet": str,
    "triage": str,
    "assigned": str,
    "assigned_person": str,
    "assigned_organisation": str,
    "due": int,  # 0: none
    "files": int,
    "author": str,
    "author_person": str,
    "footing": str,  # what a message that rests on it compares
}


def row(entry: Entry) -> Mapping[str, Any]:
    """In the order of COLUMNS."""
    assigned, place = entry.assigned, entry.place
    return {
        "number": entry.number,
        "occurred_at": entry.occurred_at,
        "precision": entry.precision,
        "received_at": entry.received_at or 0,
        "recorded_at": entry.recorded_at,
        "sender": entry.sender,
        "recipients": ", ".join(entry.recipients),
        "means": entry.means,
        "direction": entry.direction,
        "type": entry.type,
        "subject": entry.subject,
        "opening": entry.content[:OPENING],
        "rating": entry.rating,
        "verification": entry.verification,
        "priority": entry.priority,
        "key_event": entry.key_event,
        "amended": bool(entry.amendments),
        "place": place.name if place else "",
        "place_codes": _joined(place.codes) if place else "",
        "marking": entry.marking,
        "tlp": entry.tlp,
        "reference": entry.reference,
        "decision": entry.decision,
        "sheet": entry.sheet,
        "triage": entry.triage,
        "assigned": assigned.name if assigned else "",
        "assigned_person": assigned.person if assigned else "",
        "assigned_organisation": assigned.organisation if assigned else "",
        "due": entry.due or 0,
        "files": len(entry.files),
        "author": entry.author.name,
        "author_person": entry.author.person,
        "footing": said_by(entry),
    }


def _joined(codes: Iterable[str]) -> str:
    inside = ",".join(codes)
    return f",{inside}," if inside else ""


def words(entry: Entry) -> str:
    """Everything search finds an entry by, former wordings and the names of its files included."""
    former = [str(one.former) for one in entry.amendments if isinstance(one.former, str)]
    reasons = [*(one.reason for one in entry.amendments), *(one.reason for one in entry.triaged)]
    place = [entry.place.name, *entry.place.codes] if entry.place else []
    assigned = [entry.assigned.name] if entry.assigned else []
    named = [TYPES[entry.type], MEANS[entry.means], TLP[entry.tlp], entry.author.name, *place, *entry.recipients]
    said = [entry.subject, entry.content, entry.sender, entry.options, entry.rationale]
    about = [entry.decision, entry.marking, entry.reference, *(one.name for one in entry.files)]
    links = [text for link in entry.links for text in (link.note, link.settled)]
    everything = (entry.number, *said, *about, *named, *assigned, *links, *former, *reasons)
    return "\n".join(filter(None, everything))


def number(entry: Entry) -> Numbered | None:
    series, _, n = entry.number.rpartition("-")
    return numbered(series, n, entry.number)


def decision(entry: Entry) -> Sequence[Numbered]:
    if not entry.decision:
        return ()
    found = numbered(DECISIONS, entry.decision.rpartition("-")[2], entry.decision)
    return (found,) if found else ()


def tie(entry: Entry) -> int:
    """Entries of one instant stand in the order of their numbers."""
    found = number(entry)
    return found.n if found else 0


def relations(entry: Entry) -> Iterator[Relation]:
    """Its links, once each, settled as soon as one value says so; and the contents of its files."""
    if entry.links:
        settled = {(one.kind, one.target) for one in entry.links if one.settled}
        for link in {(one.kind, one.target): one for one in reversed(entry.links)}.values():
            active = (link.kind, link.target) not in settled
            yield Relation(link.kind, link.target, active=active, at=link.at, note=link.note)
    for file in entry.files:
        yield Relation("file", file.sha256, note=file.name)
