"""How hours, days and zones are named on the screen, and how an hour to come is typed."""

import re

from app.core import times
from app.core.clock import moment
from app.core.errors import Refused
from app.core.times import MINUTE, hour

PARIS = "Europe/Paris"
MINUTES = re.compile(r"\+?\s?(\d{1,3})\s?(?:min|mn|m)?", re.IGNORECASE)
EXPECTED = "écrivez 04:30, 30 min ou 2026-09-24 04:30"


def near_day(at: int, now: int, zone: str) -> str:
    """aujourd’hui, hier, demain, or nothing."""
    days = (moment(at, zone).date() - moment(now, zone).date()).days
    return {0: "aujourd’hui", -1: "hier", 1: "demain"}.get(days, "")


def day_number(at: int, zone: str) -> int:
    """The same for all instants of one day in that zone, and for no other."""
    return moment(at, zone).toordinal()


def seconds(at: int, zone: str) -> str:
    """03:16:04."""
    return f"{moment(at, zone):%H:%M:%S}"


def of_fact(at: int, precision: str, zone: str) -> str:
    """02:48, or a dash: an hour nobody knows is not midnight."""
    return "—" if precision == "unknown" else hour(at, zone)


def late(minutes: int, recorded_at: int, zone: str) -> str:
    """+17 min, +3 h 05, +15 h; beyond two days the day of typing says more: 22/11/26."""
    if minutes < 10 * 60:
        return f"+{times.lasting(minutes)}"
    if minutes < 48 * 60:
        return f"+{minutes // 60} h"
    return f"{moment(recorded_at, zone):%d/%m/%y}"


def differs_from_paris(at: int, zone: str) -> bool:
    """Whether clocks there and in Paris show different hours at that moment."""
    return zone != PARIS and moment(at, zone).utcoffset() != moment(at, PARIS).utcoffset()


def in_paris(at: int, zone: str) -> str:
    """Paris 07:48; Paris 23:48 J−1 when it is another day there. Nothing where clocks show the same."""
    if not differs_from_paris(at, zone):
        return ""
    days = day_number(at, PARIS) - day_number(at, zone)
    other = f" J{days:+d}".replace("-", "−") if days else ""
    return f"Paris {hour(at, PARIS)}{other}"


def before(due: int, now: int, zone: str) -> str:
    """avant 03:30; with its day when that is not today: avant ven. 25, 03:30."""
    today = day_number(due, zone) == day_number(now, zone)
    return f"avant {'' if today else f'{times.short_day(due, zone)}, '}{hour(due, zone)}"


def to_come(text: str, now: int, zone: str) -> int | None:
    """The instant a due time names: an hour is its next occurrence, `30 min` counts from now, a date with its hour is
    what it says. None when nothing is written. Refuses what is past or not understood."""
    text = text.strip()
    if not text:
        return None
    if clock := times.HOUR.fullmatch(text):
        return _next(int(clock[1]), int(clock[2]), now, zone)
    if lasting := MINUTES.fullmatch(text):
        return now - now % MINUTE + int(lasting[1]) * MINUTE
    if not times.DATE_AND_HOUR.match(text):
        raise Refused(f"Heure incomprise : « {text} » ; {EXPECTED}.", "due")
    try:
        due = times.parse(text, now, zone)
    except Refused as refused:
        raise Refused(str(refused), "due") from refused
    if due <= now:
        raise Refused(f"« {text} » est déjà passé.", "due")
    return due


def _next(hours: int, minutes: int, now: int, zone: str) -> int:
    today = moment(now, zone).date()
    for ahead in range(3):  # an hour may not exist on one night of the year
        day = today.fromordinal(today.toordinal() + ahead)
        try:
            found = [at for at in times.instants(day, hours, minutes, zone) if at > now]
        except Refused as refused:
            raise Refused(str(refused), "due") from refused
        if found:
            return found[0]
    raise Refused(f"{hours:02}:{minutes:02} n’existe pas ces jours-ci.", "due")
