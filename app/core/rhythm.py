"""How often a point de situation is due: every so many hours that a clock of the crisis shows, whatever that clock does
twice a year."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.core.brief_formats import FORMATS
from app.core.clock import milliseconds, moment
from app.core.errors import Refused
from app.core.search_text import folded
from app.core.times import instants, local_day

EVERY = (1, 2, 3, 4, 6, 8, 12, 24)  # hours: those that divide a day, so that each day has the same
DAILY = 24
STANDARD = "standard"
WRITTEN = re.compile(r"(\d{1,2})h ([01]\d|2[0-3]):([0-5]\d) ([a-z][a-z_]{0,19})")
_CLOCK = r"\d{1,2} ?h(?: ?\d{2})?|\d{0,2}:\d{2}"
_FIRST = r"\d{1,2} ?h(?: ?\d{2})?|\d{1,2}:\d{2}|\d{1,2}"
TYPED = re.compile(
    r"(?:(?:toutes les|tous les|chaque|every) )?(?:(?P<every>\d{1,2}) ?)?(?P<unit>h|heures?|jours?)"
    rf"(?:,? (?:a )?(?P<at>{_CLOCK}))?(?:,? (?:a partir de|des|depuis) (?P<first>{_FIRST}))?"
    r"(?:,? (?:format )?(?P<format>[a-z_]+))?"
)
CLOCK = re.compile(r"(?P<hour>\d{1,2})? ?(?:h|:)? ?(?P<minute>\d{2})?")
EXAMPLES = "« toutes les 4 heures à :00 », « tous les jours à 19:00 »"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A brief every `every` hours, at `minute` past: at `first` o'clock (below `every`), and so on round the clock.
    `format` is one of `brief_formats.FORMATS`, or of another version's."""

    every: int
    minute: int = 0
    first: int = 0
    format: str = STANDARD

    @property
    def hours(self) -> tuple[int, ...]:
        """The hours of the day at which a brief is due."""
        return tuple(range(self.first, 24, self.every))


def made(every: int, minute: int = 0, first: int = 0, format: str = STANDARD) -> Rhythm:
    """That rhythm; `first` is any of its hours, so that who says 20 h and who says midnight of every fourth hour say
    the same. Raises Refused naming `every`, `at`, `from` or `format`."""
    if every not in EVERY:
        listed = ", ".join(map(str, EVERY[:-1]))
        raise Refused(f"Un point toutes les {listed} ou {EVERY[-1]} heures ; pas toutes les {every}.", "every")
    if not 0 <= minute < 60:
        raise Refused(f"Minute incomprise : {minute} ; écrivez :00, :15, :30…", "at")
    if not 0 <= first < 24:
        raise Refused(f"Heure incomprise : {first} ; écrivez 00 à 23.", "from")
    if format not in FORMATS:
        raise Refused(f"Format inconnu : « {format} ». Formats : {', '.join(FORMATS)}.", "format")
    return Rhythm(every, minute, first % every, format)


def plain(rhythm: Rhythm | None) -> str:
    """As it is kept in the field of the crisis: `4h 00:00 standard`; nothing when there is no rhythm."""
    if rhythm is None:
        return ""
    return f"{rhythm.every}h {rhythm.first:02}:{rhythm.minute:02} {rhythm.format}"


def read(written: str) -> Rhythm | None:
    """The rhythm that is kept so, whatever the format; None for none, or for what another version calls one."""
    found = WRITTEN.fullmatch(written)
    every = int(found[1]) if found else 0
    if found is None or every not in EVERY:
        return None
    return Rhythm(every, int(found[3]), int(found[2]) % every, found[4])


def kept(text: str) -> str:
    """What a person typed, as it is kept. Raises Refused naming `rhythm`."""
    try:
        return plain(typed(text)) if text.strip() else ""
    except Refused as refused:
        raise Refused(str(refused), "rhythm") from refused


