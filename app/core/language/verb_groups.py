"""Where the verbs of a sentence stand, with their auxiliaries, their tense and their denial."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from app.core.language.conjugation import FUTURE, GERUND, INFINITIVE, NOW, PARTICIPLE, PAST, UNREAL, forms
from app.core.language.verb_pairs import NOUN, Lexicon, Meaning
from app.core.language.wording import Word, stem

NEVER = ""  # the tense of what is not asserted: a purpose, a possibility, a condition
BEING = ("être", "rester", "demeurer", "devenir")
HELPING = (*BEING, "avoir", "aller", "pouvoir", "devoir", "falloir", "venir", "laisser")
NEGATIONS = frozenset(("pas", "plus", "jamais", "guère", "point", "aucunement", "aucun", "aucune", "nullement", "ni"))
NONE = frozenset(("aucun", "aucune", "nul", "nulle", "personne", "rien", "ni"))
NE = frozenset(("ne", "n'"))
CLITICS = frozenset((
    "se", "s'", "me", "m'", "te", "t'", "lui", "leur", "y", "en", "nous", "vous", "le", "la", "les", "l'",
))  # fmt: skip
DETERMINERS = frozenset((
    "le", "la", "les", "l'", "un", "une", "des", "du", "au", "aux", "ce", "cet", "cette", "ces", "sa", "son", "ses",
    "leur", "leurs", "notre", "nos", "votre", "vos", "toute", "tout", "tous", "toutes", "chaque", "plusieurs",
    "quelques",
))  # fmt: skip
ADVERBS = frozenset((
    "toujours", "encore", "déjà", "bien", "donc", "désormais", "aussi", "aussitôt", "ensuite", "non", "tous",
    "toutes", "tout", "maintenant", "enfin", "ainsi", "en", "aucun", "cas", "surtout", "être", "été", "rester",
    "avoir", "ayant", "étant", "partout", "ici", "-là", "également", "vite", "nouveau",
))  # fmt: skip
PRONOUNS = frozenset(("il", "elle", "ils", "elles", "on", "je", "tu", "nous", "vous", "qui", "cela", "ça", "ne", "n'"))
BREAKS = frozenset((
    ",", ";", ":", "(", ")", "–", "—", "«", "»", "et", "ou", "mais", "que", "qu'", "qui", "dont", "où", "car",
))  # fmt: skip
JOINS = frozenset(("et", "ou", "ni", ","))
# Beginnings of the stems of what denies, weakens or carries the infinitive or the noun that follows.
DENYING = (
    "interdi", "evit", "deconseil", "renonc", "absten", "abstien", "cess", "empech", "refus", "proscri", "prohib",
    "inutil", "impossibl", "danger", "defens", "impruden", "dement", "arretez",
)  # fmt: skip
DOUBTING = (
    "envisag", "etudi", "risq", "menac", "hesit", "projet", "eventu", "possibilit", "hypothes", "prepar", "reflechi",
    "examin",
)  # fmt: skip
CARRYING = (
    "demand", "recommand", "invit", "necessair", "possibl", "obligatoir", "conseil", "pri", "oblig", "impos",
    "autoris", "perm", "prev", "prevu", "question", "besoin", "decid", "ordon", "appel", "util", "import", "convien",
    "consign", "veill", "pens", "oubli", "commenc", "continu", "suffi", "interet", "lieu", "fait", "raison",
)  # fmt: skip
PURPOSES = frozenset((
    "pour", "afin", "avant", "sans", "après", "lieu", "vue", "faute", "façon", "manière", "loin", "crainte",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verbal:
    """A verb, or a noun made of one. `start` to `end` hold its whole group, `head` the word that says it.

    `use`: now (finite), participle (with its auxiliary), "adjective" (without), infinitive, gerund, noun, or "other"
    for a verb the lexicon does not hold. `tense`: now, past, future, unreal, or NEVER.
    """

    start: int
    head: int
    end: int
    meanings: tuple[Meaning, ...]
    use: str
    tense: str
    denied: bool = False
    passive: bool = False
    addressed: bool = False  # to the reader
    only: bool = False  # ne … que
    governed: bool = False  # the denial comes from what governs it


def verbals(words: Sequence[Word], lexicon: Lexicon) -> list[Verbal]:
    """The verbs of one sentence, in order. Verbs unknown to the lexicon are there when their form shows them."""
    found: list[Verbal] = []
    for place, word in enumerate(words):
        if found and place < found[-1].end:
            continue
        meanings = _that_fit(words, place, lexicon.of(word.low))
        one = _verbal(words, place, meanings, found) if meanings else None
        if one is None:
            one = _other(words, place)
        if one:
            while found and found[-1].use == "other" and found[-1].head >= one.start:
                found.pop()
            found.append(one)
    return found


@cache
def helpers() -> dict[str, tuple[str, str]]:
    """Form: (auxiliary, tense) of the verbs that carry others; the tense of an infinitive or participle is its use."""
    known: dict[str, tuple[str, str]] = {}
    for verb in HELPING:
        for form, uses in forms(verb).items():
            known.setdefault(form, (verb, next(one for one in (NOW, FUTURE, PAST, UNREAL, *uses) if one in uses)))
    return known


def _that_fit(words: Sequence[Word], place: int, meanings: Sequence[Meaning]) -> tuple[Meaning, ...]:
    """The meanings whose tail follows, the longest tails only, and those that lack no reflexive pronoun."""
    fitting = [
        one for one in meanings if _tail_end(words, place, one) and (not one.reflexive or _reflexive(words, place))
    ]
    longest = max((len(one.tail) for one in fitting), default=0)
    return tuple(one for one in fitting if len(one.tail) == longest)


def _tail_end(words: Sequence[Word], place: int, meaning: Meaning) -> int:
    """Where the group ends with that tail; 0 when it does not follow. Adverbs and negations may stand before it."""
    at = place + 1
    for expected in meaning.tail:
        while at < len(words) and stem(words[at].low) != expected and _may_stand_between(words[at].low):
            at += 1
        if at >= len(words) or stem(words[at].low) != expected:
            return 0
        at += 1
    return at


def _may_stand_between(low: str) -> bool:
    return low in NEGATIONS or low in ADVERBS or low.startswith("-") or _is_adverb(low)


def _is_adverb(low: str) -> bool:
    return len(low) > 7 and low.endswith("ment") and not low.endswith(("finement", "sement", "gement", "cement"))


def _reflexive(words: Sequence[Word], place: int) -> bool:
    near = {word.low for word in words[max(0, place - 4) : place]}
    after = words[place + 1].low if place + 1 < len(words) else ""
    low = words[place].low
    own = low.endswith("ez") and "vous" in near and words[place - 1].low == "vous" and not near & {"que", "qui"}
    return bool(near & {"se", "s'"}) or after in ("-vous", "-nous") or own or (low.endswith("r") and "vous" in near)


def _verbal(words: Sequence[Word], place: int, meanings: tuple[Meaning, ...], found: Sequence[Verbal]) -> Verbal | None:
    uses = frozenset(use for one in meanings for use in one.uses)
    end = max(_tail_end(words, place, one) for one in meanings)
    start = _group_start(words, place)
    group = words[start:place]
    carried = [helpers()[word.low] for word in group if word.low in helpers()]
    if NOUN in uses and not (carried and PARTICIPLE in uses):
        return Verbal(place, place, end, tuple(one for one in meanings if NOUN in one.uses), NOUN, NOW)
    use = _use(words, place, uses, bool(carried))
    if not use:
        return None
    kept = tuple(
        one for one in meanings if (_finite(one.uses) if use == NOW else use in one.uses or use == "adjective")
    )
    tense = _tense(words, place, use, uses, carried)
    if use == "adjective":
        return _adjective(words, start, place, end, kept, found)
    after = [word.low for word in words[place + 1 : place + 4]]
    denied, only = _denied(words, start, place, use == NOW and not carried)
    end = _past_negation(words, end)
    passive = use == PARTICIPLE and any(verb in BEING for verb, _ in carried)
    lead = next((word.low for word in group if word.low in helpers()), words[place].low)
    addressed = lead.endswith("ez") or "-vous" in after[:1] or any(word.low == "vous" for word in group)
    addressed = addressed or any(verb == "falloir" for verb, _ in carried)
    verbal = Verbal(start, place, end, kept, use, tense, denied, passive, addressed, only)
    bare = use == INFINITIVE and not any(use_ in (NOW, FUTURE, PAST, UNREAL) for _, use_ in carried)
    return _governed(words, replace(verbal, addressed=addressed or bare), found) if bare else verbal


def _finite(uses: frozenset[str]) -> bool:
    return bool(uses & {NOW, PAST, FUTURE, UNREAL})


def _group_start(words: Sequence[Word], place: int) -> int:
    """Where the auxiliaries, pronouns, adverbs and negations before the verb begin."""
    start = place
    while start:
        low = words[start - 1].low
        helping = low in helpers() and not (low in ("a", "as") and words[start].low in DETERMINERS)
        joined = low in ("à", "de", "d'") and start > 1 and words[start - 2].low in helpers() and start <= place
        again = low in ("de", "à") and words[start].low == "nouveau"
        if not (
            helping or joined or again or low in NE | NEGATIONS | CLITICS | ADVERBS or low[0] == "-" or _is_adverb(low)
        ):
            break
        start -= 1
    return start


def _use(words: Sequence[Word], place: int, uses: frozenset[str], carried: bool) -> str:
    """What the form is here, or "" when it is a noun like another: la ferme, une porte."""
    before = words[place - 1].low if place else ""
    after = words[place + 1].low if place + 1 < len(words) else ""
    if PARTICIPLE in uses:
        if carried:
            return PARTICIPLE
        if not _finite(uses):
            return "" if before in DETERMINERS and before not in ("tous", "toutes", "tout") else "adjective"
        finite = after in DETERMINERS and after not in ("au", "aux", "du")
        return NOW if finite or before in PRONOUNS else "adjective"
    if INFINITIVE in uses:
        return INFINITIVE
    if GERUND in uses:
        return GERUND
    clitic = place > 1 and (words[place - 2].low in PRONOUNS or words[place - 2].low[0] == "-")
    return "" if before in DETERMINERS and not clitic and before not in ("tous", "toutes", "tout") else NOW


def _tense(
    words: Sequence[Word], place: int, use: str, uses: frozenset[str], carried: Sequence[tuple[str, str]]
) -> str:
    if use == GERUND:
        return NEVER
    finite = [one for one in carried if one[1] in (NOW, FUTURE, PAST, UNREAL)]
    if finite:
        verb, tense = finite[0]
        going = verb == "aller" and tense == NOW and use == INFINITIVE
        ordered = (
            any(words[at].low == "allez" for at in range(max(0, place - 4), place)) and words[place - 1].low != "vous"
        )
        return FUTURE if going and not ordered else tense
    if any(verb == "avoir" for verb, _ in carried):
        return PAST
    if use == NOW:
        return next(one for one in (NOW, FUTURE, PAST, UNREAL) if one in uses)
    return NOW


def _adjective(
    words: Sequence[Word], start: int, place: int, end: int, meanings: tuple[Meaning, ...], found: Sequence[Verbal]
) -> Verbal | None:
    """A participle without auxiliary: that of the participle it is joined to, or an adjective."""
    last = found[-1] if found else None
    denied = any(word.low in ("non", "pas", "plus", "ni") for word in words[max(start, place - 2) : place])
    if last and last.use == PARTICIPLE and last.passive and start - last.end == 1 and words[last.end].low in JOINS:
        return replace(last, start=start, head=place, end=end, meanings=meanings, denied=last.denied or denied)
    if last and _shares_being(words, last, place, end):
        return Verbal(place, place, end, meanings, PARTICIPLE, last.tense, last.denied or denied, passive=True)
    return Verbal(place, place, end, meanings, "adjective", NOW, denied, passive=True)


def _shares_being(words: Sequence[Word], last: Verbal, place: int, end: int) -> bool:
    """« les soins sont reportés et les visites suspendues »: another subject, the same auxiliary, and no verb after."""
    being = last.passive and last.use == PARTICIPLE
    being |= last.use == "other" and helpers().get(words[last.head].low, ("", ""))[0] in BEING
    join = next((at for at in range(place - 1, max(last.end - 1, place - 6), -1) if words[at].low in JOINS), -1)
    over = end >= len(words) or not words[end].is_word or words[end].low in ("jusqu'", "dans", "à", "par", "pour", "et")
    return being and join > 0 and words[join + 1].low in DETERMINERS and over


def _denied(words: Sequence[Word], start: int, place: int, simple: bool) -> tuple[bool, bool]:
    """(denied, restricted by « ne … que »)."""
    group = [word.low for word in words[start:place]]
    after: list[str] = []
    for word in words[place + 1 : place + (5 if simple else 1)]:
        if word.low in BREAKS or word.low in DETERMINERS:
            break
        after.append(word.low)
    if simple and place + 1 < len(words) and words[place + 1].low in ("aucun", "aucune"):
        after.append("aucun")
    has_ne = any(low in NE for low in group)
    if not has_ne:
        return "pas" in group or after[:1] == ["pas"] or "non" in group[-1:], False
    before = [word.low for word in words[max(0, start - 8) : start]]
    if NEGATIONS & set(group) or NEGATIONS & set(after) or NONE & set(before):
        return True, False
    return False, any(word.low in ("que", "qu'") for word in words[place + 1 : place + 9])


def _past_negation(words: Sequence[Word], end: int) -> int:
    while end < len(words) and (words[end].low in NEGATIONS or words[end].low.startswith("-")):
        end += 1
    return end


def _governed(words: Sequence[Word], verbal: Verbal, found: Sequence[Verbal]) -> Verbal:
    """The infinitive as what stands before it lets it be: « il est interdit de sortir » denies going out."""
    start = verbal.start
    before = words[start - 1].low if start else ""
    last = found[-1] if found else None
    bound = before in ("de", "d'", "à")
    joint = words[start - 2].low if bound and start > 1 else before
    if (joint in JOINS or before in JOINS) and last and last.use == INFINITIVE:
        denied = verbal.denied != last.governed
        return replace(verbal, denied=denied, governed=last.governed, tense=last.tense, addressed=last.addressed)
    if before in PURPOSES or (bound and joint in PURPOSES):
        return replace(verbal, tense=NEVER)
    if not bound:
        return verbal
    governor = _governor(words, start - 2)
    if governor < 0:
        return verbal
    carrying = stem(words[governor].low)
    if carrying.startswith(DOUBTING):
        return replace(verbal, tense=NEVER)
    flips = carrying.startswith(DENYING) != is_denied_near(words, governor)
    return replace(verbal, denied=verbal.denied != flips, governed=flips)


def _governor(words: Sequence[Word], place: int) -> int:
    """The nearest word that can govern an infinitive, without a break between; -1 if there is none."""
    for at in range(place, max(-1, place - 9), -1):
        if words[at].low in (";", ":", ",", "("):
            return -1
        if stem(words[at].low).startswith((*DENYING, *DOUBTING, *CARRYING)):
            return at
    return -1


def is_denied_near(words: Sequence[Word], place: int) -> bool:
    """Whether the word at `place` is denied by « ne … pas » around it, or by « pas » before it."""
    around = [word.low for word in words[max(0, place - 6) : place + 3]]
    before = [word.low for word in words[max(0, place - 6) : place]]
    return bool(NE & set(before) and NEGATIONS & set(around)) or before[-1:] == ["pas"]


def _other(words: Sequence[Word], place: int) -> Verbal | None:
    """A verb that the lexicon does not hold, as far as its form shows one."""
    low = words[place].low
    verb, tense = helpers().get(low, ("", ""))
    if (
        verb
        and tense in (NOW, PAST, FUTURE, UNREAL)
        and not (low in ("a", "as", "est") and words[place].text.isupper())
    ):
        start = _group_start(words, place)
        denied, only = _denied(words, start, place, True)
        return Verbal(start, place, _past_negation(words, place + 1), (), "other", tense, denied, only=only)
    if len(low) > 4 and low.endswith("ez") and low not in ("assez", "rendez"):
        return Verbal(place, place, place + 1, (), "other", NOW, addressed=True)
    if len(low) > 6 and low.endswith(("eront", "iront", "dront", "era", "ira", "dra")):
        return Verbal(place, place, place + 1, (), "other", FUTURE)
    return None
