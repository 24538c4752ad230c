"""The hours and days a sentence names: what was said of two different times does not clash."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.core.language.wording import Word, fold, stem

AT, FROM, UNTIL, SINCE = "at", "from", "until", "since"
HOUR, DATE, DAY, EVENT = "hour", "date", "day", "event"
ENDINGS = frozenset(("fin", "levee", "issue"))
HOURS = re.compile(r"(\d{1,2})(?:h|:)(\d{2})?")
DAYS = frozenset(("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "demain", "hier"))
DAYS_SAID = DAYS | {"aujourd'hui", "apres-demain", "avant-hier", "week-end", "weekend"}
PARTS = frozenset(("matin", "soir", "nuit", "midi", "apres-midi", "semaine"))
PAST = frozenset(("hier", "avant-hier", "dernier"))
THIS = frozenset(("ce", "cet", "cette"))
MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
    "decembre",
)  # fmt: skip
NOON = {"midi": 12 * 60, "minuit": 24 * 60}
AROUND = {"pendant": AT, "durant": AT, "apres": FROM, "avant": UNTIL}
LITTLE = frozenset((
    "a", "au", "le", "la", "du", "de", "d'", "l'", "ce", "cet", "cette", "partir", "compter", "vers", "nuit", "soir",
    "matin", *DAYS,
))  # fmt: skip
OPENS = {
    "jusqu'": UNTIL, "jusque": UNTIL, "avant": UNTIL, "depuis": SINCE, "des": FROM, "partir": FROM, "compter": FROM,
    "apres": FROM,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """`value`: minutes of the day, month × 32 + day, or the word of the day. `until`: the end, when both are said."""

    kind: str
    scale: str
    value: int | str
    until: int | None = None


def marks(words: Sequence[Word]) -> tuple[tuple[Mark, ...], frozenset[int]]:
    """The times named, and the places of the words that name them. What is said since some hour holds now: no mark."""
    found: list[Mark] = []
    places: set[int] = set()
    for scale, value, first, after in _said(words):
        kind = _kind(words, first)
        places.update(range(first, after))
        joined = first and words[first - 1].low in ("à", "et", "a") and found and found[-1].scale == scale
        if joined and isinstance(value, int) and found[-1].kind == AT and _opens_range(words, first):
            start = found.pop()
            found.append(Mark(AT, scale, start.value, value))
        elif scale == EVENT:
            after_it = kind == AT and fold(words[first].low) not in AROUND
            own = AROUND.get(fold(words[first].low), kind)
            found.append(Mark(FROM if after_it else own, scale, value))
        elif kind != SINCE:
            found.append(Mark(kind, scale, value))
    return tuple(dict.fromkeys(found)), frozenset(places)


def apart(some: Iterable[Mark], others: Iterable[Mark]) -> bool:
    """True when the two were said of times that do not meet. A time nobody named meets every other, but yesterday
    and what follows an end to come."""
    mine, theirs = list(some), list(others)
    if _is_past(mine) != _is_past(theirs) or _is_later(mine) != _is_later(theirs):
        return True
    for scale in (HOUR, DATE, DAY):
        here, there = ([one for one in side if one.scale == scale] for side in (mine, theirs))
        if here and there and all(_miss(one, other) for one in here for other in there):
            return True
    return False


def _said(words: Sequence[Word]) -> Iterator[tuple[str, int | str, int, int]]:
    """(scale, value, first place, place after the last) of each time."""
    skip = 0
    for place, word in enumerate(words):
        if place < skip:
            continue
        low = fold(word.low)
        after = fold(words[place + 1].low) if place + 1 < len(words) else ""
        if low[:1].isdigit() or low == "premier":
            found = _figures(words, place, low, after)
            if found:
                yield found
                skip = found[3]
        elif low in ENDINGS and place and (event := _event(words, place)):
            yield EVENT, event, place, place + 1
        elif low in AROUND and after in ("le", "la", "l'", "les") and not _names_a_time(words, place + 2):
            event = stem(words[place + 2].low) if place + 2 < len(words) else ""
            yield EVENT, event, place, place + 1
        elif low in NOON and after != "-midi":
            yield HOUR, NOON[low], place, place + 1
        elif low in DAYS_SAID:
            yield DAY, low, place, place + 1
        elif low in PARTS and place and fold(words[place - 1].low) in THIS:
            yield DAY, low, place - 1, place + 1


def _event(words: Sequence[Word], place: int) -> str:
    """What the end is of: « jusqu'à la fin de l'alerte ». "" when no time is told by it."""
    before = {fold(one.low) for one in words[max(0, place - 3) : place]}
    if not before & {"jusqu'", "a", "des", "apres", "avant"}:
        return ""
    return next((stem(one.low) for one in words[place + 1 : place + 5] if len(one.low) > 3), "")


def _names_a_time(words: Sequence[Word], place: int) -> bool:
    low = fold(words[place].low) if place < len(words) else ""
    return low[:1].isdigit() or low in DAYS_SAID | PARTS or low in NOON or low in ENDINGS


def _figures(words: Sequence[Word], place: int, low: str, after: str) -> tuple[str, int | str, int, int] | None:
    hour = HOURS.fullmatch(low)
    if hour:
        return HOUR, int(hour[1]) * 60 + int(hour[2] or 0), place, place + 1
    number = low.removesuffix("er")
    if number.isdigit() and after in ("h", "heures", "heure"):
        more = words[place + 2].low if place + 2 < len(words) else ""
        minutes = int(more) if len(more) == 2 and more.isdigit() else 0
        return HOUR, int(number) * 60 + minutes, place, place + (3 if minutes or more == "00" else 2)
    if after in MONTHS and (number.isdigit() or number == "premi"):
        day = int(number) if number.isdigit() else 1
        return DATE, (MONTHS.index(after) + 1) * 32 + day, place, place + 2
    short = re.fullmatch(r"(\d{1,2})/(\d{1,2})(?:/\d{2,4})?", low)
    return (DATE, int(short[2]) * 32 + int(short[1]), place, place + 1) if short else None


def _kind(words: Sequence[Word], place: int) -> str:
    for before in reversed(words[max(0, place - 5) : place]):
        low = fold(before.low)
        if low in OPENS and before.low != "des":
            return OPENS[low]
        if low not in LITTLE and not low.isdigit():
            return AT
    return AT


def _opens_range(words: Sequence[Word], place: int) -> bool:
    before = [fold(one.low) for one in words[max(0, place - 6) : place]]
    return "de" in before or "entre" in before or "du" in before


def _is_past(named: Sequence[Mark]) -> bool:
    return any(one.value in PAST for one in named)


def _is_later(named: Sequence[Mark]) -> bool:
    return any(one.scale == EVENT and one.kind == FROM for one in named)


def _miss(one: Mark, other: Mark) -> bool:
    """Whether two times of one scale do not meet. Days of the week have no order: a term meets no other day."""
    if one.scale == DAY:
        return not (one.kind == other.kind == UNTIL) and (one.value != other.value or UNTIL in (one.kind, other.kind))
    if one.scale == EVENT:
        return one.value == other.value and one.kind != other.kind
    first, second = _spans(one), _spans(other)
    if one.kind == other.kind == FROM:
        return first != second
    return max(first[0], second[0]) >= min(first[1], second[1])


def _spans(mark: Mark) -> tuple[float, float]:
    value = float(mark.value)
    match mark.kind:
        case "from":
            return value, float("inf")
        case "until":
            return float("-inf"), value
    return value, float(mark.until) if mark.until is not None else value + 0.5
