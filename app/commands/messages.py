"""`message`: writing what the State will say, sending it round, reading where it stands."""

from typing import Any

from app.commands import dispatching, files, message_acts, message_speech, message_writing, naming, visas
from app.commands.call import Call
from app.commands.parsing import Among, command, group, of_crisis
from app.core import circuits
from app.core.arguments import Parser
from app.core.errors import Refused
from app.core.message import KINDS, STATES, Message
from app.core.message_commands import Describe, Draft, Proofread, ReadMessage, Revise, Submit, Support
from app.core.templates import template, templates
from app.core.texts import Text, Version


def arrange(commands: Among) -> None:
    among = group(commands, "message", "éléments de langage, communiqués, questions-réponses")
    drafting = command(among, "draft", "commencer un message", _draft)
    drafting.add_argument("--kind", choices=KINDS, help="genre ; celui du modèle quand il y en a un")
    drafting.add_argument("--template", metavar="MODÈLE", help="partir d'un modèle (message templates)")
    of_crisis(drafting, required=True)
    revising = _on_message(among, "revise", "écrire une nouvelle version", _revise)
    revising.add_argument("--version", metavar="V", help="la version reprise, quand il y en a deux")
    describing = _on_message(among, "describe", "changer ce qui est à côté du texte", _describe)
    for parser in (drafting, revising):
        message_writing.of_text(parser)
    for parser in (drafting, describing):
        message_writing.of_aside(parser)
    supporting = _on_message(among, "support", "dire sur quels faits et chiffres il s'appuie", _support)
    drafting.add_argument("--fact", action="append", metavar="N°", help="fait ou chiffre d'appui (répétable)")
    supporting.add_argument("--add", action="append", metavar="N°", help="SIG1-0147 ou BIL-SIG1-001 (répétable)")
    supporting.add_argument("--remove", action="append", metavar="N°", help="n'est plus un appui (répétable)")
    submitting = _on_message(among, "submit", "demander les visas", _submit)
    submitting.add_argument(
        "--circuit", default="", choices=[one.id for one in circuits.house()], help="circuit de visas"
    )
    proofing = _on_message(among, "proofread", "dire qu'on l'a relu", _proofread)
    proofing.add_argument("--remark", default="", help="ce qu'on y changerait")
    reading = _on_message(among, "read", "dire qu'on l'a lu", _read)
    for parser in (submitting, proofing, reading):
        parser.add_argument("--version", metavar="V")
    comparing = _on_message(among, "diff", "les mots qui changent entre deux versions", _diff)
    comparing.add_argument("--from", dest="former", metavar="V", help="sans elle, la version d'avant")
    comparing.add_argument("--to", dest="new", metavar="V", help="sans elle, la version en cours")
    comparing.add_argument("--since-visa", metavar="ORGANISME", help="depuis le dernier visa de cet organisme")
    message_acts.arrange(among)
    dispatching.arrange(among)
    files.arrange_proofs(among)
    _on_message(among, "show", "le texte, son état et ses visas", _show)
    listing = command(among, "list", "les messages d'une crise", _list)
    listing.add_argument("--in-force", action="store_true", help="seulement ce qui peut être dit maintenant")
    listing.add_argument("--mine", action="store_true", help="seulement ceux qui attendent mon visa")
    of_crisis(listing, required=True)
    command(among, "templates", "les modèles de textes", _templates)
    visas.arrange(commands)


def _on_message(among: Among, name: str, help: str, run: Any) -> Parser:
    parser = command(among, name, help, run)
    parser.add_argument("message", metavar="MESSAGE", help="EDL-SIG1-001")
    of_crisis(parser)
    return parser


def _draft(call: Call) -> None:
    options, crisis = call.options, naming.crisis(call, call.options.crisis)
    model = template(options.template) if options.template else None
    kind = options.kind or (model.kind if model else "")
    if not kind:
        raise Refused("Dites le genre (--kind) ou partez d'un modèle (--template).", "kind")
    beside = model.aside if model else {}
    aside = {**beside, **message_writing.aside(call, crisis.id)}
    text = message_writing.text(call, model.text if model else Text("", ""))
    uses = message_writing.supports(call, options.fact)
    done = call.desk.do(Draft(crisis.id, kind, text, aside=aside, uses=uses))
    _tell(call, done.id, "enregistré")


def _revise(call: Call) -> None:
    message = named(call)
    alone = len(message.heads) == 1 and not call.options.version
    before = message.current if alone else _head(message, call.options.version)
    text = message_writing.text(call, before.text)
    if text == before.text and alone:
        raise Refused("Dites ce qui change : --text-file, --title, --lead, --key-message, --issuer…", "text")
    call.desk.do(Revise(message.id, text))
    _tell(call, message.id, "révisé")


