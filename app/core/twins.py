"""Two crises that look like one event: what says so, in French. People decide; this only proposes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

from app.core import times
from app.core.organisations import organisations
from app.core.places import Places, departements
from app.core.registers.crisis import NATURES
from app.core.search_text import WORD, folded

APART = 48 * 3_600_000  # ms between two openings, beyond which nothing is proposed
SHORTEST = 3  # letters of a word that says something
SAY_NOTHING = {
    *("aux", "avec", "cellule", "crise", "dans", "des", "entre", "est", "evenement", "exercice", "invente", "les"),
    *("par", "pour", "scenario", "site", "sous", "sur", "une", "vers", "ville", "zone"),
}


class Described(Protocol):
    """What is looked at of a crisis; `territory` holds INSEE codes, joined by commas."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def frame(self) -> str: ...
    @property
    def nature(self) -> str: ...
    @property
    def lead(self) -> str: ...
    @property
    def territory(self) -> str: ...
    @property
    def opened_at(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Pair:
    """Two crises, by id, the one that was opened first in front; `reasons` say why they look like one event."""

    first: str
    second: str
    reasons: tuple[str, ...]


def pairs(crises: Sequence[Described]) -> list[Pair]:
    """Those that look like one event, the latest opened first."""
    found = []
    for one, other in combinations(sorted(crises, key=lambda crisis: (crisis.opened_at, crisis.id)), 2):
        reasons = likeness(one, other)
        if reasons:
            found.append(Pair(one.id, other.id, reasons))
    return found[::-1]


def likeness(one: Described, other: Described) -> tuple[str, ...]:
    """Why these may be one event; nothing when they do not look so: of one frame, opened within two days, of one nature
    or one lead, in one place or, as long as a place is missing, under titles alike."""
    apart = abs(one.opened_at - other.opened_at)
    if one.frame != other.frame or apart > APART:
        return ()
    kind, place, words = _kind(one, other), _place(one, other), _shared_words(one.title, other.title)
    placed = bool(one.territory and other.territory)
    if not kind or not (place or (words and not placed)):
        return ()
    when = times.lasting(apart // times.MINUTE) if apart >= times.MINUTE else "moins d’une minute"
    titles = (f"mots communs de l’intitulé : {', '.join(words)}",) if words else ()
    return (f"ouvertes à {when} d’intervalle", *kind, *place, *titles)


def _kind(one: Described, other: Described) -> tuple[str, ...]:
    said = []
    if one.nature == other.nature and one.nature != "other":
        said.append(f"même nature : {NATURES.get(one.nature, one.nature)}")
    if one.lead and one.lead == other.lead:
        said.append(f"même pilote : {organisations().short(one.lead)}")
    return tuple(said)


def _place(one: Described, other: Described) -> tuple[str, ...]:
    """The places both name, or one of which holds the other."""
    here, there = (set(filter(None, crisis.territory.split(","))) for crisis in (one, other))
    common = sorted(here & there)
    if common:
        return (f"même territoire : {', '.join(map(_named, common))}",)
    holding = sorted(
        (inside, around)
        for mine, theirs in ((here, there), (there, here))
        for inside in mine
        for around in theirs
        if inside != around and inside.startswith(around) and around in departements()
    )
    return tuple(f"{_named(inside)} est en {_named(around)}" for inside, around in holding[:1])


def _named(code: str) -> str:
    known = departements().get(code)
    name = known.name if known else Places().name(code)
    return f"{name} ({code})" if name else code


def _shared_words(one: str, other: str) -> tuple[str, ...]:
    """The words both titles hold, as the first writes them, when they are half at least of the shorter title."""
    mine, theirs = _words(one), _words(other)
    shared = [key for key in mine if key in theirs]
    if not shared or 2 * len(shared) < min(len(mine), len(theirs)):
        return ()
    return tuple(mine[key] for key in shared)


def _words(title: str) -> dict[str, str]:
    """The words of a title that say something, without their accents nor a plural, and as they are written."""
    found: dict[str, str] = {}
    for word in WORD.findall(title):
        key = folded(word)
        if len(key) >= SHORTEST and key not in SAY_NOTHING:
            found.setdefault(key.rstrip("sx"), word)
    return found
