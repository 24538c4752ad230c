"""What an official text asserts with the verbs of the lexicon: of what, when, where, and under which condition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from app.core.language import time_marks
from app.core.language.circumstances import FALSE, Setting, begins, setting_of
from app.core.language.conjugation import FUTURE, INFINITIVE, PAST, UNREAL
from app.core.language.phrases import AND, PREPOSITIONS, TO, Phrase, names, phrases
from app.core.language.time_marks import Mark
from app.core.language.verb_groups import DENYING, DOUBTING, NEVER, Verbal, is_denied_near, verbals
from app.core.language.verb_pairs import NOUN, Lexicon, lexicon
from app.core.language.wording import Word, fold, sentences

YOU = "habitant"
EVERYBODY = frozenset((YOU, "circul", "tou", "ensembl", "fin"))
MOST_TEXTS, LONGEST_QUOTE = 1024, 160
PRONOUN = frozenset(("il", "elle", "ils", "elles", "l'", "le", "la", "les", "qui", "celui", "celle", "-ci"))
SUBORDINATES = frozenset((
    "qui", "que", "qu'", "dont", "où", "car", "mais", "tandis", "alors", "lorsque", "lorsqu'", "quand", "si", "(",
    ")", ";", "–", "—", "puis",
))  # fmt: skip
RIDDING = (
    "lev", "annul", "report", "suspend", "suspens", "abrog", "refus", "exclu", "ecart", "rejet", "differee",
    "differer", "ajourn", "abandon", "termin", "absenc", "dement", *DENYING,
)  # fmt: skip
WITHOUT = frozenset(("fin", "aucun", "aucune", "pas", "sans"))
PRESUPPOSING = frozenset((
    "depuis", "après", "avant", "pendant", "durant", "jusqu'", "attente", "attendant", "suite", "lors", "malgré",
    "raison", "cause", "cas", "dès", "grâce", "face", "pour", "horaires", "date", "heure", "heures", "conditions",
    "jours",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assertion:
    """One thing said. `pair`, `side` and `group` are places in the lexicon; `objects` what it is said of, `where` in
    what, `to` whom it is limited, `partly` when it then holds for no other; `told` to the reader, or a `state` of
    things; `condition` is None when there is none, else the stems of it; `quote` the words of the text."""

    pair: int
    side: int
    group: int
    denied: bool
    future: bool
    objects: tuple[Phrase, ...]
    where: frozenset[tuple[str, str]]
    to: frozenset[str]
    partly: bool
    told: bool
    state: bool
    names: frozenset[str]
    marks: tuple[Mark, ...]
    condition: frozenset[str] | None
    exceptions: frozenset[str]
    quote: str


@lru_cache(maxsize=MOST_TEXTS)
def assertions(text: str) -> tuple[Assertion, ...]:
    """What the text asserts, in the order it is read."""
    known = lexicon()
    found: list[Assertion] = []
    asked: list[Assertion] = []
    subjects: tuple[Phrase, ...] = ()
    for words in sentences(text):
        answer = words[0].low
        if asked and answer in ("oui", "non"):
            found += [replace(one, denied=one.denied != (answer == "non")) for one in asked]
        said: list[Assertion] = []
        if any(known.of(word.low) for word in words):
            said, subjects = _said(text, words, known, subjects)
        asked = said if words[-1].text == "?" else []
        found += [] if asked else said
    return tuple(found)


def _said(
    text: str, words: tuple[Word, ...], known: Lexicon, before: tuple[Phrase, ...]
) -> tuple[list[Assertion], tuple[Phrase, ...]]:
    """What one sentence says, and the subject a pronoun of the next one may stand for."""
    setting = setting_of(text, words, known)
    all_verbs = verbals(words, known)
    finite = any(one.use not in ("adjective", NOUN) for one in all_verbs)
    # An adjective beside a finite verb only describes: « les écoles fermées rouvriront ».
    verbs = [one for one in all_verbs if not (one.use == "adjective" and finite)]
    found: list[Assertion] = []
    marks: tuple[Mark, ...] = ()
    for number, verb in enumerate(verbs):
        last = next((one for one in reversed(verbs[:number]) if one.use != NOUN), None)
        following = next((one for one in verbs[number + 1 :] if one.use != NOUN), None)
        subject = _subject_span(words, last.end if last else 0, verb.start, last is not None)
        after = _object_span(words, verb, following)
        region = (subject[0], after[1])
        if verb.use == NOUN and following:
            region = (subject[0], max(after[1], _object_span(words, following, None)[1]))
        here = _marks_in(setting, *region) or marks
        marks = here
        subjects = [one for one in phrases(words[slice(*subject)], known, setting.times, subject[0]) if _bare(one)]
        if not subjects and last and last.use == INFINITIVE:  # « l'interdiction de circuler est levée »
            subjects = list(before)
        saying = _asserted(setting, verb, verbs, number) if verb.meanings else None
        if saying and verb.head not in setting.silent:
            objects = _objects(setting, saying, tuple(subjects), after, before)
            people = tuple(one for one in subjects if one.stems[0] == YOU and one not in objects)
            found += _of_each(setting, saying, objects, people, region, after, here)
        before = tuple(subjects) or before
    return found, before


def _subject_span(words: Sequence[Word], left: int, end: int, after_a_verb: bool) -> tuple[int, int]:
    """The words that may be the subject: from the last verb, or from where its own words stop."""
    start = left
    for place in range(left, end):
        low = words[place].low
        if low in ("qui", "dont", "où"):
            continue
        if low in SUBORDINATES or (after_a_verb and (low == "," or low in AND)):
            if after_a_verb and start != left and low in (",", *AND):
                continue
            start = place + 1
    return start, end


def _object_span(words: Sequence[Word], verb: Verbal, following: Verbal | None) -> tuple[int, int]:
    """The words that may be the object: up to the next verb, or to what is its subject."""
    right = following.start if following else len(words)
    own = following is not None and following.use not in (INFINITIVE, NOUN) and not following.addressed
    for place in range(verb.end, right):
        low = words[place].low
        if low in SUBORDINATES or (own and (low == "," or low in AND)):
            return verb.end, place
    return verb.end, right


def _marks_in(setting: Setting, start: int, end: int) -> tuple[Mark, ...]:
    # The prepositions before a time change what it means: read again with them.
    places = [place for place in setting.times if start <= place < end]
    if not places:
        return ()
    return setting.marks if len(places) == len(setting.times) else time_marks.marks(setting.words[start:end])[0]


def _bare(phrase: Phrase) -> bool:
    return phrase.by == ""


def _asserted(setting: Setting, verb: Verbal, verbs: Sequence[Verbal], number: int) -> Verbal | None:
    """The verb as it is asserted in the end, or None when it is not: supposed, past, only possible."""
    if verb.use == NOUN:
        found = _noun_asserted(setting, verb, verbs, number)
        if found is None:
            return None
        verb = found
    if verb.tense in (PAST, UNREAL, NEVER) or verb.only:
        return None
    if setting.false and not any(word.low == "," for word in setting.words[: verb.head]):
        return replace(verb, denied=not verb.denied)
    return verb


def _noun_asserted(setting: Setting, verb: Verbal, verbs: Sequence[Verbal], number: int) -> Verbal | None:
    """« la fermeture est levée », « fin de la fermeture » deny it; « depuis la fermeture » supposes it."""
    words = setting.words
    near = [word.low for word in words[max(0, verb.start - 4) : verb.start]]
    if PRESUPPOSING & set(near):
        return None
    if any(begins(low, DOUBTING) for low in near):
        return None
    rid = any(low in WITHOUT or begins(low, RIDDING) for low in near)
    tense, denied = verb.tense, rid
    predicate = _predicate(words, verb, verbs, number)
    if predicate:
        ruler, word = predicate
        if ruler.tense in (PAST, UNREAL) or begins(word, DOUBTING):
            return None
        tense = FUTURE if ruler.tense == FUTURE else tense
        ridding = not rid and begins(word, RIDDING) and not (setting.false and begins(word, FALSE))
        denied = denied != (ridding != ruler.denied)
    elif verb.start and is_denied_near(words, verb.start - 1):
        denied = not denied
    return replace(verb, tense=tense, denied=denied)


def _predicate(words: Sequence[Word], verb: Verbal, verbs: Sequence[Verbal], number: int) -> tuple[Verbal, str] | None:
    """The verb that rules a noun, and the word that says what it does to it."""
    left = verbs[number - 1] if number else None
    if left and left.use != NOUN and verb.start - left.end <= 3 and left.use != "adjective":
        return left, words[left.head].low
    right = verbs[number + 1] if number + 1 < len(verbs) else None
    if right and right.use != NOUN and not any(words[at].low in SUBORDINATES for at in range(verb.end, right.start)):
        word = words[right.head].low
        if right.use == "other":
            word = next((one.low for one in words[right.end : right.end + 3] if len(one.low) > 4), word)
        return right, word
    return None


def _objects(
    setting: Setting, verb: Verbal, subjects: tuple[Phrase, ...], after: tuple[int, int], before: tuple[Phrase, ...]
) -> tuple[Phrase, ...]:
    """What it is said of: the subject of a passive, the direct object of the rest, else the subject."""
    words, known = setting.words, setting.lexicon
    following = phrases(words[slice(*after)], known, setting.times, after[0])
    if verb.use == NOUN:
        return tuple(one for one in following[:1] if one.by in ("", *TO)) or (Phrase((YOU,)),)
    first = words[after[0]].low if after[0] < after[1] else ""
    direct = [one for one in following if _bare(one)] if first not in PREPOSITIONS | {"par"} else []
    if verb.use == INFINITIVE and not verb.passive:
        direct = [one for one in following if one.by in ("", *TO)]
    chosen = subjects if verb.passive and subjects else tuple(direct) or subjects
    if first in ("leurs", "ses") and words[after[0] + 1 : after[0] + 2] and words[after[0] + 1].low == "portes":
        chosen = subjects
    if not chosen and any(word.low in PRONOUN for word in words[max(0, verb.start - 2) : verb.head]):
        chosen = before
    return chosen


def _of_each(
    setting: Setting,
    verb: Verbal,
    objects: tuple[Phrase, ...],
    people: tuple[Phrase, ...],
    region: tuple[int, int],
    after: tuple[int, int],
    marks: tuple[Mark, ...],
) -> Iterator[Assertion]:
    """One assertion for each thing the verb may mean."""
    words, known = setting.words, setting.lexicon
    kept = tuple(one for one in objects if not one.rest)
    tail = range(after[0], region[1])
    without = verb.denied and any(words[at].low == "sans" for at in tail)
    named = frozenset(names(words[slice(*region)], region[0]))
    if verb.use == INFINITIVE:  # the subject of what governs it is not its own: only where it is said to be done
        named -= {one for one in names(words[region[0] : verb.start], region[0]) if not _is_where(words, one)}
    following = phrases(words[tail.start : tail.stop], known, setting.times, tail.start)
    to = frozenset(one.stems[0] for one in following if one.by in ("au", "aux", "à")) - EVERYBODY
    where = frozenset((one.by, one.stems[0]) for one in following if one.by in ("dans", "sur") and _tells(one, known))
    if any(words[at].low in ("tous", "toutes", "tout") for at in tail):
        to = frozenset()
    bound = verb.use == INFINITIVE and verb.start > 0 and words[verb.start - 1].low in (*TO, "de", "d'")
    told = verb.addressed and not bound
    for meaning in verb.meanings:
        said_of = kept
        if known.pairs[meaning.pair].people:
            said_of = (*kept, *(people or ((Phrase((YOU,)),) if verb.addressed else ())))
        elif verb.use == NOUN:
            said_of = tuple(one for one in kept if one.stems != (YOU,))
        if said_of:
            yield Assertion(
                pair=meaning.pair,
                side=meaning.side,
                group=meaning.group,
                denied=verb.denied,
                future=verb.tense == FUTURE,
                objects=said_of,
                where=where,
                to=to,
                told=told,
                state=verb.passive and not verb.addressed,
                partly=verb.use == NOUN or known.pairs[meaning.pair].partly,
                names=named,
                marks=marks,
                condition=frozenset() if without else setting.condition,
                exceptions=setting.exceptions,
                quote=_quote(setting, verb, region),
            )


def _tells(phrase: Phrase, known: Lexicon) -> bool:
    return phrase.stems[0] not in known.light | known.agents


def _is_where(words: Sequence[Word], name: str) -> bool:
    place = next((at for at, word in enumerate(words) if fold(word.low) == name), 0)
    return any(word.low in TO or word.low == "dans" for word in words[max(0, place - 2) : place])


def _quote(setting: Setting, verb: Verbal, region: tuple[int, int]) -> str:
    words = setting.words
    first, last = region[0], max(region[1], verb.end) - 1
    while first < verb.start and (not words[first].is_word or words[first].low in AND):
        first += 1
    while last > verb.end - 1 and (not words[last].is_word or words[last].low in AND):
        last -= 1
    quote = setting.text[words[first].start : words[last].end]
    return quote if len(quote) <= LONGEST_QUOTE else quote[: LONGEST_QUOTE - 1].rstrip() + "…"
