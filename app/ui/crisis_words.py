"""The fields of a crisis in French words, and why a person may not correct them."""

from collections.abc import Callable, Mapping
from typing import Any

from app.core import rhythm
from app.core.entries import TLP
from app.core.organisations import organisations
from app.core.places import Places, departements
from app.core.registers.crisis import CHIEFS, EDITABLE, NATURES
from app.core.store.rows import CrisisRow

_SHORT: Mapping[str, Callable[[Any], str]] = {
    "nature": lambda value: NATURES.get(value, value),
    "lead": lambda value: organisations().short(value),
    "associated": lambda value: ", ".join(map(organisations().short, value)),
    "territory": lambda value: ", ".join(map(place_words, value)),
    "tlp": lambda value: TLP.get(value, value),
    "rhythm": rhythm.words_of,
}


def label(field: str) -> str:
    return EDITABLE.get(field, field)


def words(field: str, value: Any) -> str:
    """One value of one field, as a person reads it; `—` when there is none."""
    if not value:
        return "—"
    return _SHORT[field](value) if field in _SHORT else str(value)


def place_words(code: str) -> str:
    """Rouen (76540); the code alone when it names nothing."""
    known = departements().get(code)
    name = known.name if known else Places().name(code)
    return f"{name} ({code})" if name else code


def why_not_edit(crisis: CrisisRow | None) -> str:
    """Why this person may not correct the crisis now; nothing when he may."""
    if crisis is None:
        return "aucune crise n’est ouverte."
    if not crisis.open:
        return "cette crise est close."
    if CHIEFS.isdisjoint(crisis.role.split(", ")):
        return f"le rôle {crisis.role} ne permet pas de corriger la crise."
    return ""
