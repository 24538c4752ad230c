"""The directory: contacts, each field with its own history, corrected apart without loss."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.errors import Refused
from app.core.phones import parse
from app.core.plain_text import clean
from app.core.records import Field, Held, conflicts, fold_fields, settled
from app.core.register import Draft, Numbered, Register, View, genesis, replaced
from app.core.roles import ROLES

KINDS = {"person": "nominatif", "function": "fonctionnel"}
USAGES = {"office": "bureau", "mobile": "mobile", "duty": "astreinte", "switchboard": "standard", "secure": "sécurisé"}
FIELDS = {  # field: French label. A phone or an email is one field each: `phone:<key>`, `email:<key>`
    "kind": "nature",
    "civility": "civilité",
    "family_name": "nom",
    "given_name": "prénom",
    "function": "fonction",
    "organisation": "organisme",
    "service": "service",
    "may_speak": "habilité à s'exprimer",
    "deputy": "suppléant",
    "source": "source",
    "verified_on": "vérifié le",
    "remark": "remarque",
    "dila_id": "identifiant DILA",
    "address": "adresse",
}


@dataclass(frozen=True, slots=True)
class AddContact:
    """Command: a new contact. `fields` as in FIELDS; a phone is `phone:<key>`: {number (E.164), usage, public}."""

    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EditContact:
    """Command: correct fields of a contact; None removes an element. `seen` as in `entry_commands.Amend`."""

    contact: str
    fields: Mapping[str, Any]
    seen: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Phone:
    key: str  # the field's name: `phone:1`
    number: str  # E.164
    usage: str
    public: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact as its operations leave it."""

    id: str
    name: str
    kind: str
    function: str
    organisation: str  # code of the list in resources/, or the words typed when it is not in the list
    phones: tuple[Phone, ...]
    emails: tuple[str, ...]
    verified_on: str  # ISO date, or empty: never verified
    source: str
    rank: int | None
    changed_at: int
    fields: Mapping[str, Field]
    conflicts: tuple[str, ...]

    @property
    def pending(self) -> bool:
        return self.rank is None


Command = AddContact | EditContact
WRITERS = frozenset(ROLES) - {"OBS", "PP"}
WRITE = ("contact.added", "contact.edited")
LISTS = ("phone:", "email:")  # one field per element of these collections


def decide(command: Command, view: View) -> list[Draft]:
    """The operations a command becomes, or Refused."""
    space = view.accounts.directory
    match command:
        case AddContact(fields):
            checked = {"kind": "person", **_checked(fields)}
            if not _name(checked):
                raise Refused("Donnez au contact un nom ou une fonction.", "family_name")
            return [Draft("contact.added", {"fields": checked}, space)]
        case EditContact(contact, fields, seen):
            now = fold(view.held(contact))
            if now is None:
                raise Refused("Ce contact n'est pas connu de ce poste.", "contact")
            checked = _checked(fields)
            changed = {
                name: value
                for name, value in checked.items()
                if name not in now.fields or now.fields[name].conflict or now.fields[name].settled != value
            }
            if not changed:
                raise Refused("Rien n'est changé.")
            return [Draft("contact.edited", {"fields": changed}, space, contact, replaced(changed, now.fields, seen))]


def _checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    checked: dict[str, Any] = {}
    for name, value in fields.items():
        if name.startswith(LISTS) and value is None:
            checked[name] = None
        elif name.startswith("phone:"):
            checked[name] = _phone(name, value)
        elif name.startswith("email:"):
            checked[name] = _email(name, value)
        elif name == "may_speak":
            checked[name] = bool(value)
        elif name in FIELDS:
            checked[name] = clean(value or "", name, 2_000 if name == "remark" else 200, lines=name == "remark")
        else:
            raise Refused(f"Ce champ n'existe pas : {name}.", name)
    if checked.get("kind", "person") not in KINDS:
        raise Refused("Un contact est nominatif ou fonctionnel.", "kind")
    if checked.get("verified_on"):
        _check_date(checked["verified_on"])
    return checked


