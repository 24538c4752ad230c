"""A figure as the command line says it: fields for a script, one line for a person."""

from typing import Any

from app.core import exact_numbers
from app.core.clock import rfc3339
from app.core.entry import Amendment
from app.core.figure import Figure
from app.core.figures import FIELDS, FigureRow, amount, cutoff_words
from app.core.reckoning import Account, Counted

READ = ("cutoff", "source", "perimeter", "publishable")  # what a person reads otherwise than it is kept
STATES = {"standing": "", "disagreement": "écart, à choisir", "set_aside": "écarté", "replaced": "remplacé"}


def state(one: Counted, account: Account) -> str:
    """The first that applies."""
    if one.replaced_by:
        return "replaced"
    if one.set_aside_by:
        return "set_aside"
    return "disagreement" if one.row.id in account.disputed else "standing"


def plain(one: Counted, account: Account, zone: str) -> dict[str, Any]:
    """A figure as a script reads it, among the others, its hour in the zone of its crisis."""
    row, known = one.row, account.figures
    disagreement = next((each for each in account.disagreements if row.id in each.ids), None)
    others = [each.number for each in disagreement.figures if each.id != row.id] if disagreement else []
    return {
        "figure": row.number,
        "id": row.id,
        "indicator": row.indicator,
        "value": row.value,
        "unit": row.unit,
        "qualifier": row.qualifier,
        "cutoff": rfc3339(row.cutoff, zone),
        "precision": row.precision,
        "source": row.source,
        "perimeter": row.perimeter,
        "reference": row.reference,
        "note": row.note,
        "publishable": row.publishable,
        "clearance": row.clearance,
        "state": state(one, account),
        "former": one.former.number if one.former else None,
        "change": one.change,
        "replaced_by": [known[id].row.number for id in one.replaced_by],
        "set_aside_by": [known[id].row.number for id in one.set_aside_by],
        "disagrees_with": others,
        "contested": bool(disagreement and disagreement.contested),
        "author": row.author,
        "recorded_at": rfc3339(row.recorded_at, zone),
        "pending": row.pending,
        "conflict": row.conflict,
    }


def line(one: Counted, account: Account, zone: str) -> str:
    """A figure on one line, with what became of it."""
    row, known = one.row, account.figures
    told = plain(one, account, zone)
    former = f" ({one.change} depuis {one.former.number})" if one.former and one.change else ""
    marks = [STATES[told["state"]]]
    if one.replaced_by:
        marks = [f"remplacé par {', '.join(told['replaced_by'])}"]
    elif one.set_aside_by:
        marks = [f"écarté au profit de {', '.join(known[id].row.number for id in one.set_aside_by)}"]
    elif told["contested"]:
        marks = ["deux choix opposés, à trancher"]
    marks += ["publiable" if row.publishable else "non publiable", "deux valeurs" if row.conflict else ""]
    marks += ["en attente" if row.pending else ""]
    said = " · ".join(filter(None, marks))
    where = f", {row.perimeter}" if row.perimeter else ""
    counted = amount(row.indicator, row.value, row.unit, row.qualifier)
    return f"{row.number:<13} {counted}{former}, {cutoff_words(row, zone)}, {row.source}{where} · {said}"


def history(figure: Figure, zone: str) -> list[dict[str, Any]]:
    """Everything that was said of a figure since, as a script reads it."""
    said: list[tuple[int, dict[str, Any]]] = []
    for amended in figure.amendments:
        former, new = (readable(amended.field, value, zone) for value in (amended.former, amended.new))
        said.append((amended.at, _act("amended", amended) | {"field": amended.field, "former": former, "new": new}))
    said += [(one.at, _act("cleared", one) | {"publishable": one.publishable}) for one in figure.clearances]
    said += [(one.at, _act("chosen", one) | {"over": list(one.over)}) for one in figure.choices]
    return [told | {"at": rfc3339(at, zone)} for at, told in sorted(said, key=lambda one: one[0])]


def amendment(one: Amendment, zone: str) -> str:
    """A rectification on one line."""
    former, new = (readable(one.field, value, zone) for value in (one.former, one.new))
    return f"Rectification, {FIELDS[one.field]} : « {former} » → « {new} » ({one.reason}), {rfc3339(one.at, zone)}"


def readable(field: str, value: Any, zone: str) -> Any:
    """A value as a person reads it."""
    if isinstance(value, dict):
        return value.get("name", "")
    if field == "publishable":
        return "oui" if value else "non"
    if field == "value" and exact_numbers.is_exact(value):
        return exact_numbers.shown(value)
    return rfc3339(value, zone) if field == "cutoff" and isinstance(value, int) else value


def _act(act: str, one: Any) -> dict[str, Any]:
    return {"act": act, "reason": one.reason, "author": one.author.name, "rank": one.rank}


def of(row: FigureRow) -> str:
    """What a figure is called in a sentence."""
    return f"{row.number} ({exact_numbers.shown(row.value)}, {row.source})"
