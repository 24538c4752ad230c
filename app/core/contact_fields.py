"""What may be written in the fields of a contact, as it is typed or imported."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.core.contact import FIELDS, KINDS, LISTS, LONGEST_NAME, TYPES, USAGES
from app.core.errors import Refused
from app.core.phones import parse
from app.core.plain_text import clean
from app.core.retention import PURPOSES

LONGEST, LONGEST_REMARK, LONGEST_EMAIL = 200, 2_000, 254
DATES = {"verified_on": "la date de vérification", "purge_on": "la date de purge"}
CHOICES = {
    "kind": (KINDS, "Un contact est nominatif, fonctionnel ou un organisme."),
    "type": (TYPES, f"Type d'organisme inconnu. Types : {', '.join(TYPES)}."),
    "purpose": (PURPOSES, f"Finalité inconnue. Finalités : {', '.join(PURPOSES)}."),
}


def checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    """These fields as the register keeps them. Raises Refused, naming the one that is wrong."""
    found = {name: _checked(name, value) for name, value in fields.items()}
    for name, (known, refusal) in CHOICES.items():
        if found.get(name) and found[name] not in known:
            raise Refused(refusal, name)
    if "kind" in found and not found["kind"]:
        raise Refused(CHOICES["kind"][1], "kind")
    for name, words in DATES.items():
        if found.get(name):
            found[name] = _date(name, found[name], words)
    return found


def _checked(name: str, value: Any) -> Any:
    if len(name) > LONGEST_NAME:
        raise Refused("Ce champ n'existe pas : son nom est trop long.", "name")
    if name.startswith(LISTS) and value is None:
        return None
    if name.startswith("phone:"):
        return phone(name, value)
    if name.startswith("email:"):
        return email(name, value)
    if name == "may_speak":
        return bool(value)
    if name == "call_order":
        return _order(value)
    if name in FIELDS:
        long = name == "remark"
        return clean(value or "", name, LONGEST_REMARK if long else LONGEST, lines=long)
    raise Refused(f"Ce champ n'existe pas : {name}.", name)


def phone(name: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """A number as the register keeps it: {number (E.164), usage, public}. Raises Refused."""
    usage = str(value.get("usage", "office"))
    if usage not in USAGES:
        raise Refused(f"Usage inconnu. Usages possibles : {', '.join(USAGES)}.", name)
    return {"number": parse(str(value["number"])), "usage": usage, "public": bool(value.get("public", False))}


def email(name: str, value: str) -> str:
    """An address as the register keeps it. Raises Refused."""
    address = clean(value, name, LONGEST_EMAIL, lines=False)
    local, at, domain = address.rpartition("@")
    if not (at and local and "." in domain) or " " in address:
        raise Refused("Cette adresse de courriel n'est pas complète.", name)
    return address


def _order(value: Any) -> int:
    try:
        order = int(value or 0)
    except (TypeError, ValueError) as error:
        raise Refused("L'ordre d'appel est un nombre : 1 est appelé le premier.", "call_order") from error
    if not 0 <= order < 10_000:
        raise Refused("L'ordre d'appel va de 1 à 9999.", "call_order")
    return order


def _date(name: str, text: str, words: str) -> str:
    """The day, in the one form that sorts in the order of the calendar: `20260924` and `2026-W39-4` say it too."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise Refused(f"Écrivez {words} sous la forme 2026-09-24.", name) from error
