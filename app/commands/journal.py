"""`log` and `journal`: writing in the main courante, reading it, rectifying it."""

from typing import Any

from app.commands import entering, files, filters, handling, naming
from app.commands.call import Call
from app.commands.entry_speech import amendment, line, linked, plain
from app.commands.parsing import Among, command, group, of_crisis
from app.core import entries, times
from app.core.clock import rfc3339
from app.core.entry_commands import Amend
from app.core.errors import Refused
from app.core.places import Places
from app.core.store.rows import told_apart

PAGE = 500
TYPED = {"occurred_at": "", "received_at": ' ("" : aucune)'}
WORDS = ("subject", "content", "sender", "source", "credibility", "marking", "reference", "options", "rationale")
CHOSEN = ("precision", "direction", "means", "type", "verification", "tlp")


def arrange(commands: Among) -> None:
    among = group(commands, "journal", "la main courante")
    listing = command(among, "list", "les entrées, de la plus ancienne à la plus récente", _list)
    filters.arrange(listing)
    of_crisis(listing, required=True)

    showing = command(among, "show", "une entrée et ses rectifications", _show)
    amending = command(among, "amend", "rectifier une entrée", _amend)
    for name in WORDS:
        amending.add_argument(_option(name), help=entries.FIELDS[name])
    for name in CHOSEN:
        choices = entries.CHOICES[name]
        shown = "{" + ",".join(filter(None, choices)) + "}"
        more = ' ("" : aucun)' if "" in choices else ""
        amending.add_argument(_option(name), choices=choices, metavar=shown, help=entries.FIELDS[name] + more)
    for name, more in TYPED.items():
        amending.add_argument(_option(name), metavar="HEURE", help=entries.FIELDS[name] + more)
    amending.add_argument("--recipient", action="append", help="destinataire (répétable)")
    amending.add_argument("--place", metavar="INSEE", help="code INSEE ou nom du lieu")
    amending.add_argument("--reason", required=True, help="motif de la rectification")
    entering.arrange(commands, among)
    handling.arrange(among)
    files.arrange(among)
    for parser in (showing, amending):
        parser.add_argument("entry", metavar="ENTRÉE", help="SIG1-0147")
        of_crisis(parser)


def _option(field: str) -> str:
    return "--" + field.replace("_", "-")


def _list(call: Call) -> None:
    crisis = naming.crisis(call, call.options.crisis)
    keys = call.reading.entry_keys(filters.wanted(call, crisis))
    keys.reverse()
    for start in range(0, len(keys), PAGE):
        rows = {row.id: row for row in call.reading.entry_rows(keys[start : start + PAGE]) if row}
        for entry in call.reading.entries([*rows]):
            row = rows[entry.id]
            values = plain(entry, crisis.zone) | {"crisis": row.origin or crisis.code}
            call.speech.say(values, line(entry, crisis.zone, row.called))


def _show(call: Call) -> None:
    found = naming.record(call, call.options.entry, "entry")
    crisis = call.reading.crisis(found.space)
    zone, entry = crisis.zone, call.reading.entry(found.id)
    related = call.reading.related(entry.id)
    shown = [
        line(entry, zone, told_apart(entry.number, entry.id) if related.twin else ""),
        f"Crise : {crisis.code}",
        f"Fait : {rfc3339(entry.occurred_at, zone)} ({entries.PRECISIONS[entry.precision]})",
        f"Saisie : {rfc3339(entry.recorded_at, zone)} par {entry.author.name} sur {entry.author.workstation}",
        f"Émetteur : {entry.sender or 'non dit'} · cotation {entry.rating}, "
        f"{entries.VERIFICATIONS[entry.verification]}",
    ]
    shown += filter(None, (entry.content, entry.options, entry.rationale))
    shown += [amendment(one, zone) for one in entry.amendments]
    shown += [f"Deux valeurs à départager : {entries.FIELDS[name]}" for name in entry.conflicts]
    shown += [linked(one) for one in related.links]
    shown += [
        f"Pièce jointe : {one.name} ({one.size} octets, {files.where(call, one)}, SHA-256 {one.sha256})"
        for one in entry.files
    ]
    readers = related.readers
    shown.append(f"Lu par {readers.n}/{readers.m} : {', '.join(name for name, _, _ in readers.read)}")
    read = {
        "read_by": [{"name": name, "organisation": of, "at": rfc3339(at, zone)} for name, of, at in readers.read],
        "unread_by": list(readers.unread),
        "read_by_later": list(readers.later),
        "files": [files.plain(call, one) for one in entry.files],
        "linked": [{"kind": one.kind, "entry": one.number, "outgoing": one.outgoing} for one in related.links],
    }
    call.speech.say({**plain(entry, zone), "crisis": crisis.code, **read}, "\n".join(shown))


def _amend(call: Call) -> None:
    found = naming.record(call, call.options.entry, "entry")
    zone = call.reading.crisis(found.space).zone
    fields = _typed(call, zone)
    if not fields:
        raise Refused("Dites ce qui est rectifié : --subject, --content, --occurred-at…", "fields")
    call.desk.do(Amend(found.id, fields, call.options.reason))
    entry = call.reading.entry(found.id)
    call.speech.say(plain(entry, zone), f"{entry.number} rectifiée.\n" + line(entry, zone))


def _typed(call: Call, zone: str) -> dict[str, Any]:
    options, now = call.options, call.clock.now()
    fields = {name: getattr(options, name) for name in (*WORDS, *CHOSEN) if getattr(options, name) is not None}
    for name in TYPED:
        text = getattr(options, name)
        if text == "" and name == "received_at":
            fields[name] = None
        elif text is not None:
            fields[name] = times.parse(text, now, zone)
    if options.recipient is not None:
        fields["recipients"] = options.recipient
    if options.place is not None:
        fields["place"] = place(options.place)
    return fields


def place(words: str) -> entries.Place | None:
    """The commune of that code or name, else the words themselves; nothing for no words. Raises Refused when several
    communes bear that name."""
    if not words.strip():
        return None
    places = Places()
    coded = places.by_code(words.strip())
    communes = [coded] if coded else places.named(words)
    if len(communes) > 1:
        listed = ", ".join(f"{one.code} {one.name}" for one in communes[:20])
        raise Refused(f"« {words} » est le nom de plusieurs communes : {listed}. Donnez le code.", "place")
    return entries.Place(communes[0].code, communes[0].name) if communes else entries.Place("", words)
