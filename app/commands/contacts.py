"""`contact`: the directory, written, corrected, searched and filled from the State's own."""

from pathlib import Path
from typing import Any

from app.commands import naming
from app.commands.call import Call
from app.commands.importing import bring_in
from app.commands.parsing import Among, command, group
from app.core.arguments import Parser
from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.phones import shown
from app.core.records import Fields
from app.core.registers.directory import FIELDS, KINDS, USAGES, AddContact, Contact, EditContact

PAGE = 500
WORDS = (
    *("civility", "family_name", "given_name", "function", "organisation", "service", "deputy"),
    *("source", "verified_on", "remark", "address"),
)


def arrange(commands: Among) -> None:
    among = group(commands, "contact", "l'annuaire")
    adding = command(among, "add", "ajouter un contact", _add)
    listing = command(among, "list", "les contacts", _list)
    listing.add_argument("--query", default="", metavar="MOTS", help="ceux qui contiennent ces mots")
    showing = command(among, "show", "un contact", _show)
    editing = command(among, "edit", "corriger un contact", _edit)
    for parser in (showing, editing):
        parser.add_argument("contact", metavar="CONTACT", help="identifiant, ou nom s'il est seul à le porter")
    for parser in (adding, editing):
        _fields(parser)
    editing.add_argument("--add-phone", action="append", default=[], metavar="[USAGE:]NUMÉRO", help="un de plus")
    editing.add_argument("--add-email", action="append", default=[], help="un de plus")
    editing.add_argument("--remove", action="append", default=[], metavar="phone:1", help="retirer un élément")
    importing = command(among, "import", "importer un annuaire (JSON de la DILA)", _import)
    importing.add_argument("file", type=Path, metavar="FICHIER")


def _fields(parser: Parser) -> None:
    parser.add_argument("--name", help="nom, ou prénom et nom en un seul")
    parser.add_argument("--kind", choices=KINDS)
    for name in WORDS:
        parser.add_argument("--" + name.replace("_", "-"), help=FIELDS[name])
    parser.add_argument("--may-speak", action="store_true", default=None, help=FIELDS["may_speak"])
    phone = f"[USAGE:]NUMÉRO, usage : {', '.join(USAGES)}"
    parser.add_argument("--phone", action="append", default=[], metavar="[USAGE:]NUMÉRO", help=phone)
    parser.add_argument("--public", action="store_true", help="les numéros donnés ici sont publics")
    parser.add_argument("--email", action="append", default=[])


def _add(call: Call) -> None:
    fields = _typed(call)
    for place, typed in enumerate(call.options.phone, 1):
        fields[f"phone:{place}"] = _phone(call, typed)
    for place, typed in enumerate(call.options.email, 1):
        fields[f"email:{place}"] = typed
    done = call.desk.do(AddContact(fields))
    _tell(call, call.reading.contact(done.id))


def _edit(call: Call) -> None:
    options, id = call.options, naming.contact(call, call.options.contact)
    before = call.reading.contact(id).fields
    fields = _typed(call)
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
    call.desk.do(EditContact(id, fields))
    _tell(call, call.reading.contact(id))


def _typed(call: Call) -> dict[str, Any]:
    options = call.options
    fields = {name: getattr(options, name) for name in (*WORDS, "kind", "may_speak")}
    fields = {name: value for name, value in fields.items() if value is not None}
    if options.name is not None:
        fields["family_name"] = options.name
    if "organisation" in fields:
        fields["organisation"] = _organisation(fields["organisation"])
    return fields


def _organisation(typed: str) -> str:
    """The code of that organisation; one the list does not know keeps its words."""
    try:
        return organisations().resolve(typed)
    except Refused:
        return typed


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
    ids = [row.id for row in call.reading.contacts(call.options.query)]
    for start in range(0, len(ids), PAGE):
        for contact in call.reading.full_contacts(ids[start : start + PAGE]):
            _tell(call, contact)


def _show(call: Call) -> None:
    contact = call.reading.contact(naming.contact(call, call.options.contact))
    words = [_line(contact)]
    for name, field in contact.fields.items():
        values = [_readable(name, one.value) for one in field.values if one.value not in (None, "")]
        words += [f"  {FIELDS.get(name, name)} : {' ≠ '.join(values)}"] if values else []
    call.speech.say(plain(contact), "\n".join(words))


def _readable(field: str, value: Any) -> str:
    if field.startswith("phone:"):
        return f"{shown(value['number'])}, {USAGES.get(value['usage'], '')}{', public' if value.get('public') else ''}"
    if isinstance(value, bool):
        return "oui" if value else "non"
    return KINDS.get(str(value), str(value)) if field == "kind" else str(value)


def _import(call: Call) -> None:
    told = bring_in(call, call.options.file)
    words = "{added} ajoutés, {updated} mis à jour, {unchanged} inchangés, {conflicts} champs à départager."
    call.speech.say(told, words.format(**told))


def _tell(call: Call, contact: Contact) -> None:
    call.speech.say(plain(contact), _line(contact))


def plain(contact: Contact) -> dict[str, Any]:
    """A contact as a script reads it."""
    values = {name: field.settled for name, field in contact.fields.items() if ":" not in name}
    return {
        **values,
        "contact": contact.id,
        "name": contact.name,
        "kind": contact.kind,
        "function": contact.function,
        "organisation": contact.organisation,
        "phones": [
            {"key": one.key, "number": one.number, "usage": one.usage, "public": one.public} for one in contact.phones
        ],
        "emails": list(contact.emails),
        "verified_on": contact.verified_on,
        "conflicts": list(contact.conflicts),
        "pending": contact.pending,
    }


def _line(contact: Contact) -> str:
    phones = ", ".join(shown(one.number) for one in contact.phones)
    parts = [contact.name, contact.function, organisations().short(contact.organisation), phones, *contact.emails]
    conflict = " · deux valeurs" if contact.conflicts else ""
    return f"{contact.id[:12]}  {' · '.join(part for part in dict.fromkeys(parts) if part)}{conflict}"
