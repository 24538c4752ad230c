"""`call`: a call cascade at the command line: written, run, keyed in from paper, printed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.commands import call_speech, lists, naming
from app.commands.call import Call
from app.commands.disk import text_of
from app.commands.parsing import Among, command, group, of_crisis
from app.core import cascade_calls, cascade_paper, times
from app.core.arguments import Parser
from app.core.calling import revealed
from app.core.cascade import RESULTS, Cascade, Target
from app.core.cascade_commands import EditCascade, LogCall, LogCalls, WriteCascade, added, removed
from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.registers.crisis import Crisis


def arrange(commands: Among) -> None:
    among = group(commands, "call", "les cascades d'appel d'une crise")
    writing = command(among, "cascade", "écrire une cascade : qui appeler, dans quel ordre", _write)
    writing.add_argument("--title", required=True)
    writing.add_argument("--duties", nargs="*", metavar="ORGANISME", help="qui est d'astreinte maintenant")
    writing.add_argument("--list", metavar="LISTE", help="ceux que cette liste de diffusion atteint maintenant")
    editing = _of_one(among, "edit", "corriger une cascade : ajouter ou ôter quelqu'un", _edit)
    editing.add_argument("--title")
    editing.add_argument("--remove", action="append", default=[], metavar="QUI", help="ôter (son n°, son nom)")
    for parser in (writing, editing):
        parser.add_argument("--say", metavar="TEXTE", help="ce qui est dit à chacun")
        parser.add_argument("--query", metavar="MOTS", help="ceux de l'annuaire que ces mots trouvent")
        parser.add_argument("--contact", action="append", default=[], metavar="CONTACT", help="répétable")
    listing = command(among, "list", "les cascades d'une crise", _list)
    showing = _of_one(among, "show", "qui est joint, qui reste à appeler", _show)
    logging = _of_one(among, "log", "noter un appel : la main courante le dit d'elle-même", _log)
    logging.add_argument("target", metavar="QUI", help="son n° sur la feuille, ou son nom")
    logging.add_argument("--result", required=True, metavar="RÉSULTAT", help=", ".join(RESULTS.values()))
    logging.add_argument("--number", default="", metavar="NUMÉRO", help="le numéro composé")
    logging.add_argument("--at", metavar="HEURE", help="heure de l'appel : 03:12 (par défaut : maintenant)")
    logging.add_argument("--note", default="")
    logging.add_argument("--deputy", action="store_true", help="c'est son suppléant qui a été appelé")
    logging.add_argument("--by", default="", metavar="NOM", help="qui a appelé (par défaut : vous)")
    importing = _of_one(among, "import", "saisir les résultats d'une feuille (CSV), tous ou aucun", _import)
    importing.add_argument("file", type=Path, metavar="FICHIER", help="colonnes : n°, résultat, heure, remarque, par")
    printing = _of_one(among, "print", "la feuille d'appel, à remplir à la main", _print)
    printing.add_argument("--out", type=Path, required=True, metavar="F.pdf")
    printing.add_argument("--private", action="store_true", help="numéros privés en clair : c'est noté")
    for parser in (showing, printing):
        parser.add_argument("--second", action="store_true", help="le second passage : ceux qui ne sont pas joints")
    for parser in (writing, listing):
        of_crisis(parser, required=True)


def _of_one(among: Among, name: str, help: str, run: Callable[[Call], None]) -> Parser:
    """A command about a cascade that is written."""
    parser = command(among, name, help, run)
    parser.add_argument("cascade", metavar="CASCADE", help="CAS-SIG1-001")
    of_crisis(parser)
    return parser


def _write(call: Call) -> None:
    crisis, options = naming.crisis(call, call.options.crisis), call.options
    sources = [options.list, options.query, options.duties, options.contact or None]
    if sum(one is not None for one in sources) != 1:
        raise Refused("Dites qui appeler : --list, --query, --duties ou --contact, un seul des quatre.", "targets")
    targets = _targets(call, crisis)
    if not targets:
        raise Refused("Personne ne répond à cette demande : rien n'est écrit.", "targets")
    done = call.desk.do(WriteCascade(crisis.id, options.title, options.say or "", tuple(targets)))
    _tell(call, call.reading.cascade(done.id))


def _targets(call: Call, crisis: Crisis) -> list[Target]:
    options = call.options
    if options.contact:
        return call.reading.targets_of([naming.contact(call, one) for one in options.contact])
    if options.query is not None:
        return call.reading.targets_found(options.query, crisis.id)
    if options.list is not None:
        return call.reading.targets_of_list(lists.named(call, options.list, crisis).id)
    codes = tuple(organisations().code_of(one) or one for one in options.duties)
    return call.reading.targets_on_call(crisis.id, call.reading.server_time().now, codes)


def _edit(call: Call) -> None:
    options, before = call.options, _named(call)
    crisis = call.reading.crisis(before.space)
    fields: dict[str, Any] = removed(cascade_paper.named(one, before).key for one in options.remove)
    if options.contact:
        fields |= added(before, call.reading.targets_of([naming.contact(call, one) for one in options.contact]))
    if options.query is not None:
        fields |= added(before, call.reading.targets_found(options.query, crisis.id))
    fields |= {"title": options.title} if options.title is not None else {}
    fields |= {"words": options.say} if options.say is not None else {}
    if not fields and (options.contact or options.query):
        raise Refused("Ceux que vous ajoutez sont déjà dans la cascade : rien n'est changé.", "targets")
    call.desk.do(EditCascade(before.id, fields))
    _tell(call, call.reading.cascade(before.id))


def _list(call: Call) -> None:
    for one in call.reading.cascades(naming.crisis(call, call.options.crisis).id):
        _tell(call, one)


def _show(call: Call) -> None:
    cascade = _named(call)
    zone, private = call.reading.crisis(cascade.space).zone, call.reading.masked_numbers(cascade)
    chosen = cascade_calls.second_pass if call.options.second else cascade_calls.lines
    for one in chosen(cascade, private):
        call.speech.say(call_speech.plain(one, cascade, zone), call_speech.line(one, zone))
    if not call.speech.as_json:
        call.speech.warn(f"{cascade.number}, {cascade.title} : {cascade_calls.progress(cascade).words}.")


def _log(call: Call) -> None:
    options, cascade = call.options, _named(call)
    zone = call.reading.crisis(cascade.space).zone
    target = cascade_paper.named(options.target, cascade)
    at = times.parse(options.at, call.clock.now(), zone) if options.at else None
    told = (options.number, at, options.note, options.deputy, options.by)
    call.desk.do(LogCall(cascade.id, target.key, cascade_paper.result(options.result), *told))
    _tell_target(call, cascade.id, target.key)


def _import(call: Call) -> None:
    cascade = _named(call)
    zone = call.reading.crisis(cascade.space).zone
    rows = cascade_paper.rows_of(text_of(call.options.file))
    keyed = cascade_paper.read(rows, cascade, call.clock.now(), zone)
    if keyed.problems:
        listed = "\n".join(f"Ligne {one.line} : {one.words}" for one in keyed.problems)
        raise Refused(f"{listed}\nRien n'a été enregistré.", "file")
    call.desk.do(LogCalls(cascade.id, tuple(keyed.calls.values())))
    now = call.reading.cascade(cascade.id)
    words = f"{len(keyed.calls)} appels saisis. {cascade_calls.progress(now).words}"
    call.speech.say({**call_speech.summary(now), "added": len(keyed.calls)}, words)


def _print(call: Call) -> None:
    from app.documents import call_sheet

    options, cascade = call.options, _named(call)
    sheet = call.reading.call_sheet(cascade.id, options.second)
    if options.private:
        sheet = revealed(call.desk, call.reading, sheet)
    sha256 = call_sheet.take_out(call.desk, sheet, options.out)
    values = {**call_speech.summary(cascade), "file": str(options.out), "sha256": sha256, "lines": len(sheet.lines)}
    values["private"] = sheet.revealed
    call.speech.say(values, f"{options.out}\n{len(sheet.lines)} à appeler. SHA-256 {sha256}.")


def _named(call: Call) -> Cascade:
    return call.reading.cascade(naming.record(call, call.options.cascade, "cascade").id)


def _tell(call: Call, one: Cascade) -> None:
    call.speech.say(call_speech.summary(one), call_speech.headed(one))


def _tell_target(call: Call, id: str, key: str) -> None:
    """Says what is now known of that target, and which number to dial next."""
    cascade = call.reading.cascade(id)
    zone = call.reading.crisis(cascade.space).zone
    line = cascade_calls.line(cascade, key, call.reading.masked_numbers(cascade))
    if line is not None:
        call.speech.say(call_speech.plain(line, cascade, zone), call_speech.line(line, zone))
