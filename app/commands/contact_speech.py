"""A contact told at the command line: as a script reads it, in one line, field by field."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.core.contact import FIELDS, KINDS, LISTS, TYPES, USAGES, Contact
from app.core.on_call import verified
from app.core.organisations import organisations
from app.core.phones import shown
from app.core.retention import PURPOSES
from app.core.store.private_reading import PrivateRow

ELEMENTS = {"phone:": "téléphone", "email:": "courriel"}


def plain(contact: Contact) -> dict[str, Any]:
    """A contact as a script reads it."""
    values = {name: field.settled for name, field in contact.fields.items() if not name.startswith(LISTS)}
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


def line(contact: Contact) -> str:
    """Its name, what it is, how it is reached, and what is to be known before calling."""
    phones = ", ".join(" ou ".join(map(shown, contact.numbers(one))) for one in contact.phones)
    where = organisations().short(contact.organisation)
    known = [contact.name, contact.function, where, phones, *contact.emails]
    told = [f"deux valeurs ({', '.join(map(label, contact.conflicts))})"] if contact.conflicts else []
    told += [f"retiré : {contact.retired}"] if contact.retired else []
    return f"{contact.id[:12]}  {' · '.join(part for part in dict.fromkeys((*known, *told)) if part)}"


def sheet(contact: Contact, private: Sequence[PrivateRow], today: date) -> str:
    """All that is known of it, a field a line; its private numbers are hidden."""
    lines = [line(contact)]
    for name in sorted(contact.fields, key=_place):
        field = contact.fields[name]
        values = [readable(name, one.value) for one in field.values if one.value not in (None, "")]
        lines += [f"  {label(name)} : {' ≠ '.join(values)}"] if values else []
    lines += [f"  privé, {USAGES.get(one.usage, one.usage)} : {one.masked}" for one in private]
    return "\n".join((*lines, f"  {verified(contact.verified_on, today)}"))


def _place(name: str) -> tuple[int, str]:
    """In the order of FIELDS, numbers and addresses first."""
    known = list(FIELDS)
    return (known.index(name) if name in known else -1, name)


def label(name: str) -> str:
    """What a field is called; of several, the element as `--remove` wants it stands beside."""
    word = next((word for start, word in ELEMENTS.items() if name.startswith(start)), "")
    return f"{word} {name}" if word else FIELDS.get(name, name)


def count(number: int, one: str, several: str = "") -> str:
    """1 contact ajouté, 3 contacts ajoutés: each word takes an s, unless `several` is given."""
    many = several or " ".join(f"{word}s" for word in one.split())
    return f"{number} {one if number < 2 else many}"


def readable(name: str, value: Any) -> str:
    """A value as a person reads it."""
    if name.startswith("phone:"):
        usage = USAGES.get(value["usage"], "")
        return f"{shown(value['number'])}, {usage}{', public' if value.get('public') else ''}"
    if isinstance(value, bool):
        return "oui" if value else "non"
    match name:
        case "kind":
            return KINDS.get(str(value), str(value))
        case "type":
            return TYPES.get(str(value), str(value))
        case "purpose":
            return PURPOSES[value].label if value in PURPOSES else str(value)
        case "organisation" | "parent":
            return organisations().name(str(value))
    return str(value)
