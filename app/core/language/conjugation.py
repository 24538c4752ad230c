"""French verbs in all their forms: what a listed verb looks like in a sentence."""

import re
from collections.abc import Iterator
from functools import cache

NOW, PAST, FUTURE, UNREAL, INFINITIVE, PARTICIPLE, GERUND = (
    "now",  # indicative or subjunctive present, imperative
    "past",  # imperfect, simple past
    "future",
    "unreal",  # conditional
    "infinitive",
    "participle",  # past participle: passive, perfect, or adjective
    "gerund",
)
Forms = dict[str, frozenset[str]]

IMPERFECT = ("ais", "ait", "ions", "iez", "aient")
FUTURES = ("ai", "as", "a", "ons", "ez", "ont")
SUBJUNCTIVE = ("e", "es", "ions", "iez", "ent")
AGREEMENTS = ("", "e", "s", "es")
SECOND_GROUP = ("is", "is", "it", "issons", "issez", "issent")
MUTE = re.compile(r"(.*é)([bcdfghj-np-tv-z]+|[gq]u)|(.*e)([bcdfghj-np-tv-z])")
DOUBLING = ("appeler", "rappeler", "jeter", "rejeter", "projeter")

# ending of the infinitive: (six presents, stem of the imperfect, stem of the future, stem of the subjunctive,
# participle), each put in the place of the ending. The first that fits is the one: the longer come first.
MODELS: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("ouvrir", "ouvre ouvres ouvre ouvrons ouvrez ouvrent", "ouvr", "ouvrir", "ouvr", "ouvert"),
    ("offrir", "offre offres offre offrons offrez offrent", "offr", "offrir", "offr", "offert"),
    ("venir", "viens viens vient venons venez viennent", "ven", "viendr", "vienn", "venu"),
    ("tenir", "tiens tiens tient tenons tenez tiennent", "ten", "tiendr", "tienn", "tenu"),
    ("prendre", "prends prends prend prenons prenez prennent", "pren", "prendr", "prenn", "pris"),
    ("mettre", "mets mets met mettons mettez mettent", "mett", "mettr", "mett", "mis"),
    ("interdire", "interdis interdis interdit interdisons interdisez interdisent", "interdis", "interdir",
     "interdis", "interdit"),
    ("boire", "bois bois boit buvons buvez boivent", "buv", "boir", "boiv", "bu"),
    ("croire", "crois crois croit croyons croyez croient", "croy", "croir", "croi", "cru"),
    ("sortir", "sors sors sort sortons sortez sortent", "sort", "sortir", "sort", "sorti"),
    ("partir", "pars pars part partons partez partent", "part", "partir", "part", "parti"),
    ("mentir", "mens mens ment mentons mentez mentent", "ment", "mentir", "ment", "menti"),
    ("mourir", "meurs meurs meurt mourons mourez meurent", "mour", "mourr", "meur", "mort"),
    ("cueillir", "cueille cueilles cueille cueillons cueillez cueillent", "cueill", "cueiller", "cueill", "cueilli"),
    ("vivre", "vis vis vit vivons vivez vivent", "viv", "vivr", "viv", "vécu"),
    ("suivre", "suis suis suit suivons suivez suivent", "suiv", "suivr", "suiv", "suivi"),
    ("uire", "uis uis uit uisons uisez uisent", "uis", "uir", "uis", "uit"),
    ("aindre", "ains ains aint aignons aignez aignent", "aign", "aindr", "aign", "aint"),
    ("eindre", "eins eins eint eignons eignez eignent", "eign", "eindr", "eign", "eint"),
    ("oindre", "oins oins oint oignons oignez oignent", "oign", "oindr", "oign", "oint"),
    ("accroître", "accrois accrois accroît accroissons accroissez accroissent", "accroiss", "accroîtr", "accroiss",
     "accru"),
    ("croître", "croîs croîs croît croissons croissez croissent", "croiss", "croîtr", "croiss", "crû"),
    ("aître", "ais ais aît aissons aissez aissent", "aiss", "aîtr", "aiss", "u"),
    ("clure", "clus clus clut cluons cluez cluent", "clu", "clur", "clu", "clu"),
    ("rompre", "romps romps rompt rompons rompez rompent", "romp", "rompr", "romp", "rompu"),
    ("fuir", "fuis fuis fuit fuyons fuyez fuient", "fuy", "fuir", "fui", "fui"),
    ("dre", "ds ds d dons dez dent", "d", "dr", "d", "du"),
)  # fmt: skip


