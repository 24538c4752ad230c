"""What is typed in the fields of a filter: the ends of a period, and a place."""

import re
from datetime import date, timedelta

from app.core import times
from app.core.errors import Refused
from app.core.places import Places, departements, regions
from app.core.search_text import folded

DAY = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
EXPECTED = "écrivez 02:48, 24/09 ou 24/09 02:48."


def read_bound(text: str, now: int, zone: str, *, last: bool = False) -> int | None:
    """An end of a period: 02:48 (the nearest past), 24/09 02:48, or a day alone: its first instant, or its `last`.

    A `last` hour is whole: what happened at 02:48 and some seconds is in the period that ends at 02:48.
    """
    words = text.strip().split()
    if not words:
        return None
    clock = times.HOUR.fullmatch(words[-1])
    if clock and len(words) == 1:
        first = times.nearest_past(int(clock[1]), int(clock[2]), now, zone)
    elif clock and len(words) == 2:
        first = times.on_day(_day(words[0], now, zone), int(clock[1]), int(clock[2]), zone)
    elif len(words) == 1:
        day = _day(words[0], now, zone)
        return _begins(day + timedelta(days=1), zone) - 1 if last else _begins(day, zone)
    else:
        raise Refused(EXPECTED)
    return first + times.MINUTE - 1 if last else first


def _begins(day: date, zone: str) -> int:
    """The first instant of a day; where midnight is skipped, it begins at one."""
    return (times.instants(day, 0, 0, zone) or times.instants(day, 1, 0, zone))[0]


def _day(typed: str, now: int, zone: str) -> date:
    """24/09 (the nearest past), 24/09/2026 or 2026-09-24."""
    found = DAY.fullmatch(typed)
    try:
        if found is None:
            return date.fromisoformat(typed)
        if found[3]:
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError as error:
        raise Refused(EXPECTED) from error
    near = times.latest_day(int(found[1]), int(found[2]), now, zone)
    if near is None:
        raise Refused(f"« {typed} » n’est pas un jour.")
    return near


def place_code(words: str, places: Places) -> str:
    """The code of a place of a filter: a commune ("76540"), a département ("D76") or a région ("R28")."""
    if not words:
        return ""
    key, last = folded(words), words.split()[-1].strip("()").upper()
    for code, one in departements().items():
        if key in (folded(one.name), folded(code), f"{folded(one.name)} ({folded(code)})"):
            return f"D{code}"
    for code, one in regions().items():
        if key == folded(one.name):
            return f"R{code}"
    if places.by_code(last):
        return last
    found = places.named(words)
    if not found:
        raise Refused("lieu inconnu : commune, département, région ou code INSEE.")
    if len(found) > 1:
        listed = ", ".join(f"{one.name} {one.code}" for one in found[:3])
        raise Refused(f"plusieurs communes de ce nom : {listed}.")
    return found[0].code
