"""Communes, départements and régions of INSEE's tables, found by code or by the words people use."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from app.core import resources
from app.core.search_text import folded

WORD = re.compile(r"[^\W_]+")
JOINED = str.maketrans("-'()", "    ")
ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
CONTRACTIONS = {"au": "le", "du": "le", "aux": "les", "des": "les"}  # "au Havre" is Le Havre
# In lower case, or opening a sentence, only a town of some size is a place, and never one that is an ordinary word.
TOWN = 10_000
ORDINARY = frozenset(
    (
        *("avion", "croix", "fontaine", "fosses", "gap", "menton", "moulins", "muret", "orange"),
        *("plaisir", "saintes", "sceaux", "sens", "tours", "trappes", "tulle", "vienne"),
        *("garde", "moule", "port", "possession", "tampon", "union"),  # after an article
    )
)


@dataclass(frozen=True, slots=True)
class Commune:
    code: str
    name: str
    departement: str
    region: str
    population: int


@dataclass(frozen=True, slots=True)
class Territory:
    """A département or a région; `capital` is the commune of its prefecture."""

    code: str
    name: str
    region: str
    capital: str
    zone: str  # metro, drom, com


@cache
def departements() -> dict[str, Territory]:
    """Every département and overseas collectivity, by code."""
    return _territories("insee/departements.csv")


@cache
def regions() -> dict[str, Territory]:
    """Every région, by code."""
    return _territories("insee/regions.csv")


def _territories(name: str) -> dict[str, Territory]:
    lines = resources.path(name).read_text("utf-8").splitlines()[1:]
    return {fields[0]: Territory(*fields) for fields in (line.split(",") for line in lines)}


class Tables:
    """The communes as they ship, each index made at the first question that needs it."""

    @cached_property
    def rows(self) -> list[str]:
        return resources.path("insee/communes.csv").read_text("utf-8").splitlines()[1:]

    @cached_property
    def codes(self) -> dict[str, int]:
        return {line[:5]: row for row, line in enumerate(self.rows)}

    @cached_property
    def names(self) -> dict[str, list[int]]:
        # Folded in one go: 35,014 small calls would be felt at the first key pressed.
        names: dict[str, list[int]] = {}
        for row, line in enumerate(folded("\n".join(self.rows)).translate(JOINED).split("\n")):
            name = line.split(",", 2)[1]
            names.setdefault(" ".join(name.split()) if "  " in name else name.rstrip(), []).append(row)
        return names

    @cached_property
    def lengths(self) -> dict[str, int]:
        """For each first word of a name, the number of words of the longest such name."""
        lengths: dict[str, int] = {}
        for name in self.names:
            first = name.partition(" ")[0]
            lengths[first] = max(lengths.get(first, 0), name.count(" ") + 1)
        return lengths


TABLES = Tables()  # a tenth of a second to read, and always the same: one for all who ask


class Places:
    """The tables, read at the first question and then kept. Accents, case, hyphens and apostrophes do not matter."""

    def __init__(self, tables: Tables = TABLES) -> None:
        self._tables = tables

    def by_code(self, code: str) -> Commune | None:
        """The commune of that INSEE code."""
        row = self._tables.codes.get(code.upper())
        return None if row is None else self._commune(row)

    def all(self) -> Iterator[Commune]:
        """Every commune, in the order of the codes."""
        return map(self._commune, range(len(self._tables.rows)))

    def named(self, words: str, territory: Collection[str] = ()) -> list[Commune]:
        """The communes of exactly that name, those of the territory first, then the most populous."""
        rows = self._tables.names.get(" ".join(_key(word) for word in WORD.findall(words)), ())
        return sorted((self._commune(row) for row in rows), key=nearest_first(territory))

    def find_in(self, text: str, territory: Collection[str] = ()) -> list[Commune]:
        """The communes `text` names, in the same order; "Saint-Étienne-du-Rouvray" does not name Rouvray."""
        words = list(WORD.finditer(text))
        keys = [_key(word[0]) for word in words]
        found: dict[str, Commune] = {}
        start = 0
        while start < len(keys):
            length, communes = self._longest(text, words, keys, start)
            found.update((commune.code, commune) for commune in communes)
            start += length
        return sorted(found.values(), key=nearest_first(territory))

    def name(self, code: str) -> str | None:
        """The name of the commune, or else the département, of that code."""
        commune = self.by_code(code)
        if commune:
            return commune.name
        territory = departements().get(code.upper())
        return territory.name if territory else None

    def _longest(self, text: str, words: list[re.Match[str]], keys: list[str], start: int) -> tuple[int, list[Commune]]:
        """How many words the longest name beginning at `start` takes (at least 1), and the communes of that name."""
        for first in dict.fromkeys((keys[start], CONTRACTIONS.get(keys[start], keys[start]))):
            for length in range(min(self._tables.lengths.get(first, 0), len(keys) - start), 0, -1):
                rows = self._tables.names.get(" ".join([first, *keys[start + 1 : start + length]]), ())
                taken = words[start : start + length]
                if rows and not _part_of_compound(text, taken):
                    named = [self._commune(row) for row in rows]
                    sure = _written_as_a_name(text, taken)
                    meant = [place for place in named if sure or _well_known(place, keys[start + length - 1])]
                    if meant:
                        return length, meant
        return 1, []

    def _commune(self, row: int) -> Commune:
        code, name, departement, region, _, population = self._tables.rows[row].split(",")
        return Commune(code, name, departement, region, int(population or 0))


def _key(word: str) -> str:
    key = folded(word)
    return ABBREVIATIONS.get(key, key)


def _part_of_compound(text: str, words: list[re.Match[str]]) -> bool:
    """True in "Croix-Rouge", which is not at Croix."""
    start, end = words[0].start(), words[-1].end()
    return text[end : end + 1] == "-" or text[max(0, start - 1) : start] == "-"


def _written_as_a_name(text: str, words: list[re.Match[str]]) -> bool:
    """True when the capital of the last word can only be that of a name."""
    last = words[-1][0]
    if not last[0].isupper() or (len(last) > 1 and last.isupper()):  # the ARS is not at Ars
        return False
    start = words[0].start()
    opens_a_sentence = start == 0 or text[max(0, start - 2) : start] in (". ", "! ", "? ", ": ", "« ")
    return len(words) > 1 or not opens_a_sentence


def _well_known(place: Commune, key: str) -> bool:
    return place.population >= TOWN and key not in ORDINARY


def nearest_first(territory: Collection[str] = ()) -> Callable[[Commune], tuple[bool, bool, int, str]]:
    """The order of communes in a crisis of that territory (codes of communes, départements, or régions as `R28`):
    those it names, then those of its départements, then the most populous."""
    exact = frozenset(code.upper() for code in territory)
    near = {departement_of(code) for code in exact if not code.startswith("R")}

    def order(commune: Commune) -> tuple[bool, bool, int, str]:
        is_near = commune.departement in near or f"R{commune.region}" in exact
        return commune.code not in exact, not is_near, -commune.population, commune.code

    return order


def departement_of(code: str) -> str:
    """The département of a commune's code, or of its own: `76`, `2A`, `974`; `D76` is `76`."""
    code = code.upper().removeprefix("D")
    return code[:3] if code.startswith(("97", "98")) else code[:2]
