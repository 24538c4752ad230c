"""The figures of a crisis: the lists a person chooses from, what is compared of them, and how they are said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Protocol

import msgspec

from app.core import exact_numbers
from app.core.clock import moment
from app.core.records import Field
from app.core.search_text import folded

SERIES = "BIL"
QUALIFIERS = {
    "": "",
    "provisional": "provisoire",
    "consolidated": "consolidé",
    "at_least": "au moins",
    "about": "environ",
}
BEFORE = ("at_least", "about")  # said before the number, where the others are said after it
PRECISIONS = {"exact": "exacte", "day": "jour seul"}  # of the cut-off: `day` stands at the last minute of that day
FIELDS = {
    "indicator": "indicateur",
    "value": "valeur",
    "unit": "unité",
    "qualifier": "qualité",
    "cutoff": "arrêté à",
    "precision": "précision de l'heure",
    "source": "source",
    "perimeter": "périmètre",
    "reference": "référence",
    "replaces": "remplace",
    "note": "remarque",
    "publishable": "publiable",
}
AMENDABLE = tuple(name for name in FIELDS if name != "publishable")
GROUND = ("indicator", "value", "unit", "qualifier", "cutoff", "precision", "source", "perimeter")  # what it says
USUAL = (  # what most crises count, proposed before a crisis has words of its own
    *("Décès", "Blessés graves", "Blessés légers", "Disparus", "Personnes évacuées", "Personnes hospitalisées"),
    *("Foyers sans électricité", "Foyers sans eau", "Communes confinées", "Sapeurs-pompiers engagés"),
)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure as lists show it. Its `_key`s are what is compared; `state` is the hash of what it says; `over` names
    the figures it was chosen over: (figure, its own state then, the other's state then). `alone`: whoever wrote it
    said that it replaces nothing. `clearance` is the reason why it may be published, or not."""

    id: str
    number: str
    indicator: str
    indicator_key: str
    value: str
    unit: str
    qualifier: str
    cutoff: int
    precision: str
    source: str
    source_key: str
    perimeter: str
    perimeter_key: str
    reference: str
    note: str
    publishable: bool
    clearance: str
    replaces: str
    alone: bool
    state: str
    over: tuple[tuple[str, str, str], ...]
    author: str
    recorded_at: int
    amended: bool
    pending: bool = False
    conflict: bool = False

    @property
    def counts(self) -> tuple[str, str]:
        """What it counts, and where."""
        return self.indicator_key, self.perimeter_key

    @property
    def of_one_source(self) -> tuple[str, str, str]:
        return (*self.counts, self.source_key)

    @property
    def in_time(self) -> tuple[int, int, str]:
        return self.cutoff, self.recorded_at, self.id


def key(words: str) -> str:
    """What is compared of an indicator, a source or a perimeter: no case, no accents, no needless spaces."""
    return " ".join(folded(words.replace("’", "'")).split())


def counted_words(row: FigureRow, zone: str) -> str:
    """`40 renforts, arrêté à 02:30 le 24/09, SDIS 76`: what it says in one line."""
    where = f", {row.perimeter}" if row.perimeter else ""
    counted = amount(row.indicator, row.value, row.unit, row.qualifier)
    return f"{counted}, {cutoff_words(row, zone)}, {row.source}{where}"


def amount(indicator: str, value: str, unit: str = "", qualifier: str = "") -> str:
    """`au moins 25 233 cas confirmés (provisoire)`, or `Débit : 1 200 m³/s` when there is a unit."""
    number = exact_numbers.shown(value) + (f"\u00a0{unit}" if unit else "")
    if qualifier in BEFORE:
        number = f"{QUALIFIERS[qualifier]} {number}"
    lower = indicator[:1].lower() + indicator[1:] if indicator[1:2].islower() else indicator
    said = f"{indicator} : {number}" if unit else f"{number} {lower}"
    return said if qualifier in ("", *BEFORE) else f"{said} ({QUALIFIERS.get(qualifier, qualifier)})"


class Dated(Protocol):
    @property
    def cutoff(self) -> int: ...
    @property
    def precision(self) -> str: ...


def cutoff_words(one: Dated, zone: str) -> str:
    """`arrêté à 02:30 le 24/09`; of a figure whose hour nobody said, its day."""
    when = moment(one.cutoff, zone)
    return f"arrêté le {when:%d/%m}" if one.precision == "day" else f"arrêté à {when:%H:%M} le {when:%d/%m}"


class Figure(Protocol):
    """What a footing looks at: a `figure.Figure`."""

    @property
    def fields(self) -> Mapping[str, Field]: ...
    @property
    def publishable(self) -> bool: ...
    @property
    def row(self) -> FigureRow: ...


def state_of(fields: Mapping[str, Field]) -> str:
    """The hash of what a figure says, every value of a field that holds several included."""
    said = {name: [one.value for one in fields[name].values] for name in GROUND if name in fields}
    return _hash(said)


def footing_of(
    figure: Figure, replaced_by: Sequence[str], set_aside_by: Sequence[str], zone: str = "Europe/Paris"
) -> tuple[str, str]:
    """What a message rests on when it says that figure: a hash of it, and French words for it and for what happened
    to it since. `replaced_by` and `set_aside_by` are the numbers of other figures."""
    happened = {"publishable": figure.publishable, "replaced_by": sorted(set(replaced_by))}
    hash = _hash({"state": figure.row.state, **happened, "set_aside_by": sorted(set(set_aside_by))})
    words = [counted_words(figure.row, zone)]
    words += [f"remplacé par {one}" for one in sorted(set(replaced_by))]
    words += [f"écarté au profit de {one}" for one in sorted(set(set_aside_by))]
    if not figure.publishable:
        words.append("non publiable")
    return hash, " ; ".join(words)


def at_cutoff(rows: Iterable[FigureRow], cutoff: int, zone: str) -> list[FigureRow]:
    """Those arrested at that hour or before; of a figure whose hour nobody said, that day or before."""
    day = moment(cutoff, zone).date()
    return [
        row
        for row in rows
        if row.cutoff <= cutoff or (row.precision == "day" and moment(row.cutoff, zone).date() <= day)
    ]


def _hash(said: Any) -> str:
    return sha256(msgspec.json.encode(said, order="sorted")).hexdigest()
