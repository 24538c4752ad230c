"""`log` and `journal`: writing in the main courante, reading it, rectifying it."""

from typing import Any

from app.commands import naming
from app.commands.call import Call
from app.commands.parsing import Among, command, group, of_crisis
from app.core import entries, times
from app.core.clock import moment, rfc3339
from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.places import Places
from app.core.quick_line import chips, to_record, understand
from app.core.registers.journal import Amend, Amendment, Entry, Handle
from app.core.store.reading import EntryFilter

PAGE = 500
MOMENTS = ("occurred_at", "received_at")
WORDS = ("subject", "content", "sender", "source", "credibility", "marking")
CHOSEN = ("precision", "direction", "means", "type", "verification")


def arrange(commands: Among) -> None:
    logging = command(commands, "log", "écrire une ligne dans la main courante", _log)
    logging.add_argument("line", metavar="LIGNE", help="« 02:48 SDIS76 tel > incendie site Seveso… »")
    logging.add_argument("--accept-place", action="store_true", help="garder le lieu proposé")
    of_crisis(logging, required=True)

    among = group(commands, "journal", "la main courante")
    listing = command(among, "list", "les entrées, de la plus ancienne à la plus récente", _list)
    listing.add_argument("--query", default="", metavar="MOTS", help="celles qui contiennent ces mots")
    listing.add_argument("--since", metavar="HEURE", help="faits survenus depuis : 02:48, 2026-09-24, RFC 3339")
    listing.add_argument("--key-events", action="store_true", help="faits marquants seulement")
    listing.add_argument("--order", choices=("occurred", "recorded"), default="occurred", help="heure du fait, saisie")
    of_crisis(listing, required=True)

    showing = command(among, "show", "une entrée et ses rectifications", _show)
    amending = command(among, "amend", "rectifier une entrée", _amend)
    for name in WORDS:
        amending.add_argument(_option(name), help=entries.FIELDS[name])
    for name in CHOSEN:
        choices = [one for one in entries.CHOICES[name] if one]
        amending.add_argument(_option(name), choices=choices, help=entries.FIELDS[name])
    for name in MOMENTS:
        amending.add_argument(_option(name), metavar="HEURE", help=entries.FIELDS[name])
    amending.add_argument("--recipient", action="append", help="destinataire (répétable)")
    amending.add_argument("--place", metavar="INSEE", help="code INSEE ou nom du lieu")
    amending.add_argument("--reason", required=True, help="motif de la rectification")
    marking = command(among, "key", "marquer comme fait marquant", _key)
    marking.add_argument("--no", action="store_true", help="ce n'en est plus un")
    for parser in (showing, amending, marking):
        parser.add_argument("entry", metavar="ENTRÉE", help="SIG1-0147")
        of_crisis(parser)


def _option(field: str) -> str:
    return "--" + field.replace("_", "-")


def _log(call: Call) -> None:
    crisis = naming.crisis(call, call.options.crisis)
    understood = understand(call.options.line, call.clock.now(), crisis.zone, Places())
    done = call.desk.do(to_record(understood, crisis.id, call.options.accept_place))
    entry = call.reading.entry(done.id)
    proposed = None if call.options.accept_place else understood.proposed_place
    values = {
        "entry": entry.number,
        "id": entry.id,
        "occurred_at": rfc3339(entry.occurred_at, crisis.zone),
        "recorded_at": rfc3339(entry.recorded_at, crisis.zone),
        "late_minutes": entry.late_minutes,
        "proposed_place": {"code": proposed.code, "name": proposed.name} if proposed else None,
    }
    read = "\n".join(f"  {chip.label} : {chip.value}" for chip in chips(understood))
    call.speech.say(values, f"{entry.number} enregistrée sur ce poste.\n{read}")


def _list(call: Call) -> None:
    options, crisis = call.options, naming.crisis(call, call.options.crisis)
    since = None if options.since is None else times.parse(options.since, call.clock.now(), crisis.zone)
    wanted = EntryFilter(crisis.id, options.query, since, options.key_events, options.order)
    keys = call.reading.entry_keys(wanted)
    keys.reverse()
    for start in range(0, len(keys), PAGE):
        rows = call.reading.entry_rows(keys[start : start + PAGE])
        for entry in call.reading.entries([row.id for row in rows if row]):
            call.speech.say(plain(entry, crisis.zone), _line(entry, crisis.zone))


def _show(call: Call) -> None:
    found = naming.record(call, call.options.entry, "entry")
    zone = call.reading.crisis(found.space).zone
    entry = call.reading.entry(found.id)
    shown = [
        _line(entry, zone),
        f"Fait : {rfc3339(entry.occurred_at, zone)} ({entries.PRECISIONS[entry.precision]})",
        f"Saisie : {rfc3339(entry.recorded_at, zone)} par {entry.author.name} sur {entry.author.workstation}",
        f"Émetteur : {entry.sender or 'non dit'} · cotation {entry.rating}, "
        f"{entries.VERIFICATIONS[entry.verification]}",
    ]
    shown += [entry.content] if entry.content else []
    shown += [_told(one, zone) for one in entry.amendments]
    shown += [f"Deux valeurs à départager : {entries.FIELDS[name]}" for name in entry.conflicts]
    call.speech.say(plain(entry, zone), "\n".join(shown))


