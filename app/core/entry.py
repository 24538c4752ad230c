"""An entry of the main courante as its operations leave it, whatever the order they came in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.entries import Assignee, Attachment, Place
from app.core.entry_fields import is_plain, may_write, place_of
from app.core.records import Author, Begun, Field, Held, conflicts, fields_of_body, fold_fields, in_order
from app.core.register import genesis, number_given, series_given

LONGEST_SHEET = 20  # characters of the number of a paper sheet


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
class Triaged:
    """One step of the triage, with the reason of a return."""

    step: str
    reason: str
    author: Author
    at: int
    rank: int | None


@dataclass(frozen=True, slots=True)
class LinkTo:
    """A link this entry holds: kind of `entries.LINKS`, the other entry's id, who said so. `settled` says how a
    contradiction was settled; two people who settle it apart leave two of them."""

    kind: str
    target: str
    note: str
    settled: str
    by: Author
    at: int
    rank: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry. `fields` keeps every surviving value; the attributes show the first."""

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
    tlp: str
    reference: str
    options: str
    rationale: str
    decision: str  # D-SIG1-001, or nothing
    sheet: str  # the number of the paper sheet it was copied from, or nothing
    triage: str
    assigned: Assignee | None
    due: int | None
    raw: str
    fields: Mapping[str, Field]
    conflicts: tuple[str, ...]
    amendments: tuple[Amendment, ...] = ()
    triaged: tuple[Triaged, ...] = ()
    links: tuple[LinkTo, ...] = ()
    files: tuple[Attachment, ...] = ()

    @property
    def rating(self) -> str:
        return self.source + self.credibility

    @property
    def pending(self) -> bool:
        """Whether anything said of it has not been ranked: a file joined, a person assigned."""
        ranks = (self.rank, *(one.rank for one in self.amendments), *(one.rank for one in self.triaged))
        written = (value.by.rank for field in self.fields.values() for value in field.values)
        return None in (*ranks, *(one.rank for one in self.links), *written)

    @property
    def late_minutes(self) -> int:
        """How long after the fact it was typed, in whole minutes (0 when at once, or typed ahead)."""
        return max(0, (self.recorded_at - self.occurred_at) // 60_000)


def fold(operations: Sequence[Held]) -> Entry | None:
    """The entry these operations amount to, in whatever order they came."""
    first = genesis(operations, "entry.recorded")
    if first is None:
        return None
    body = first.operation.body
    fields: Mapping[str, Field]
    alone = len(operations) == 1
    if alone and first.operation.body_bytes is not None and is_plain(first.operation.body_bytes):
        fields, shown = Begun(first), fields_of_body(first)
    else:
        fields = fold_fields(operations, may_write)
        shown = {name: field.values[0].value for name, field in fields.items() if field.values}
    if "subject" not in shown or "occurred_at" not in shown:
        return None
    value, assigned = shown.get, shown.get("assigned")
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
        place=place_of(shown.get("place")),
        priority=value("priority", 3),
        key_event=value("key_event", False),
        marking=value("marking", ""),
        tlp=value("tlp", ""),
        reference=value("reference", ""),
        options=value("options", ""),
        rationale=value("rationale", ""),
        decision=_decision(operations),
        sheet=_sheet(body.get("sheet")),
        triage=value("triage", "to_sort"),
        assigned=Assignee(assigned["person"], assigned["organisation"], assigned["name"]) if assigned else None,
        due=value("due"),
        raw=str(body.get("raw", "")),
        fields=fields,
        conflicts=() if alone else tuple(name for name in conflicts(fields) if "." not in name),
        amendments=() if alone else tuple(_amendments(operations)),
        triaged=() if alone else tuple(_triaged(operations)),
        links=tuple(_links(fields)),
        files=tuple(_files(fields)),
    )


def _sheet(number: object) -> str:
    return number if isinstance(number, str) and len(number) <= LONGEST_SHEET else ""


def _decision(operations: Sequence[Held]) -> str:
    """The number of the decision: the first one given, by the recording or by the rectification that made it one."""
    if len(operations) == 1:
        return series_given(operations[0], "decision", "D")
    given = (series_given(one, "decision", "D") for one in in_order(operations) if one.counts)
    return next(filter(None, given), "")


def _amendments(operations: Sequence[Held]) -> Iterator[Amendment]:
    """Every rectification, in order, with the value it replaced as far as it is held."""
    held = {one.id: one for one in operations}
    for one in in_order(operations):
        if one.kind != "entry.amended" or not one.counts:
            continue
        reason, touches = _said(one, "reason"), one.operation.header.touches
        for name, new in fields_of_body(one).items():
            if name not in touches or not may_write(one.kind, name, new):
                continue
            before = [held[id] for id in touches[name] if id in held]
            former = fields_of_body(before[0]).get(name) if before else None
            yield Amendment(one.id, name, former, new, reason, one.author, one.at, one.rank)


def _triaged(operations: Sequence[Held]) -> Iterator[Triaged]:
    for one in in_order(operations):
        step = fields_of_body(one).get("triage")
        if one.kind == "entry.triaged" and one.counts and may_write(one.kind, "triage", step):
            yield Triaged(str(step), _said(one, "reason"), one.author, one.at, one.rank)


def _links(fields: Mapping[str, Field]) -> Iterator[LinkTo]:
    for name, field in fields.items():
        if name.startswith("link.") and field.values:  # another program may write other names there, and no value
            _, kind, target = name.split(".")
            for value in field.values:
                if value.value is not None:
                    said = (value.value["note"], value.value["settled"])
                    yield LinkTo(kind, target, *said, value.by.author, value.by.at, value.by.rank)


def _files(fields: Mapping[str, Field]) -> Iterator[Attachment]:
    for name in fields:
        if name.startswith("file.") and fields[name].values:
            told = fields[name].values[0].value
            yield Attachment(name.partition(".")[2], told["name"], told["size"], told["type"])


def _said(held: Held, name: str) -> str:
    body = held.operation.body
    return str(body.get(name, "")) if isinstance(body, dict) else ""
