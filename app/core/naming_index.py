"""Names found as one types them: by the beginning of any of their words, without accents, the most likely first."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from heapq import nsmallest

from app.core.places import ABBREVIATIONS, Commune, Places, nearest_first
from app.core.search_text import folded

NOT_WORDS = re.compile(r"[^\w\n]|_")
LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Name:
    """`text` is what is written, `label` what is shown of it, `words` what it is found by when that is not `text`."""

    text: str
    label: str
    kind: str
    words: tuple[str, ...] = ()


class Names:
    """An index made once; of every commune, in a few tenths of a second: not on a window's thread."""

    def __init__(self, names: Iterable[Name]):
        """`names` in their order: the most likely first."""
        self._names = tuple(names)
        said = [(rank, words) for rank, name in enumerate(self._names) for words in name.words or (name.text,)]
        keys = NOT_WORDS.sub(" ", folded("\n".join(words.replace("\n", " ") for _, words in said))).split("\n")
        found = {(phrase, rank) for (rank, _), key in zip(said, keys, strict=True) for phrase in _endings(key)}
        ordered = sorted(found)
        self._phrases = [phrase for phrase, _ in ordered]
        self._ranks = [rank for _, rank in ordered]

    def beginning(self, typed: str, most: int = 8) -> list[Name]:
        """The names one of whose words begins what was typed: "pref sei" finds nothing, "prefecture de la sei" and
        "seine" find "Préfecture de la Seine-Maritime". Words followed by a space are whole."""
        wanted = phrase(typed)
        if not wanted:
            return []
        first, last = bisect_left(self._phrases, wanted), bisect_left(self._phrases, wanted + LAST)
        return [self._names[rank] for rank in nsmallest(most, set(self._ranks[first:last]))]

    def first(self, most: int = 8) -> list[Name]:
        """The most likely of all."""
        return list(self._names[:most])


def phrase(typed: str) -> str:
    """What was typed as the index knows it, a space at its end kept."""
    words = NOT_WORDS.sub(" ", folded(typed).replace("\n", " ")).split()
    whole = words if typed[-1:].isspace() else words[:-1]
    words[: len(whole)] = [ABBREVIATIONS.get(word, word) for word in whole]
    return " ".join(words) + (" " if words and typed[-1:].isspace() else "")


def communes(places: Places, territory: Collection[str] = ()) -> Names:
    """Every commune, those of the territory first; written by its name, or by its code when others have that name."""
    every = sorted(places.all(), key=nearest_first(territory))
    keys = NOT_WORDS.sub(" ", folded("\n".join(commune.name for commune in every))).split("\n")
    several: dict[str, int] = {}
    for key in keys:
        several[key] = several.get(key, 0) + 1
    return Names(_commune(commune, several[key] == 1) for commune, key in zip(every, keys, strict=True))


def _commune(commune: Commune, alone: bool) -> Name:
    text = commune.name.replace(" ", "-") if alone else commune.code
    return Name(text, f"{commune.name} ({commune.departement})", "place", (commune.name, commune.code))


def _endings(key: str) -> list[str]:
    """`a b c`, `b c`, `c`: a name is found by any of its words."""
    words = key.split()
    return [" ".join(words[start:]) for start in range(len(words))]
