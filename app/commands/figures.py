"""`figure`: what is counted, by whom and until when; two sources that disagree, and who decides which is published."""

import argparse
from pathlib import Path
from typing import Any

from app.commands import naming
from app.commands.call import Call
from app.commands.figure_speech import amendment, history, line, of, plain
from app.commands.journal import place
from app.commands.parsing import Among, command, group, of_crisis
from app.core import times
from app.core.errors import Refused
from app.core.figure_commands import AmendFigure, ChooseFigure, RecordFigure, SetPublishable
from app.core.figures import PRECISIONS, QUALIFIERS, key
from app.core.reckoning import Account
from app.documents import figures_import

WORDS = {
    "indicator": "ce qui est compté",
    "value": "le nombre : 25 233 ou 1,5",
    "unit": "unité",
    "source": "qui donne ce chiffre",
    "reference": "adresse ou référence",
    "note": "remarque",
}
NONE = "aucun"


def arrange(commands: Among) -> None:
    among = group(commands, "figure", "les chiffres du bilan")
    adding = command(among, "add", "écrire un chiffre", _add)
    amending = command(among, "amend", "rectifier un chiffre", _amend)
    for name, words in WORDS.items():
        adding.add_argument(f"--{name}", required=name in ("indicator", "value", "source"), default="", help=words)
        amending.add_argument(f"--{name}", help=words)
    for parser in (adding, amending):
        parser.add_argument("--cutoff", metavar="HEURE", help="heure d'arrêté (par défaut : maintenant)")
        parser.add_argument("--precision", choices=PRECISIONS, help="ce que l'on sait de cette heure")
        help = ", ".join(filter(None, QUALIFIERS.values()))
        parser.add_argument("--qualifier", type=_qualifier, metavar="QUALITÉ", help=help)
        parser.add_argument("--perimeter", metavar="LIEU", help="périmètre : commune, code INSEE ou mots")
        parser.add_argument("--replaces", metavar="CHIFFRE", help=f"chiffre remplacé, ou « {NONE} »")
    adding.add_argument("--publishable", action="store_true", help="il peut être publié (CCOM, DIR)")
    amending.add_argument("--reason", required=True, help="motif de la rectification")
    of_crisis(adding, required=True)

    listing = command(among, "list", "les chiffres en vigueur", _list)
    listing.add_argument("--all", action="store_true", help="aussi ceux qui sont remplacés ou écartés")
    listing.add_argument("--indicator", help="un seul indicateur")
    of_crisis(listing, required=True)
    showing = command(among, "show", "un chiffre et tout ce qu'on en a dit", _show)
    choosing = command(among, "choose", "dire lequel se publie quand des sources se contredisent", _choose)
    choosing.add_argument("--over", nargs="+", metavar="CHIFFRE", help="ceux qui sont écartés (par défaut : l'écart)")
    choosing.add_argument("--reason", required=True, help="motif du choix")
    clearing = command(among, "publish", "dire si un chiffre peut être publié", _publish)
    clearing.add_argument("--no", action="store_true", help="il ne se publie pas")
    clearing.add_argument("--reason", default="", help="motif (exigé avec --no)")
    for parser in (amending, showing, choosing, clearing):
        parser.add_argument("figure", metavar="CHIFFRE", help="BIL-SIG1-001")
        of_crisis(parser)
    importing = command(among, "import", "des chiffres publiés, fichiers ou dossiers YAML", _import)
    importing.add_argument("paths", type=Path, nargs="+", metavar="CHEMIN")
    of_crisis(importing, required=True)


def _qualifier(text: str) -> str:
    codes = {key(words): code for code, words in QUALIFIERS.items()} | {code: code for code in QUALIFIERS}
    if key(text) not in codes:
        raise argparse.ArgumentTypeError(text)
    return codes[key(text)]


def _add(call: Call) -> None:
    options, crisis = call.options, naming.crisis(call, call.options.crisis)
    said: dict[str, Any] = {name: getattr(options, name) for name in WORDS} | _typed(call, crisis.id, crisis.zone)
    where = said.pop("perimeter", {"name": "", "code": ""})
    replaces = said.pop("replaces", None)
    done = call.desk.do(
        RecordFigure(
            crisis.id,
            **said,
            perimeter=where["name"],
            territory=where["code"],
            replaces=replaces,
            publishable=options.publishable,
        )
    )
    _tell(call, done.id)


def _amend(call: Call) -> None:
    found = naming.record(call, call.options.figure, "figure")
    fields: dict[str, Any] = {name: getattr(call.options, name) for name in WORDS}
    fields = {name: value for name, value in fields.items() if value is not None}
    fields |= _typed(call, found.space, call.reading.crisis(found.space).zone)
    if not fields:
        raise Refused("Dites ce qui est rectifié : --value, --cutoff, --source…", "fields")
    call.desk.do(AmendFigure(found.id, fields, call.options.reason))
    _tell(call, found.id)