def _phone(name: str, value: Mapping[str, Any]) -> dict[str, Any]:
    usage = str(value.get("usage", "office"))
    if usage not in USAGES:
        raise Refused(f"Usage inconnu. Usages possibles : {', '.join(USAGES)}.", name)
    return {"number": parse(str(value["number"])), "usage": usage, "public": bool(value.get("public", False))}


def _email(name: str, value: str) -> str:
    address = clean(value, name, 254, lines=False)
    local, at, domain = address.rpartition("@")
    if not (at and local and "." in domain) or " " in address:
        raise Refused("Cette adresse de courriel n'est pas complète.", name)
    return address


def _check_date(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise Refused("Écrivez la date de vérification sous la forme 2026-09-24.", "verified_on") from error


def _name(fields: Mapping[str, Any]) -> str:
    person = " ".join(filter(None, (fields.get("given_name"), fields.get("family_name"))))
    return person or fields.get("function") or fields.get("service") or ""


def _may_write(kind: str, name: str, value: Any) -> bool:
    if kind not in WRITE:
        return False
    if name.startswith(LISTS) and value is None:
        return True
    if name.startswith("phone:"):
        return _is_phone(value)
    if name == "kind":
        return isinstance(value, str) and value in KINDS
    return isinstance(value, bool if name == "may_speak" else str)


def _is_phone(value: Any) -> bool:
    number, usage = (value.get("number"), value.get("usage")) if isinstance(value, dict) else (None, None)
    return isinstance(number, str) and isinstance(usage, str) and usage in USAGES


def fold(operations: Sequence[Held]) -> Contact | None:
    """The contact these operations amount to."""
    first = genesis(operations, "contact.added")
    if first is None:
        return None
    fields = fold_fields(operations, _may_write)
    values = {name: field.settled for name, field in fields.items()}
    phones = tuple(
        Phone(name, value["number"], value["usage"], bool(value.get("public")))
        for name, value in values.items()
        if name.startswith("phone:") and value
    )
    return Contact(
        id=first.id,
        name=_name(values),
        kind=settled(fields, "kind", "person"),
        function=settled(fields, "function", ""),
        organisation=settled(fields, "organisation", ""),
        phones=phones,
        emails=tuple(value for name, value in values.items() if name.startswith("email:") and value),
        verified_on=settled(fields, "verified_on", ""),
        source=settled(fields, "source", ""),
        rank=first.rank,
        changed_at=max(one.at for one in operations if one.counts),
        fields=fields,
        conflicts=conflicts(fields),
    )


def _row(contact: Contact) -> Mapping[str, Any]:
    return {
        "name": contact.name,
        "function": contact.function,
        "organisation": contact.organisation,
        "phone": contact.phones[0].number if contact.phones else "",
        "email": contact.emails[0] if contact.emails else "",
        "verified_on": contact.verified_on,
        "changed_at": contact.changed_at,
    }


def _words(contact: Contact) -> str:
    values = [str(value.value) for field in contact.fields.values() for value in field.values if value.value]
    numbers = [f"0{phone.number[3:]}" for phone in contact.phones if phone.number.startswith("+33")]
    return "\n".join((*values, *numbers))


def _number(contact: Contact) -> Numbered | None:
    return None


REGISTER = Register(
    name="contact",
    begins="contact.added",
    writers=dict.fromkeys(WRITE, WRITERS),
    fold=fold,
    columns={
        "name": str,
        "function": str,
        "organisation": str,
        "phone": str,
        "email": str,
        "verified_on": str,
        "changed_at": int,
    },
    row=_row,
    number=_number,
    conflicts=lambda contact: {name: len(contact.fields[name].values) for name in contact.conflicts},
    key=lambda contact: contact.changed_at,
    words=_words,
)
