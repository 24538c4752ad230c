"""`list`: the distribution lists of a crisis, written, corrected, and whom each reaches now."""

from typing import Any

from app.commands import naming
from app.commands.call import Call
from app.commands.parsing import Among, command, group, of_crisis
from app.core.arguments import Parser
from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.recipients import EVERYBODY, Query, Recipient, shown, typed
from app.core.registers.crisis import Crisis
from app.core.registers.lists import DistributionList, EditList, WriteList, rewritten
from app.core.search_text import folded
from app.core.store.references import ID

QUERY = ("words", "function", "organisation", "duty")
UNKNOWN = "La liste « {} » n'est pas connue dans cette crise."


def arrange(commands: Among) -> None:
    among = group(commands, "list", "les listes de diffusion d'une crise")
    adding = command(among, "add", "écrire une liste : des destinataires, une question à l'annuaire, ou les deux", _add)
    adding.add_argument("--name", required=True)
    editing = command(among, "edit", "corriger une liste", _edit)
    editing.add_argument("--name")
    showing = command(among, "show", "une liste, et qui elle atteint maintenant", _show)
    for parser in (editing, showing):
        parser.add_argument("list", metavar="LISTE", help="son nom ou son identifiant")
    for parser in (adding, editing):
        _described(parser)
    editing.add_argument("--remove", action="append", default=[], metavar="NOM", help="ôter un destinataire")
    state = editing.add_mutually_exclusive_group()
    state.add_argument("--set-aside", action="store_true", help="ne plus la proposer")
    state.add_argument("--use-again", action="store_true", help="la proposer de nouveau")
    listing = command(among, "list", "les listes", _list)
    for parser in (adding, editing, showing, listing):
        of_crisis(parser, required=True)


def _described(parser: Parser) -> None:
    named = "« AFP <desk@afp.fr>; Rédaction » (répétable)"
    parser.add_argument("--recipient", action="append", default=[], metavar="NOM <ADRESSE>", help=named)
    parser.add_argument("--words", help="chercher ces mots dans l'annuaire à chaque envoi")
    parser.add_argument("--function", help="et cette fonction")
    parser.add_argument("--organisation", help="et cet organisme")
    on_duty = "qui est d'astreinte à l'envoi dans ces organismes (« Santé; INT »), ou « * » pour toutes les astreintes"
    parser.add_argument("--duty", metavar="ORGANISMES", help=on_duty)


def named(call: Call, text: str, crisis: Crisis) -> DistributionList:
    """The list that `text` names: by its name, or the beginning of its id. Raises Refused."""
    lists = call.reading.lists(crisis.id)
    found = [one for one in lists if folded(one.name) == folded(text.strip())]
    if not found and ID.fullmatch(text):
        found = [one for one in lists if one.id.startswith(text)]
    if len(found) > 1:
        listed = ", ".join(one.id[:12] for one in found)
        raise Refused(f"« {text} » désigne plusieurs listes : {listed}. Donnez l'identifiant.", "list")
    if not found:
        raise Refused(UNKNOWN.format(text.strip()[:80]), "list")
    return found[0]


def _add(call: Call) -> None:
    crisis, options = naming.crisis(call, call.options.crisis), call.options
    query = Query(*(getattr(options, name) or "" for name in QUERY))
    done = call.desk.do(WriteList(crisis.id, options.name, _recipients(options.recipient), query))
    _tell(call, call.reading.distribution_list(done.id))


def _edit(call: Call) -> None:
    options = call.options
    before = named(call, options.list, naming.crisis(call, options.crisis))
    recipients = [one for one in before.recipients if one.name not in options.remove]
    missing = next((name for name in options.remove if name not in {one.name for one in before.recipients}), None)
    if missing is not None:
        raise Refused(f"{missing} n'est pas nommé dans cette liste.", "remove")
    now = {name: getattr(before.query, name) for name in QUERY}
    query = Query(**now | {name: value for name in now if (value := getattr(options, name)) is not None})
    name = before.name if options.name is None else options.name
    fields = rewritten(before, name, (*recipients, *_recipients(options.recipient)), query)
    if options.set_aside or options.use_again:
        fields["used"] = options.use_again
    call.desk.do(EditList(before.id, fields))
    _tell(call, call.reading.distribution_list(before.id))


def _recipients(texts: list[str]) -> tuple[Recipient, ...]:
    return typed("\n".join(texts))


def _list(call: Call) -> None:
    for one in call.reading.lists(naming.crisis(call, call.options.crisis).id):
        _tell(call, one)


def _show(call: Call) -> None:
    found = named(call, call.options.list, naming.crisis(call, call.options.crisis))
    reached = call.reading.recipients(found.id)
    values = {**_plain(found), "reaches": [plain(one) for one in reached]}
    lines = [_line(found), *(f"  {shown(one)}{_of(one)}" for one in reached)]
    call.speech.say(values, "\n".join(lines))


def _tell(call: Call, one: DistributionList) -> None:
    call.speech.say(_plain(one), _line(one))


def plain(recipient: Recipient) -> dict[str, str]:
    """A recipient as a script reads it."""
    return {"name": recipient.name, "address": recipient.address, "organisation": recipient.organisation}


def _plain(one: DistributionList) -> dict[str, Any]:
    return {
        "list": one.name,
        "id": one.id,
        "recipients": [plain(recipient) for recipient in one.recipients],
        "words": one.query.words,
        "function": one.query.function,
        "organisation": one.query.organisation,
        "duty": one.query.duty,
        "used": one.used,
        "conflicts": list(one.conflicts),
        "pending": one.pending,
    }


def _line(one: DistributionList) -> str:
    count = len(one.recipients)
    said = [f"{count} destinataire{'s' if count > 1 else ''}"] if count else []
    asked = (one.query.words, one.query.function, organisations().short(one.query.organisation))
    said += [f"annuaire : {' · '.join(filter(None, asked))}"] if one.query.asks_contacts else []
    on_duty = "toutes" if one.query.duty.strip() == EVERYBODY else one.query.duty
    said += [f"astreintes : {on_duty}"] if one.query.duty else []
    aside = "" if one.used else " · n'est plus en usage"
    return f"{one.id[:12]}  {one.name} · {', '.join(said)}{aside}{' · deux valeurs' if one.conflicts else ''}"


def _of(recipient: Recipient) -> str:
    return f" ({organisations().short(recipient.organisation)})" if recipient.organisation else ""
