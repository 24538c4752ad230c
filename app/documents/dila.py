"""The State's own directory (DILA): its records, as fields of contacts to add."""

import json
from collections.abc import Mapping
from typing import Any

from app.core.errors import Refused
from app.core.phones import parse

SOURCE = "Annuaire de l'administration (DILA)"
FUNCTION = "Accueil du public"
LARGEST = 64 * 1024 * 1024
UNREADABLE = "Ce fichier n'est pas un annuaire de l'administration (DILA) : rien n'a été importé."
NO_NAME = "Une fiche de ce fichier n'a pas de nom : rien n'a été importé."
_LISTS = ("service", "results")  # the published file, and the answer of its API


def contacts(raw: bytes) -> list[dict[str, Any]]:
    """The fields of one functional contact for each record, in the order of the file.

    Telephones are public, and in E.164. Raises Refused when the file is not such a directory; a file is taken whole
    or not at all.
    """
    if len(raw) > LARGEST:
        raise Refused("Ce fichier d'annuaire dépasse 64 Mo : importez-le par département.", "file")
    try:
        read = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Refused(UNREADABLE, "file") from error
    if isinstance(read, dict):
        read = next((read[name] for name in _LISTS if name in read), None)
    if not isinstance(read, list) or not all(isinstance(record, dict) for record in read):
        raise Refused(UNREADABLE, "file")
    return [_contact(record) for record in read]


def _contact(record: Mapping[str, Any]) -> dict[str, Any]:
    name = _text(record.get("nom"))
    if not name:
        raise Refused(NO_NAME, "file")
    dated = _text(record.get("date_modification"))[:10]
    fields: dict[str, Any] = {
        "kind": "function",
        "function": FUNCTION,
        "organisation": name,
        "source": f"{SOURCE}, fiche du {dated}" if dated else SOURCE,
    }
    optional = {"dila_id": _text(record.get("id")), "address": _address(record)}
    fields.update({field: value for field, value in optional.items() if value})
    for position, number in enumerate(_values(record.get("telephone")), start=1):
        fields[f"phone:{position}"] = {"number": parse(number), "usage": "switchboard", "public": True}
    for position, address in enumerate(_values(record.get("adresse_courriel")), start=1):
        fields[f"email:{position}"] = address
    return fields


def _address(record: Mapping[str, Any]) -> str:
    """The first address of the record, on one line."""
    for part in _list(record.get("adresse")):
        if isinstance(part, dict):
            town = f"{_text(part.get('code_postal'))} {_text(part.get('nom_commune'))}".strip()
            lines = [_text(part.get(name)) for name in ("complement1", "complement2", "numero_voie")]
            return ", ".join(line for line in (*lines, town) if line)
    return ""


def _values(field: Any) -> list[str]:
    """The words of a list, whether its elements are words or {valeur, description}."""
    found = (_text(part.get("valeur")) if isinstance(part, dict) else _text(part) for part in _list(field))
    return [value for value in found if value]


def _list(field: Any) -> list[Any]:
    """A list, even when it is written as JSON inside a string, as the API does."""
    if isinstance(field, str):
        try:
            field = json.loads(field)
        except (ValueError, RecursionError):
            return [field]
    return field if isinstance(field, list) else [] if field is None else [field]


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