def typed(text: str) -> Rhythm:
    """The rhythm a person typed: as `words` says it, as `plain` writes it, or shorter: `4h`, `12 h à 07:00`. Raises
    Refused."""
    found = TYPED.fullmatch(" ".join(folded(text).split()))
    if found is None:
        raise Refused(f"Rythme incompris : « {text.strip()} » ; écrivez {EXAMPLES}.", "every")
    days = found["unit"].startswith("jour")
    if days and found["every"] not in (None, "1"):
        raise Refused(f"Au moins un point par jour ; écrivez {EXAMPLES}.", "every")
    every = DAILY if days else int(found["every"] or 1)
    return asked(every, found["at"] or "", found["first"] or "", found["format"] or STANDARD)


def asked(every: int, at: str = "", first: str = "", format: str = STANDARD) -> Rhythm:
    """The rhythm of these parts: `at` is `:30`, `30` or `19:30`; `first`, one of its hours, is `07`, `7 h` or `07:00`.
    Raises Refused."""
    hour, minute = _clock(at if ":" in at or "h" in at else f":{at}" if at else "", "at")
    from_hour, from_minute = _clock(first, "from")
    if from_minute is not None and minute not in (None, from_minute):
        raise Refused("Les minutes sont dites deux fois, autrement.", "from")
    if None not in (hour, from_hour) and hour != from_hour:
        raise Refused("L'heure de départ est dite deux fois, autrement.", "from")
    start = hour if hour is not None else from_hour
    if every == DAILY and start is None:
        raise Refused("Dites à quelle heure : « tous les jours à 19:00 ».", "at")
    return made(every, minute if minute is not None else from_minute or 0, start or 0, format)


def words(rhythm: Rhythm) -> str:
    """`toutes les 4 heures à :00`, `tous les jours à 19:00`; what is not usual is added."""
    clock = f"{rhythm.first:02}:{rhythm.minute:02}"
    often = "toutes les heures" if rhythm.every == 1 else f"toutes les {rhythm.every} heures"
    if rhythm.every == DAILY:
        said = f"tous les jours à {clock}"
    else:
        said = f"{often} à partir de {clock}" if rhythm.first else f"{often} à :{rhythm.minute:02}"
    return said if rhythm.format == STANDARD else f"{said}, format {rhythm.format}"


def words_of(written: str) -> str:
    """What is kept, in words: nothing for none; what this version does not understand as it is."""
    rhythm = read(written)
    return words(rhythm) if rhythm else written


def next_due(rhythm: Rhythm, zone: str, after: int) -> int:
    """The first instant (ms) after that one at which a brief is due."""
    return min(at for at in _around(rhythm, zone, after) if at > after)


def previous_due(rhythm: Rhythm, zone: str, until: int) -> int:
    """The last instant (ms) at which a brief was due, that one included."""
    return max(at for at in _around(rhythm, zone, until) if at <= until)


def _around(rhythm: Rhythm, zone: str, at: int) -> set[int]:
    """When a brief is due on that day and on those beside it. Two days on each side: a clock set back over midnight
    shows the end of a day twice."""
    today = local_day(at, zone)
    days = [today + timedelta(days=n) for n in range(-2, 3)]
    return {_taken(day, hour, rhythm.minute, zone) for day in days for hour in rhythm.hours}


def _taken(day: date, hour: int, minute: int, zone: str) -> int:
    """When a clock of `zone` shows that hour: the first time if it does twice, and the very instant at which it leaps
    over it if it never does."""
    found = instants(day, hour, minute, zone)
    if found:
        return found[0]
    local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone))
    # Read on with the offset there was, an hour that does not exist falls after the leap; with the new one, before it.
    before, after = milliseconds(local.replace(fold=1)), milliseconds(local)
    former = moment(before, zone).utcoffset()
    while after - before > 1:
        middle = (before + after) // 2
        if moment(middle, zone).utcoffset() == former:
            before = middle
        else:
            after = middle
    return after


def _clock(text: str, field: str) -> tuple[int | None, int | None]:
    """The hour and the minute typed, each None when it is not."""
    found = CLOCK.fullmatch(text.strip().lower())
    if found is None:
        raise Refused(f"Heure incomprise : « {text} » ; écrivez :00, 07 ou 07:30.", field)
    hour, minute = (None if found[name] is None else int(found[name]) for name in ("hour", "minute"))
    if (hour or 0) > 23 or (minute or 0) > 59 or (text.strip() and hour is minute is None):
        raise Refused(f"« {text} » n'est pas une heure.", field)
    return hour, minute
