"""French spelling, offline: which words no dictionary knows, and what they may have been meant to be."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from threading import Lock

from hunspell import Hunspell

from app.core import resources
from app.core.organisations import organisations
from app.core.places import Places, departements, regions

LANGUAGES = frozenset(("fr", "fr-falc"))
LONGEST_WORD = 60  # characters: longer is no word of French, and costs the search for another one
MOST_SUGGESTIONS = 6
# What is no word at all: an address, a mention, a blank still to be written, what holds a figure.
_SKIPPED = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|[@#]\w+|\w+(?:\.\w+)+\b(?:/\S*)?|\[[^\[\]\n]{1,80}\]")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011'’][^\W\d_]+)*(?![\w])")
_ELIDED = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=.)", re.IGNORECASE)
_PIECE = re.compile(r"[^\W\d_]+")
_ONE_HYPHEN = str.maketrans({"\u2010": "-", "\u2011": "-"})
_opening = Lock()


@dataclass(frozen=True, slots=True)
class Fault:
    """A word that is in no dictionary, and where it stands in the text."""

    position: int
    length: int
    word: str


def misspelt(text: str, own: Collection[str] = ()) -> tuple[Fault, ...]:
    """The words of `text` that are in no dictionary, in their order. `own`: words a person added.

    Sigles in capitals, figures, addresses, `[blanks]` and the names of communes, départements, régions and
    organisations are no faults. The first call opens the dictionary (a tenth of a second): never on a window's thread.
    """
    added = {_key(word) for word in own}
    return tuple(
        Fault(position, len(word), word)
        for position, word in _words(text)
        if not _is_known(word.translate(_ONE_HYPHEN), added)
    )


def suggestions(word: str) -> tuple[str, ...]:
    """The words it may have been meant to be, the likeliest first. Up to a third of a second."""
    if not 0 < len(word) <= LONGEST_WORD:
        return ()
    elided = _ELIDED.match(word)
    head = elided[0] if elided else ""
    found = [head + one for one in _dictionary().suggest(word[len(head) :])]
    return tuple(dict.fromkeys([*found, *(_dictionary().suggest(word) if head else ())]))[:MOST_SUGGESTIONS]


def _words(text: str) -> Iterator[tuple[int, str]]:
    hidden = _SKIPPED.sub(lambda found: " " * len(found[0]), text)
    for found in _WORD.finditer(hidden):
        if not (found.start() and (hidden[found.start() - 1].isdigit() or hidden[found.start() - 1] == "_")):
            yield found.start(), found[0]


def _is_known(word: str, own: Collection[str]) -> bool:
    if len(word) == 1 or word.isupper() or _key(word) in own:
        return True
    if len(word) > LONGEST_WORD:
        return False
    if _knows(word):
        return True
    elided = _ELIDED.match(word)
    rest = word[len(elided[0]) :] if elided else word
    if elided and _is_known(rest, own):
        return True
    return "-" in rest and all(_is_known(part, own) for part in rest.split("-") if part)


def _knows(word: str) -> bool:
    if _dictionary().spell(word) or _key(word) in _trade():
        return True
    return word[0].isupper() and _key(word) in _names()


def _key(word: str) -> str:
    return word.replace("’", "'").translate(_ONE_HYPHEN).casefold()


def _dictionary() -> Hunspell:
    with _opening:  # the reader's and the writer's threads may ask first together
        return _opened()


@cache
def _opened() -> Hunspell:
    return Hunspell("fr", hunspell_data_dir=str(resources.path("spelling")))


@cache
def _trade() -> frozenset[str]:
    """The words of the trade the dictionary does not hold."""
    return frozenset(map(_key, resources.path("spelling/words.txt").read_text("utf-8").split()))


@cache
def _names() -> frozenset[str]:
    """Every word of the names of places and organisations, for words that begin with a capital."""
    said = [one.name for one in Places().all()]
    said += [one.name for one in (*departements().values(), *regions().values())]
    said += [words for one in organisations().all() for words in (one.name, one.short, *one.aliases)]
    return frozenset(_key(word) for name in said for word in _PIECE.findall(name))