def _head(message: Message, label: str | None) -> Version:
    """The current version of that label. Raises Refused with those there are."""
    found = [one for one in message.heads if label in (one.label, one.hash, f"v{one.number}")]
    if len(found) != 1:
        names = ", ".join(one.label for one in message.heads)
        said = f"La version {label} n'est pas en cours." if label else "Il y a deux versions."
        raise Refused(f"{message.reference} : {said} Dites laquelle avec --version : {names}.", "version")
    return found[0]


def _describe(call: Call) -> None:
    message = named(call)
    call.desk.do(Describe(message.id, message_writing.aside(call, message.space)))
    _tell(call, message.id, "décrit")


def _support(call: Call) -> None:
    message, options = named(call), call.options
    added, removed = (message_writing.supports(call, typed) for typed in (options.add, options.remove))
    call.desk.do(Support(message.id, added, removed))
    _tell(call, message.id, "mis à jour")


def _submit(call: Call) -> None:
    message = named(call)
    call.desk.do(Submit(message.id, call.options.version, call.options.circuit))
    message = call.reading.message(message.id)
    if message.placeholders:
        blanks = ", ".join(message.placeholders)
        call.speech.warn(f"Texte à compléter : {blanks}. Le visa final sera refusé tant qu'il en reste.")
    against = call.reading.contradictions(message.id)
    for one in against:
        call.speech.warn(f"Contradiction : {one.words}")
    message_acts.tell(call, message.id, "soumis au visa", contradictions=message_speech.plain_against(against))


def _proofread(call: Call) -> None:
    message = named(call)
    call.desk.do(Proofread(message.id, call.options.version, call.options.remark))
    _tell(call, message.id, "relu")


def _read(call: Call) -> None:
    message = named(call)
    call.desk.do(ReadMessage(message.id, call.options.version))
    _tell(call, message.id, "lu")


def _diff(call: Call) -> None:
    options, message = call.options, named(call)
    new = _version(message, options.new) if options.new else message.current
    if options.since_visa:
        former = _signed(message, options.since_visa)
    elif options.former:
        former = _version(message, options.former)
    else:
        before = [one for one in message.versions if one.number < new.number]
        if not before:
            raise Refused(f"{message.reference} n'a pas de version avant {new.label}.", "version")
        former = before[-1]
    call.speech.say(*message_speech.changes(former, new))


def _version(message: Message, label: str) -> Version:
    found = [one for one in message.versions if label in (one.label, one.hash, f"v{one.number}")]
    if len(found) != 1:
        listed = ", ".join(one.label for one in message.versions)
        raise Refused(f"{message.reference} : « {label} » ne désigne pas une version. Versions : {listed}.", "version")
    return found[0]


def _signed(message: Message, organisation: str) -> Version:
    code = visas.organisation_code(organisation)
    given = [one for one in message.visas if code in (one.organisation, one.author.organisation)]
    labels = {one.label: one for one in message.versions}
    known = [labels[one.version] for one in given if one.version in labels]
    if not known:
        raise Refused(f"{organisation} n'a donné aucun visa sur {message.reference}.", "since_visa")
    return known[-1]


def named(call: Call) -> Message:
    """The message a command names. Raises Refused."""
    return call.reading.message(naming.record(call, call.options.message, "message").id)


def _tell(call: Call, id: str, what: str) -> None:
    message_acts.tell(call, id, what)


def _list(call: Call) -> None:
    crisis = naming.crisis(call, call.options.crisis)
    for row in reversed(call.reading.messages(crisis.id)):
        if (call.options.in_force and not row.in_force) or (call.options.mine and not row.awaits_me):
            continue
        mine = " · attend votre visa" if row.awaits_me else ""
        said = row.spoken if call.options.in_force else row.title
        line = f"{row.reference:<14} {row.version:<9} {STATES[row.state]:<14} {said}{mine}"
        values = message_speech.plain_row(row, call.reading.message(row.id), crisis.zone) if call.speech.as_json else {}
        call.speech.say(values, line)


def _show(call: Call) -> None:
    message = named(call)
    zone = call.reading.crisis(message.space).zone
    against = call.reading.contradictions(message.id)
    call.speech.say(message_speech.plain(message, zone, against), message_speech.told(message, zone, against))


def _templates(call: Call) -> None:
    for one in templates():
        values = {"template": one.id, "name": one.name, "kind": one.kind}
        kind = KINDS[one.kind][1]
        call.speech.say(values, f"{one.id:<22} {one.name}{f' ({kind})' if kind != one.name else ''}")
