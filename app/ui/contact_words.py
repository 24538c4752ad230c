"""The fields of a contact in French words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from app.core.contact import DILA, FIELDS, IDENTIFIER, KINDS, LISTS, TYPES, USAGES
from app.core.organisations import organisations
from app.core.phones import shown
from app.core.retention import PURPOSES
from app.ui.wording import MONTHS, NBSP

ORDER = (
    *("kind", "civility", "given_name", "family_name", "name", "acronym", "type", "function"),
    *("organisation", "service", "parent", "phone:", "email:", "messaging", "address", "call_order", "deputy"),
    *("languages", "may_speak", "speaks_on", "remark", "source", "verified_on", "purpose", "purge_on", "retired"),
    *("dila_id", "uid"),
)
LABELS = {"dila_id": "Identifiant DILA", "uid": "Identifiant vCard"}
CODES = {"kind": KINDS, "type": TYPES}
DAYS = ("verified_on", "purge_on")
NOTHING = "—"


def label(name: str, value: Any = None) -> str:
    """Fonction; Téléphone mobile, when the value says which."""
    if name.startswith("phone:"):
        usage = USAGES.get(value.get("usage", ""), "") if isinstance(value, dict) else ""
        return f"Téléphone {usage}".strip()
    if name.startswith("email:"):
        return "Courriel"
    words = LABELS.get(name, FIELDS.get(name, name))
    return words[:1].upper() + words[1:]


def words(name: str, value: Any) -> str:
    """A value as a person reads it; a dash when there is none, and `retiré` for an element that was taken out."""
    if value is None and name.startswith(LISTS):
        return "retiré"
    if value is None or value == "":
        return NOTHING
    if name.startswith("phone:") and isinstance(value, dict):
        return shown(str(value.get("number", ""))) + ("" if value.get("public") else f"{NBSP}· non public")
    if name in CODES:
        return CODES[name].get(str(value), str(value))
    if name in DAYS:
        return day(str(value))
    match name:
        case "organisation" | "parent":
            return place(str(value))
        case "may_speak":
            return "oui" if value else "non"
        case "purpose":
            return PURPOSES[value].label if value in PURPOSES else str(value)
        case "call_order":
            return str(value) if value else NOTHING
        case "deputy":
            return "une fiche de l’annuaire" if IDENTIFIER.fullmatch(str(value)) else str(value)
    return str(value)


def place(text: str) -> str:
    """An organisation by its full name; one known by its DILA identifier alone is said so."""
    return f"organisme DILA {text.removeprefix(DILA)}" if text.startswith(DILA) else organisations().name(text)


def day(text: str) -> str:
    """24 septembre 2026 in its short form; words that are no date are shown as they are."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}".replace(" ", NBSP)


def in_order(names: Iterable[str]) -> list[str]:
    """Fields in the order of a card: who, where, how to reach, then the rest; unknown ones last."""
    return sorted(names, key=place_on_card)


def place_on_card(name: str) -> tuple[int, str]:
    """What to sort fields by, so that they are in the order of a card."""
    family = name[: name.find(":") + 1] or name
    return (ORDER.index(family) if family in ORDER else len(ORDER), name)


def typed_day(text: str) -> str:
    """24/09/2026, as it is typed; words that are no date are shown as they are."""
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text
