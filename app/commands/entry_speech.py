"""An entry as the command line says it: fields for a script, one line for a person."""

from typing import Any

from app.core import entries, times
from app.core.clock import moment, rfc3339
from app.core.entries import Assignee, Place
from app.core.entry import Amendment, Entry, Triaged
from app.core.organisations import organisations
from app.core.store.journal_reading import LinkRow

MOMENTS = ("occurred_at", "received_at", "due")


def plain(entry: Entry, zone: str) -> dict[str, Any]:
    """An entry as a script reads it, its hours in the zone of its crisis."""
    return {
        "entry": entry.number,
        "id": entry.id,
        "rank": entry.rank,
        "occurred_at": rfc3339(entry.occurred_at, zone),
        "precision": entry.precision,
        "received_at": rfc3339(entry.received_at, zone),
        "recorded_at": rfc3339(entry.recorded_at, zone),
        "late_minutes": entry.late_minutes,
        "direction": entry.direction,
        "sender": entry.sender,
        "recipients": list(entry.recipients),
        "means": entry.means,
        "type": entry.type,
        "subject": entry.subject,
        "content": entry.content,
        "rating": entry.rating,
        "verification": entry.verification,
        "place": _place(entry.place),
        "priority": entry.priority,
        "key_event": entry.key_event,
        "marking": entry.marking,
        "tlp": entries.TLP[entry.tlp],
        "reference": entry.reference,
        "decision": entry.decision,
        "options": entry.options,
        "rationale": entry.rationale,
        "sheet": entry.sheet,
        "triage": entry.triage,
        "triaged": [_step(one, zone) for one in entry.triaged],
        "assigned": entry.assigned.name if entry.assigned else None,
        "due": rfc3339(entry.due, zone),
        "links": [
            {"kind": one.kind, "entry": one.target, "note": one.note, "settled": one.settled, "by": one.by.name}
            for one in entry.links
        ],
        "files": [{"name": one.name, "size": one.size, "sha256": one.sha256} for one in entry.files],
        "author": entry.author.name,
        "organisation": entry.author.organisation,
        "workstation": entry.author.workstation,
        "pending": entry.pending,
        "conflicts": list(entry.conflicts),
        "amendments": [
            {
                "field": one.field,
                "former": readable(one.field, one.former, zone),
                "new": readable(one.field, one.new, zone),
                "reason": one.reason,
                "author": one.author.name,
                "at": rfc3339(one.at, zone),
                "rank": one.rank,
            }
            for one in entry.amendments
        ],
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    others = {"others": list(place.others)} if place.others else {}
    position = {"latitude": place.latitude, "longitude": place.longitude} if place.latitude is not None else {}
    return {"code": place.code, "name": place.name, **others, **position}


def _step(one: Triaged, zone: str) -> dict[str, Any]:
    return {"step": one.step, "reason": one.reason, "author": one.author.name, "at": rfc3339(one.at, zone)}


def readable(field: str, value: Any, zone: str) -> Any:
    """A field's value as it is printed: hours with their offset, everything else as it is written."""
    return rfc3339(value, zone) if field in MOMENTS and isinstance(value, int) else value


def line(entry: Entry, zone: str, called: str = "") -> str:
    """An entry on one line, under its number or what it is `called` when another one bears it too."""
    sender = organisations().short(entry.sender) if entry.sender else ""
    contradicts = any(one.kind == "contradicts" and not one.settled for one in entry.links)
    marks = "".join(
        (
            f" · {entry.decision}" if entry.decision else "",
            " ★ fait marquant" if entry.key_event else "",
            f" · saisie différée +{times.lasting(entry.late_minutes)}" if entry.late_minutes else "",
            f" · transcription papier f. {entry.sheet}" if entry.sheet else "",
            " · rectifiée" if entry.amendments else "",
            " · deux valeurs" if entry.conflicts else "",
            " · en contredit une autre" if contradicts else "",
            " · en attente" if entry.pending else "",
        )
    )
    head = f"{called or entry.number:<10} {moment(entry.occurred_at, zone):%Y-%m-%d %H:%M}"
    followed = f"P{entry.priority} {entries.TRIAGE[entry.triage]}{_assigned(entry.assigned, entry.due, zone)}"
    return f"{head}  {sender + ' > ' if sender else ''}{entry.subject}  [{entry.rating}] {followed}{marks}"


def _assigned(to: Assignee | None, due: int | None, zone: str) -> str:
    who = f" · {to.name}" if to else ""
    return who + (f" avant {times.hour(due, zone)}" if due else "")


def linked(one: LinkRow) -> str:
    """A link of an entry, or one that names it, on one line."""
    said = entries.LINKS[one.kind] if one.outgoing else entries.LINKED[one.kind]
    note = f" ({one.note})" if one.note else ""
    settled = f" : tranché, {one.settled}" if one.settled else " : à trancher" if one.kind == "contradicts" else ""
    return f"{said.capitalize()} {one.number}, « {one.subject} »{note}{settled}"


def amendment(one: Amendment, zone: str) -> str:
    """A rectification on one line."""
    former, new = (readable(one.field, value, zone) for value in (one.former, one.new))
    at = rfc3339(one.at, zone)
    return f"Rectification, {entries.FIELDS.get(one.field, one.field)} : « {former} » → « {new} » ({one.reason}), {at}"
