"""`contact private`, `contact looked`: numbers that are shown on demand, and who was shown them."""

from typing import Any

from app.commands import naming
from app.commands.call import Call
from app.commands.parsing import Among, command, group
from app.core.clock import rfc3339
from app.core.contact import USAGES
from app.core.errors import Refused
from app.core.registers.consultations import WHY, Consultation
from app.core.registers.private import EMAIL, PHONE, AddPrivate, EditPrivate, Private
from app.core.revealing import reveal
from app.core.store.private_reading import PrivateRow

NAMED = 3  # contacts of one consultation, for a person; a script is told all of them
UNKNOWN = "Le numéro privé « {} » n'est pas connu de ce poste."


def arrange(contact: Among) -> None:
    """Adds these commands to those of the directory."""
    among = group(contact, "private", "les numéros privés d'un contact")
    adding = command(among, "add", "ajouter un numéro privé, ou une adresse", _add)
    listing = command(among, "list", "les numéros privés d'un contact, masqués", _list)
    showing = command(among, "show", "montrer les numéros privés d'un contact : c'est noté", _show)
    removing = command(among, "remove", "retirer un numéro privé", _remove)
    for parser in (adding, listing, showing):
        parser.add_argument("contact", metavar="CONTACT", help="identifiant, ou nom s'il est seul à le porter")
    adding.add_argument("value", metavar="NUMÉRO", help="numéro, ou adresse de courriel")
    adding.add_argument("--usage", choices=USAGES, default="mobile")
    adding.add_argument("--remark", default="", metavar="MOTS")
    showing.add_argument("--about", default="", metavar="MOTS", help="pour quoi ; jamais de qui")
    removing.add_argument("private", metavar="NUMÉRO", help="son identifiant (contact private list)")
    looking = command(contact, "looked", "qui a vu quels numéros privés", _looked)
    looking.add_argument("contact", metavar="CONTACT", nargs="?", default="", help="de ce contact seulement")
    for parser in (adding, listing, showing, looking):
        parser.set_defaults(crisis="")  # private numbers are those of the shared directory


def _add(call: Call) -> None:
    options, contact = call.options, naming.contact(call, call.options.contact)
    medium = EMAIL if "@" in options.value else PHONE
    done = call.desk.do(AddPrivate(contact, options.value, medium, options.usage, options.remark))
    _tell(call, next(one for one in call.reading.private_of(contact) if one.id == done.id))


def _list(call: Call) -> None:
    for one in call.reading.private_of(naming.contact(call, call.options.contact)):
        _tell(call, one)


def _show(call: Call) -> None:
    contact = naming.contact(call, call.options.contact)
    for one in reveal(call.desk, call.reading, [contact], "shown", call.options.about)[contact]:
        values = {**_plain(one), "values": list(one.values)}
        call.speech.say(values, f"{one.id[:12]}  {one.shown} · {USAGES[one.usage]}")


def _remove(call: Call) -> None:
    found = call.reading.find(call.options.private, "private")
    if len(found) != 1:
        raise Refused(UNKNOWN.format(call.options.private.strip()[:80]), "private")
    call.desk.do(EditPrivate(found[0].id, {"used": False}))
    call.speech.say({"private": found[0].id, "used": False}, "Retiré.")


def _tell(call: Call, one: PrivateRow) -> None:
    call.speech.say(_plain(one), f"{one.id[:12]}  {one.masked} · {USAGES[one.usage]}")


def _plain(one: PrivateRow | Private) -> dict[str, Any]:
    return {
        "private": one.id,
        "contact": one.contact,
        "medium": one.medium,
        "usage": one.usage,
        "masked": one.masked,
        "remark": one.remark,
        "pending": one.pending,
    }


def _looked(call: Call) -> None:
    contact = naming.contact(call, call.options.contact) if call.options.contact else ""
    found = call.reading.consultations(contact)
    named = {id for one in found for id in one.contacts[:NAMED]}
    names = {one.id: one.name for one in call.reading.full_contacts(sorted(named))}
    for one in found:
        _tell_look(call, one, names)


def _tell_look(call: Call, one: Consultation, names: dict[str, str]) -> None:
    at = rfc3339(one.at)
    values = {
        "consultation": one.id,
        "at": at,
        "author": one.author.name,
        "why": one.why,
        "about": one.about,
        "contacts": list(one.contacts),
    }
    whom = ", ".join(names.get(id, "contact effacé") for id in one.contacts[:NAMED])
    more = f" et {len(one.contacts) - NAMED} autres" if len(one.contacts) > NAMED else ""
    about = f" ({one.about})" if one.about else ""
    call.speech.say(values, f"{at}  {one.author.name} · {WHY[one.why]}{about} · {whom}{more}")
