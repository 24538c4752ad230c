"""A figure's line in the read table, what search finds it by, its number, and what it says of other figures."""

from collections.abc import Mapping
from typing import Any

from app.core.figure import Figure
from app.core.figures import QUALIFIERS, SERIES, FigureRow
from app.core.register import Numbered, numbered

ALIKE = ("indicator_key", "perimeter_key", "source_key")  # two figures of one thing, by one source
COLUMNS: Mapping[str, type] = {
    **dict.fromkeys(("number", "indicator", "indicator_key", "value", "unit", "qualifier"), str),
    "cutoff": int,
    **dict.fromkeys(("precision", "source", "source_key", "perimeter", "perimeter_key", "reference", "note"), str),
    "publishable": bool,
    **dict.fromkeys(("clearance", "replaces"), str),
    "alone": bool,
    **dict.fromkeys(("state", "over", "author"), str),  # over: a line each, three hashes
    "recorded_at": int,
    "amended": bool,
    "origin": str,
}


def row(figure: Figure) -> Mapping[str, Any]:
    """In the order of COLUMNS."""
    own = {"origin": figure.origin, "over": "\n".join(" ".join(one) for one in figure.row.over)}
    return {name: own[name] if name in own else getattr(figure.row, name) for name in COLUMNS}


def row_of(values: Mapping[str, Any]) -> FigureRow:
    """A line of the read table, with `id`, `pending` and `conflict`, as lists show it."""
    over = tuple(tuple(line.split(" ")) for line in values["over"].splitlines())
    truths = {name: bool(values[name]) for name in ("publishable", "alone", "amended", "pending", "conflict")}
    kept = {name: values[name] for name in COLUMNS if name not in ("origin", "over", *truths)}
    return FigureRow(id=values["id"], over=over, **kept, **truths)  # type: ignore[arg-type]


def number(figure: Figure) -> Numbered | None:
    series, _, n = figure.number.rpartition("-")
    return numbered(SERIES, n, figure.number) if series.startswith(f"{SERIES}-") else None


def words(figure: Figure) -> str:
    former = [str(one.former) for one in figure.amendments if isinstance(one.former, str)]
    said = [figure.author.name, *(one.reason for one in figure.amendments)]
    said += [*(one.reason for one in figure.clearances), *(one.reason for one in figure.choices)]
    about = [figure.number, figure.indicator, figure.value, figure.unit, QUALIFIERS[figure.qualifier], figure.source]
    where = [figure.perimeter, figure.territory, figure.reference, figure.note]
    return "\n".join(filter(None, (*about, *where, *said, *former)))
