"""A contact of the directory, person, function or organisation, and what its operations amount to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.organisations import organisations
from app.core.records import Field, Held, conflicts, fold_fields, settled
from app.core.register import genesis
from app.core.search_text import folded

KINDS = {"person": "nominatif", "function": "fonctionnel", "organisation": "organisme"}
USAGES = {"office": "bureau", "mobile": "mobile", "duty": "astreinte", "switchboard": "standard", "secure": "sécurisé"}
TYPES = {  # of an organisation
    "ministry": "ministère",
    "department": "direction ou service",
    "prefecture": "préfecture",
    "embassy": "ambassade ou consulat",
    "agency": "agence ou opérateur",
    "authority": "autorité ou juridiction",
    "local": "collectivité ou service local",
    "other": "autre",
}
FIELDS = {  # field: French label. A phone or an email is one field each: `phone:<key>`, `email:<key>`
    "kind": "nature",
    "civility": "civilité",
    "family_name": "nom",
    "given_name": "prénom",
    "name": "nom de l'organisme",
    "acronym": "sigle",
    "type": "type d'organisme",
    "parent": "organisme de rattachement",
    "function": "fonction",
    "organisation": "organisme",
    "service": "service",
    "messaging": "messagerie",
    "languages": "langues",
    "may_speak": "habilité à s'exprimer",
    "speaks_on": "peut s'exprimer sur",
    "deputy": "suppléant",
    "call_order": "ordre d'appel",
    "source": "source",
    "verified_on": "vérifié le",
    "purpose": "finalité",
    "purge_on": "à purger le",
    "remark": "remarque",
    "dila_id": "identifiant DILA",
    "uid": "identifiant vCard",
    "address": "adresse",
    "retired": "retiré de l'annuaire",
}
LISTS = ("phone:", "email:")  # one field per element of these collections
LONGEST_NAME, LONGEST_NUMBER, LONGEST_VALUE = 100, 40, 4_000  # what no program of ours writes as much as
WRITE = ("contact.added", "contact.edited")
ERASED = "contact.erased"
IDENTIFIER = re.compile(r"[0-9a-f]{64}")
DILA = "dila:"  # before an identifier of the State's directory, where an organisation is named by it


@dataclass(frozen=True, slots=True)
class Phone:
    key: str  # the field's name: `phone:1`
    number: str  # E.164
    usage: str
    public: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact as its operations leave it. `space` is the shared directory, or the crisis it was added in."""

    id: str
    space: str
    name: str
    kind: str
    function: str
    organisation: str  # code of the list in resources/, or the words typed when it is not in the list
    phones: tuple[Phone, ...]
    emails: tuple[str, ...]
    verified_on: str  # ISO date, or empty: never verified
    purge_on: str  # ISO date, or empty: nothing personal in it
    source: str
    retired: str  # why it was taken out of the lists; empty while it is in them
    rank: int | None
    changed_at: int
    fields: Mapping[str, Field]
    conflicts: tuple[str, ...]
    imports: tuple[str, ...] = ()  # what brought some of it in, by id

    @property
    def pending(self) -> bool:
        return self.rank is None

    def said(self, name: str) -> str:
        """The words of a field, nothing when it has none."""
        return str(settled(self.fields, name, "") or "")

    def numbers(self, phone: Phone) -> tuple[str, ...]:
        """The numbers (E.164) that stand under that one: several when it was corrected apart."""
        return tuple(one.value["number"] for one in self.fields[phone.key].values if one.value)


def called(fields: Mapping[str, Any]) -> str:
    """What a contact of these values is called; nothing when they name nobody."""
    if fields.get("kind") == "organisation":
        return str(fields.get("name") or fields.get("acronym") or "")
    person = " ".join(filter(None, (fields.get("given_name"), fields.get("family_name"))))
    return person or str(fields.get("function") or fields.get("service") or "")


def node(words: str) -> str:
    """What stands for an organisation in the tree: its code, `dila:…`, or its words without case or accents."""
    if words.startswith(DILA):
        return words
    return organisations().code_of(words) or folded(words.strip())


def may_write(kind: str, name: str, value: Any) -> bool:
    """Whether an operation of that kind may write that value in that field."""
    if kind not in WRITE or len(name) > LONGEST_NAME:
        return False
    if name.startswith(LISTS) and value is None:
        return True
    if name.startswith("phone:"):
        return _is_phone(value)
    if name == "kind":
        return isinstance(value, str) and value in KINDS
    if name == "call_order":
        return type(value) is int and 0 <= value < 10_000
    if name == "may_speak":
        return isinstance(value, bool)
    return isinstance(value, str) and len(value) <= LONGEST_VALUE


def _is_phone(value: Any) -> bool:
    number, usage = (value.get("number"), value.get("usage")) if isinstance(value, dict) else (None, None)
    return isinstance(number, str) and len(number) <= LONGEST_NUMBER and isinstance(usage, str) and usage in USAGES


def fold(operations: Sequence[Held]) -> Contact | None:
    """The contact these operations amount to; None once somebody entitled erased it."""
    first = genesis(operations, "contact.added")
    if first is None or any(one.kind == ERASED and one.counts for one in operations):
        return None
    fields = fold_fields(operations, may_write)
    values = {name: field.settled for name, field in fields.items()}
    phones = tuple(
        Phone(name, value["number"], value["usage"], bool(value.get("public")))
        for name, value in values.items()
        if name.startswith("phone:") and value
    )
    return Contact(
        id=first.id,
        space=first.operation.space,
        name=called(values),
        kind=settled(fields, "kind", "person"),
        function=settled(fields, "function", ""),
        organisation=settled(fields, "organisation", ""),
        phones=phones,
        emails=tuple(value for name, value in values.items() if name.startswith("email:") and value),
        verified_on=settled(fields, "verified_on", ""),
        purge_on=settled(fields, "purge_on", ""),
        source=settled(fields, "source", ""),
        retired=settled(fields, "retired", ""),
        rank=first.rank,
        changed_at=max(one.at for one in operations if one.counts),
        fields=fields,
        conflicts=conflicts(fields),
        imports=tuple(sorted({id for one in operations if one.counts and (id := import_of(one))})),
    )


def import_of(held: Held) -> str:
    """The import that wrote that operation, by id; nothing when somebody did."""
    body = held.operation.body
    named = body.get("import") if isinstance(body, dict) else None
    return named if isinstance(named, str) and IDENTIFIER.fullmatch(named) else ""
