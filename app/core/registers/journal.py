"""The main courante: entries that are never edited or deleted, their rectifications and their handling."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.entries import AMENDABLE, CHECKS, HANDLED, LONGEST_CONTENT, MEANS, TYPES, Place, checked, is_plain
from app.core.errors import Refused
from app.core.plain_text import clean
from app.core.records import Author, Begun, Field, Held, conflicts, fields_of_body, fold_fields, in_order
from app.core.register import Draft, Numbered, Register, View, genesis, number_given, numbered, replaced, require_open
from app.core.roles import ROLES, may_write_entries


@dataclass(frozen=True, slots=True)
class Record:
    """Command: write an entry. Times are milliseconds since 1970 UTC; None = not known."""

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
    raw: str = ""  # the quick line as it was typed


@dataclass(frozen=True, slots=True)
class Amend:
    """Command: rectify an entry. `seen` names, per field, the operations whose values the person had before him;
    a field it leaves out replaces whatever is held now."""

    entry: str
    fields: Mapping[str, Any]
    reason: str
    seen: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Handle:
    """Command: change the handling of an entry (`key_event`, `priority`): not a rectification, no reason asked."""

    entry: str
    fields: Mapping[str, Any]
    seen: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """One rectification of one field, as it is shown struck through on screen and on paper."""

    id: str
    field: str
    former: Any
    new: Any
    reason: str
    author: Author
    at: int
    rank: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as its operations leave it. `fields` keeps every surviving value; the attributes show the first."""

    id: str
    space: str
    number: str
    rank: int | None
    author: Author
    occurred_at: int
    precision: str
    received_at: int | None
    recorded_at: int
    direction: str
    sender: str
    recipients: tuple[str, ...]
    means: str
    type: str
    subject: str
    content: str
    source: str
    credibility: str
    verification: str
    place: Place | None
    priority: int
    key_event: bool
    marking: str
    raw: str
    fields: Mapping[str, Field]
    conflicts: tuple[str, ...]
    amendments: tuple[Amendment, ...]

    @property
    def rating(self) -> str:
        return self.source + self.credibility

    @property
    def pending(self) -> bool:
        return self.rank is None or any(amendment.rank is None for amendment in self.amendments)

    @property
    def late_minutes(self) -> int:
        """How long after the fact it was typed, in whole minutes (0 when at once, or typed ahead)."""
        return max(0, (self.recorded_at - self.occurred_at) // 60_000)


Command = Record | Amend | Handle
WRITERS = frozenset(filter(may_write_entries, ROLES))
_WRITES: Mapping[str, Mapping[str, Callable[[Any], bool]]] = {
    "entry.recorded": CHECKS,
    "entry.amended": {name: CHECKS[name] for name in AMENDABLE},
    "entry.handled": {name: CHECKS[name] for name in HANDLED},
}


def decide(command: Command, view: View) -> list[Draft]:
    """The operations a command becomes, or Refused."""
    match command:
        case Record():
            return [_record(command, view)]
        case Amend(entry, fields, reason, seen):
            reason = clean(reason, "reason", 500, lines=False)
            if not reason:
                raise Refused("Indiquez le motif de la rectification.", "reason")
            return [_change("entry.amended", entry, checked(fields, AMENDABLE), seen, view, {"reason": reason})]
        case Handle(entry, fields, seen):
            return [_change("entry.handled", entry, checked(fields, HANDLED), seen, view, {})]


def _record(command: Record, view: View) -> Draft:
    require_open(view, command.crisis)
    fields = {name: getattr(command, name) for name in (*AMENDABLE, *HANDLED)}
    fields["recipients"] = list(command.recipients)
    fields["occurred_at"] = view.now if command.occurred_at is None else command.occurred_at
    written = checked(fields, (*AMENDABLE, *HANDLED))
    if not written["subject"]:
        raise Refused("Écrivez d'abord l'objet de l'entrée.", "subject")
    number = f"{view.prefix}-{view.last_number(command.crisis, view.prefix) + 1:04}"
    body = {"number": number, "raw": clean(command.raw, "raw", 4 * LONGEST_CONTENT, lines=True), "fields": written}
    return Draft("entry.recorded", body, command.crisis)


def _change(
    kind: str,
    entry: str,
    fields: Mapping[str, Any],
    seen: Mapping[str, tuple[str, ...]] | None,
    view: View,
    more: Mapping[str, Any],
) -> Draft:
    held = view.held(entry)
    now = fold(held)
    if now is None:
        raise Refused("Cette entrée n'est pas connue de ce poste.", "entry")
    require_open(view, now.space)
    if not fields:
        raise Refused("Rien n'est changé.")
    former = {name: now.fields[name] for name in fields if name in now.fields}  # another program may write fewer
    if all(name in former and not former[name].conflict and former[name].settled == fields[name] for name in fields):
        raise Refused("Le texte est le même : rien n'est rectifié.")
    if "subject" in fields and not fields["subject"]:
        raise Refused("Écrivez d'abord l'objet de l'entrée.", "subject")
    return Draft(kind, {**more, "fields": fields}, now.space, entry, replaced(fields, now.fields, seen))


def _may_write(kind: str, name: str, value: Any) -> bool:
    """An entry is rectified by rectifications and handled by handling: nothing else that is signed changes it."""
    check = _WRITES[kind].get(name) if kind in _WRITES else None
    return check is not None and check(value)


def fold(operations: Sequence[Held]) -> Entry | None:
    """The entry these operations amount to, in whatever order they came."""
    first = genesis(operations, "entry.recorded")
    if first is None:
        return None
    body = first.operation.body
    fields: Mapping[str, Field]
    if _is_untouched(operations):
        fields, shown = Begun(first), fields_of_body(first)
    else:
        fields = fold_fields(operations, _may_write)
        shown = {name: field.values[0].value for name, field in fields.items() if field.values}
    if "subject" not in shown or "occurred_at" not in shown:
        return None
    value, place = shown.get, shown.get("place")
    return Entry(
        id=first.id,
        space=first.operation.space,
        number=number_given(first),
        rank=first.rank,
        author=first.author,
        occurred_at=shown["occurred_at"],
        precision=value("precision", "exact"),
        received_at=value("received_at"),
        recorded_at=first.at,
        direction=value("direction", "in"),
        sender=value("sender", ""),
        recipients=tuple(value("recipients", ())),
        means=value("means", ""),
        type=value("type", "information"),
        subject=shown["subject"],
        content=value("content", ""),
        source=value("source", "F"),
        credibility=value("credibility", "6"),
        verification=value("verification", "unverified"),
        place=Place(place["code"], place["name"]) if place else None,
        priority=value("priority", 3),
        key_event=value("key_event", False),
        marking=value("marking", ""),
        raw=str(body.get("raw", "")),
        fields=fields,
        conflicts=conflicts(fields) if len(operations) > 1 else (),
        amendments=_amendments(operations) if len(operations) > 1 else (),
    )


def _is_untouched(operations: Sequence[Held]) -> bool:
    """Whether that is an entry nobody rectified or handled, every field of which is valid: the greatest number."""
    (first, *others) = operations
    body = first.operation.body_bytes
    return not others and body is not None and not first.operation.header.touches and is_plain(body)


def _amendments(operations: Sequence[Held]) -> tuple[Amendment, ...]:
    """Every rectification that counts, in order, each with the text it corrected."""
    held = {one.id: one for one in operations}
    found: list[Amendment] = []
    for one in in_order(operations):
        if one.kind != "entry.amended" or not one.counts:
            continue
        reason = str(one.operation.body.get("reason", "")) if isinstance(one.operation.body, dict) else ""
        touches = one.operation.header.touches
        for name, new in fields_of_body(one).items():
            if name not in touches or not _may_write(one.kind, name, new):
                continue
            before = [held[id] for id in touches[name] if id in held]
            former = fields_of_body(before[0]).get(name) if before else None
            found.append(Amendment(one.id, name, former, new, reason, one.author, one.at, one.rank))
    return tuple(found)


def row(entry: Entry) -> Mapping[str, Any]:
    return {
        "number": entry.number,
        "occurred_at": entry.occurred_at,
        "precision": entry.precision,
        "recorded_at": entry.recorded_at,
        "sender": entry.sender,
        "recipients": ", ".join(entry.recipients),
        "means": entry.means,
        "direction": entry.direction,
        "type": entry.type,
        "subject": entry.subject,
        "opening": entry.content[:160],
        "rating": entry.rating,
        "verification": entry.verification,
        "priority": entry.priority,
        "key_event": entry.key_event,
        "amended": bool(entry.amendments),
        "place": entry.place.name if entry.place else "",
        "author": entry.author.name,
    }


def words(entry: Entry) -> str:
    """Everything search finds an entry by, former wordings included."""
    former = [str(one.former) for one in entry.amendments if isinstance(one.former, str)]
    place = [entry.place.name, entry.place.code] if entry.place else []
    named = [TYPES[entry.type], MEANS[entry.means], entry.author.name, *place, *entry.recipients, *former]
    return "\n".join((entry.number, entry.subject, entry.content, entry.sender, *named))


def _number(entry: Entry) -> Numbered | None:
    series, _, n = entry.number.rpartition("-")
    return numbered(series, n, entry.number)


REGISTER = Register(
    name="entry",
    begins="entry.recorded",
    writers=dict.fromkeys(("entry.recorded", "entry.amended", "entry.handled"), WRITERS),
    fold=fold,
    columns={
        "number": str,
        "occurred_at": int,
        "precision": str,
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
        "author": str,
    },
    row=row,
    number=_number,
    conflicts=lambda entry: {name: len(entry.fields[name].values) for name in entry.conflicts},
    key=lambda entry: entry.occurred_at,
    words=words,
    sorts=(("occurred_at", "recorded_at"), ("recorded_at",)),
)
