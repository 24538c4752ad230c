"""A figure of the crisis as its operations leave it, whatever the order they came in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.core.entry import Amendment
from app.core.figure_fields import OVER, may_write
from app.core.figures import FigureRow, key, state_of
from app.core.records import Author, Field, Held, conflicts, fields_of_body, fold_fields, in_order
from app.core.register import genesis, number_given
from app.core.roles import may_choose_figures

NEEDED = ("indicator", "value", "cutoff", "source")


@dataclass(frozen=True, slots=True)
class Clearance:
    """Whether it may be published, as somebody said it."""

    publishable: bool
    reason: str
    author: Author
    at: int
    rank: int | None


@dataclass(frozen=True, slots=True)
class Choice:
    """It was chosen over these figures (ids), and why; or, `over` empty, it was no longer."""

    over: tuple[str, ...]
    reason: str
    author: Author
    at: int
    rank: int | None


@dataclass(frozen=True)
class Figure:
    """A figure. `fields` keeps every surviving value; the attributes show the first. `organisation` and `territory`
    are codes, or nothing; `perimeter` without words is the whole crisis."""

    id: str
    space: str
    number: str
    rank: int | None
    author: Author
    recorded_at: int
    indicator: str
    value: str
    unit: str
    qualifier: str
    cutoff: int
    precision: str
    source: str
    organisation: str
    perimeter: str
    territory: str
    reference: str
    note: str
    replaces: str
    publishable: bool
    origin: str  # what it was imported from: one thing imported twice is one figure
    fields: Mapping[str, Field]
    conflicts: tuple[str, ...]
    amendments: tuple[Amendment, ...] = ()
    clearances: tuple[Clearance, ...] = ()
    choices: tuple[Choice, ...] = ()

    @property
    def pending(self) -> bool:
        """Whether anything said of it has not been ranked."""
        written = (value.by.rank for field in self.fields.values() for value in field.values)
        said = (*(one.rank for one in self.amendments), *(one.rank for one in self.clearances))
        return None in (self.rank, *written, *said, *(one.rank for one in self.choices))

    @cached_property
    def row(self) -> FigureRow:
        """Its line among the others."""
        return FigureRow(
            id=self.id,
            number=self.number,
            indicator=self.indicator,
            indicator_key=key(self.indicator),
            value=self.value,
            unit=self.unit,
            qualifier=self.qualifier,
            cutoff=self.cutoff,
            precision=self.precision,
            source=self.source,
            source_key=self.organisation or key(self.source),
            perimeter=self.perimeter,
            perimeter_key=self.territory or key(self.perimeter),
            reference=self.reference,
            note=self.note,
            publishable=self.publishable,
            clearance=self.clearances[-1].reason if self.clearances else "",
            replaces=self.replaces,
            alone="replaces" in self.fields and self.replaces == "",
            state=state_of(self.fields),
            over=tuple(_over(self.fields)),
            author=self.author.name,
            recorded_at=self.recorded_at,
            amended=bool(self.amendments),
            pending=self.pending,
            conflict=bool(self.conflicts),
        )


def fold(operations: Sequence[Held]) -> Figure | None:
    """The figure these operations amount to, in whatever order they came."""
    first = genesis(operations, "figure.recorded")
    if first is None:
        return None
    fields = fold_fields(operations, may_write)
    shown = {name: field.values[0].value for name, field in fields.items() if field.values}
    if any(name not in shown for name in NEEDED):
        return None
    value, where = shown.get, shown.get("perimeter", {"code": "", "name": ""})
    origin = first.operation.body.get("origin")
    clearances = tuple(_clearances(first, operations))
    cleared = fields.get("publishable", Field())
    return Figure(
        id=first.id,
        space=first.operation.space,
        number=number_given(first),
        rank=first.rank,
        author=first.author,
        recorded_at=first.at,
        indicator=shown["indicator"],
        value=shown["value"],
        unit=value("unit", ""),
        qualifier=value("qualifier", ""),
        cutoff=shown["cutoff"],
        precision=value("precision", "exact"),
        source=shown["source"]["name"],
        organisation=shown["source"]["organisation"],
        perimeter=where["name"],
        territory=where["code"],
        reference=value("reference", ""),
        note=value("note", ""),
        replaces=value("replaces", ""),
        publishable=all(one.value for one in cleared.values) if cleared.values else _cleared_at_once(first),
        origin=origin if isinstance(origin, str) else "",
        fields=fields,
        conflicts=tuple(name for name in conflicts(fields) if "." not in name),
        amendments=tuple(_amendments(operations)),
        clearances=clearances,
        choices=tuple(_choices(operations)),
    )


def _cleared_at_once(first: Held) -> bool:
    """Whether whoever recorded it said that it may be published, and may say so."""
    return first.operation.body.get("publishable") is True and may_choose_figures(first.author.role)


def _clearances(first: Held, operations: Sequence[Held]) -> Iterator[Clearance]:
    if _cleared_at_once(first):
        yield Clearance(True, _said(first, "clearance"), first.author, first.at, first.rank)
    for one in in_order(operations):
        value = fields_of_body(one).get("publishable")
        if one.kind == "figure.cleared" and one.counts and isinstance(value, bool):
            yield Clearance(value, _said(one, "reason"), one.author, one.at, one.rank)


def _choices(operations: Sequence[Held]) -> Iterator[Choice]:
    for one in in_order(operations):
        if one.kind == "figure.chosen" and one.counts:
            named = fields_of_body(one).items()
            over = [name[5:] for name, value in named if value is not None and may_write(one.kind, name, value)]
            yield Choice(tuple(sorted(over)), _said(one, "reason"), one.author, one.at, one.rank)


def _over(fields: Mapping[str, Field]) -> Iterator[tuple[str, str, str]]:
    """The figures it was chosen over, with the state of both then."""
    for name, field in fields.items():
        if OVER.fullmatch(name):
            states = {(one.value["mine"], one.value["theirs"]) for one in field.values if one.value is not None}
            yield from ((name[5:], *both) for both in sorted(states))


def _amendments(operations: Sequence[Held]) -> Iterator[Amendment]:
    """Every rectification, in order, with the value it replaced as far as it is held."""
    held = {one.id: one for one in operations}
    for one in in_order(operations):
        if one.kind != "figure.amended" or not one.counts:
            continue
        touches = one.operation.header.touches
        for name, new in fields_of_body(one).items():
            if name not in touches or not may_write(one.kind, name, new):
                continue
            before = [held[id] for id in touches[name] if id in held]
            former: Any = fields_of_body(before[0]).get(name) if before else None
            yield Amendment(one.id, name, former, new, _said(one, "reason"), one.author, one.at, one.rank)


def _said(held: Held, name: str) -> str:
    body = held.operation.body
    return str(body.get(name, "")) if isinstance(body, dict) else ""
