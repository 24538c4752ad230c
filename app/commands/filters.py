"""The options that say which entries are wanted: the window's filters, for whatever lists or exports entries."""

import re
from collections.abc import Iterable

from app.commands import naming
from app.commands.call import Call
from app.core import entries, times
from app.core.arguments import Parser
from app.core.errors import Refused
from app.core.places import Places, Territory, departements, regions
from app.core.registers.crisis import Crisis
from app.core.search_text import folded
from app.core.store.filtering import EntryFilter

RATING = re.compile(r"([A-F]?)([1-6]?)")
SPECIAL = re.compile(r"[DR][0-9AB]{2,3}")
TRUTHS = {
    "key_events": "faits marquants seulement",
    "mine": "attribuées à moi ou à mon organisme",
    "unread": "que je n'ai pas lues",
    "pending": "en attente d'envoi",
    "away": "arrivées pendant que ce poste était coupé",
    "contradicted": "contredites, sans que ce soit tranché",
}


def arrange(parser: Parser) -> None:
    """Adds every filter to a command."""
    parser.add_argument("--query", default="", metavar="MOTS", help="celles qui contiennent ces mots")
    parser.add_argument("--since", metavar="HEURE", help="faits survenus depuis : 02:48, 2026-09-24, RFC 3339")
    parser.add_argument("--until", metavar="HEURE", help="faits survenus jusqu'à")
    parser.add_argument("--since-brief", metavar="POINT", help="ce que son poste ne tenait pas alors")
    parser.add_argument("--type", action="append", default=[], choices=entries.TYPES, help="répétable")
    parser.add_argument("--sender", default="", metavar="NOM", help="émetteur")
    parser.add_argument("--place", default="", metavar="LIEU", help="commune, département, région : code ou nom")
    parser.add_argument("--rating", action="append", default=[], metavar="COTE", help="A, 2 ou B2 (répétable)")
    parser.add_argument("--verification", action="append", default=[], choices=entries.VERIFICATIONS, help="répétable")
    parser.add_argument("--priority", action="append", default=[], type=int, choices=(1, 2, 3, 4), help="répétable")
    parser.add_argument("--triage", action="append", default=[], choices=entries.TRIAGE, help="répétable")
    for name, help in TRUTHS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", action="store_true", help=help)
    parser.add_argument("--order", choices=("occurred", "recorded"), default="occurred", help="heure du fait, saisie")


def wanted(call: Call, crisis: Crisis) -> EntryFilter:
    """What the options of that call ask of that crisis. Raises Refused."""
    options = call.options
    since, until = period(call, crisis)
    sources, credibilities = _ratings(options.rating)
    brief = naming.record(call, options.since_brief, "brief").id if options.since_brief else ""
    return EntryFilter(
        crisis.id,
        query=options.query,
        since=since,
        until=until,
        since_brief=brief,
        types=_once(options.type),
        sender=options.sender.strip(),
        place=_place(options.place),
        sources=sources,
        credibilities=credibilities,
        verifications=_once(options.verification),
        priorities=tuple(dict.fromkeys(options.priority)),
        triage=_once(options.triage),
        order=options.order,
        **{name: getattr(options, name) for name in TRUTHS},
    )


def period(call: Call, crisis: Crisis) -> tuple[int | None, int | None]:
    """The hours of fact (ms) that `--since` and `--until` name. Raises Refused when they name none."""
    now, typed = call.clock.now(), (call.options.since, call.options.until)
    since, until = (None if text is None else times.parse(text, now, crisis.zone) for text in typed)
    if since is not None and until is not None and since > until:
        raise Refused("Cette période finit avant de commencer.", "until")
    return since, until


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _ratings(typed: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sources and the credibilities that `A`, `2` or `B2` name."""
    sources, credibilities = [], []
    for text in typed:
        found = RATING.fullmatch(text.strip().upper())
        if found is None or not found[0]:
            raise Refused(f"Cotation incomprise : « {text} ». Écrivez A, 2 ou B2.", "rating")
        sources += [found[1]] if found[1] else []
        credibilities += [found[2]] if found[2] else []
    return _once(sources), _once(credibilities)


def _place(typed: str) -> str:
    """The code of a place of a filter: 76540, D76, R28. Raises Refused when `typed` names none, or several."""
    words = typed.strip()
    if not words:
        return ""
    places, upper = Places(), words.upper()
    if SPECIAL.fullmatch(upper) and upper[1:] in _territories(upper[0]):
        return upper
    if places.by_code(words):
        return upper
    if upper in departements():
        return f"D{upper}"
    communes = places.named(words)
    named = [f"{kind}{code}" for kind in "DR" for code, one in _territories(kind).items() if _same(one.name, words)]
    found = [*(one.code for one in communes), *named]
    if not found:
        raise Refused(f"Lieu inconnu : « {words} ». Écrivez une commune, un département ou une région.", "place")
    if len(communes) > 1 or (communes and named and f"D{communes[0].departement}" not in named):
        listed = ", ".join(found[:20])  # La Réunion is also a commune of Lot-et-Garonne
        raise Refused(f"« {words} » désigne plusieurs lieux : {listed}. Donnez le code.", "place")
    return found[0]


def _territories(letter: str) -> dict[str, Territory]:
    return departements() if letter == "D" else regions()


def _same(one: str, other: str) -> bool:
    return folded(one).replace("-", " ").split() == folded(other).replace("-", " ").split()
