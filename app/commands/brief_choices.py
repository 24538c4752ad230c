"""What the author of a brief chooses on the command line: words, reasons, lines left out, marks, what follows."""

from argparse import Namespace
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from app.commands.disk import text_of
from app.commands.parsing import Among
from app.core import times
from app.core.brief_formats import ANNEXES, FORMATS, shown_number
from app.core.brief_offer import Pick, Proposal
from app.core.composition import Composition, require_complete
from app.core.entries import TLP
from app.core.errors import Refused
from app.core.registers.crisis import Crisis


def arrange(making: Among) -> None:
    """The options of whoever composes."""
    making.add_argument("--format", required=True, choices=FORMATS)
    making.add_argument("--cutoff", metavar="HEURE", help="heure d'arrêté (maintenant par défaut)")
    making.add_argument("--section", action="append", default=[], metavar="N=FICHIER", help="texte d'une section")
    making.add_argument("--none", action="append", default=[], metavar="N=MOTIF", help="pourquoi elle est sans objet")
    making.add_argument("--leave-out", action="append", default=[], metavar="N°", help="une ligne à ne pas imprimer")
    making.add_argument("--take", action="append", default=[], metavar="N°", help="une ligne à imprimer malgré tout")
    making.add_argument("--annexes", metavar="A,B", help=f"parmi {', '.join(ANNEXES)}, ou rien")
    making.add_argument("--marking", metavar="MENTION", help="celle de la crise par défaut")
    making.add_argument("--tlp", choices=[one for one in TLP if one], help="celui de la crise par défaut")
    making.add_argument("--next", metavar="HEURE", help="prochain point (celui du rythme par défaut)")


def typed(options: Namespace, crisis: Crisis, now: int) -> Composition:
    """What these options say, before anything is gathered. Raises Refused."""
    texts = _once(_text(given, options.format) for given in options.section)
    nothing = _once(_numbered(given, "--none N=MOTIF", options.format) for given in options.none)
    both = sorted(texts.keys() & nothing.keys())
    empty = [number for number, reason in nothing.items() if not reason.strip()]
    if both or empty:
        raise Refused(f"Section {(both or empty)[0]} : un texte, ou un motif, mais un seul des deux.", "none")
    require_complete(texts.items())
    annexes = None if options.annexes is None else tuple(filter(None, map(str.strip, options.annexes.split(","))))
    unknown = [one for one in annexes or () if one not in ANNEXES]
    if unknown:
        raise Refused(f"Annexe inconnue : {unknown[0]}. Annexes : {', '.join(ANNEXES)}.", "annexes")
    next_at = times.parse(options.next, now, crisis.zone) if options.next else None
    return Composition(
        options.format,
        texts=texts,
        nothing=nothing,
        annexes=annexes,
        marking=options.marking,
        tlp=options.tlp,
        next_at=next_at,
    )


def chosen(options: Namespace, proposal: Proposal, composition: Composition) -> Composition:
    """The same, with the lines that were named left out or taken. Raises Refused for one that is not offered."""
    lines = {key: pick for pick in _picks(proposal) for key in (pick.key, *_called(pick))}
    out = frozenset(_named(lines, one) for one in options.leave_out)
    return replace(composition, out=out, into=frozenset(_named(lines, one) for one in options.take))


def _picks(proposal: Proposal) -> list[Pick]:
    groups = [group for offer in proposal.offers for group in offer.groups]
    return [pick for group in (*groups, *proposal.annexes.values()) for pick in group.picks]


def _called(pick: Pick) -> list[str]:
    """What a person calls that line: the number its note begins with, with its version or without."""
    number = pick.note.partition(" · ")[0]
    return [number, number.partition(" ")[0]] if number else []


def _named(lines: Mapping[str, Pick], text: str) -> str:
    if text not in lines:
        raise Refused(f"« {text} » n'est pas proposé pour ce point : « brief compose » dit ce qui l'est.", "leave_out")
    return lines[text].key


def _once(given: Iterable[tuple[int, str]]) -> Mapping[int, str]:
    """Raises Refused for a section that is given twice."""
    found: dict[int, str] = {}
    for section, words in given:
        if section in found:
            raise Refused(f"Section {shown_number(section)} : donnée deux fois.", "section")
        found[section] = words
    return found


def _text(given: str, format: str) -> tuple[int, str]:
    number, file = _numbered(given, "--section N=FICHIER", format)
    return number, text_of(Path(file))


def _numbered(given: str, form: str, format: str) -> tuple[int, str]:
    """The section of that format, as it is numbered on paper, and what is said of it."""
    number, equals, rest = given.partition("=")
    sections = {str(shown_number(one)): one for one in FORMATS[format].sections}
    if not equals or number not in sections:
        last = max(map(int, sections))
        among = f"de 1 à {last}" if len(sections) == last else f"parmi {', '.join(sections)}"
        raise Refused(f"Écrivez {form}, N {among} : « {given} » n'est pas compris.", "section")
    return sections[number], rest
