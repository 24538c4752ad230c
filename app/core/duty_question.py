"""A question about who is on call, typed in one line: which organisation, which function, at what hour.

« astreinte santé », « qui est d'astreinte au ministère de la santé ? », « permanence préfecture 76 demain 8h »
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from app.core import times
from app.core.contact import node
from app.core.organisations import organisations
from app.core.rotations import local_hour
from app.core.search_text import folded

LONGEST = 160  # characters: beyond, it is no question
ASKING = re.compile(r"\b(?:d'|de |en )?(?:astreintes?|permanences?)\b")
WORD = re.compile(r"[^\W_]+")
IDLE = (  # said around the question, and no part of an organisation's name
    *(r"\bqui (?:est|sont|sera|seront|prend|assure|tient)\b", r"\bc'est qui\b", r"\bqui\b"),
    r"\bquel(?:le)?s? (?:est|sont)\b",
    *(r"\b(?:le |les )?(?:numero|telephone|tel|nom|contact)s?\b", r"\b(?:appeler|joindre|contacter)\b"),
    *(r"\bs'il (?:te|vous) plait\b", r"\bsvp\b", r"\bpour\b", r"\bchez\b"),
)
NOW = re.compile(r"\b(?:maintenant|actuellement|en ce moment|a l'instant|a cette heure)\b")
LITTLE = frozenset(("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les"))
PARTS = {"ce matin": 9, "cet apres-midi": 15, "ce soir": 20, "cette nuit": 3, "matin": 9, "midi": 12, "soir": 20}
HOUR = re.compile(r"\b(?:a |vers )?(\d{1,2}) ?(?:h|:|heures?)(?: ?(\d{2}))?\b")
DAY = re.compile(r"\b(?:le )?(\d{4})-(\d{2})-(\d{2})\b|\b(?:le )?(\d{1,2})/(\d{1,2})(?:/(\d{4}))?\b")
NAMED = re.compile(rf"\b(?:le )?(\d{{1,2}})(?:er)? ({'|'.join(map(folded, times.MONTHS))})\b")
AHEAD = {"apres-demain": 2, "demain": 1, "aujourd'hui": 0, "hier": -1}
WEEKDAY = re.compile(rf"\b(?:le )?({'|'.join(times.DAYS)})(?: prochain)?\b")


@dataclass(frozen=True, slots=True)
class Question:
    """`organisation` is a code of the list, or the words typed; `function` words, `at` ms. Both empty: everybody."""

    organisation: str
    function: str
    at: int


def understood(text: str, now: int, zone: str) -> Question | None:
    """What is asked, at `now` in `zone`; None when this is no question about who is on call."""
    asked = folded(text).strip(" ?!.\u00a0\u202f")
    if len(asked) > LONGEST or not ASKING.search(asked):
        return None
    asked = NOW.sub(" ", ASKING.sub(" ", asked))
    asked, at = _moment(asked, now, zone)
    for idle in IDLE:
        asked = re.sub(idle, " ", asked)
    words = [word for word in WORD.findall(asked) if word not in LITTLE]
    organisation, function = _named(words)
    return Question(organisation, function, at)


def answers(question: Question, organisation: str, function: str) -> bool:
    """Whether that line is what is asked for. Words that name no organisation of the list may be either of the two."""
    own = node(organisation)
    known = WORD.findall(
        folded(f"{organisations().name(organisation)} {organisations().short(organisation)} {function}")
    )
    if question.organisation and node(question.organisation) != own:
        if organisations().code_of(question.organisation):
            return False
        if not _held(question.organisation, known):
            return False
    return _held(question.function, known)


def _held(words: str, known: list[str]) -> bool:
    return all(any(one.startswith(word) for one in known) for word in WORD.findall(folded(words)) if word not in LITTLE)


def _named(words: list[str]) -> tuple[str, str]:
    """The organisation of the list that most of these words name, and the others; without one, they are all words."""
    for length in range(len(words), 0, -1):
        for first in range(len(words) - length + 1):
            code = organisations().code_of(" ".join(words[first : first + length]))
            if code:
                return code, " ".join((*words[:first], *words[first + length :]))
    return " ".join(words), ""


def _moment(asked: str, now: int, zone: str) -> tuple[str, int]:
    """The words that are left once the hour is taken out of them, and that hour."""
    today = times.local_day(now, zone)
    asked, day = _day(asked, today)
    hour: tuple[int, int] | None = None
    if (found := HOUR.search(asked)) and int(found[1]) < 24 and int(found[2] or 0) < 60:
        asked, hour = _without(asked, found), (int(found[1]), int(found[2] or 0))
    for words, of in PARTS.items():
        if part := re.search(rf"\b{words}\b", asked):
            asked = _without(asked, part)
            if hour is None and day is None and words == "cette nuit" and times.minutes_of_day(now, zone) < 6 * 60:
                return asked, now  # this night is the one we are in
            hour = hour or (of, 0)
    if day is None and hour is None:
        return asked, now
    minutes = times.minutes_of_day(now, zone)
    clock = hour or divmod(minutes, 60)
    if day is None:  # an hour alone is the next one
        day = today if clock[0] * 60 + clock[1] >= minutes else today + timedelta(days=1)
    return asked, local_hour(day, *clock, zone)


def _day(asked: str, today: date) -> tuple[str, date | None]:
    for words, ahead in AHEAD.items():
        if found := re.search(rf"\b{words}\b", asked):
            return _without(asked, found), today + timedelta(days=ahead)
    for pattern in (DAY, NAMED):
        if (found := pattern.search(asked)) and (day := _date(found, today)):
            return _without(asked, found), day
    if found := WEEKDAY.search(asked):
        ahead = (times.DAYS.index(found[1]) - today.weekday()) % 7
        return _without(asked, found), today + timedelta(days=ahead)
    return asked, None


def _date(found: re.Match[str], today: date) -> date | None:
    """The day a date names; without a year, the nearest one."""
    try:
        if found.re is NAMED:
            month = [folded(one) for one in times.MONTHS].index(found[2]) + 1
            return _nearest(int(found[1]), month, today)
        if found[1]:
            day = date(int(found[1]), int(found[2]), int(found[3]))
            return day if 1970 < day.year < 2100 else None
        if found[6]:
            day = date(int(found[6]), int(found[5]), int(found[4]))
            return day if 1970 < day.year < 2100 else None
        return _nearest(int(found[4]), int(found[5]), today)
    except ValueError:
        return None


def _nearest(day: int, month: int, today: date) -> date:
    years = (date(year, month, day) for year in (today.year - 1, today.year, today.year + 1) if day < 29 or month != 2)
    return min(years, key=lambda one: abs((one - today).days))


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"
