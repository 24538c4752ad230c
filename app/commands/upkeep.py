"""`conflicts`, `resolve`, `verify`, `rebuild`: settling what was written apart, proving what is held."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.commands import entry_speech, figure_speech, handling, journal, naming
from app.commands.call import Call
from app.commands.parsing import Among, command, of_crisis
from app.core import figure_commands, times
from app.core.cascade_commands import EditCascade
from app.core.clock import rfc3339
from app.core.duty import HOURS
from app.core.entry_commands import settling
from app.core.errors import Refused
from app.core.message import Message
from app.core.message_commands import Arbitrate, Describe
from app.core.message_fields import MOMENTS, value_words
from app.core.records import Field
from app.core.registers.crisis import EditCrisis
from app.core.registers.directory import EditContact
from app.core.registers.duties import EditDuty
from app.core.registers.lists import EditList
from app.core.store.rows import ConflictRow
from app.core.store.verification import verify
from app.sync import confirmation

ZONE = "Europe/Paris"
SHARED = ("contact", "duty")  # registers of the directory, whatever the crisis given
YES_OR_NO = {"oui": True, "true": True, "non": False, "false": False}


def arrange(commands: Among) -> None:
    of_crisis(command(commands, "conflicts", "les valeurs écrites séparément, à départager", _conflicts))
    resolving = command(commands, "resolve", "choisir entre deux valeurs", _resolve)
    resolving.add_argument("record", metavar="ENREGISTREMENT", help="SIG1-0147, EDL-SIG1-001, contact")
    resolving.add_argument("field", metavar="CHAMP", help="comme « conflicts » le nomme")
    help = "une des valeurs (vide : aucune), ou une autre ; d'un texte, sa version"
    resolving.add_argument("--value", required=True, help=help)
    resolving.add_argument("--reason", default="Choix entre des valeurs écrites séparément", help="motif")
    of_crisis(resolving)
    of_crisis(command(commands, "verify", "recalculer et vérifier tout ce que ce poste tient", _verify))
    command(commands, "rebuild", "refaire les tables de lecture depuis les opérations", _rebuild)


def _conflicts(call: Call) -> None:
    within = naming.given_crisis(call)
    codes = {row.id: row.code for row in call.reading.crises()}
    for row in call.reading.conflicts(within.id if within else None):
        values = _values(call, row)
        told = {
            "record": row.reference or row.record,
            "id": row.record,
            "register": row.register,
            "crisis": codes.get(row.space),
            "field": row.field,
            "values": values,
        }
        shown = [f"  {_words(one['value'])} — {one['author']} ({one['workstation']}), {one['at']}" for one in values]
        call.speech.say(told, "\n".join((f"{row.reference or row.record} · {row.field}", *shown)))


def _values(call: Call, row: ConflictRow) -> list[dict[str, Any]]:
    zone = _zone(call, row)
    if row.field == "version":
        message = call.reading.message(row.record)
        return [
            {"value": head.label, "author": head.authors[0].name, "at": rfc3339(head.at, zone)}
            | {"workstation": head.authors[0].workstation, "text": head.text.body}
            for head in message.heads
        ]
    return [
        {
            "value": _read(row, one.value, zone),
            "author": one.by.author.name,
            "workstation": one.by.author.workstation,
            "at": rfc3339(one.by.at, zone),
        }
        for one in _fields(call, row)[row.field].values
    ]


def _fields(call: Call, row: ConflictRow) -> Mapping[str, Field]:
    if row.register == "entry":
        return call.reading.entry(row.record).fields
    if row.register == "contact":
        return call.reading.contact(row.record).fields
    if row.register == "figure":
        return call.reading.figure(row.record).fields
    if row.register == "message":
        return call.reading.message(row.record).fields
    if row.register == "list":
        return call.reading.distribution_list(row.record).fields
    if row.register == "cascade":
        return call.reading.cascade(row.record).fields
    if row.register == "duty":
        return call.reading.duty(row.record).fields
    return call.reading.crisis(row.record).fields


def _zone(call: Call, row: ConflictRow) -> str:
    if row.register == "duty":
        return call.reading.duty(row.record).zone
    return ZONE if row.register == "contact" else call.reading.crisis(row.space).zone


def _words(value: Any) -> str:
    return str(value) if value not in (None, "") else '"" (aucune valeur)'


def _read(row: ConflictRow, value: Any, zone: str) -> Any:
    """A value as it is told, and as it is typed back."""
    if row.register == "duty" and row.field in HOURS:
        return rfc3339(value, zone)
    if row.register != "message":
        return _readable(row.field, value, zone)
    if row.field in MOMENTS:
        return rfc3339(value, zone)
    return value if isinstance(value, str) else value_words(row.field, value, zone) if value else ""


def _readable(field: str, value: Any, zone: str) -> Any:
    if field.startswith("phone:") and isinstance(value, dict):
        return value.get("number")
    if field == "place" and isinstance(value, dict):
        return value.get("code") or value.get("name")
    if field == "assigned" and isinstance(value, dict):
        return value.get("name")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if field in figure_speech.READ:
        return figure_speech.readable(field, value, zone)
    return entry_speech.readable(field, value, zone)


def _resolve(call: Call) -> None:
    row, options = _in_conflict(call), call.options
    if row.field == "version":
        message = call.reading.message(row.record)
        call.desk.do(Arbitrate(message.id, _chosen_version(message, options.value), options.reason))
    else:
        value = _chosen(call, row)
        if row.register == "contact":
            call.desk.do(EditContact(row.record, {row.field: value}))
        elif row.register == "entry":
            call.desk.do(settling(call.reading.entry(row.record), row.field, value, options.reason))
        elif row.register == "figure":
            call.desk.do(figure_commands.settling(call.reading.figure(row.record), row.field, value, options.reason))
        elif row.register == "message":
            call.desk.do(Describe(row.record, {row.field: value}))
        elif row.register == "list":
            call.desk.do(EditList(row.record, {row.field: value}))
        elif row.register == "cascade":
            call.desk.do(EditCascade(row.record, {row.field: value}))
        elif row.register == "duty":
            call.desk.do(EditDuty(row.record, {row.field: value}))
        elif row.register == "crisis":
            call.desk.do(EditCrisis(row.record, {row.field: value}))
        else:
            raise Refused("Ce désaccord ne se règle pas encore.", "record")
    told = {"record": row.reference or row.record, "field": row.field, "value": options.value, "settled": True}
    call.speech.say(told, f"{row.reference or row.record} · {row.field} : choix enregistré à votre nom.")


def _in_conflict(call: Call) -> ConflictRow:
    """The conflict a person names by its record and its field. Raises Refused."""
    typed, field = call.options.record, call.options.field
    within = naming.given_crisis(call)
    rows = call.reading.conflicts(within.id if within else None)
    ids = {
        one.id
        for register in ("entry", "message", "figure", "list", "cascade", "crisis", "contact", "duty")
        for one in call.reading.find(typed, register, within.id if within and register not in SHARED else None)
    }
    if not ids:
        ids = {naming.contact(call, typed)}
    found = [row for row in rows if row.record in ids and row.field == field]
    if len(found) > 1:
        listed = ", ".join(row.record for row in found)
        raise Refused(f"« {typed} » désigne plusieurs enregistrements : {listed}. Précisez la crise.", "record")
    if not found:
        held = ", ".join(row.field for row in rows if row.record in ids) or "aucun"
        raise Refused(f"{typed} n'a pas deux valeurs dans « {field} ». Champs à départager : {held}.", "field")
    return found[0]


def _chosen_version(message: Message, typed: str) -> str:
    found = [one for one in message.heads if typed in (one.label, one.hash, f"v{one.number}")]
    if len(found) != 1:
        raise Refused(f"Donnez une des versions : {', '.join(one.label for one in message.heads)}.", "value")
    return found[0].label


def _chosen(call: Call, row: ConflictRow) -> Any:
    """The value typed: one of those held when it reads the same (nothing typed is no value), else another one for that
    field."""
    typed, zone, field = call.options.value, _zone(call, row), _fields(call, row)[row.field]
    for one in field.values:
        read = _read(row, one.value, zone)
        if ("" if read is None else str(read)) == typed:
            return one.value
    example = next((one.value for one in field.values if one.value is not None), None)
    if row.field in (*entry_speech.MOMENTS, *MOMENTS, "cutoff"):
        return times.parse(typed, call.clock.now(), zone)
    if row.field == "sensitivities":
        raise Refused("Donnez une des réponses, telle que « conflicts » la montre.", "value")
    if row.field == "replaces" and typed:
        return naming.record(call, typed, "message").id
    if row.field == "place":
        return journal.place(typed)
    if row.field == "assigned":
        return asdict(handling.assignee(call, row.space, typed)) if typed.strip() else None
    if row.field.startswith("phone:"):
        return {**(example or {}), "number": typed}
    if isinstance(example, bool):
        if typed.lower() not in YES_OR_NO:
            raise Refused("Répondez oui ou non.", "value")
        return YES_OR_NO[typed.lower()]
    if isinstance(example, int):
        return int(typed) if typed.isascii() and typed.isdecimal() else typed
    return [one.strip() for one in typed.split(",") if one.strip()] if isinstance(example, list) else typed


def _verify(call: Call) -> None:
    within, store = naming.given_crisis(call), call.workstation.store

    def server_key() -> str:
        with store.read() as transaction:
            return transaction.accounts.server_key

    def former_keys() -> list[str]:
        with store.read() as transaction:
            return transaction.accounts.former_keys

    verdict = verify(store, confirmation.against(server_key, former_keys), within.id if within else None)
    values = {
        "intact": verdict.intact,
        "operations": verdict.operations,
        "forks": verdict.forks,
        "missing": verdict.missing,
        "unsigned": verdict.unsigned,
        "first_bad": verdict.first_bad,
        "why": verdict.why,
    }
    if verdict.intact:
        vouched = f" ({verdict.unsigned} sous la signature d'une suivante)" if verdict.unsigned else ""
        return call.speech.say(values, f"Chaîne intacte : {verdict.operations} opérations vérifiées{vouched}.")
    if call.speech.as_json:
        call.speech.say(values, "")
    raise Refused(f"Altéré : {verdict.first_bad or 'tables de lecture'}, {verdict.why or 'un corps manque'}.")


def _rebuild(call: Call) -> None:
    call.workstation.store.rebuild()
    call.speech.say({"rebuilt": True}, "Les tables de lecture sont refaites depuis les opérations.")
