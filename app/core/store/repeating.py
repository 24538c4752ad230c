"""What is written again when it lost its place to a copy of its own workstation: the same, under names that hold."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.operations import Operation
from app.core.records import Held
from app.core.register import Draft

REPEATS = "repeats"
AGAINST = "unfavourable"
_ID = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Life:
    """A chain, named `device:incarnation`, of which the first `kept` operations have kept their place, and the one that
    goes on instead, of which so many are `written`."""

    former: str
    kept: int
    now: str
    written: int


def is_denied(lost: Operation, held: Iterable[Held], person: str) -> bool:
    """Whether that is a visa in favour, and its author has said no of the same record beside it: written again it would
    come after that, and nobody could tell which was his last word. He gives it again, or not."""
    if lost.header.kind != "visa.given" or _decision(lost) == AGAINST:
        return False
    return any(
        one.kind == "visa.given" and one.author.person == person and _decision(one.operation) == AGAINST for one in held
    )


def _decision(visa: Operation) -> str:
    return str(visa.body.get("decision", "")) if isinstance(visa.body, dict) else ""


def draft(lost: Operation, names: Mapping[str, str], life: Life | None = None) -> Draft:
    """The draft that repeats an operation. `names`: those repeated before, by their former ids, which what follows may
    name: as its record, as what it replaces, or in its words. `life`: where the chain of what was lost goes on."""
    header = lost.header
    touches = {field: tuple(names.get(id, id) for id in ids) for field, ids in header.touches.items()}
    body = renamed(lost.body, names)
    if isinstance(body, dict):
        body[REPEATS] = lost.id
        if "fingerprint" in body:  # the hash of the words as they were printed, with the ids they named then
            body["renamed"] = {names[id]: id for id in sorted(set(_ID.findall(str(lost.body)))) if id in names}
        if life and isinstance(body.get("held"), dict):
            body["held"] = _held(body["held"], life)
    record = names.get(header.record, header.record)
    return Draft(header.kind, body, header.space, record, touches, at=header.at)


def _held(held: Mapping[str, Any], life: Life) -> dict[str, Any]:
    """What was held, said of the chains as they are now: nothing of what took the place of what was lost."""
    known = held.get(life.former)
    capped = {life.former: min(known, life.kept)} if type(known) is int else {}
    return {**held, **capped, **({life.now: life.written} if life.written else {})}


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """The same value, where each former id is replaced by the new one: alone, or in the name of a field."""
    match value:
        case str():
            return _ID.sub(lambda found: names.get(found[0], found[0]), value) if len(value) >= 64 else value
        case list():
            return [renamed(one, names) for one in value]
        case dict():
            return {renamed(name, names): renamed(one, names) for name, one in value.items()}
        case _:
            return value
