"""The figures of a brief: in force at its cut-off, sources that disagree one under the other, and their course."""

from collections.abc import Mapping, Sequence

from app.core import exact_numbers
from app.core.brief import Brief
from app.core.brief_content import Curve, Series
from app.core.brief_offer import CONFLICT, CURVE, DISAGREE, TABLE, Group, Pick
from app.core.clock import moment
from app.core.figures import QUALIFIERS, FigureRow, at_cutoff
from app.core.reckoning import Account, Counted, account, compare
from app.core.times import hour_h

NEW, GAP, CONTESTED = "nouveau", "écart, à choisir", "écart, deux choix opposés"
FEWEST_POINTS, MOST_CURVES = 3, 8
WEIGHTS = (3.2, 1.3, 1.2, 1.2, 1.3, 2.2, 0.9)


def table(
    rows: Sequence[FigureRow], cutoff: int, last: Brief | None, zone: str, known: Sequence[FigureRow] = ()
) -> tuple[Group, ...]:
    """One table, or nothing when no figure is in force. What changed is told since the last brief, when there is one:
    since the figures as they were `known` to it; otherwise since the former figure of the source."""
    found = account(at_cutoff(rows, cutoff, zone))
    before = _printed(known, last, zone) if last else None
    picks = tuple(_pick(one, found, before, zone) for one in found.kept())
    since = f"Évolution / n° {last.number}" if last else "Évolution"
    heads = ("Indicateur", "Valeur", since, "Qualité", "Arrêté à", "Source", "Publiable")
    return (Group("figures", "Chiffres en vigueur", TABLE, picks, heads, WEIGHTS, (1, 2)),) if picks else ()


def curves(rows: Sequence[FigureRow], cutoff: int, zone: str) -> Group:
    """The course of each figure that was told often enough, source by source; those that were told most first."""
    told: dict[tuple[str, str], list[FigureRow]] = {}
    for row in sorted(at_cutoff(rows, cutoff, zone), key=lambda row: row.in_time):
        told.setdefault((*row.counts, row.unit), []).append(row)  # type: ignore[arg-type]
    longest = sorted(told.values(), key=lambda found: (-len(found), found[0].indicator))
    kept = [found for found in longest if len(found) >= FEWEST_POINTS][:MOST_CURVES]
    return Group("curves", "Évolution des chiffres", CURVE, tuple(_curve(found, zone) for found in kept))


def _curve(rows: Sequence[FigureRow], zone: str) -> Pick:
    latest = rows[-1]
    by_source: dict[str, list[FigureRow]] = {}
    for row in rows:
        by_source.setdefault(row.source_key, []).append(row)
    series = tuple(
        Series(found[-1].source, tuple((row.cutoff, float(row.value)) for row in found)) for found in by_source.values()
    )
    where = f" ({latest.perimeter})" if latest.perimeter else ""
    chosen = next((row.source for row in reversed(rows) if row.over), "")
    curve = Curve(f"{latest.indicator}{where}", latest.unit, zone, series, chosen)
    key = f"curve:{latest.indicator_key}:{latest.perimeter_key}:{latest.unit}"
    count = f"{len(rows)} valeurs, {len(series)} source{'s' if len(series) > 1 else ''}"
    return Pick(key, latest.id, curve, curve.title, count, latest.cutoff)


def _printed(known: Sequence[FigureRow], last: Brief, zone: str) -> dict[tuple[str, str, str], Counted]:
    """What stood for each source in the last brief."""
    return {one.row.of_one_source: one for one in account(at_cutoff(known, last.cutoff, zone)).kept()}


def _pick(one: Counted, among: Account, before: Mapping[tuple[str, str, str], Counted] | None, zone: str) -> Pick:
    row, marks = one.row, set[str]()
    if row.id in among.disputed:
        marks.add(DISAGREE)
    if row.conflict:
        marks.add(CONFLICT)
    cells = _cells(one, among, before, zone)
    note = " · ".join(filter(None, (row.number, row.source, cells[2])))
    changed = before is not None and cells[2] != "="
    words = f"{row.indicator} : {cells[1]}"
    return Pick(f"figure:{row.id}", row.id, cells, words, note, row.cutoff, frozenset(marks), True, changed)


def _cells(
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
    said = [CONTESTED if each.contested else GAP for each in among.disagreements if row.id in each.ids]
    said += ["deux valeurs écrites, à départager"] if row.conflict else []
    return f" — {' ; '.join(said)}" if said else ""


def _change(row: FigureRow, before: Counted | None) -> str:
    if before is None:
        return NEW
    return exact_numbers.change(row.value, before.row.value) if compare(row, before.row) else NEW
