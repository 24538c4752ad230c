"""Verbs that say the opposite of one another, in all their forms: data, found in a text word by word."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import msgspec

from app.core import resources
from app.core.errors import Refused
from app.core.language.conjugation import PARTICIPLE, forms
from app.core.language.wording import stem, stems
from app.core.search_text import folded

NOUN = "noun"
REFLEXIVE = ("se ", "s'")


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that say one thing: to deny one is to contradict the others."""

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`one` is the opposite of `other`; without `other`, only its own denial is. `people`: those it is said to are
    its object when it names none. `decision`: said of the future or of now, it is one decision. `partly`: what is
    said « aux poids lourds » is not said of the others."""

    one: tuple[Group, ...]
    other: tuple[Group, ...] = ()
    people: bool = False
    decision: bool = False
    partly: bool = False


class Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file `contradictions.json`. `same`: words for one thing, the first stands for all. `light`: words that
    take their sense from their complement. `agents`: those who decide. `generic`: words that name no object."""

    source: str
    pairs: tuple[Pair, ...]
    same: tuple[tuple[str, ...], ...]
    light: tuple[str, ...]
    agents: tuple[str, ...]
    generic: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a form may say: the group `group` of the side `side` of the pair `pair`, if `tail` follows it."""

    pair: int
    side: int
    group: int
    uses: frozenset[str]
    tail: tuple[str, ...] = ()
    reflexive: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`meanings` by form, in lower case; `unaccented` for what was typed without accents. The rest are stems."""

    pairs: tuple[Pair, ...]
    meanings: dict[str, tuple[Meaning, ...]]
    unaccented: dict[str, str]
    same: dict[str, str]
    joined: dict[tuple[str, ...], str]
    light: frozenset[str]
    agents: frozenset[str]
    generic: frozenset[str]

    def of(self, low: str) -> tuple[Meaning, ...]:
        """What the word may say; of a word written without its accents too, where no other word is written so."""
        found = self.meanings.get(low)
        if found is None and low.isascii():
            found = self.meanings.get(self.unaccented.get(low, ""))
        return found or ()

    def thing(self, low: str) -> str:
        """The stem of the thing a word names, the same for its synonyms."""
        found = stem(low)
        return self.same.get(found, found)

    def whole(self, stems: Sequence[str]) -> tuple[str, ...]:
        """The stems of a phrase, each once, the things that take two words under one."""
        found = list(stems)
        for at in range(len(found) - 1):
            joined = self.joined.get(tuple(found[at : at + 2]))
            if joined:
                found[at : at + 2] = [joined]
        return tuple(dict.fromkeys(found))


@cache
def lexicon() -> Lexicon:
    """The one that ships with the program."""
    return read(resources.path("contradictions.json").read_bytes())


def read(data: bytes) -> Lexicon:
    """The lexicon out of its JSON. Refuses what is not one, and a pair whose two sides share a word."""
    try:
        content = msgspec.json.decode(data, type=Content)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Refused(f"Couples de verbes illisibles : {error}.", "contradictions") from error
    meanings: dict[str, list[Meaning]] = {}
    for number, pair in enumerate(content.pairs):
        sides = [{word for group in side for word in _words(group)} for side in (pair.one, pair.other)]
        if sides[0] & sides[1]:
            odd = ", ".join(sorted(sides[0] & sides[1]))
            raise Refused(f"Couples de verbes : « {odd} » est son propre contraire.", "contradictions")
        for side, groups in enumerate((pair.one, pair.other)):
            for place, group in enumerate(groups):
                for form, meaning in _meanings(group, number, side, place):
                    meanings.setdefault(form, []).append(meaning)
    found = {form: tuple(dict.fromkeys(listed)) for form, listed in meanings.items()}
    return Lexicon(
        pairs=content.pairs,
        meanings=found,
        unaccented={folded(form): form for form in found if not form.isascii() and folded(form) not in found},
        same={stem(word): stem(words[0]) for words in content.same for word in words if " " not in word},
        joined={
            tuple(map(stem, word.split())): stem(words[0]) for words in content.same for word in words if " " in word
        },
        light=stems(content.light),
        agents=stems(content.agents),
        generic=stems(content.generic),
    )


def _words(group: Group) -> tuple[str, ...]:
    return (*group.verbs, *group.nouns, *group.adjectives)


def _meanings(group: Group, pair: int, side: int, place: int) -> list[tuple[str, Meaning]]:
    found = []
    for said in group.verbs:
        reflexive = said.startswith(REFLEXIVE)
        verb, *tail = said.removeprefix("se ").removeprefix("s'").replace("'", "' ").split()
        for form, uses in forms(verb).items():
            found.append((form, Meaning(pair, side, place, uses, tuple(map(stem, tail)), reflexive)))
    for said in group.nouns:
        noun, *tail = said.replace("'", "' ").split()
        meaning = Meaning(pair, side, place, frozenset((NOUN,)), tuple(map(stem, tail)))
        found += [(noun, meaning), (noun + "s" * (not noun.endswith("s")), meaning)]
    adjective = Meaning(pair, side, place, frozenset((PARTICIPLE,)))
    return found + [(form, adjective) for form in group.adjectives]
