"""The fields of an entry in French words, for the detail, the conflicts and the rectifications."""

from collections.abc import Mapping
from typing import Any

from app.core import entries, roles
from app.core.entries import Place
from app.core.places import Places
from app.core.store.rows import CrisisRow
from app.ui import wording

CHOICES: Mapping[str, Mapping[str, str]] = {
    "precision": entries.PRECISIONS,
    "direction": entries.DIRECTIONS,
    "means": entries.MEANS,
    "type": entries.TYPES,
    "verification": entries.VERIFICATIONS,
    "triage": entries.TRIAGE,
    "tlp": entries.TLP,
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
        case "occurred_at" | "received_at" | "due":
            return wording.day_and_hour(value, zone)
        case "recipients":
            return ", ".join(value)
        case "place":
            return _place(value)
        case "assigned":
            return str(value.get("name", ""))
        case "priority":
            return f"P{value}"
        case "key_event":
            return "oui" if value else "non"
    return str(value)


def coordinates(latitude: float, longitude: float) -> str:
    """49,44310° N, 1,09930° E (WGS 84)."""
    north, east = ("N" if latitude >= 0 else "S"), ("E" if longitude >= 0 else "O")
    return f"{abs(latitude):.5f}° {north}, {abs(longitude):.5f}° {east}".replace(".", ",")


def place_lines(place: Place | None, places: Places) -> tuple[str, ...]:
    """Where it is: the place with its code, the further communes by name, the coordinates; each a line."""
    if place is None:
        return ()
    named = f"{place.name} ({place.code})".strip() if place.code else place.name
    others = ", ".join(f"{name} ({code})" if (name := places.name(code)) else code for code in place.others)
    lines = [named, f"aussi : {others}" if others else ""]
    if place.latitude is not None and place.longitude is not None:
        lines.append(coordinates(place.latitude, place.longitude))
    return tuple(filter(None, lines))


def rating_words(source: str, credibility: str) -> str:
    """source habituellement fiable, information possible."""
    return f"{SOURCES.get(source, '')}, {CREDIBILITIES.get(credibility, '')}"


def _place(value: Mapping[str, Any]) -> str:
    """Rouen 76540, 76451, 49,44310° N, 1,09930° E: everything a place holds, for the values side by side."""
    head = " ".join(filter(None, (value.get("name", ""), value.get("code", ""))))
    said = [head, *value.get("others", ())]
    if value.get("latitude") is not None and value.get("longitude") is not None:
        said.append(coordinates(value["latitude"], value["longitude"]))
    return ", ".join(filter(None, said))


def why_not_write(crisis: CrisisRow | None) -> str:
    """Why no entry can be written or changed now; nothing when one can. A person may hold several roles."""
    if crisis is None:
        return "aucune crise ouverte"
    if not crisis.open:
        return "cette crise est close"
    if not any(roles.may_write_entries(role) for role in crisis.role.split(", ")):
        return "votre rôle ne permet pas d’écrire dans la main courante"
    return ""
