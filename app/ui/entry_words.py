"""The fields of an entry in French words, for the detail, the conflicts and the rectifications."""

from collections.abc import Mapping
from typing import Any

from app.core import entries, roles
from app.core.store.rows import CrisisRow
from app.ui import wording

CHOICES: Mapping[str, Mapping[str, str]] = {
    "precision": entries.PRECISIONS,
    "direction": entries.DIRECTIONS,
    "means": entries.MEANS,
    "type": entries.TYPES,
    "verification": entries.VERIFICATIONS,
}
SOURCES = {
    "A": "source totalement fiable",
    "B": "source habituellement fiable",
    "C": "source assez fiable",
    "D": "source peu sûre",
    "E": "source non fiable",
    "F": "fiabilité non évaluable",
}
CREDIBILITIES = {
    "1": "information confirmée",
    "2": "information probable",
    "3": "information possible",
    "4": "information douteuse",
    "5": "information improbable",
    "6": "véracité non évaluable",
}


def value_words(field: str, value: Any, zone: str) -> str:
    """One value of one field, as a person reads it; `—` when there is none."""
    if value is None or value in ("", [], ()):
        return "—"
    if field in CHOICES:
        return CHOICES[field].get(value, str(value))
    match field:
        case "occurred_at" | "received_at":
            return wording.day_and_hour(value, zone)
        case "recipients":
            return ", ".join(value)
        case "place":
            return " ".join(filter(None, (value.get("name", ""), value.get("code", ""))))
        case "priority":
            return f"P{value}"
        case "key_event":
            return "oui" if value else "non"
    return str(value)


def rating_words(source: str, credibility: str) -> str:
    """source habituellement fiable, information possible."""
    return f"{SOURCES.get(source, '')}, {CREDIBILITIES.get(credibility, '')}"


def why_not_write(crisis: CrisisRow | None) -> str:
    """Why no entry can be written or changed now; nothing when one can. A person may hold several roles."""
    if crisis is None:
        return "aucune crise ouverte"
    if not crisis.open:
        return "cette crise est close"
    if not any(roles.may_write_entries(role) for role in crisis.role.split(", ")):
        return "votre rôle ne permet pas d’écrire dans la main courante"
    return ""
