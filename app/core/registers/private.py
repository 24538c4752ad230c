"""Private numbers and addresses: in a space of their own, which observers' workstations never receive."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core import contact as contacts
from app.core import phones
from app.core.contact import IDENTIFIER, USAGES
from app.core.contact_fields import email
from app.core.errors import Refused
from app.core.plain_text import clean
from app.core.records import Field, Held, conflicts, fold_fields, settled
from app.core.register import Draft, Register, Relation, View, genesis, replaced
from app.core.registers.accounts import PRIVATE_OPENED
from app.core.roles import OBSERVER, ROLES, may_erase

PHONE, EMAIL = "phone", "email"
MEDIA = {PHONE: "téléphone", EMAIL: "courriel"}
FIELDS = {"value": "numéro ou adresse", "usage": "usage", "remark": "remarque", "used": "en service"}
WRITE = ("private.added", "private.edited")
ERASED = "private.erased"
WRITERS = frozenset(ROLES) - {OBSERVER, "PP"}
LONGEST_REMARK = 500


@dataclass(frozen=True, slots=True)
class AddPrivate:
    """Command: a private number or address of a contact of the shared directory. `batch`: the import it comes from."""

    contact: str
    value: str
    medium: str = PHONE
    usage: str = "mobile"
    remark: str = ""
    batch: str = ""


@dataclass(frozen=True, slots=True)
class EditPrivate:
    """Command: correct a private number (fields of FIELDS); it is taken out by writing `used` False. `seen` as in
    `entry_commands.Amend`."""

    private: str
    fields: Mapping[str, Any]
    seen: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Private:
    """A private number or address as its operations leave it. `values` are several when it was corrected apart."""

    id: str
    space: str
    contact: str
    medium: str
    values: tuple[str, ...]
    usage: str
    remark: str
    used: bool
    rank: int | None
    changed_at: int
    fields: Mapping[str, Field]
    conflicts: tuple[str, ...]
    batch: str = ""  # the import it came from, by id

    @property
    def pending(self) -> bool:
        return self.rank is None

    @property
    def masked(self) -> str:
        """What anybody may see of it."""
        mask = phones.masked if self.medium == PHONE else phones.masked_email
        return " / ".join(map(mask, self.values))

    @property
    def shown(self) -> str:
        """It, as it is read."""
        return " / ".join(map(phones.shown, self.values)) if self.medium == PHONE else " / ".join(self.values)


Command = AddPrivate | EditPrivate


def decide(command: Command, view: View) -> Iterable[Draft]:
    """The operations a command becomes, or Refused."""
    match command:
        case AddPrivate():
            return _add(command, view)
        case EditPrivate(private, fields, seen):
            return [_edited(private, fields, seen, view)]


def _add(command: AddPrivate, view: View) -> Iterator[Draft]:
    known = contacts.fold(view.held(command.contact))
    if known is None:
        raise Refused("Ce contact n'est pas connu de ce poste.", "contact")
    if known.space != view.accounts.directory:
        raise Refused("Un numéro privé ne s'écrit que dans l'annuaire partagé.", "contact")
    if command.medium not in MEDIA:
        raise Refused(f"Moyen inconnu. Moyens possibles : {', '.join(MEDIA)}.", "medium")
    given = {"value": command.value, "usage": command.usage, "remark": command.remark, "used": True}
    fields = {"contact": command.contact, "medium": command.medium, **_checked(given, command.medium)}
    _refuse_twice(view, command.contact, command.medium, fields["value"])
    body = {"fields": fields, **({"import": command.batch} if command.batch else {})}
    if view.accounts.private:
        yield Draft("private.added", body, view.accounts.private)
    else:
        yield from _opened_with(body, view)


def _opened_with(body: Mapping[str, Any], view: View) -> Iterator[Draft]:
    """The first number of a service founded when there was no space for them: it opens one."""
    if view.me.role != "ADM":
        raise Refused("Aucun numéro privé n'est encore gardé : un administrateur doit écrire le premier.", "contact")
    grant = view.accounts.workstations[view.device].invitation
    yield Draft(PRIVATE_OPENED, {})
    space = view.begun
    opening = view.held(space)[0].operation.header_bytes.decode()
    yield Draft("service.private", {"space": space, "opening": opening}, view.accounts.service, grant=grant)
    yield Draft("private.added", body, space, grant=grant)


def _edited(private: str, fields: Mapping[str, Any], seen: Mapping[str, tuple[str, ...]] | None, view: View) -> Draft:
    now = fold(view.held(private))
    if now is None:
        raise Refused("Ce numéro privé n'est pas connu de ce poste.", "private")
    given = _checked(fields, now.medium)
    changed = {name: value for name, value in given.items() if not _is_so(now, name, value)}
    if not changed:
        raise Refused("Rien n'est changé.")
    if {**{name: field.settled for name, field in now.fields.items()}, **changed}["used"]:
        for value in (changed["value"],) if "value" in changed else now.values:
            _refuse_twice(view, now.contact, now.medium, value, but=private)
    return Draft("private.edited", {"fields": changed}, now.space, private, replaced(changed, now.fields, seen))


def _is_so(now: Private, name: str, value: Any) -> bool:
    held = now.fields.get(name)
    return held is not None and not held.conflict and bool(held.settled == value)


def _checked(fields: Mapping[str, Any], medium: str) -> dict[str, Any]:
    """These fields as the register keeps them. Raises Refused, naming the one that is wrong."""
    found: dict[str, Any] = {}
    for name, value in fields.items():
        match name:
            case "value":
                found[name] = phones.parse(str(value)) if medium == PHONE else email(name, str(value))
            case "usage":
                if value not in USAGES:
                    raise Refused(f"Usage inconnu. Usages possibles : {', '.join(USAGES)}.", name)
                found[name] = value
            case "remark":
                found[name] = clean(value or "", name, LONGEST_REMARK)
            case "used":
                found[name] = bool(value)
            case _:
                raise Refused(f"Ce champ d'un numéro privé ne se change pas : {name}.", name)
    return found


def _refuse_twice(view: View, contact: str, medium: str, value: str, but: str = "") -> None:
    same: Mapping[str, str | int] = {"contact": contact, "medium": medium, "value": value, "used": 1}
    for space in view.accounts.privates:
        if any(id != but for id in view.alike("private", space, same)):
            raise Refused("Ce contact a déjà ce numéro privé.", "value")


def _may_write(kind: str, name: str, value: Any) -> bool:
    if kind not in WRITE:
        return False
    match name:
        case "contact":
            return kind == "private.added" and isinstance(value, str) and IDENTIFIER.fullmatch(value) is not None
        case "medium":
            return kind == "private.added" and isinstance(value, str) and value in MEDIA
        case "usage":
            return isinstance(value, str) and value in USAGES
        case "used":
            return isinstance(value, bool)
        case "value":
            return isinstance(value, str) and value != ""
    return isinstance(value, str)


def fold(operations: Sequence[Held]) -> Private | None:
    """The private number these operations amount to; None once somebody entitled erased it."""
    first = genesis(operations, "private.added")
    if first is None or any(one.kind == ERASED and one.counts for one in operations):
        return None
    fields = fold_fields(operations, _may_write)
    contact, medium = settled(fields, "contact", ""), settled(fields, "medium", PHONE)
    if not contact or "value" not in fields or not fields["value"].values:
        return None
    return Private(
        id=first.id,
        space=first.operation.space,
        contact=contact,
        medium=medium,
        values=tuple(one.value for one in fields["value"].values),
        usage=settled(fields, "usage", "mobile"),
        remark=settled(fields, "remark", ""),
        used=settled(fields, "used", True),
        rank=first.rank,
        changed_at=max(one.at for one in operations if one.counts),
        fields=fields,
        conflicts=conflicts(fields),
        batch=contacts.import_of(first),
    )


REGISTER = Register(
    name="private",
    begins="private.added",
    writers={**dict.fromkeys(WRITE, WRITERS), ERASED: frozenset(filter(may_erase, ROLES))},
    fold=fold,
    columns={"contact": str, "medium": str, "value": str, "usage": str, "used": bool},
    row=lambda one: {
        "contact": one.contact,
        "medium": one.medium,
        "value": one.values[0],
        "usage": one.usage,
        "used": one.used,
    },
    number=lambda _: None,
    conflicts=lambda one: {name: len(one.fields[name].values) for name in one.conflicts},
    key=lambda one: one.changed_at,
    words=None,
    relations=lambda one: [Relation("imported", one.batch)] if one.batch else [],
    sorts=(("contact",), ("value",)),
)
