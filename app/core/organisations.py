"""The organisations of the State a crisis speaks of: codes with aliases, never compared as free text."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import msgspec

from app.core import resources
from app.core.errors import Refused
from app.core.places import Territory, departements, regions
from app.core.search_text import folded

WORD = re.compile(r"[^\W_]+")
FIGURES = re.compile(r"\d+")
LITTLE_WORDS = frozenset(("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les"))
PERSONS = {"ministre": "ministere", "prefete": "prefet"}
MOST_NEAR = 5


@dataclass(frozen=True, slots=True)
class Organisation:
    """`name` is the full one, `short` the one lists show, `aliases` the other words people use for it."""

    code: str
    name: str
    short: str
    aliases: tuple[str, ...] = ()


class Family(msgspec.Struct, frozen=True, rename={"without": "except"}):
    """One organisation per département or région, in patterns; `without` names the territories that have none."""

    code: str
    name: str
    short: str
    aliases: tuple[str, ...]
    without: tuple[str, ...]


class Content(msgspec.Struct, frozen=True):
    """The file `organisations.json`. `of`: "de la " → the départements written so."""

    organisations: tuple[Organisation, ...]
    by_departement: tuple[Family, ...]
    by_region: tuple[Family, ...]
    of: dict[str, tuple[str, ...]]


class Organisations:
    """The list, and the words by which each is found: "Intérieur", "ministère de l'Intérieur" and "INT" are one."""

    def __init__(self, listed: Iterable[Organisation]):
        self._by_code: dict[str, Organisation] = {}
        self._codes: dict[str, str] = {}  # key of a word: code
        for organisation in listed:
            self._by_code[organisation.code] = organisation
            for word in (organisation.code, organisation.name, organisation.short, *organisation.aliases):
                if self._codes.setdefault(_key(word), organisation.code) != organisation.code:
                    raise ValueError(f"« {word} » désigne {self._codes[_key(word)]} et {organisation.code}")

    def resolve(self, text: str) -> str:
        """The code of the organisation these words name, or Refused with those that come near."""
        code = self.code_of(text)
        if code:
            return code
        near = self.near(text)
        proposed = f" Voulez-vous dire : {', '.join(f'{one.short} ({one.code})' for one in near)} ?" if near else ""
        raise Refused(f"Organisme inconnu : « {text.strip()} ».{proposed}", "organisation")

    def code_of(self, text: str) -> str:
        """The code of the organisation these words name; nothing when the list knows none."""
        return self._codes.get(_key(text), "")

    def near(self, text: str) -> list[Organisation]:
        """A few organisations whose words begin like `text` or resemble it, the best first."""
        key = _key(text)
        if not key:
            return []
        begin = sorted((word for word in self._codes if word.startswith(key)), key=len)
        # Another number is another département, never a slip of the hand.
        comparable = [word for word in self._codes if FIGURES.findall(word) == FIGURES.findall(key)]
        alike = difflib.get_close_matches(key[:80], comparable, n=MOST_NEAR, cutoff=0.75)
        codes = dict.fromkeys(self._codes[word] for word in [*begin[:MOST_NEAR], *alike])
        return [self._by_code[code] for code in codes][:MOST_NEAR]

    def name(self, code: str) -> str:
        """The full name; of a code this list does not know, the code itself."""
        known = self._by_code.get(code)
        return known.name if known else code

    def short(self, code: str) -> str:
        """The name shown in lists; of a code this list does not know, the code itself."""
        known = self._by_code.get(code)
        return known.short if known else code

    def is_ministry(self, code: str) -> bool:
        """Whether that organisation is a ministry."""
        return folded(self.name(code)).startswith("ministere")

    def all(self) -> tuple[Organisation, ...]:
        """Every organisation, in the order of the list."""
        return tuple(self._by_code.values())


@cache
def organisations() -> Organisations:
    """The list that ships with the program, one prefecture, SDIS… per département included."""
    content = msgspec.json.decode(resources.path("organisations.json").read_bytes(), type=Content)
    of = {code: words for words, codes in content.of.items() for code in codes}
    capitals = {_departement_of(region.capital): region.name for region in regions().values()}
    listed = [
        *content.organisations,
        *_everywhere(content.by_departement, departements(), of),
        *_everywhere(content.by_region, regions(), {}),
    ]
    return Organisations(_with_region(organisation, capitals) for organisation in listed)


def _everywhere(
    families: Iterable[Family], territories: Mapping[str, Territory], of: Mapping[str, str]
) -> list[Organisation]:
    return [
        _one_of(family, territory, of.get(territory.code, ""))
        for territory in territories.values()
        for family in families
        if territory.zone != "com" and territory.code not in family.without
    ]


def _one_of(family: Family, territory: Territory, of: str) -> Organisation:
    slug = "-".join(WORD.findall(folded(territory.name))).upper()

    def written(pattern: str) -> str:
        return pattern.format(code=territory.code, name=territory.name, of=of, slug=slug)

    return Organisation(
        written(family.code), written(family.name), written(family.short), tuple(map(written, family.aliases))
    )


def _with_region(organisation: Organisation, capitals: dict[str, str]) -> Organisation:
    """The prefecture of a région is that of its capital's département."""
    region = capitals.get(organisation.code.removeprefix("PREF"))
    if not region or not organisation.code.startswith("PREF"):
        return organisation
    aliases = (*organisation.aliases, f"préfecture de région {region}", f"préfet de région {region}")
    return Organisation(organisation.code, organisation.name, organisation.short, aliases)


def _departement_of(commune: str) -> str:
    return commune[:3] if commune.startswith("97") else commune[:2]


def _key(words: str) -> str:
    """What is compared: no accents, no case, no spaces or hyphens, no little words."""
    kept = [PERSONS.get(word, word) for word in WORD.findall(folded(words)) if word not in LITTLE_WORDS]
    return "".join(kept)
