"""The evolution of a figure in words: its numbers as they are written in French, and what a blind reader is told."""

import math
from decimal import Decimal

from app.core import exact_numbers, times
from app.core.brief_content import Curve, Series
from app.core.clock import moment

Points = tuple[tuple[int, float], ...]
NOTHING = "aucun relevé"


def figure(value: float) -> str:
    """`25 233`, `−1,5`: all of it, with spaces where no line is cut."""
    exact = f"{Decimal(repr(float(value))):f}"
    exact = exact.rstrip("0").rstrip(".") if "." in exact else exact
    return exact_numbers.shown("0" if exact == "-0" else exact)


def known(series: Series) -> Points:
    """What that source said, in order of time; of two values at one moment, the last one said."""
    said = {at: value for at, value in series.points if math.isfinite(value)}
    return tuple(sorted(said.items()))


def alt(curve: Curve) -> str:
    """Décès, heure de Paris. SINUS : de 12 à 17, du 24/09 à 04 h 45 au 24/09 à 10 h 00 (3 relevés) ; …"""
    unit = f" ({curve.unit})" if curve.unit else ""
    told = " ; ".join(_told(one, curve.zone) for one in curve.series) or NOTHING
    chosen = f" Source retenue : {curve.chosen}." if any(one.source == curve.chosen for one in curve.series) else ""
    note = f" {curve.note.rstrip('.')}." if curve.note else ""
    return f"{curve.title}{unit}, évolution, {times.zone_words(curve.zone)}. {told}.{chosen}{note}"


def _told(series: Series, zone: str) -> str:
    points = known(series)
    if not points:
        return f"{series.source} : {NOTHING}"
    (first_at, first), (last_at, last) = points[0], points[-1]
    if len(points) == 1:
        return f"{series.source} : {figure(last)}, le {when(last_at, zone)} (un seul relevé)"
    values = [value for _, value in points]
    span = f"du {when(first_at, zone)} au {when(last_at, zone)} ({len(points)} relevés)"
    if min(values) == max(values):
        return f"{series.source} : {figure(last)} sans changement, {span}"
    peaks = [f"au plus {figure(max(values))}"] if max(values) > max(first, last) else []
    peaks += [f"au moins {figure(min(values))}"] if min(values) < min(first, last) else []
    between = f", {', '.join(peaks)}" if peaks else ""
    return f"{series.source} : de {figure(first)} à {figure(last)}{between}, {span}"


def when(at: int, zone: str) -> str:
    """24/09/2026 à 04 h 45; of a day whose hour nobody said, which stands at its last minute, the day alone."""
    local = moment(at, zone)
    return f"{local:%d/%m/%Y}" if is_day_alone(at, zone) else f"{local:%d/%m/%Y} à {times.hour_h(at, zone)}"


def is_day_alone(at: int, zone: str) -> bool:
    """Whether that moment is the one at which a figure stands when only its day is known (`figures.PRECISIONS`)."""
    local = moment(at, zone)
    return (local.hour, local.minute) == (23, 59)
