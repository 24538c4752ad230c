"""Who has read what: one signed word for each person and batch of entries. Nothing of it is ever taken back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.errors import Refused
from app.core.records import Author, Held
from app.core.register import Draft, Register, Relation, View, genesis, require_open
from app.core.registers import journal
from app.core.roles import ROLES

ID = re.compile(r"[0-9a-f]{64}")
MOST = 500  # entries in one operation
READ = "read"


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """Command: I have read these entries of that crisis (their detail was opened, or the key pressed)."""

    crisis: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What one person read, and when he said so (ms)."""

    id: str
    space: str
    author: Author
    at: int
    entries: tuple[str, ...]
    rank: int | None


Command = Acknowledge


def decide(command: Command, view: View) -> list[Draft]:
    """The operations a command becomes: one for each MOST entries, none of them read twice."""
    require_open(view, command.crisis)
    wanted = list(dict.fromkeys(command.entries))
    for entry in wanted:
        if not view.record_is(entry, journal.REGISTER.name):
            raise Refused("Cette entrée n'est pas connue de ce poste.", "entry")
    new = [entry for entry in wanted if not view.has_read(entry)]
    if not new:
        raise Refused("Ces entrées sont déjà lues.")
    batches = (new[start : start + MOST] for start in range(0, len(new), MOST))
    return [Draft("entry.acknowledged", {"entries": batch}, command.crisis) for batch in batches]


def fold(operations: Sequence[Held]) -> Acknowledgement | None:
    """What that operation says, or None when it does not say it well."""
    first = genesis(operations, "entry.acknowledged")
    if first is None or not first.author.person:
        return None
    entries = first.operation.body.get("entries")
    if not isinstance(entries, list) or len(entries) > MOST:
        return None
    if not all(isinstance(one, str) and ID.fullmatch(one) for one in entries):
        return None
    return Acknowledgement(first.id, first.operation.space, first.author, first.at, tuple(entries), first.rank)


def _row(one: Acknowledgement) -> Mapping[str, Any]:
    return {"person": one.author.person, "at": one.at}


def _relations(one: Acknowledgement) -> Iterator[Relation]:
    for entry in dict.fromkeys(one.entries):
        yield Relation(READ, entry, one.author.person, at=one.at)


REGISTER = Register(
    name="acknowledgement",
    begins="entry.acknowledged",
    writers={"entry.acknowledged": frozenset(ROLES)},
    fold=fold,
    columns={"person": str, "at": int},
    row=_row,
    number=lambda _: None,
    conflicts=lambda _: {},
    key=lambda one: one.at,
    words=None,
    relations=_relations,
)
