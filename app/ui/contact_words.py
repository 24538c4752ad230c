"""The fields of a contact in French words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from app.core.organisations import organisations
from app.core.phones import shown
from app.core.registers.directory import FIELDS, KINDS, USAGES
from app.ui.wording import MONTHS, NBSP

ORDER = (
    *("kind", "civility", "given_name", "family_name", "function", "organisation", "service"),
    *("phone:", "email:"),
    *("address", "may_speak", "deputy", "source", "verified_on", "remark", "dila_id"),
)


def label(name: str, value: Any = None) -> str:
    """Fonction; Téléphone mobile, when the value says which."""
    if name.startswith("phone:"):
        usage = USAGES.get(value.get("usage", ""), "") if isinstance(value, dict) else ""
        return f"Téléphone {usage}".strip()
    if name.startswith("email:"):
        return "Courriel"
    words = FIELDS.get(name, name)
    return words[:1].upper() + words[1:]


def words(name: str, value: Any) -> str:
    """A value as a person reads it; a dash when there is none, and `retiré` for an element that was taken out."""
    if value is None and name.startswith(("phone:", "email:")):
        return "retiré"
    if value is None or value == "":
        return "—"
    if name.startswith("phone:") and isinstance(value, dict):
        return shown(str(value.get("number", ""))) + ("" if value.get("public") else f"{NBSP}· non public")
    match name:
        case "organisation":
            return organisations().name(str(value))
        case "kind":
            return KINDS.get(str(value), str(value))
        case "may_speak":
            return "oui" if value else "non"
        case "verified_on":
            return day(str(value))
    return str(value)


def day(text: str) -> str:
    """24 septembre 2026 in its short form; words that are no date are shown as they are."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}".replace(" ", NBSP)


def in_order(names: Iterable[str]) -> list[str]:
    """Fields in the order of a card: who, where, how to reach, then the rest; unknown ones last."""

    def place(name: str) -> tuple[int, str]:
        family = name[: name.find(":") + 1] or name
        return (ORDER.index(family) if family in ORDER else len(ORDER), name)

    return sorted(names, key=place)
