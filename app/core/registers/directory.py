"""The directory: contacts, each field with its own history, corrected apart without loss."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core import retention
from app.core.clock import moment
from app.core.contact import DILA, ERASED, WRITE, Contact, called, fold, node
from app.core.contact_fields import checked
from app.core.contact_words_searched import filed_under, searched
from app.core.dialling import numbers_of
from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.register import Draft, Numbered, Register, Relation, View, replaced, require_open
from app.core.roles import ROLES, may_erase
from app.core.search_text import folded

ZONE = "Europe/Paris"  # the directory belongs to no crisis
DAY = 24 * 3600 * 1000  # ms
WRITERS = frozenset(ROLES) - {"OBS", "PP"}
ERASERS = frozenset(filter(may_erase, ROLES))
NOBODY = {
    "person": ("Donnez au contact un nom ou une fonction.", "family_name"),
    "function": ("Donnez au contact un nom ou une fonction.", "function"),
    "organisation": ("Donnez un nom à l'organisme.", "name"),
}


@dataclass(frozen=True, slots=True)
class AddContact:
    """Command: a new contact. `fields` as in contact.FIELDS; a phone is `phone:<key>`: {number, usage, public}.
    `crisis`: it is added to that crisis alone; left empty, to the directory everybody shares. `batch`: the import it
    comes from."""

    fields: Mapping[str, Any]
    crisis: str = ""
    batch: str = ""


@dataclass(frozen=True, slots=True)
class EditContact:
    """Command: correct fields of a contact; None removes an element. `seen` as in `entry_commands.Amend`."""

    contact: str
    fields: Mapping[str, Any]
    seen: Mapping[str, tuple[str, ...]] | None = None
    batch: str = ""


Command = AddContact | EditContact


def decide(command: Command, view: View) -> list[Draft]:
    """The operations a command becomes, or Refused."""
    match command:
        case AddContact(fields, crisis, batch):
            if crisis:
                require_open(view, crisis)
            return [Draft("contact.added", _body(_begun(fields, view), batch), crisis or view.accounts.directory)]
        case EditContact(contact, fields, seen, batch):
            return [_edited(contact, fields, seen, batch, view)]


def _begun(fields: Mapping[str, Any], view: View) -> dict[str, Any]:
    given = checked({"kind": "person", **fields})
    _refuse_to_come(given, view)
    if not called(given):
        raise Refused(*NOBODY[given["kind"]])
    if retention.is_personal(given):
        given["purpose"] = given.get("purpose") or retention.BY_DEFAULT
        given["purge_on"] = given.get("purge_on") or retention.proposed(given["purpose"], _verified(given, view))
    return given


def _edited(
    contact: str, fields: Mapping[str, Any], seen: Mapping[str, tuple[str, ...]] | None, batch: str, view: View
) -> Draft:
    now = fold(view.held(contact))
    if now is None:
        raise Refused("Ce contact n'est pas connu de ce poste.", "contact")
    if now.space != view.accounts.directory:
        require_open(view, now.space)
    given = checked(fields)
    changed = {name: value for name, value in given.items() if not _is_so(now, name, value)}
    if not changed:
        raise Refused("Rien n'est changé.")
    _refuse_to_come(changed, view)
    if changed.get("deputy") == contact:
        raise Refused("Nul n'est son propre suppléant.", "deputy")
    values = {name: field.settled for name, field in now.fields.items()} | changed
    if not called(values):
        raise Refused(*NOBODY[values.get("kind") or "person"])
    if changed.keys() & {"verified_on", "purpose"} and "purge_on" not in given and retention.is_personal(values):
        purge_on = retention.proposed(str(values.get("purpose") or ""), _verified(values, view))
        changed |= {} if _is_so(now, "purge_on", purge_on) else {"purge_on": purge_on}
    touches = replaced(changed, now.fields, seen)
    return Draft("contact.edited", _body(changed, batch), now.space, contact, touches)


def _is_so(now: Contact, name: str, value: Any) -> bool:
    """Whether the contact says that already, and nothing else."""
    held = now.fields.get(name)
    if held is None or not held.values:
        return value in ("", None, False, 0)
    return not held.conflict and bool(held.settled == value)


def _refuse_to_come(fields: Mapping[str, Any], view: View) -> None:
    """Nobody has verified anything tomorrow: its age would be none for years, and nothing would ever correct it. Where
    that day has begun on the other side of the world, it is today."""
    day = str(fields.get("verified_on") or "")
    if day and date.fromisoformat(day) > moment(view.now + DAY // 2, ZONE).date():
        raise Refused("La date de vérification n'est pas encore venue.", "verified_on")


def _verified(fields: Mapping[str, Any], view: View) -> date:
    """The day what these say was last verified, today when nobody has."""
    try:
        return date.fromisoformat(str(fields.get("verified_on") or ""))
    except ValueError:
        return moment(view.now, ZONE).date()


def _body(fields: Mapping[str, Any], batch: str) -> dict[str, Any]:
    return {"fields": fields, "import": batch} if batch else {"fields": fields}


def _row(contact: Contact) -> Mapping[str, Any]:
    return {
        "name": contact.name,
        "sort": filed_under(contact),
        "kind": contact.kind,
        "acronym": contact.said("acronym"),
        "function": contact.function,
        "organisation": contact.organisation,
        "service": contact.said("service"),
        "phone": contact.phones[0].number if contact.phones else "",
        "numbers": numbers_of(contact),
        "email": contact.emails[0] if contact.emails else "",
        "verified_on": contact.verified_on,
        "purge_on": contact.purge_on,
        "dila_id": contact.said("dila_id"),
        "uid": contact.said("uid"),
        "node": _node(contact),
        "belongs": _belongs(contact),
        "type": contact.said("type"),
        "call_order": int(contact.said("call_order") or 0),
        "retired": contact.retired,
        "changed_at": contact.changed_at,
    }


def _node(contact: Contact) -> str:
    """What others say to belong to this organisation: nothing for somebody."""
    if contact.kind != "organisation":
        return ""
    dila = contact.said("dila_id")
    return organisations().code_of(contact.name) or (DILA + dila if dila else folded(contact.name))


def _belongs(contact: Contact) -> str:
    """The organisation it is beneath in the tree: one that answers to itself answers to nobody."""
    above = node(contact.said("parent") if contact.kind == "organisation" else contact.organisation)
    return "" if above == _node(contact) else above


def _number(contact: Contact) -> Numbered | None:
    return None


REGISTER = Register(
    name="contact",
    begins="contact.added",
    writers={**dict.fromkeys(WRITE, WRITERS), ERASED: ERASERS},
    fold=fold,
    columns={
        "name": str,
        "sort": str,
        "kind": str,
        "acronym": str,
        "function": str,
        "organisation": str,
        "service": str,
        "phone": str,
        "numbers": str,
        "email": str,
        "verified_on": str,
        "purge_on": str,
        "dila_id": str,
        "uid": str,
        "node": str,
        "belongs": str,
        "type": str,
        "call_order": int,
        "retired": str,
        "changed_at": int,
    },
    row=_row,
    number=_number,
    conflicts=lambda contact: {name: len(contact.fields[name].values) for name in contact.conflicts},
    key=lambda contact: contact.changed_at,
    words=searched,
    relations=lambda contact: [Relation("imported", id) for id in contact.imports],
    sorts=(("sort",), ("node",), ("belongs", "sort"), ("dila_id",), ("uid",), ("purge_on",), ("email",), ("phone",)),
)
