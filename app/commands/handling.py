"""`journal triage|assign|link|unlink|acknowledge|key`: what becomes of an entry once it is written."""

from app.commands import naming
from app.commands.call import Call
from app.commands.entry_speech import line, plain
from app.commands.parsing import Among, command, of_crisis
from app.core import entries, times
from app.core.arguments import Parser
from app.core.entry_commands import Assign, Handle, Link, Triage, Unlink
from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.registers.acknowledgements import Acknowledge
from app.core.store.references import ID

STEPS = {"sort": "to_sort", "decide": "to_decide", "pass-on": "to_pass_on", "close": "closed"}


def arrange(among: Among) -> None:
    triaging = command(among, "triage", "amener une entrée à une étape du suivi", _triage)
    triaging.add_argument("--step", required=True, choices=STEPS, help="à trier, à décider, à transmettre, clos")
    triaging.add_argument("--reason", default="", help="motif, obligatoire pour revenir à une étape antérieure")
    assigning = command(among, "assign", "dire qui s'en occupe, et avant quelle heure", _assign)
    assigning.add_argument("--to", metavar="NOM", help="membre de la crise ou organisme ; sans lui, plus personne")
    assigning.add_argument("--due", metavar="HEURE", help="échéance : 04:30 (la prochaine), 2026-09-24T04:30")
    linking = command(among, "link", "lier une entrée à une autre", _link)
    unlinking = command(among, "unlink", "reprendre un lien mis par erreur", _unlink)
    for parser in (linking, unlinking):
        parser.add_argument("--kind", required=True, choices=entries.LINKS, help=", ".join(entries.LINKS.values()))
        parser.add_argument("--to", required=True, metavar="ENTRÉE", help="l'autre entrée : SIG1-0147")
    linking.add_argument("--note", default="", help="en quoi")
    linking.add_argument("--settled", default="", metavar="ARBITRAGE", help="comment la contradiction est tranchée")
    unlinking.add_argument("--reason", required=True, help="motif")
    marking = command(among, "key", "marquer comme fait marquant", _key)
    marking.add_argument("--no", action="store_true", help="ce n'en est plus un")
    ranking = command(among, "priority", "changer la priorité", _priority)
    for parser in (triaging, assigning, linking, unlinking, marking, ranking):
        _of_entry(parser)
    ranking.add_argument("priority", type=int, choices=(1, 2, 3, 4), metavar="PRIORITÉ", help="1 (la plus haute) à 4")
    reading = command(among, "acknowledge", "dire que ces entrées sont lues", _acknowledge)
    reading.add_argument("entries", nargs="+", metavar="ENTRÉE", help="SIG1-0147 SIG1-0148…")
    of_crisis(reading)


def _of_entry(parser: Parser) -> None:
    parser.add_argument("entry", metavar="ENTRÉE", help="SIG1-0147")
    of_crisis(parser)


def _triage(call: Call) -> None:
    found = naming.record(call, call.options.entry, "entry")
    _done(call, Triage(found.id, STEPS[call.options.step], call.options.reason))


def _assign(call: Call) -> None:
    found = naming.record(call, call.options.entry, "entry")
    due = call.options.due and due_of(call.options.due, call.clock.now(), call.reading.crisis(found.space).zone)
    to = assignee(call, found.space, call.options.to) if call.options.to else None
    _done(call, Assign(found.id, to, due or None))


def due_of(text: str, now: int, zone: str) -> int:
    """The next such hour, or the very moment named."""
    if hour := times.HOUR.fullmatch(text.strip()):
        return times.next_after(int(hour[1]), int(hour[2]), now, zone)
    return times.parse(text, now, zone)


def assignee(call: Call, crisis: str, text: str) -> entries.Assignee:
    """The member of the crisis, or else the organisation, that `text` names. Raises Refused."""
    members = {one.person: one for one in call.reading.members(crisis)}
    persons = [one for one in call.reading.persons() if one.id in members]
    if naming.called(text, persons) or ID.fullmatch(text):
        person = naming.person(text, text if ID.fullmatch(text) else "", persons)
        return entries.Assignee(person.id, members[person.id].organisation, person.name)
    try:
        code = organisations().resolve(text)
    except Refused as unknown:
        raise Refused(f"« {text} » n'est ni un membre de cette crise ni un organisme connu.", "assigned") from unknown
    return entries.Assignee("", code, organisations().short(code))


def _link(call: Call) -> None:
    options = call.options
    found = naming.record(call, options.entry, "entry")
    other = naming.record(call, options.to, "entry")
    _done(call, Link(found.id, options.kind, other.id, options.note, options.settled))


def _unlink(call: Call) -> None:
    found, other = (naming.record(call, text, "entry") for text in (call.options.entry, call.options.to))
    _done(call, Unlink(found.id, call.options.kind, other.id, call.options.reason))


def _key(call: Call) -> None:
    found = naming.record(call, call.options.entry, "entry")
    _done(call, Handle(found.id, {"key_event": not call.options.no}))


def _priority(call: Call) -> None:
    found = naming.record(call, call.options.entry, "entry")
    _done(call, Handle(found.id, {"priority": call.options.priority}))


def _acknowledge(call: Call) -> None:
    found = [naming.record(call, text, "entry") for text in call.options.entries]
    spaces = {one.space for one in found}
    if len(spaces) > 1:
        raise Refused("Ces entrées sont de plusieurs crises : précisez avec --crisis.", "crisis")
    call.desk.do(Acknowledge(spaces.pop(), tuple(one.id for one in found)))
    told = ", ".join(one.text for one in found)
    call.speech.say({"acknowledged": [one.text for one in found]}, f"Lu : {told}.")


def _done(call: Call, act: Triage | Assign | Link | Unlink | Handle) -> None:
    """Does it, and says what the entry has become."""
    call.desk.do(act)
    entry = call.reading.entry(act.entry)
    zone = call.reading.crisis(entry.space).zone
    call.speech.say(plain(entry, zone), line(entry, zone))
