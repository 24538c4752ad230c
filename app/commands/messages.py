"""`message` and `visa`: writing what the State will say, and clearing the exact text."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from app.commands import naming
from app.commands.call import Call
from app.commands.disk import text_of
from app.commands.parsing import Among, command, group, of_crisis
from app.core.arguments import Parser
from app.core.clock import rfc3339
from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.registers.messages import KINDS, STATES, Draft, GiveVisa, Message, Revise, Submit, Withdraw
from app.core.registers.visas import DECISIONS, Visa
from app.core.texts import Text, Version, placeholders


def arrange(commands: Among) -> None:
    among = group(commands, "message", "éléments de langage, communiqués, questions-réponses")
    drafting = command(among, "draft", "commencer un message", _draft)
    drafting.add_argument("--kind", required=True, choices=KINDS)
    drafting.add_argument("--title", required=True, help="titre")
    drafting.add_argument("--topic", default="", help="thème")
    drafting.add_argument("--text-file", type=Path, required=True, metavar="FICHIER", help="le corps, en UTF-8")
    of_crisis(drafting, required=True)
    revising = _on_message(among, "revise", "écrire une nouvelle version", _revise)
    revising.add_argument("--title", help="titre")
    revising.add_argument("--text-file", type=Path, metavar="FICHIER", help="le corps, en UTF-8")
    revising.add_argument("--version", metavar="V", help="la version reprise, quand il y en a deux")
    for parser in (drafting, revising):
        parser.add_argument("--lead", help="chapô")
        parser.add_argument("--key-message", action="append", help="message clé (répétable)")
        parser.add_argument("--issuer", help="émetteur")
    submitting = _on_message(among, "submit", "demander les visas", _submit)
    submitting.add_argument("--version", metavar="V")
    _on_message(among, "withdraw", "retirer", _withdraw).add_argument("--reason", required=True, help="motif")
    _on_message(among, "show", "le texte, son état et ses visas", _show)
    of_crisis(command(among, "list", "les messages d'une crise", _list), required=True)

    giving = _on_message(commands, "visa", "donner son visa sur un texte exact", _visa)
    giving.add_argument("--version", metavar="V", help="la version visée (v3·4b07)")
    giving.add_argument("--decision", required=True, choices=DECISIONS)
    giving.add_argument("--comment", default="", help="réserve ou remarque")


def _on_message(among: Among, name: str, help: str, run: Any) -> Parser:
    parser = command(among, name, help, run)
    parser.add_argument("message", metavar="MESSAGE", help="EDL-SIG1-001")
    of_crisis(parser)
    return parser


def _draft(call: Call) -> None:
    options, crisis = call.options, naming.crisis(call, call.options.crisis)
    text = _written(call, Text("", ""))
    done = call.desk.do(Draft(crisis.id, options.kind, text, options.topic))
    _tell_version(call, call.reading.message(done.id), "enregistré")


def _written(call: Call, before: Text) -> Text:
    """`before` with what was typed; what was not typed stays."""
    options = call.options
    typed = {"title": options.title, "lead": options.lead, "issuer": options.issuer}
    changes: dict[str, Any] = {name: value for name, value in typed.items() if value is not None}
    if options.key_message is not None:
        changes["key_messages"] = tuple(options.key_message)
    if options.text_file is not None:
        changes["body"] = text_of(options.text_file)
    if not changes:
        raise Refused("Dites ce qui change : --text-file, --title, --lead, --key-message ou --issuer.", "text")
    return replace(before, **changes)


def _revise(call: Call) -> None:
    message = _named(call)
    alone = len(message.heads) == 1 and not call.options.version
    before = message.current if alone else _head(message, call.options.version)
    call.desk.do(Revise(message.id, _written(call, before.text)))
    _tell_version(call, call.reading.message(message.id), "révisé")


def _head(message: Message, label: str | None) -> Version:
    """The current version of that label. Raises Refused with those there are."""
    found = [one for one in message.heads if label in (one.label, one.hash, f"v{one.number}")]
    if len(found) != 1:
        names = ", ".join(one.label for one in message.heads)
        said = f"La version {label} n'est pas en cours." if label else "Il y a deux versions."
        raise Refused(f"{message.reference} : {said} Dites laquelle avec --version : {names}.", "version")
    return found[0]


def _submit(call: Call) -> None:
    message = _named(call)
    call.desk.do(Submit(message.id, call.options.version))
    message = call.reading.message(message.id)
    if message.placeholders:
        blanks = ", ".join(message.placeholders)
        call.speech.warn(f"Texte à compléter : {blanks}. Le visa final sera refusé tant qu'il en reste.")
    _tell_version(call, message, "soumis au visa")


def _withdraw(call: Call) -> None:
    message = _named(call)
    call.desk.do(Withdraw(message.id, call.options.reason))
    _tell_version(call, call.reading.message(message.id), "retiré")


def _visa(call: Call) -> None:
    options, message = call.options, _named(call)
    before = {one.id for one in message.visas}
    call.desk.do(GiveVisa(message.id, options.version, options.decision, options.comment))
    message, me = call.reading.message(message.id), call.reading.me()
    given = [one for one in message.visas if one.id not in before and one.person == me.person][-1]
    values = {
        "visa": given.id,
        "message": message.reference,
        "version": given.version,
        "decision": given.decision,
        "state": message.state,
        "missing": list(message.missing),
    }
    call.speech.say(
        values, f"Visa {DECISIONS[given.decision]} sur {message.reference} {given.version}.\n{_state(message)}"
    )


def _named(call: Call) -> Message:
    return call.reading.message(naming.record(call, call.options.message, "message").id)


def _tell_version(call: Call, message: Message, what: str) -> None:
    values = {
        "message": message.reference,
        "id": message.id,
        "version": message.current.label,
        "state": message.state,
        "placeholders": list(message.placeholders),
    }
    call.speech.say(values, f"{message.reference} {message.current.label} {what}.\n{_state(message)}")


def _list(call: Call) -> None:
    crisis = naming.crisis(call, call.options.crisis)
    for row in reversed(call.reading.messages(crisis.id)):
        values = {
            "message": row.reference,
            "id": row.id,
            "kind": row.kind,
            "title": row.title,
            "topic": row.topic,
            "version": row.version,
            "state": row.state,
            "changed_at": rfc3339(row.changed_at, crisis.zone),
            "pending": row.pending,
            "awaits_me": row.awaits_me,
        }
        mine = " · attend votre visa" if row.awaits_me else ""
        call.speech.say(values, f"{row.reference:<14} {row.version:<9} {STATES[row.state]:<12} {row.title}{mine}")


def _show(call: Call) -> None:
    message = _named(call)
    zone = call.reading.crisis(message.space).zone
    text = message.current.text
    values = {
        "message": message.reference,
        "id": message.id,
        "kind": message.kind,
        "topic": message.topic,
        "version": message.current.label,
        "title": text.title,
        "lead": text.lead,
        "text": text.body,
        "key_messages": list(text.key_messages),
        "issuer": text.issuer,
        "language": text.language,
        "state": message.state,
        "heads": [one.label for one in message.heads],
        "versions": [_plain_version(one, zone) for one in message.versions],
        "visas": [_plain_visa(one, zone) for one in message.visas],
        "missing": list(message.missing),
        "placeholders": list(message.placeholders),
        "withdrawn_reason": message.withdrawn_reason,
        "unconfirmed": message.unconfirmed,
        "author": message.author.name,
        "created_at": rfc3339(message.created_at, zone),
        "changed_at": rfc3339(message.changed_at, zone),
    }
    call.speech.say(values, _told(message, zone))


def _plain_version(version: Version, zone: str) -> dict[str, Any]:
    return {
        "version": version.label,
        "hash": version.hash,
        "title": version.text.title,
        "text": version.text.body,
        "authors": [one.name for one in version.authors],
        "at": rfc3339(version.at, zone),
        "current": version.current,
        "submitted": version.submitted,
        "placeholders": list(placeholders(version.text)),
    }


def _plain_visa(visa: Visa, zone: str) -> dict[str, Any]:
    return {
        "visa": visa.id,
        "step": visa.step,
        "organisation": visa.organisation or visa.author.organisation,
        "person": visa.author.name,
        "role": visa.author.role,
        "decision": visa.decision,
        "comment": visa.comment,
        "version": visa.version,
        "at": rfc3339(visa.at, zone),
        "by_phone": False,
        "confirmed": True,
        "counts": visa.counts,
        "why_not": visa.why_not,
        "rank": visa.rank,
    }


def _state(message: Message) -> str:
    said = STATES[message.state].capitalize()
    if message.unconfirmed:
        said += ", non confirmé par le serveur"
    return f"{said}. Manque : {' ; '.join(message.missing)}." if message.missing else f"{said}."


def _told(message: Message, zone: str) -> str:
    names, lines = organisations(), [f"{message.reference} · {KINDS[message.kind][1]} · {_state(message)}"]
    for version in message.heads:
        text = version.text
        authors = ", ".join(one.name for one in version.authors)
        lines += ["", f"{version.label}, {authors}, {rfc3339(version.at, zone)}", text.title]
        lines += [part for part in (text.lead, *(f"• {one}" for one in text.key_messages), text.body) if part]
    lines += [""] if message.visas else []
    for visa in message.visas:
        who = f"{visa.author.name} ({names.short(visa.organisation or visa.author.organisation)}, {visa.author.role})"
        why_not = "" if visa.counts else f" — ne compte pas : {visa.why_not}"
        comment = f" « {visa.comment} »" if visa.comment else ""
        lines.append(
            f"Visa {DECISIONS.get(visa.decision, visa.decision)} de {who} sur {visa.version}{comment}{why_not}"
        )
    return "\n".join(lines)
