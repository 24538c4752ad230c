"""What a part of a sentence speaks of: its noun phrases as stems, and the proper names in it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from app.core.language.verb_groups import DETERMINERS
from app.core.language.verb_pairs import Lexicon
from app.core.language.wording import Word, fold

OF = frozenset(("de", "du", "des", "d'"))
TO = frozenset(("à", "au", "aux", "en"))
AND = frozenset(("et", "ou", "ni", "&"))
PREPOSITIONS = frozenset((
    "dans", "sur", "sous", "par", "pour", "avec", "sans", "chez", "vers", "selon", "depuis", "pendant", "durant",
    "entre", "avant", "après", "dès", "jusqu'", "contre", "malgré", "suite", "afin", "lors", "face", "grâce", "hors",
    "près", "afin",
))  # fmt: skip
PARTIAL = frozenset((
    "certain", "certains", "certaines", "quelques", "plusieurs", "un", "une", "deux", "trois", "quatre", "cinq",
    "six", "sept", "huit", "neuf", "dix", "majorité", "moitié", "plupart", "partie",
))  # fmt: skip
OTHERS = frozenset(("autre", "autres", "restants", "reste"))
STOP = frozenset((
    "que", "qu'", "qui", "dont", "où", "car", "mais", "donc", "or", "se", "s'", "ne", "n'", "il", "elle", "ils",
    "elles", "on", "nous", "vous", "y", "lui", "pas", "plus", "moins", "très", "trop", "aussi", "ainsi", "alors",
    "tandis", "bien", "tout", "toute", "tous", "toutes", "est", "sont", "être", "été", "avoir", "ont", "c'", "j'",
    "m'", "t'", "cela", "ça", "ici", "comme", "si", "non", "oui", "merci", "afin", "enfin", "puis", "ensuite",
    "notamment", "soit", "même", "mêmes", "celui", "celle", "ceux", "celles", "ci", "là", "ne", "encore", "toujours",
    "déjà", "désormais", "jamais", "rien", "aucun", "aucune", "aujourd'hui", "maintenant", "quand", "lorsque",
    "lorsqu'", "h", "heures", "heure", "n°", "cette", "cet", "afin",
))  # fmt: skip
# Names of everybody: they tell no place from another.
NOT_PLACES = frozenset((
    "etat", "gouvernement", "france", "ministere", "republique", "fr-alert", "orsec", "sms", "edl", "cp",
))  # fmt: skip
DESIGNATED = frozenset((
    "ligne", "zone", "secteur", "route", "sortie", "quai", "batiment", "hall", "terminal", "lot", "arrondissement",
    "n°", "autoroute", "porte", "phase", "niveau", "tranche", "reacteur", "unite", "voie", "tunnel", "rn", "rd",
    "rue", "batiments", "groupe", "puits", "bloc", "tour", "zones", "lignes", "salle", "classe", "site",
))  # fmt: skip
EASTERN = frozenset(("nord", "sud"))
DIRECTIONS = frozenset(("nord", "sud", "est", "ouest", "gauche", "droite", "montante", "descendante", "amont", "aval"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """`stems`: the head, then what completes it. `by`: the preposition that brings it in, "" for a subject or an
    object. `part`: it may be some of them only; `rest`: it is the others."""

    stems: tuple[str, ...]
    by: str = ""
    part: bool = False
    rest: bool = False


def phrases(words: Sequence[Word], lexicon: Lexicon, left_out: Collection[int] = (), offset: int = 0) -> list[Phrase]:
    """The noun phrases of these words. `left_out` are the places, counted from `offset`, that name times."""
    found: list[Phrase] = []
    current: list[str] = []
    by, link, last, part, rest = "", False, -2, False, False

    def close() -> None:
        nonlocal current, part, rest
        if current:
            found.append(Phrase(lexicon.whole(current), by, part, rest))
            part = rest = False
        current = []

    for place, word in enumerate(words):
        low = word.low
        if offset + place in left_out:
            continue
        if low in PARTIAL or low in OTHERS or (low.isdigit() and low != "1" and not current):
            close()
            part, rest = part or low not in OTHERS, rest or low in OTHERS
            if low.isdigit() and _is_called(words, place):
                found.append(Phrase((low,), by))
                part = False
            last = place
        elif not word.is_word or low in AND:
            close()
            by = by if low in AND else ""
            part = rest = False
        elif low in OF:
            link = bool(current)
        elif low == "en" and current and last == place - 1:
            link = True
        elif low in TO:
            if current and lexicon.light.isdisjoint(current[:1]):
                close()
            by, link = (by, True) if current else (low, False)
        elif low in PREPOSITIONS:
            close()
            by, link = low, False
        elif low in DETERMINERS:
            if current and not link:
                close()
                by = "" if by in TO else by
        elif _is_content(word, lexicon):
            if current and not link and last != place - 1:
                close()
            if not (current and is_name(words, place)):
                current.append(lexicon.thing(low))
            link, last = False, place
        else:
            last = place if current else last
    close()
    return found


def names(words: Sequence[Word], first: int = 0) -> Iterator[str]:
    """The proper names, letters and numbers that tell one thing from another of its kind. `first` is the place of
    these words in their sentence: the capital of a first word says nothing."""
    capitals = sum(word.text[0].isupper() for word in words if word.is_word) > 2 + len(words) * 0.6
    agent = False
    for place, word in enumerate(words):
        low = fold(word.low)
        if low == "selon":
            agent = True
        elif agent and not word.is_word:
            agent = False
        before = fold(words[place - 1].low) if place else ""
        if agent:
            continue
        if (
            (low in DIRECTIONS and (low != "est" or before in EASTERN))
            or (low.isdigit() and (before in DESIGNATED or before.rstrip("s") in DESIGNATED))
            or (not capitals and is_name(words, place, first) and low not in NOT_PLACES)
        ):
            yield low


def is_name(words: Sequence[Word], place: int, first: int = 1) -> bool:
    """Whether the word at `place` is written as a proper name: a capital that no sentence begins with.
    An acronym is a noun like another (CHU, EHPAD)."""
    word = words[place]
    if not word.text[0].isupper() or (word.text.isupper() and word.text.isalpha() and len(word.text) > 1):
        return False
    if place == 0 and first == 0:
        following = words[1].low if len(words) > 1 else ""
        return following in (":", ",") or any(letter.isdigit() for letter in word.text)
    return True


def _is_content(word: Word, lexicon: Lexicon) -> bool:
    low = word.low
    if low in STOP or low[0] == "-" or low.endswith("'") or (len(low) < 3 and not word.text.isupper()) or low.isdigit():
        return False
    if len(low) > 7 and low.endswith("ement"):
        return lexicon.thing(low) not in lexicon.generic and not low.endswith(
            ("ivement", "alement", "airement", "ièrement")
        )
    return lexicon.thing(low) not in lexicon.generic


def _is_called(words: Sequence[Word], place: int) -> bool:
    """« le 15 »: a number that is a name, for no noun follows it."""
    if not place or words[place - 1].low not in ("le", "au", "du"):
        return False
    after = words[place + 1] if place + 1 < len(words) else None
    return after is None or not after.is_word or after.low in AND | PREPOSITIONS | TO | OF | STOP
