"""The figures of a brief: those in force at its cut-off, sources that disagree one under the other."""

from collections.abc import Mapping, Sequence

from app.core import exact_numbers
from app.core.clock import moment
from app.core.figures import QUALIFIERS, FigureRow, at_cutoff
from app.core.reckoning import Account, Counted, account, compare
from app.core.registers.briefs import Block, Brief, Table
from app.core.times import hour_h

NEW, DISAGREE, CONTESTED = "nouveau", "écart, à choisir", "écart, deux choix opposés"
WEIGHTS = (3.2, 1.3, 1.2, 1.2, 1.3, 2.2, 0.9)


def table(rows: Sequence[FigureRow], cutoff: int, last: Brief | None, zone: str) -> list[Block]:
    """One table, or nothing when no figure is in force. What changed is told since the last brief, when there is one:
    since what it could know; otherwise since the former figure of the source."""
    found = account(at_cutoff(rows, cutoff, zone))
    before = _printed(rows, last, zone) if last else None
    lines = tuple(_line(one, found, before, zone) for one in found.kept())
    since = f"Évolution / n° {last.number}" if last else "Évolution"
    heads = ("Indicateur", "Valeur", since, "Qualité", "Arrêté à", "Source", "Publiable")
    return [Table(heads, lines, WEIGHTS, figures=(1, 2))] if lines else []


def _printed(rows: Sequence[FigureRow], last: Brief, zone: str) -> dict[tuple[str, str, str], Counted]:
    """What stood for each source when the last brief was frozen."""
    known = [row for row in rows if row.recorded_at <= last.frozen_at]
    return {one.row.of_one_source: one for one in account(at_cutoff(known, last.cutoff, zone)).kept()}


def _line(
    one: Counted, among: Account, before: Mapping[tuple[str, str, str], Counted] | None, zone: str
) -> tuple[str, ...]:
    row = one.row
    where = f" ({row.perimeter})" if row.perimeter else ""
    value = exact_numbers.shown(row.value) + (f"\u00a0{row.unit}" if row.unit else "")
    day = f"{moment(row.cutoff, zone):%d/%m}"
    arrested = day if row.precision == "day" else f"{day}, {hour_h(row.cutoff, zone)}"
    change = one.change if before is None else _change(row, before.get(row.of_one_source))
    qualifier = QUALIFIERS.get(row.qualifier, row.qualifier)
    publishable = "oui" if row.publishable else "non"
    return f"{row.indicator}{where}{_state(row, among)}", value, change, qualifier, arrested, row.source, publishable


def _state(row: FigureRow, among: Account) -> str:
    """What a reader must know before he says that number."""
    said = [CONTESTED if each.contested else DISAGREE for each in among.disagreements if row.id in each.ids]
    said += ["deux valeurs écrites, à départager"] if row.conflict else []
    return f" — {' ; '.join(said)}" if said else ""


def _change(row: FigureRow, before: Counted | None) -> str:
    if before is None:
        return NEW
    return exact_numbers.change(row.value, before.row.value) if compare(row, before.row) else NEW
