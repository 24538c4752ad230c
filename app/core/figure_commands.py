"""What a person may do with the figures of a crisis: one value for each act, decided by their register."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.core.entry_commands import Seen
from app.core.exact_numbers import is_exact, retyped
from app.core.figure import Figure


@dataclass(frozen=True, slots=True)
class RecordFigure:
    """Write a figure down. `value` is a number as it was typed, `cutoff` in ms (None: now). `source` and `perimeter`
    are words, `territory` an INSEE code. `replaces`: a figure, "" for none, None for the one of the same source that
    stands and was arrested before. `publishable`, with its reason `clearance`, is for those who may say so. `origin`
    names what it was imported from."""

    crisis: str
    indicator: str
    value: str
    source: str
    cutoff: int | None = None
    unit: str = ""
    qualifier: str = ""
    precision: str = "exact"
    perimeter: str = ""
    territory: str = ""
    reference: str = ""
    note: str = ""
    replaces: str | None = None
    publishable: bool = False
    clearance: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class ImportFigures:
    """Write down several figures of a crisis, all of them or none; those that are known already are left out."""

    crisis: str
    figures: tuple[RecordFigure, ...]


@dataclass(frozen=True, slots=True)
class AmendFigure:
    """Rectify a figure: `figures.AMENDABLE`."""

    figure: str
    fields: Mapping[str, Any]
    reason: str
    seen: Seen = None


@dataclass(frozen=True, slots=True)
class ChooseFigure:
    """Say which figure is published when sources disagree: this one, and not those of `over`."""

    figure: str
    over: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class SetPublishable:
    """Say whether a figure may be published."""

    figure: str
    publishable: bool
    reason: str = ""
    seen: Seen = None


Command = RecordFigure | ImportFigures | AmendFigure | ChooseFigure | SetPublishable


def settling(figure: Figure, field: str, value: Any, reason: str) -> AmendFigure | SetPublishable:
    """What keeps one of the values that a field of that figure holds: it names all those it replaces."""
    seen = {field: figure.fields[field].seen}
    if field == "publishable":
        return SetPublishable(figure.id, bool(value), reason, seen)
    if field == "value" and is_exact(value):
        value = retyped(value)
    return AmendFigure(figure.id, {field: value}, reason, seen)
