"""`contact`: the directory, written, corrected, searched, and what a person no longer belongs in."""

from typing import Any

from app.commands import contact_files, directory_log, naming, private_numbers, purging
from app.commands.call import Call
from app.commands.contact_speech import line, plain, sheet
from app.commands.parsing import Among, command, group, of_crisis
from app.core.arguments import Parser
from app.core.clock import moment
from app.core.contact import FIELDS, KINDS, TYPES, USAGES, Contact
from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.records import Fields
from app.core.registers.directory import ZONE, AddContact, EditContact
from app.core.retention import PURPOSES

PAGE = 500
WORDS = (
    *("civility", "family_name", "given_name", "function", "organisation", "service", "acronym", "parent", "deputy"),
    *("messaging", "languages", "speaks_on", "call_order", "source", "verified_on", "purge_on", "remark", "address"),
    "dila_id",
)
CHOSEN = {"kind": KINDS, "type": TYPES, "purpose": PURPOSES}


def arrange(commands: Among) -> None:
    among = group(commands, "contact", "l'annuaire")
    adding = command(among, "add", "ajouter un contact", _add)
    listing = command(among, "list", "les contacts", _list)
    listing.add_argument("--query", default="", metavar="MOTS", help="ceux qui contiennent ces mots, ou ce numéro")
    listing.add_argument("--kind", choices=KINDS, action="append", default=[])
    showing = command(among, "show", "un contact", _show)
    editing = command(among, "edit", "corriger un contact", _edit)
    verifying = command(among, "verify", "noter que le contact vient d'être vérifié", _verify)
    retiring = command(among, "retire", "retirer un contact des listes ; rien n'est effacé", _retire)
    retiring.add_argument("--reason", required=True)
    restoring = command(among, "restore", "remettre un contact dans les listes", _restore)
    for parser in (showing, editing, verifying, retiring, restoring):
        parser.add_argument("contact", metavar="CONTACT", help="identifiant, ou nom s'il est seul à le porter")
    for parser in (adding, editing):
        _fields(parser)
    for parser in (adding, listing, showing, editing, verifying, retiring, restoring):
        of_crisis(parser)
    editing.add_argument("--add-phone", action="append", default=[], metavar="[USAGE:]NUMÉRO", help="un de plus")
    editing.add_argument("--add-email", action="append", default=[], help="un de plus")
    editing.add_argument("--remove", action="append", default=[], metavar="phone:1", help="retirer un élément")
    contact_files.arrange(among)
    private_numbers.arrange(among)
    purging.arrange(among)
    directory_log.arrange(among)


def _fields(parser: Parser) -> None:
    parser.add_argument("--name", help="nom, ou prénom et nom en un seul ; celui d'un organisme")
    for name, known in CHOSEN.items():
        parser.add_argument(f"--{name}", choices=known, help=FIELDS[name])
    for name in WORDS:
        parser.add_argument("--" + name.replace("_", "-"), help=FIELDS[name])
    parser.add_argument("--may-speak", action="store_true", default=None, help=FIELDS["may_speak"])
    phone = f"[USAGE:]NUMÉRO, usage : {', '.join(USAGES)}"
    parser.add_argument("--phone", action="append", default=[], metavar="[USAGE:]NUMÉRO", help=phone)
    parser.add_argument("--public", action="store_true", help="les numéros donnés ici sont publics")
    parser.add_argument("--email", action="append", default=[])


def _add(call: Call) -> None:
    crisis = naming.given_crisis(call)
    fields = _typed(call, call.options.kind or "person")
    for place, typed in enumerate(call.options.phone, 1):
        fields[f"phone:{place}"] = _phone(call, typed)
    for place, typed in enumerate(call.options.email, 1):
        fields[f"email:{place}"] = typed
    done = call.desk.do(AddContact(fields, crisis.id if crisis else ""))
    _tell(call, call.reading.contact(done.id))