def _amend(call: Call) -> None:
    found = naming.record(call, call.options.entry, "entry")
    zone = call.reading.crisis(found.space).zone
    fields = _typed(call, zone)
    if not fields:
        raise Refused("Dites ce qui est rectifié : --subject, --content, --occurred-at…", "fields")
    call.desk.do(Amend(found.id, fields, call.options.reason))
    entry = call.reading.entry(found.id)
    call.speech.say(plain(entry, zone), f"{entry.number} rectifiée.\n" + _line(entry, zone))


def _typed(call: Call, zone: str) -> dict[str, Any]:
    options, now = call.options, call.clock.now()
    fields = {name: getattr(options, name) for name in (*WORDS, *CHOSEN) if getattr(options, name) is not None}
    for name in MOMENTS:
        if getattr(options, name) is not None:
            fields[name] = times.parse(getattr(options, name), now, zone)
    if options.recipient is not None:
        fields["recipients"] = options.recipient
    if options.place is not None:
        fields["place"] = place(options.place)
    return fields


def place(words: str) -> entries.Place | None:
    """The commune of that code or name, else the words themselves; nothing for no words."""
    if not words.strip():
        return None
    places = Places()
    commune = places.by_code(words.strip()) or next(iter(places.named(words)), None)
    return entries.Place(commune.code, commune.name) if commune else entries.Place("", words)


def _key(call: Call) -> None:
    found = naming.record(call, call.options.entry, "entry")
    zone = call.reading.crisis(found.space).zone
    call.desk.do(Handle(found.id, {"key_event": not call.options.no}))
    entry = call.reading.entry(found.id)
    call.speech.say(plain(entry, zone), _line(entry, zone))


def plain(entry: Entry, zone: str) -> dict[str, Any]:
    """An entry as a script reads it, its hours in the zone of its crisis."""
    return {
        "entry": entry.number,
        "id": entry.id,
        "rank": entry.rank,
        "occurred_at": rfc3339(entry.occurred_at, zone),
        "precision": entry.precision,
        "received_at": rfc3339(entry.received_at, zone),
        "recorded_at": rfc3339(entry.recorded_at, zone),
        "late_minutes": entry.late_minutes,
        "direction": entry.direction,
        "sender": entry.sender,
        "recipients": list(entry.recipients),
        "means": entry.means,
        "type": entry.type,
        "subject": entry.subject,
        "content": entry.content,
        "rating": entry.rating,
        "verification": entry.verification,
        "place": {"code": entry.place.code, "name": entry.place.name} if entry.place else None,
        "priority": entry.priority,
        "key_event": entry.key_event,
        "marking": entry.marking,
        "author": entry.author.name,
        "organisation": entry.author.organisation,
        "workstation": entry.author.workstation,
        "pending": entry.pending,
        "conflicts": list(entry.conflicts),
        "amendments": [
            {
                "field": one.field,
                "former": readable(one.field, one.former, zone),
                "new": readable(one.field, one.new, zone),
                "reason": one.reason,
                "author": one.author.name,
                "at": rfc3339(one.at, zone),
                "rank": one.rank,
            }
            for one in entry.amendments
        ],
    }


def readable(field: str, value: Any, zone: str) -> Any:
    """A field's value as it is printed: hours with their offset, everything else as it is written."""
    return rfc3339(value, zone) if field in MOMENTS and isinstance(value, int) else value


def _line(entry: Entry, zone: str) -> str:
    sender = organisations().short(entry.sender) if entry.sender else ""
    marks = "".join(
        (
            " ★ fait marquant" if entry.key_event else "",
            f" · saisie différée +{times.lasting(entry.late_minutes)}" if entry.late_minutes else "",
            " · rectifiée" if entry.amendments else "",
            " · deux valeurs" if entry.conflicts else "",
            " · en attente" if entry.pending else "",
        )
    )
    head = f"{entry.number:<10} {moment(entry.occurred_at, zone):%Y-%m-%d %H:%M}"
    return f"{head}  {sender + ' > ' if sender else ''}{entry.subject}  [{entry.rating}]{marks}"


def _told(one: Amendment, zone: str) -> str:
    former, new = (readable(one.field, value, zone) for value in (one.former, one.new))
    at = rfc3339(one.at, zone)
    return f"Rectification, {entries.FIELDS.get(one.field, one.field)} : « {former} » → « {new} » ({one.reason}), {at}"
