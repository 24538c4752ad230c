"""The figures of a crisis in French words: lines for the lists, states, values, and why a person may not act."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from app.core import exact_numbers, roles, times
from app.core.clock import moment
from app.core.figures import PRECISIONS, QUALIFIERS, FigureRow
from app.core.reckoning import Account, Counted
from app.core.store.rows import CrisisRow
from app.ui import states, wording
from app.ui.states import State

DAY_ONLY = "heure non dite"
PUBLISHABLE: State = ("favorable", "publiable", "success")
NOT_PUBLISHABLE: State = ("priority_4", "non publiable", "text_secondary")
REPLACED: State = ("rectifiee", "remplacé", "text_tertiary")
SET_ASIDE: State = ("defavorable", "écarté", "text_secondary")
DISAGREES: State = ("contredit", "écart", "warning")


@dataclass(frozen=True, slots=True)
class Line:
    """A figure as a list shows it. `more` is what follows its state; `struck`: it is no longer in force; `apart`: it
    awaits a choice; `first`: it begins its indicator."""

    id: str
    indicator: str
    note: str
    value: str
    unit: str
    change: str
    hour: str
    day: str
    source: str
    number: str
    state: State
    more: str
    struck: bool = False
    apart: bool = False
    first: bool = True

    @property
    def spoken(self) -> str:
        said = (self.indicator, f"{self.value} {self.unit}".strip(), self.change, self.hour, self.day, self.source)
        return ", ".join(filter(None, (*said, self.note, self.state[1], self.more, self.number)))


def in_force(account: Account, zone: str) -> list[Line]:
    """Those in force, what awaits a choice before all others, indicator by indicator."""
    kept = sorted(account.kept(), key=lambda one: one.row.id not in account.disputed)
    groups = {one.row.counts: None for one in kept}
    ordered = [one for counts in groups for one in kept if one.row.counts == counts]
    return _lines(ordered, account, zone)


def history(account: Account, id: str, zone: str) -> list[Line]:
    """Every figure that counts the same as that one, the latest first, those no longer in force struck."""
    chosen = account.figures.get(id)
    if chosen is None:
        return []
    alike = [one for one in account.figures.values() if one.row.counts == chosen.row.counts]
    return _lines(reversed(alike), account, zone)


def state(one: Counted, account: Account) -> tuple[State, str]:
    """What a figure amounts to among the others, and with which."""
    numbers = {id: each.row.number for id, each in account.figures.items()}
    if one.replaced_by:
        return REPLACED, f"par {', '.join(numbers[id] for id in one.replaced_by)}"
    if one.set_aside_by:
        return SET_ASIDE, f"pour {', '.join(numbers[id] for id in one.set_aside_by)}"
    if one.row.conflict:
        return states.TWO_VALUES, "à départager"
    for each in account.disagreements:
        if one.row.id in each.ids:
            return DISAGREES, "choix opposés" if each.contested else apart_words(each.figures)
    return PUBLISHABLE if one.row.publishable else NOT_PUBLISHABLE, ""


def apart_words(figures: Iterable[FigureRow]) -> str:
    """2 sources, à choisir."""
    rows = list(figures)
    sources = len({row.source_key for row in rows})
    return f"{wording.number(sources, 'source')}, à choisir" if sources > 1 else f"{len(rows)} valeurs, à choisir"


def hour_and_day(row: FigureRow, zone: str) -> tuple[str, str]:
    """02:30 and 24 sept.; of a figure whose hour nobody said, its day and that."""
    when = moment(row.cutoff, zone)
    day = f"{when.day} {wording.MONTHS[when.month - 1]}".replace(" ", wording.NBSP)
    return (day, DAY_ONLY) if row.precision == "day" else (times.hour(row.cutoff, zone), day)


def cutoff_words(row: FigureRow, zone: str) -> str:
    """arrêté le 24 sept. à 02:30; of a figure whose hour nobody said, its day and that."""
    hour, day = hour_and_day(row, zone)
    return f"arrêté le {hour}, {day}" if row.precision == "day" else f"arrêté le {day} à {hour}"


def value_words(field: str, value: Any, zone: str) -> str:
    """One value of one field, as a person reads it; `—` when there is none."""
    if isinstance(value, dict):
        code = value.get("code")
        return " ".join(filter(None, (value.get("name", ""), f"({code})" if code else ""))) or "—"
    match field:
        case "value":
            return exact_numbers.shown(value) if exact_numbers.is_exact(value) else str(value)
        case "cutoff":
            return wording.day_and_hour(value, zone) if isinstance(value, int) else "—"
        case "qualifier":
            return QUALIFIERS.get(value, str(value)) or "—"
        case "precision":
            return PRECISIONS.get(value, str(value))
        case "publishable":
            return "oui" if value else "non"
    return str(value) if value not in (None, "") else "—"


def why_not_write(crisis: CrisisRow | None) -> str:
    """Why no figure can be written or corrected now; nothing when one can."""
    return _why_not(crisis, roles.may_write_entries, "d’écrire un chiffre")


def why_not_choose(crisis: CrisisRow | None) -> str:
    """Why this person may not say what is published; nothing when he may."""
    return _why_not(crisis, roles.may_choose_figures, "de dire ce qui se publie")


def _why_not(crisis: CrisisRow | None, may: Callable[[str], bool], what: str) -> str:
    if crisis is None:
        return "aucune crise n’est ouverte."
    if not crisis.open:
        return "cette crise est close."
    if not any(map(may, crisis.role.split(", "))):
        return f"le rôle {crisis.role} ne permet pas {what}."
    return ""


def _lines(figures: Iterable[Counted], account: Account, zone: str) -> list[Line]:
    found: list[Line] = []
    former: tuple[str, str] | None = None
    for one in figures:
        found.append(_line(one, account, zone, one.row.counts != former))
        former = one.row.counts
    return found


def _line(one: Counted, account: Account, zone: str, first: bool) -> Line:
    row = one.row
    hour, day = hour_and_day(row, zone)
    shown, more = state(one, account)
    note = " · ".join(filter(None, (row.perimeter, QUALIFIERS.get(row.qualifier, ""))))
    waiting = states.PENDING[1] if row.pending else ""
    return Line(
        id=row.id,
        indicator=row.indicator,
        note=note,
        value=exact_numbers.shown(row.value),
        unit=row.unit,
        change=one.change,
        hour=hour,
        day=day,
        source=row.source,
        number=" · ".join(filter(None, (row.number, waiting))),
        state=shown,
        more=more,
        struck=not one.kept,
        apart=row.id in account.disputed,
        first=first,
    )
