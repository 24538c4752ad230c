"""What holds for a whole sentence: its times, its conditions and exceptions, and what it calls a rumour."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.language import time_marks
from app.core.language.phrases import names, phrases
from app.core.language.time_marks import Mark
from app.core.language.verb_pairs import Lexicon
from app.core.language.wording import Word, fold

IF = frozenset(("si", "lorsque", "lorsqu'", "quand"))
WHEN = (
    ("dès", "que"), ("dès", "qu'"), ("tant", "que"), ("tant", "qu'"), ("en", "cas"), ("au", "cas"),
    ("à", "condition"), ("sous", "réserve"), ("à", "moins"), ("une", "fois"),
)  # fmt: skip
ONLY = frozenset(("uniquement", "exclusivement", "éventuel", "éventuelle", "éventuelles", "éventuels"))
EXCEPT = frozenset(("sauf", "hormis", "excepté", "exceptés", "exceptée", "exceptées", "exception", "hors"))
ASIDE = frozenset(("contrairement",))
RUMOUR = ("rumeur", "infox", "intox", "desinform")
FALSE = ("faux", "fauss", "infond", "inexact", "erron", "mensong", "dement")


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a whole sentence: its words, the times in it, its conditions and its exceptions."""

    text: str
    words: tuple[Word, ...]
    lexicon: Lexicon
    marks: tuple[Mark, ...]
    times: frozenset[int]
    silent: frozenset[int]  # places of words that assert nothing: conditions, exceptions, rumours
    condition: frozenset[str] | None
    exceptions: frozenset[str]
    false: bool


def setting_of(text: str, words: tuple[Word, ...], known: Lexicon) -> Setting:
    marks, times = time_marks.marks(words)
    silent: set[int] = set()
    condition: set[str] | None = None
    exceptions: set[str] = set()
    for place, word in enumerate(words):
        after = words[place + 1].low if place + 1 < len(words) else ""
        same = place and words[place - 1].low == "même"
        conditional = word.low in IF or (word.low == "s'" and after in ("il", "ils")) or (word.low, after) in WHEN
        if place in silent and not conditional:
            continue
        stretch = range(place, _stop(words, place))
        if conditional or same:
            silent.update(stretch)
            if not same:
                condition = (condition or set()) | _things(words, stretch, known)
        elif word.low in ONLY:
            condition = condition or set()
        elif word.low in EXCEPT:
            silent.update(stretch)
            exceptions |= _things(words, stretch, known)
        elif word.low in ASIDE or (word.low == "au" and after == "lieu"):
            silent.update(stretch)
    rumour = any(begins(word.low, RUMOUR) for word in words)
    false = any(begins(word.low, FALSE) for word in words) and (rumour or _is_false_that(words))
    if rumour and not false:
        silent.update(range(len(words)) if not silent else ())
    return Setting(
        text, words, known, marks, times, frozenset(silent), None if condition is None else frozenset(condition),
        frozenset(exceptions), false,
    )  # fmt: skip


def _is_false_that(words: Sequence[Word]) -> bool:
    lows = [word.low for word in words]
    if begins(lows[0], ("faux", "infox", "fake")) and lows[1:2] == [":"]:
        return True
    return any(
        begins(low, FALSE) and {"que", "qu'", "affirmer", "dire"} & set(lows[place : place + 4])
        for place, low in enumerate(lows)
    )


def begins(low: str, beginnings: tuple[str, ...]) -> bool:
    return fold(low).startswith(beginnings)


def _stop(words: Sequence[Word], place: int) -> int:
    """Where the condition, or the exception, that begins at `place` ends."""
    for at in range(place + 1, len(words)):
        if words[at].low in (",", ":", ")", "–", "—"):
            return at
    return len(words)


def _things(words: Sequence[Word], stretch: range, known: Lexicon) -> set[str]:
    return {one for phrase in phrases(words[stretch.start + 1 : stretch.stop], known) for one in phrase.stems} | set(
        names(words[stretch.start + 1 : stretch.stop], 1)
    )
