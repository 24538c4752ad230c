"""Hours as a loggist types them: `02:48`, `vers 2 h 48`, `hier 23:50`, `24/09 02:48`, `reçu à 03:03`."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from app.core import times
from app.core.errors import Refused

# Two figures that no calendar has (the 15/18 of the emergency calls) are no date: they stay where they are.
_DATE = r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?:/(?:\d{4}|\d{2}))?|\d{4}-\d{2}-\d{2}"
_DAY = rf"(?:(?:le|du) +)?(?:{_DATE})|(?:avant-hier|hier|aujourd['’]hui)(?: +(?:matin|midi|après-midi|soir))?"
_ABOUT = r"(?P<about>vers|environ|env\.?|~) *"
_CLOCK = r"(?P<hour>\d{1,2})\s?(?:h\s?(?P<past>\d{2})?|:(?P<minute>\d{2}))"
_MOMENT = rf"(?:(?P<before>{_DAY})(?: +|T))?(?:{_ABOUT})?(?:à +)?{_CLOCK}(?: +(?P<after>{_DAY}))?"
_RECEIVED = r"(?:reçue?s?|recue?s?|réception|reception|rx)(?: *:)? +"
MOMENT = re.compile(rf"(?<![^ ]){_MOMENT}(?![^ ])", re.IGNORECASE)
RECEPTION = re.compile(rf"(?<![^ ]){_RECEIVED}{_MOMENT}(?![^ ])", re.IGNORECASE)
_WHOLE = re.compile(rf"(?:{_RECEIVED})?{_MOMENT}", re.IGNORECASE)
_FIGURES = re.compile(r"\d+")
DAYS_AGO = {"avant-hier": 2, "hier": 1, "aujourd'hui": 0}


@dataclass(frozen=True, slots=True)
class TypedHour:
    """What a clock showed, and the day when one was typed."""

    hour: int
    minute: int
    day: date | None = None
    about: bool = False

    @property
    def minutes(self) -> int:
        """Minutes since midnight."""
        return self.hour * 60 + self.minute


@dataclass(frozen=True, slots=True)
class Moments:
    """When the fact occurred, how precisely that is known, and when it was received (ms; None: not typed)."""

    occurred_at: int | None = None
    precision: str = "exact"
    received_at: int | None = None


def read(typed: str, now: int, zone: str) -> TypedHour | None:
    """The hour these words are, `reçu` before it or not; None when they are none. Refuses a day no calendar has."""
    match = _WHOLE.fullmatch(typed)
    if not match:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or match["past"] or 0)
    if hour > 23 or minute > 59:
        return None
    words = match["before"] or match["after"]
    return TypedHour(hour, minute, _day(words, now, zone) if words else None, bool(match["about"]))


def moments(
    fact: TypedHour | None, reception: TypedHour | None, now: int, zone: str, on: date | None = None
) -> Moments:
    """The instants typed at `now`. An hour without a day is the nearest past one, unless the day is told: by `on`,
    or by the other hour. What is only known by its reception occurred then at the latest, at an unknown hour."""
    if fact is None:
        if reception is None:
            return Moments()
        received = _instant(reception, on, now, zone)
        return Moments(received, "unknown", received)
    precision = "about" if fact.about else "exact"
    if reception is None:
        return Moments(_instant(fact, on, now, zone), precision)
    if fact.day is None and on is None and reception.day is not None:
        received = _instant(reception, None, now, zone)
        return Moments(times.nearest_past(fact.hour, fact.minute, received, zone, ahead=0), precision, received)
    occurred = _instant(fact, on, now, zone)
    if reception.day is None and (fact.day is not None or on is not None):
        return Moments(occurred, precision, times.next_after(reception.hour, reception.minute, occurred, zone))
    return Moments(occurred, precision, _instant(reception, None, now, zone))


def _instant(typed: TypedHour, on: date | None, now: int, zone: str) -> int:
    day = typed.day or on
    if day is None:
        return times.nearest_past(typed.hour, typed.minute, now, zone)
    return times.on_day(day, typed.hour, typed.minute, zone)


def _day(words: str, now: int, zone: str) -> date:
    word = words.split(" ")[0].lower().replace("’", "'")
    if word in DAYS_AGO:
        return times.local_day(now, zone) - timedelta(days=DAYS_AGO[word])
    written = words.rpartition(" ")[2]
    figures = [int(figure) for figure in _FIGURES.findall(written)]
    if "-" in written:
        year, month, day = figures
    elif len(figures) == 3:
        day, month, year = figures
        year += 2000 if year < 100 else 0
    else:
        found = times.latest_day(figures[0], figures[1], now, zone)
        if found is None:
            raise Refused(f"« {written} » n'est pas une date du calendrier.", "occurred_at")
        return found
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Refused(f"« {written} » n'est pas une date du calendrier.", "occurred_at") from error
