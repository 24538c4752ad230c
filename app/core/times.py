"""Hours as people type and read them, in the crisis's zone; inside, always milliseconds UTC."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.core.clock import milliseconds, moment
from app.core.errors import Refused

MINUTE = 60_000
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
HOUR = re.compile(r"(\d{1,2})\s?[h:]\s?(\d{2})", re.IGNORECASE)
DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
DATE_AND_HOUR = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?")
OFFSET = re.compile(r"(?:[zZ]|[+-]\d{2}:\d{2})$")
ZONES = {
    "Europe/Paris": "heure de Paris",
    "America/Guadeloupe": "heure de la Guadeloupe",
    "America/Martinique": "heure de la Martinique",
    "America/Cayenne": "heure de Cayenne",
    "America/Miquelon": "heure de Saint-Pierre-et-Miquelon",
    "America/St_Barthelemy": "heure de Saint-Barthélemy",
    "America/Marigot": "heure de Saint-Martin",
    "Indian/Reunion": "heure de La Réunion",
    "Indian/Mayotte": "heure de Mayotte",
    "Indian/Kerguelen": "heure des Kerguelen",
    "Pacific/Noumea": "heure de Nouméa",
    "Pacific/Tahiti": "heure de Tahiti",
    "Pacific/Marquesas": "heure des Marquises",
    "Pacific/Gambier": "heure des Gambier",
    "Pacific/Wallis": "heure de Wallis",
    "UTC": "temps universel",
}
EXPECTED = "écrivez 02:48, 2026-09-24, 2026-09-24T02:48 ou 2026-09-24T02:48:00+02:00"


def known_zone(name: str) -> str:
    """`name` if it names a time zone (`Europe/Paris`, `Indian/Reunion`)."""
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refused(f"Fuseau horaire inconnu : « {name} ».", "zone") from error


def parse(text: str, now: int, zone: str) -> int:
    """The instant `text` names: RFC 3339, the same without offset (then in `zone`), a date (its midnight), or an
    hour (the nearest past one). An hour that happens twice is the first one; one that does not exist is refused."""
    text = text.strip()
    if hour := HOUR.fullmatch(text):
        return nearest_past(int(hour[1]), int(hour[2]), now, zone)
    if DATE.fullmatch(text):
        return _first(instants(_day(text), 0, 0, zone), text)
    body = OFFSET.sub("", text)
    found = DATE_AND_HOUR.fullmatch(body)
    if not found:
        raise Refused(f"Heure incomprise : « {text} » ; {EXPECTED}.", "at")
    if body != text:
        return _with_offset(text)
    rest = int(found[4] or 0) * 1000 + int((found[5] or "0").ljust(3, "0")[:3])
    return _first(instants(_day(found[1]), int(found[2]), int(found[3]), zone), text) + rest


def instants(day: date, hour: int, minute: int, zone: str) -> tuple[int, ...]:
    """When a clock of `zone` shows that hour that day: once, twice (end of summer time) or never (its beginning)."""
    if hour > 23 or minute > 59:
        raise Refused(f"{hour:02}:{minute:02} n'est pas une heure.", "at")
    found = set()
    for fold in (0, 1):
        local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone), fold=fold)
        instant = milliseconds(local)
        if moment(instant, zone).replace(tzinfo=None) == local.replace(tzinfo=None):
            found.add(instant)
    return tuple(sorted(found))


def nearest_past(hour: int, minute: int, now: int, zone: str, ahead: int = 10 * MINUTE) -> int:
    """The last time that clock of `zone` showed that hour, `ahead` milliseconds of future included."""
    today = local_day(now + ahead, zone)
    candidates = instants(today, hour, minute, zone)
    if not candidates and minutes_of_day(now, zone) >= hour * 60 + minute:
        raise Refused(f"{hour:02}:{minute:02} n'existe pas cette nuit : passage à l'heure d'été.", "occurred_at")
    past = [instant for instant in candidates if instant <= now + ahead]
    if past:
        return max(past)
    return max(_or_refuse(instants(today - timedelta(days=1), hour, minute, zone), hour, minute))


def on_day(day: date, hour: int, minute: int, zone: str) -> int:
    """When a clock of `zone` showed that hour that day, the first time if there were two. Refuses a skipped hour."""
    return _or_refuse(instants(_believable(day), hour, minute, zone), hour, minute)[0]


def next_after(hour: int, minute: int, start: int, zone: str) -> int:
    """The first time that clock of `zone` showed that hour, at `start` or later."""
    day = local_day(start, zone)
    later = [instant for instant in instants(day, hour, minute, zone) if instant >= start]
    return later[0] if later else on_day(day + timedelta(days=1), hour, minute, zone)


def local_day(ms: int, zone: str) -> date:
    """The day a calendar of `zone` shows."""
    return moment(ms, zone).date()


def latest_day(day: int, month: int, now: int, zone: str) -> date | None:
    """The last such day of the calendar, tomorrow included: an hour typed a little ahead is kept and questioned.
    None for a day that no year has."""
    tomorrow = local_day(now, zone) + timedelta(days=1)
    for year in range(tomorrow.year, tomorrow.year - 9, -1):  # two leap years may be eight years apart
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= tomorrow:
            return found
    return None


def minutes_of_day(ms: int, zone: str) -> int:
    """How many minutes a clock of `zone` shows since midnight."""
    local = moment(ms, zone)
    return local.hour * 60 + local.minute


def twice(ms: int, zone: str) -> bool:
    """True when the hour shown names two instants: the offset must then be shown too."""
    local = moment(ms, zone)
    return len(instants(local.date(), local.hour, local.minute, zone)) == 2


@lru_cache(maxsize=4096)
def hour(ms: int, zone: str) -> str:
    """`02:48`"""
    return f"{moment(ms, zone):%H:%M}"


def hour_h(ms: int, zone: str) -> str:
    """`02 h 48`, with no-break spaces."""
    return f"{moment(ms, zone):%H\u00a0h\u00a0%M}"


def day(ms: int, zone: str) -> str:
    """`jeudi 24 septembre 2026`; the first of a month is `1er`."""
    return f"{DAYS[moment(ms, zone).weekday()]} {date_words(ms, zone)}"


def date_words(ms: int, zone: str) -> str:
    """`24 septembre 2026`"""
    local = moment(ms, zone)
    number = "1er" if local.day == 1 else str(local.day)
    return f"{number} {MONTHS[local.month - 1]} {local.year}"


def short_day(ms: int, zone: str) -> str:
    """`jeu. 24`"""
    local = moment(ms, zone)
    return f"{DAYS[local.weekday()][:3]}. {local.day}"


def offset(ms: int, zone: str) -> str:
    """`UTC+02:00`"""
    return "UTC" + moment(ms, zone).isoformat()[-6:]


def zone_words(zone: str) -> str:
    """`heure de Paris`; a zone without a French name keeps its own."""
    return ZONES.get(zone, f"heure de {zone.rpartition('/')[2].replace('_', ' ')}")


def ago(ms: int, now: int) -> str:
    """`il y a 42 min`, `dans 2 h 05`, `à l’instant`."""
    minutes = abs(now - ms) // MINUTE
    if minutes == 0:
        return "à l’instant"
    return f"{'il y a' if ms < now else 'dans'} {lasting(minutes)}"


def lasting(minutes: int) -> str:
    """`42 min`, `2 h 05`, `3 j`."""
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h {minutes % 60:02}"
    return f"{minutes // (24 * 60)} j"


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"« {text} » n'est pas une date du calendrier.", "at") from error
    return _believable(found)


def _believable(found: date) -> date:
    if not 1970 < found.year < 2109:  # what an operation can be dated
        raise Refused(f"L'année {found.year} n'est pas acceptée.", "at")
    return found


def _with_offset(text: str) -> int:
    try:
        found = datetime.fromisoformat(text.upper().replace(" ", "T"))
    except ValueError as error:
        raise Refused(f"Heure incomprise : « {text} » ; {EXPECTED}.", "at") from error
    _believable(found.date())
    return milliseconds(found)


def _first(found: tuple[int, ...], text: str) -> int:
    if not found:
        raise Refused(f"« {text} » n'existe pas : passage à l'heure d'été.", "at")
    return found[0]


def _or_refuse(found: tuple[int, ...], hour: int, minute: int) -> tuple[int, ...]:
    if not found:
        raise Refused(f"{hour:02}:{minute:02} n'existe pas ce jour-là : passage à l'heure d'été.", "occurred_at")
    return found
