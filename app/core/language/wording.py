"""French sentences cut into words, each with the stem by which two messages may speak of one thing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.core.search_text import folded

TOKEN = re.compile(
    r"(?:aujourd|quelqu|presqu|prud)['’]\w+"
    r"|(?:jusqu|lorsqu|puisqu|quoiqu|qu|[cdjlmnst])['’](?=\w)"
    r"|[A-Z]+\d+(?!\w)|n°|\d+(?:[.,:/]\d+)*(?!\w)"
    r"|(?:(?!-(?:t-)?(?:vous|nous|les|la|le|lui|leur|en|y|elles?|ils?|on|ci|là|moi|toi|ce)\b)[\w-])+"
    r"|-(?:t-)?\w+|[.,;:!?…()«»“”\"\n–—•%]",
    re.IGNORECASE,
)
ENDS = frozenset(".;!?…\n•")
ABBREVIATIONS = frozenset(("m", "mme", "dr", "art", "av", "bd", "st", "ste", "tél", "no", "env"))
PLURALS = (("eaux", "eau"), ("eux", "eu"), ("oux", "ou"), ("aux", "al"))
MOST_WORDS = 50_000  # kept: those of a language, nearly
LONGEST = 150  # words of a sentence
SHORTEST = 4  # of what is left of a word without its ending


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a sign of the text: as it is written, in lower case with straight apostrophes, and where."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.text[-1].isalnum() or self.low == "n°" or self.low.endswith("'")


def sentences(text: str) -> Iterator[tuple[Word, ...]]:
    """The words of each sentence; a line is one at most, and so are LONGEST words: nobody writes such a sentence. The
    sign that ends it is kept: a question is not a saying."""
    current: list[Word] = []
    for match in TOKEN.finditer(text):
        word = Word(match[0], match[0].lower().replace("’", "'"), *match.span())
        if word.text in ENDS:
            if word.text == "." and current and current[-1].low in ABBREVIATIONS:
                continue
            if current:
                yield (*current, word)
            current = []
        else:
            current.append(word)
            if len(current) == LONGEST:
                yield tuple(current)
                current = []
    if current:
        yield tuple(current)


@lru_cache(maxsize=MOST_WORDS)
def fold(low: str) -> str:
    """A word as it is compared: without its accents."""
    return folded(low)


@lru_cache(maxsize=MOST_WORDS)
def stem(low: str) -> str:
    """What is left of a word without its accents, number and gender: « Écoles » and « école » are one."""
    word = fold(low).lstrip("-")
    for ending, single in PLURALS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            word = word.removesuffix(ending) + single
            break
    else:
        if word.endswith(("s", "x")) and len(word) > SHORTEST - 1:
            word = word[:-1]
    for ending in ("ation", "er", "ee", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST - (ending[0] == "e" and ending != "er"):
            return _single(word.removesuffix(ending))
    return _single(word)


def _single(word: str) -> str:
    """Without the second of two like letters at the end: nationale, nationnal."""
    return word[:-1] if len(word) > SHORTEST and word[-1] == word[-2] else word


def stems(words: Sequence[str]) -> frozenset[str]:
    """The stems of a list."""
    return frozenset(map(stem, words))
