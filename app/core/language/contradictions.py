"""Two messages on one topic that disagree: other figures for the same thing, or verbs that say the opposite."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Literal

from app.core.language.assertions import MOST_TEXTS, YOU, Assertion, assertions
from app.core.language.phrases import Phrase
from app.core.language.time_marks import apart
from app.core.language.verb_pairs import Lexicon, lexicon
from app.core.search_text import folded

BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Cited:
    """A figure a message rests on. `cutoff`: the hour it was counted at, in ms; `value` as the message shows it;
    `number` the reference of the figure."""

    indicator: str
    perimeter: str
    cutoff: int | None
    value: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says: `text` is everything in it that may leave."""

    message: str
    reference: str
    topic: str
    text: str
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`mine` and `theirs` are the words of the two messages; `words` is the sentence to show."""

    kind: Literal["figures", "verbs"]
    message: str
    reference: str
    mine: str
    theirs: str
    words: str


def contradictions(one: Said, others: Iterable[Said]) -> tuple[Contradiction, ...]:
    """Where `one` disagrees with the others of its topic: topics are one whatever their case, accents and blanks.

    A message without a topic is compared with none. Each sentence that clashes is quoted with one it clashes with.
    """
    topic = same(one.topic)
    if not topic:
        return ()
    found = [
        clash
        for other in others
        if other.message != one.message and same(other.topic) == topic
        for clash in (*_figures(one, other), *_verbs(one, other))
    ]
    return tuple(dict.fromkeys(found))


def same(words: str) -> str:
    """What two topics, indicators or perimeters are compared by."""
    return BLANKS.sub(" ", folded(words)).strip()


def _figures(one: Said, other: Said) -> Iterator[Contradiction]:
    theirs = {_counted(cited): cited for cited in other.cited}
    for cited in one.cited:
        against = theirs.get(_counted(cited))
        if against and _number(cited.value) != _number(against.value):
            what = f"{cited.indicator} ({cited.perimeter})" if cited.perimeter else cited.indicator
            yield Contradiction(
                "figures",
                other.message,
                other.reference,
                _referred(cited),
                _referred(against),
                f"{what}, même heure d’arrêté : {_referred(cited)} ici, {_referred(against)} dans {other.reference}.",
            )


def _counted(cited: Cited) -> tuple[str, str, int | None]:
    return same(cited.indicator), same(cited.perimeter), cited.cutoff


def _number(value: str) -> str:
    """« 1 200 » and « 1200,0 » are one value."""
    plain = BLANKS.sub("", value).replace(",", ".")
    try:
        return repr(float(plain))
    except ValueError:
        return folded(plain)


def _referred(cited: Cited) -> str:
    return f"{cited.value} ({cited.number})" if cited.number else cited.value


def _verbs(one: Said, other: Said) -> Iterator[Contradiction]:
    mine, theirs, known = assertions(one.text), _by_meaning(other.text), lexicon()
    shown: set[tuple[str, bool]] = set()
    for said in mine:
        opposite = () if said.denied else theirs.get((said.pair, 1 - said.side), ())
        for against in (*opposite, *theirs.get((said.pair, said.side, said.group, not said.denied), ())):
            quotes = said.quote, against.quote
            both = {(said.quote, True), (against.quote, False)}
            if not both <= shown and opposed(said, against, known):
                shown |= both
                words = f"« {said.quote} » ici, « {against.quote} » dans {other.reference}."
                yield Contradiction("verbs", other.message, other.reference, *quotes, words)


@lru_cache(maxsize=MOST_TEXTS)
def _by_meaning(text: str) -> Mapping[tuple[int, ...], tuple[Assertion, ...]]:
    """What a text asserts, by what can be opposed to it: (pair, side) of what is not denied, and (pair, side, group,
    denied) of all."""
    found: dict[tuple[int, ...], tuple[Assertion, ...]] = {}
    for said in assertions(text):
        keys: list[tuple[int, ...]] = [(said.pair, said.side, said.group, said.denied)]
        for key in keys if said.denied else [*keys, (said.pair, said.side)]:
            found[key] = (*found.get(key, ()), said)
    return found


def opposed(one: Assertion, other: Assertion, known: Lexicon) -> bool:
    """Whether two assertions, of opposite words, cannot both hold: on one thing, at one time and place."""
    return (
        _one_time(one, other, known)
        and _one_condition(one, other)
        and not _order_and_state(one, other, known)
        and not (one.names and other.names and one.names.isdisjoint(other.names))
        and _to_the_same(one, other)
        and not _elsewhere(one, other)
        and not (_excepted(one, other) or _excepted(other, one))
        and any(_one_thing(mine, theirs, known) for mine, theirs in _compared(one, other))
    )


def _compared(one: Assertion, other: Assertion) -> Iterator[tuple[Phrase, Phrase]]:
    """Their objects two by two. Of one verb said and denied, what each does to its own object: « n'allez pas chercher
    vos enfants » and « allez chercher vos médicaments » are said to the same people."""
    mine, theirs = ([it for it in side.objects if it.stems != (YOU,) and not it.by] for side in (one, other))
    if one.side != other.side or not mine or not theirs:
        mine, theirs = list(one.objects), list(other.objects)
    return product(mine, theirs)


def _one_time(one: Assertion, other: Assertion, known: Lexicon) -> bool:
    """What will be does not clash with what is, but for a decision: « sera annulé » is « annulé »."""
    if one.future != other.future and not known.pairs[one.pair].decision:
        return bool(one.marks and other.marks) and set(one.marks) == set(other.marks)
    return not apart(one.marks, other.marks)


def _to_the_same(one: Assertion, other: Assertion) -> bool:
    """What is closed « aux poids lourds » is not closed to the others."""
    return not one.partly or one.to == other.to or not one.to.isdisjoint(other.to)


def _order_and_state(one: Assertion, other: Assertion, known: Lexicon) -> bool:
    """« Coupez le courant », said to the reader, and « le courant est rétabli » may both hold."""
    if one.side == other.side or known.pairs[one.pair].people:
        return False
    return (one.told and other.state) or (one.state and other.told)


def _elsewhere(one: Assertion, other: Assertion) -> bool:
    """« dans les lycées » and « dans les écoles » are two things; « sur la route » says nothing against either."""
    here, there = dict(one.where), dict(other.where)
    return any(here[by] != there[by] for by in here.keys() & there.keys())


def _one_condition(one: Assertion, other: Assertion) -> bool:
    if one.condition is None and other.condition is None:
        return True
    return bool(one.condition and other.condition and one.condition & other.condition)


def _excepted(one: Assertion, other: Assertion) -> bool:
    """Whether `other` speaks of what `one` sets apart."""
    things = {stem for phrase in other.objects for stem in phrase.stems}
    return bool(one.exceptions & (things | other.names | other.to))


def _one_thing(mine: Phrase, theirs: Phrase, known: Lexicon) -> bool:
    if mine.part and theirs.part:
        return False
    head, other = mine.stems[0], theirs.stems[0]
    if head == other:
        rest, others = set(mine.stems[1:]), set(theirs.stems[1:])
        return not rest or not others or bool(rest & others)
    return (head in known.light and other in mine.stems) or (other in known.light and head in theirs.stems)
