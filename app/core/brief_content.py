"""What a brief says, in blocks that paper lays out, and how it is written in an operation for ever."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, get_type_hints

import msgspec

from app.core.errors import Refused
from app.core.operations import LAST_MOMENT
from app.core.times import known_zone

NOTHING = "Sans objet à l'heure d'arrêté."


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text; `changed` draws the bar in the margin (changed since the last brief), `lead` are the bold words that
    begin it, `records` the ids of what it tells of."""

    text: str
    changed: bool = False
    lead: str = ""
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of chronology. `struck` is the former wording of what was rectified, `note` the remark in italics,
    `record` the entry it tells of (id)."""

    occurred_at: int
    text: str
    source: str
    rating: str
    number: str
    recorded_at: int
    struck: str = ""
    note: str = ""
    changed: bool = False
    precision: str = "exact"
    record: str = ""


@dataclass(frozen=True, slots=True)
class Chronology:
    """Key events in order, with their source, rating and number; `head` is what their column is called."""

    lines: tuple[Line, ...]
    head: str = "Faits marquants"


@dataclass(frozen=True, slots=True)
class Unverified:
    """What must be taken with reserve: printed in a dashed box apart."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain text under heads. `weights` are the relative widths of the columns; `figures` are the indexes
    of the columns aligned right; `records` are the ids of what each row tells of, `changed` the rows that draw the bar
    in the margin."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    weights: tuple[float, ...]
    figures: tuple[int, ...] = ()
    records: tuple[str, ...] = ()
    changed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two paragraphs side by side."""

    left: Paragraph
    right: Paragraph


@dataclass(frozen=True, slots=True)
class Asked:
    """Decisions asked for: each with boxes to tick by hand and an hour to write. `records` as in Table."""

    lines: tuple[str, ...]
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """What one source said of a figure: (as of, value) in order of time (ms)."""

    source: str
    points: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """The evolution of a figure with its sources. `chosen`: the source that is published. `alt` says it in words."""

    title: str
    unit: str
    zone: str
    series: tuple[Series, ...]
    chosen: str = ""
    note: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """An official text in full: its reference and version, until when it holds, and its words as they were signed."""

    reference: str
    title: str
    words: str
    note: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A line in small type: what stands elsewhere, and how much of it."""

    text: str


Block = Paragraph | Chronology | Unverified | Table | Pair | Asked | Curve | Said | Remark
KINDS = {kind.__name__: kind for kind in (Paragraph, Chronology, Unverified, Table, Pair, Asked, Curve, Said, Remark)}


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered section. No block at all prints NOTHING, or the reason given in `nothing`."""

    number: int
    title: str
    blocks: tuple[Block, ...] = ()
    nothing: str = NOTHING


@dataclass(frozen=True, slots=True)
class Content:
    """All that a brief says, on every page and in every section. Times are ms UTC, shown in `zone`.

    `approver` empty: every page says PROJET. `last_exchange`: None when the workstation never exchanged. `annexes`
    stand in a file apart, the first is A.
    """

    reference: str  # PDS-SIG1-001
    number: int
    crisis: str
    crisis_code: str
    frame: str
    zone: str
    cutoff: int
    made_at: int
    issuer: str
    author: str
    approver: str
    marking: str
    tlp: str
    replaces: str  # reference of the former brief, or empty
    next_at: int | None
    workstation: str
    offline: bool
    last_exchange: int | None
    sections: tuple[Section, ...]
    format: str = "standard"
    since: str = ""  # what changes are told from: n° 11 (23 h 00)
    annexes: tuple[Section, ...] = ()


def plain(content: Content) -> dict[str, Any]:
    """A content as it is written in an operation: fields in their order, each block with the name of its kind."""
    written: dict[str, Any] = msgspec.to_builtins(content)
    for name in ("sections", "annexes"):
        for section, kept in zip(written[name], getattr(content, name), strict=True):
            section["blocks"] = [
                [type(block).__name__, fields] for block, fields in zip(kept.blocks, section["blocks"], strict=True)
            ]
    return written


def read(written: Any) -> Content | None:
    """The content that stands in an operation; None when it is none, or says what only a later version knows."""
    try:
        sections, annexes = (tuple(map(_section, written.get(name, ()))) for name in ("sections", "annexes"))
        return Content(**_plain_fields(Content, written), sections=sections, annexes=annexes)
    except (AttributeError, KeyError, TypeError, ValueError, msgspec.ValidationError):
        return None


def can_be_shown(content: Content) -> bool:
    """Whether its hours are those of a calendar, in zones that are known."""
    hours = [content.cutoff, content.made_at, content.next_at or 0, content.last_exchange or 0]
    zones = {content.zone}
    for block in (block for section in (*content.sections, *content.annexes) for block in section.blocks):
        match block:
            case Chronology(lines) | Unverified(lines):
                hours += [at for line in lines for at in (line.occurred_at, line.recorded_at)]
            case Curve(zone=zone, series=series):
                hours += [at for one in series for at, _ in one.points]
                zones.add(zone)
    try:
        return all(map(known_zone, zones)) and all(0 <= at < LAST_MOMENT for at in hours)
    except Refused:
        return False


def _section(written: Any) -> Section:
    blocks = tuple(msgspec.convert(fields, KINDS[kind]) for kind, fields in written["blocks"])
    return Section(**_plain_fields(Section, written), blocks=blocks)  # type: ignore[arg-type]  # of KINDS


def _plain_fields(kind: type, written: Mapping[str, Any]) -> dict[str, Any]:
    """Its fields that hold no block, each of its type: the library reads no union of our blocks."""
    hints = get_type_hints(kind)
    return {
        name: msgspec.convert(written[name], hint)
        for name, hint in hints.items()
        if name in written and name not in ("sections", "annexes", "blocks")
    }


def fingerprint(content: Content) -> str:
    """SHA-256 of a content, in hexadecimal: the hash printed on every page."""
    return sha256(msgspec.json.encode(plain(content))).hexdigest()


def cited(content: Content) -> Iterator[str]:
    """The records (ids) that a content tells of, in its order, some of them several times."""
    for section in (*content.sections, *content.annexes):
        for block in section.blocks:
            match block:
                case Chronology(lines) | Unverified(lines):
                    yield from (line.record for line in lines if line.record)
                case Table(records=records) | Asked(records=records) | Paragraph(records=records):
                    yield from filter(None, records)
                case Pair(left, right):
                    yield from (*left.records, *right.records)
                case Said(record=record) if record:
                    yield record


def words(content: Content) -> Mapping[int, tuple[str, ...]]:
    """The paragraphs of each section: what its author may have typed."""
    return {
        section.number: tuple(block.text for block in section.blocks if isinstance(block, Paragraph))
        for section in content.sections
    }
