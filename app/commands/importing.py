"""Filling the directory from a file of somebody else's: what is new comes in, what a person corrected is not lost."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.commands.call import Call
from app.commands.disk import bytes_of
from app.core.errors import Refused
from app.core.records import Field, Held, fields_of_body
from app.core.registers.directory import AddContact, Contact, EditContact
from app.documents import dila

NOT_YET = "Diapason n'importe que l'annuaire de la DILA (JSON), pas encore {} : rien n'a été importé."
OTHERS = {".vcf": "les vCard", ".vcard": "les vCard", ".csv": "le CSV"}


def bring_in(call: Call, file: Path) -> dict[str, int]:
    """Adds and corrects contacts from a DILA file. Says how many were `added`, `updated`, `unchanged`, and how many
    fields are now in conflict because a person had corrected what the file says otherwise."""
    if file.suffix.lower() in OTHERS:
        raise Refused(NOT_YET.format(OTHERS[file.suffix.lower()]), "file")
    raw = bytes_of(file)
    told = {"added": 0, "updated": 0, "unchanged": 0, "conflicts": 0}
    for fields in dila.contacts(raw):
        known = _known(call, str(fields.get("dila_id", "")))
        if known is None:
            call.desk.do(AddContact(fields))
            told["added"] += 1
            continue
        changes, seen = _changes(call, known, fields)
        if changes:
            call.desk.do(EditContact(known.id, changes, seen))
        told["updated" if changes else "unchanged"] += 1
        told["conflicts"] += len(seen)
    return told


def _known(call: Call, dila_id: str) -> Contact | None:
    if not dila_id:
        return None
    found = [call.reading.contact(row.id) for row in call.reading.contacts(dila_id)]
    return next((one for one in found if one.fields.get("dila_id", Field()).settled == dila_id), None)


def _changes(
    call: Call, known: Contact, fields: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, tuple[str, ...]]]:
    """What the file changes, and the fields where it replaces nothing, for a person wrote what they hold."""
    with call.workstation.store.read() as transaction:
        history = transaction.held([known.id])[known.id]
    changes: dict[str, Any] = {}
    seen: dict[str, tuple[str, ...]] = {}
    for name, value in fields.items():
        held = known.fields.get(name, Field())
        if any(one.value == value for one in held.values):
            continue
        if not held.values or _imported(held.values[0].by):
            changes[name] = value
        elif not held.conflict and not _written_before(history, name, value):
            changes[name], seen[name] = value, ()
    return changes, seen


def _imported(by: Held) -> bool:
    return str(fields_of_body(by).get("source", "")).startswith(dila.SOURCE)


def _written_before(history: Sequence[Held], name: str, value: Any) -> bool:
    """Whether the record already held this value once: somebody has then chosen another since."""
    return any(fields_of_body(one).get(name) == value for one in history)