def _typed(call: Call, space: str, zone: str) -> dict[str, Any]:
    """What was typed of the hour, the quality, the place and the figure replaced."""
    options = call.options
    typed = {name: getattr(options, name) for name in ("precision", "qualifier")}
    found: dict[str, Any] = {name: value for name, value in typed.items() if value is not None}
    if options.cutoff is not None:
        hour = options.cutoff.strip()
        if times.DATE.fullmatch(hour):  # the last minute of that day stands for it
            found["precision"], hour = "day", f"{hour}T23:59"
        found["cutoff"] = times.parse(hour, call.clock.now(), zone)
    if options.perimeter is not None:
        where = place(options.perimeter)
        found["perimeter"] = {"name": where.name, "code": where.code} if where else {"name": "", "code": ""}
    if options.replaces is not None:
        none = key(options.replaces) in (NONE, "none", "")
        found["replaces"] = "" if none else _figure(call, options.replaces, space)
    return found


def _list(call: Call) -> None:
    crisis, options = naming.crisis(call, call.options.crisis), call.options
    account = call.reading.account(crisis.id)
    shown = list(account.figures.values()) if options.all else account.kept()
    for one in shown:
        if options.indicator is None or one.row.indicator_key == key(options.indicator):
            call.speech.say(plain(one, account, crisis.zone), line(one, account, crisis.zone))


def _show(call: Call) -> None:
    found = naming.record(call, call.options.figure, "figure")
    figure, account = call.reading.figure(found.id), call.reading.account(found.space)
    zone = call.reading.crisis(found.space).zone
    one = account.figures[found.id]
    shown = [line(one, account, zone), *filter(None, (figure.reference, figure.note))]
    shown += [amendment(each, zone) for each in figure.amendments]
    for clearance in figure.clearances:
        said = "Publiable" if clearance.publishable else "Non publiable"
        shown.append(f"{said} : {clearance.reason or 'sans motif'} ({clearance.author.name})")
    for choice in figure.choices:
        over = ", ".join(account.figures[id].row.number for id in choice.over if id in account.figures)
        said = f"Retenu plutôt que {over}" if choice.over else "Choix repris"
        shown.append(f"{said} : {choice.reason} ({choice.author.name})")
    call.speech.say({**plain(one, account, zone), "history": history(figure, zone)}, "\n".join(shown))


def _choose(call: Call) -> None:
    found = naming.record(call, call.options.figure, "figure")
    account = call.reading.account(found.space)
    over = tuple(_figure(call, text, found.space) for text in call.options.over or ())
    if not over:
        over = _others(account, found.id)
    call.desk.do(ChooseFigure(found.id, over, call.options.reason))
    _tell(call, found.id, f"Retenu plutôt que {', '.join(of(account.figures[id].row) for id in over)}.")


def _others(account: Account, figure: str) -> tuple[str, ...]:
    """Those that disagree with a figure now. Raises Refused."""
    found = next((one.ids for one in account.disagreements if figure in one.ids), None)
    if found is None:
        raise Refused("Aucun autre chiffre ne contredit celui-ci : il n'y a rien à choisir.", "over")
    return tuple(sorted(found - {figure}))


def _publish(call: Call) -> None:
    found = naming.record(call, call.options.figure, "figure")
    call.desk.do(SetPublishable(found.id, not call.options.no, call.options.reason))
    _tell(call, found.id)


def _import(call: Call) -> None:
    crisis = naming.crisis(call, call.options.crisis)
    brought = figures_import.bring_in(call.desk, call.reading, crisis, call.options.paths)
    values = {"publications": brought.publications, "added": brought.added, "known": brought.known}
    values["disagreements"] = len(call.reading.account(crisis.id).disagreements)
    plural = "s" if values["disagreements"] > 1 else ""
    awaiting = f" {values['disagreements']} écart{plural} à choisir." if values["disagreements"] else ""
    call.speech.say(values, figures_import.told(brought) + awaiting)


def _figure(call: Call, text: str, space: str) -> str:
    """The figure of that crisis that `text` names. Raises Refused."""
    found = call.reading.find(text, "figure", space)
    if len(found) == 1:
        return found[0].id
    if not found:
        raise Refused(naming.UNKNOWN["figure"].format(text.strip()[:80]), "figure")
    raise Refused(f"« {text} » désigne plusieurs chiffres : {', '.join(one.text for one in found)}.", "figure")


def _tell(call: Call, id: str, more: str = "") -> None:
    """Says what the figure has become among the others."""
    space = call.reading.figure(id).space
    account, zone = call.reading.account(space), call.reading.crisis(space).zone
    one = account.figures[id]
    call.speech.say(plain(one, account, zone), "\n".join(filter(None, (line(one, account, zone), more))))