def _edit(call: Call) -> None:
    options, id = call.options, naming.contact(call, call.options.contact)
    now = call.reading.contact(id)
    before, fields = now.fields, _typed(call, call.options.kind or now.kind)
    for typed in options.phone:
        fields[_only(before, fields, "phone")] = _phone(call, typed)
    for typed in options.email:
        fields[_only(before, fields, "email")] = typed
    for typed in options.add_phone:
        fields[_free(before, fields, "phone")] = _phone(call, typed)
    for typed in options.add_email:
        fields[_free(before, fields, "email")] = typed
    for name in options.remove:
        if name not in before or ":" not in name:
            raise Refused(f"Ce contact n'a pas d'élément {name}.", name)
        fields[name] = None
    _write(call, id, fields)


def _verify(call: Call) -> None:
    today = moment(call.clock.now(), ZONE).date().isoformat()
    _write(call, naming.contact(call, call.options.contact), {"verified_on": today})


def _retire(call: Call) -> None:
    if not call.options.reason.strip():
        raise Refused("Dites pourquoi ce contact est retiré.", "reason")
    _write(call, naming.contact(call, call.options.contact), {"retired": call.options.reason})


def _restore(call: Call) -> None:
    _write(call, naming.contact(call, call.options.contact, retired=True), {"retired": ""})


def _write(call: Call, id: str, fields: dict[str, Any]) -> None:
    naming.require_own(call, call.reading.contact(id).space)
    call.desk.do(EditContact(id, fields))
    _tell(call, call.reading.contact(id))


def _typed(call: Call, kind: str) -> dict[str, Any]:
    """The fields given; `--name` is that of the organisation, of somebody otherwise."""
    options = call.options
    fields = {name: getattr(options, name) for name in (*WORDS, *CHOSEN, "may_speak")}
    fields = {name: value for name, value in fields.items() if value is not None}
    if options.name is not None:
        fields["name" if kind == "organisation" else "family_name"] = options.name
    for name in ("organisation", "parent"):
        if name in fields:
            fields[name] = organisations().code_of(fields[name]) or fields[name]
    return fields


def _phone(call: Call, typed: str) -> dict[str, Any]:
    usage, colon, number = typed.partition(":")
    return {
        "number": number if colon else typed,
        "usage": usage.strip() if colon else "office",
        "public": call.options.public,
    }


def _only(before: Fields, fields: dict[str, Any], kind: str) -> str:
    """The element a correction is about: the one there is, or a first one. Raises Refused when there are several."""
    held = [name for name, field in before.items() if name.startswith(f"{kind}:") and field.settled is not None]
    if len(held) > 1 or any(name in fields for name in held):
        listed = ", ".join(held)
        raise Refused(f"Ce contact en a plusieurs ({listed}) : retirez avec --remove, ajoutez avec --add-{kind}.", kind)
    return held[0] if held else _free(before, fields, kind)


def _free(before: Fields, fields: dict[str, Any], kind: str) -> str:
    """The name of an element nobody uses yet: `phone:3`."""
    number = 1
    while f"{kind}:{number}" in before or f"{kind}:{number}" in fields:
        number += 1
    return f"{kind}:{number}"


def _list(call: Call) -> None:
    ids = naming.contacts(call, call.options.query, tuple(call.options.kind), near=True)
    for start in range(0, len(ids), PAGE):
        for contact in call.reading.full_contacts(ids[start : start + PAGE]):
            _tell(call, contact)


def _show(call: Call) -> None:
    contact = call.reading.contact(_meant(call))
    private = call.reading.private_of(contact.id)
    today = moment(call.clock.now(), ZONE).date()
    values = {**plain(contact), "private": [one.masked for one in private]}
    call.speech.say(values, sheet(contact, private, today))


def _meant(call: Call) -> str:
    """The contact named; failing that, the only one that these words find."""
    try:
        return naming.contact(call, call.options.contact, retired=True)
    except Refused:
        found = naming.contacts(call, call.options.contact)
        if len(found) != 1:
            raise
        return found[0]


def _tell(call: Call, contact: Contact) -> None:
    call.speech.say(plain(contact), line(contact))
