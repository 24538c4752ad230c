"""Distribution lists of a crisis: names written once for all, or a question put to the directory when it is sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from app.core.errors import Refused
from app.core.plain_text import clean
from app.core.recipients import LONGEST, MOST, Query, Recipient, cleaned, several
from app.core.records import Author, Field, Held, conflicts, fold_fields, settled
from app.core.register import Draft, Register, View, genesis, replaced, require_open
from app.core.search_text import folded

FIELDS = {  # field: French label. A recipient is one field: `recipient.<key>`, None once taken away
    "name": "nom",
    "words": "mots cherchés dans l’annuaire",
    "function": "fonction cherchée dans l’annuaire",
    "organisation": "organisme cherché dans l’annuaire",
    "duty": "astreintes, telles qu’elles sont à l’envoi",
    "used": "en usage",
}
RECIPIENT = "recipient."
WRITE = ("list.written", "list.edited")
WRITERS = frozenset({"CCOM", "RP", "DIR"})


@dataclass(frozen=True, slots=True)
class WriteList:
    """Command: a new list of a crisis. It may name recipients, ask the directory each time it is used, or both."""

    crisis: str
    name: str
    recipients: tuple[Recipient, ...] = ()
    query: Query = field(default_factory=Query)


@dataclass(frozen=True, slots=True)
class EditList:
    """Command: change fields of a list, as `rewritten` makes them. `seen` as in `entry_commands.Amend`."""

    list: str
    fields: Mapping[str, Any]
    seen: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class DistributionList:
    """A list as its operations leave it. `recipients` are those it names; who answers its query, `reached` says."""

    id: str
    space: str
    name: str
    recipients: tuple[Recipient, ...]
    query: Query
    used: bool  # false: set aside, kept for what was sent to it
    author: Author
    changed_at: int
    rank: int | None
    fields: Mapping[str, Field]
    conflicts: tuple[str, ...]

    @property
    def pending(self) -> bool:
        return self.rank is None


Command = WriteList | EditList


def decide(command: Command, view: View) -> list[Draft]:
    """The operations a command becomes, or Refused."""
    match command:
        case WriteList(crisis, name, recipients, query):
            require_open(view, crisis)
            if not recipients and not query.asks:
                raise Refused("Donnez des destinataires, ou des mots à chercher dans l'annuaire.", "recipients")
            return [Draft("list.written", {"fields": _checked(described(name, recipients, query))}, crisis)]
        case EditList(list, fields, seen):
            now = fold(view.held(list))
            if now is None:
                raise Refused("Cette liste n'est pas connue de ce poste.", "list")
            require_open(view, now.space)
            changed = {name: value for name, value in _checked(fields).items() if not _is_so(now, name, value)}
            if not changed:
                raise Refused("Rien n'est changé.")
            return [Draft("list.edited", {"fields": changed}, now.space, list, replaced(changed, now.fields, seen))]


def described(name: str, recipients: Iterable[Recipient], query: Query) -> dict[str, Any]:
    """The fields of a list. A recipient's is named after what it says: written twice apart, it is one."""
    return {
        "name": name,
        "words": query.words,
        "function": query.function,
        "organisation": query.organisation,
        **({"duty": query.duty} if query.duty else {}),
        **{f"{RECIPIENT}{_key(one)}": _plain(one) for one in several(recipients)},
    }


def rewritten(before: DistributionList, name: str, recipients: Iterable[Recipient], query: Query) -> dict[str, Any]:
    """The fields that make `before` say this: those it no longer names are taken away."""
    wanted = described(name, recipients, query)
    gone = dict.fromkeys((one for one in before.fields if one.startswith(RECIPIENT)), None)
    return {**gone, **({"duty": ""} if before.query.duty else {}), **wanted}


def _key(one: Recipient) -> str:
    return sha256(f"{one.name}\n{one.address}".encode()).hexdigest()[:16]


def _plain(one: Recipient) -> dict[str, str]:
    return {"name": one.name, "address": one.address, "organisation": one.organisation}


def _is_so(now: DistributionList, name: str, value: Any) -> bool:
    held = now.fields.get(name)
    if held is None or not held.values:
        return value is (True if name == "used" else None)
    return not held.conflict and bool(held.settled == value)


def _checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    checked: dict[str, Any] = {}
    for name, value in fields.items():
        if name.startswith(RECIPIENT):
            checked[name] = None if value is None else _plain(cleaned(Recipient(**value)))
        elif name == "used":
            checked[name] = bool(value)
        elif name in FIELDS:
            checked[name] = clean(value, name, LONGEST)
        else:
            raise Refused(f"Ce champ d'une liste n'existe pas : {name}.", name)
    if not checked.get("name", "sans objet"):
        raise Refused("Donnez un nom à la liste.", "name")
    return checked


def _may_write(kind: str, name: str, value: Any) -> bool:
    if kind not in WRITE:
        return False
    if name.startswith(RECIPIENT):
        return value is None or _is_recipient(value)
    if name == "used":
        return isinstance(value, bool)
    return name in FIELDS and isinstance(value, str) and (name != "name" or bool(value))


def _is_recipient(value: Any) -> bool:
    if not isinstance(value, dict) or value.keys() != {"name", "address", "organisation"}:
        return False
    return all(isinstance(one, str) for one in value.values()) and bool(value["name"])


def fold(operations: Sequence[Held]) -> DistributionList | None:
    """The list these operations amount to."""
    first = genesis(operations, "list.written")
    if first is None:
        return None
    fields = fold_fields(operations, _may_write)
    named = [Recipient(**one.settled) for name, one in fields.items() if name.startswith(RECIPIENT) and one.settled]
    return DistributionList(
        id=first.id,
        space=first.operation.space,
        name=settled(fields, "name", ""),
        recipients=tuple(sorted(named, key=lambda one: (folded(one.name), one.name, one.address))[:MOST]),
        query=Query(*(settled(fields, name, "") for name in ("words", "function", "organisation", "duty"))),
        used=settled(fields, "used", True),
        author=first.author,
        changed_at=max(one.at for one in operations if one.counts),
        rank=first.rank,
        fields=fields,
        conflicts=conflicts(fields),
    )


def reached(list: DistributionList, answering: Iterable[Recipient]) -> tuple[Recipient, ...]:
    """Who would receive what is sent to it now: those it names, then those who answer its query, each address once."""
    kept: dict[str, Recipient] = {}
    for one in (*list.recipients, *answering):
        kept.setdefault(one.address or one.name, one)
    return tuple(kept.values())[:MOST]


def _row(one: DistributionList) -> Mapping[str, Any]:
    return {"name": one.name, "used": one.used}


REGISTER = Register(
    name="list",
    begins="list.written",
    writers=dict.fromkeys(WRITE, WRITERS),
    fold=fold,
    columns={"name": str, "used": bool},
    row=_row,
    number=lambda _: None,
    conflicts=lambda one: {name: len(one.fields[name].values) for name in one.conflicts},
    key=lambda one: one.changed_at,
    words=None,
)