# The six present forms, then the stems of the imperfect and of the future, the subjunctives, the participle.
AUXILIARIES: dict[str, tuple[str, str, str, str, str]] = {
    "être": ("suis es est sommes êtes sont", "ét", "ser", "sois soit soyons soyez soient", "été"),
    "avoir": ("ai as a avons avez ont", "av", "aur", "aie aies ait ayons ayez aient", "eu"),
    "aller": ("vais vas va allons allez vont", "all", "ir", "aille ailles allions alliez aillent", "allé"),
    "pouvoir": ("peux peut pouvons pouvez peuvent", "pouv", "pourr", "puisse puisses puissent puissions", "pu"),
    "devoir": ("dois doit devons devez doivent", "dev", "devr", "doive doives deviez doivent", "dû"),
    "falloir": ("faut", "fall", "faudr", "faille", "fallu"),
    "faire": ("fais fait faisons faites font", "fais", "fer", "fasse fasses fassions fassiez fassent", "fait"),
}


@cache
def forms(verb: str) -> Forms:
    """Every form of the verb whose infinitive is given, without pronouns, with what each may be.

    Three groups and the models of the third that crises use. Simple past and imperfect subjunctive are given to the
    third persons of the first two groups only: official messages use no other.
    """
    found: dict[str, set[str]] = {}
    for form, use in _all(verb):
        found.setdefault(form, set()).add(use)
    return {form: frozenset(uses) for form, uses in found.items()}


def _all(verb: str) -> Iterator[tuple[str, str]]:
    yield verb, INFINITIVE
    if verb in AUXILIARIES:
        presents, imperfect, future, subjunctives, participle = AUXILIARIES[verb]
        yield from ((form, NOW) for form in f"{presents} {subjunctives}".split())
        yield from _tenses(imperfect, future)
        yield from _participles(participle)
        return
    model = next((one for one in MODELS if verb.endswith(one[0])), None)
    if model:
        yield from _modelled(verb, model)
    elif verb.endswith("er"):
        yield from _first_group(verb[:-2], verb in DOUBLING)
    else:
        yield from _second_group(verb[:-2])


def _modelled(verb: str, model: tuple[str, str, str, str, str, str]) -> Iterator[tuple[str, str]]:
    ending, presents, imperfect, future, subjunctive, participle = model
    before = verb.removesuffix(ending)
    yield from ((before + one, NOW) for one in presents.split())
    yield from _tenses(before + imperfect, before + future)
    plural = before + presents.split()[3].removesuffix("ons")
    yield from (((plural if one in ("ions", "iez") else before + subjunctive) + one, NOW) for one in SUBJUNCTIVE)
    yield from _participles(before + participle)


def _first_group(stem: str, doubling: bool) -> Iterator[tuple[str, str]]:
    mute, soft = _mute(stem, doubling), stem
    if stem.endswith("g"):
        soft = stem + "e"
    elif stem.endswith("c"):
        soft = stem[:-1] + "ç"
    yield from ((mute + one, NOW) for one in ("e", "es", "ent"))
    yield from ((one, NOW) for one in (soft + "ons", stem + "ez", stem + "ions", stem + "iez"))
    yield from ((one, PAST) for one in (soft + "ais", soft + "ait", soft + "aient", stem + "ions", stem + "iez"))
    yield from ((one, PAST) for one in (soft + "a", stem + "èrent"))
    yield from _futures(stem[:-2] + "err" if stem.endswith("envoy") else mute + "er")
    if "é" in stem[-3:]:
        yield from _futures(stem + "er")
    yield soft + "ant", GERUND
    yield from _participles(stem + "é")


def _mute(stem: str, doubling: bool) -> str:
    """The stem before a mute e: lève, diffère, déploie, appelle."""
    if doubling:
        return stem + stem[-1]
    if stem.endswith(("oy", "uy")):
        return stem[:-1] + "i"
    match = MUTE.fullmatch(stem)
    if not match:
        return stem
    before, after = match.group(1) or match.group(3), match.group(2) or match.group(4)
    return f"{before[:-1]}è{after}"


def _second_group(stem: str) -> Iterator[tuple[str, str]]:
    yield from ((stem + one, NOW) for one in (*SECOND_GROUP, "isse", "isses", "issions", "issiez"))
    yield from _tenses(stem + "iss", stem + "ir")
    yield from ((stem + one, PAST) for one in ("irent",))
    yield from _participles(stem + "i")


def _tenses(imperfect: str, future: str) -> Iterator[tuple[str, str]]:
    yield from ((imperfect + one, PAST) for one in IMPERFECT)
    yield imperfect + "ant", GERUND
    yield from _futures(future)


def _futures(stem: str) -> Iterator[tuple[str, str]]:
    yield from ((stem + one, FUTURE) for one in FUTURES)
    yield from ((stem + one, UNREAL) for one in IMPERFECT)


def _participles(participle: str) -> Iterator[tuple[str, str]]:
    for agreement in AGREEMENTS:
        if not (participle.endswith("s") and agreement == "s"):
            yield participle + agreement, PARTICIPLE
