"""The shapes of a record and their fold: values that nobody replaced stay, and no clock decides.

A *sheet* is a map of fields; a *fact* is a sheet that is written once and then only amended; a *text* is a sheet
whose `version` field holds all that the public will read. One rule serves the three: an operation names, for each
field it writes, the operations whose values it saw and replaces. What was written apart stays, both values, until
somebody names both.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from app.core.operations import Operation


@dataclass(frozen=True, slots=True)
class Author:
    """Who stands behind an operation, as the accounts and the crisis's members have it."""

    person: str = ""
    name: str = ""
    organisation: str = ""
    role: str = ""
    workstation: str = ""  # the prefix: SIG1


@dataclass(frozen=True, slots=True)
class Held:
    """An operation this workstation holds, with what it knows of it. Folds read nothing else.

    `why_not` is empty when the operation counts; otherwise one French sentence says why it does not.
    `rank` is None until the central server has ranked it. `regimes`: (circuit, operation) of each circuit that was
    set for the crisis by somebody who knew of this operation; told of submissions and visas alone.
    """

    operation: Operation
    rank: int | None
    author: Author
    why_not: str = ""
    regimes: frozenset[tuple[str, str]] = frozenset()

    @property
    def id(self) -> str:
        return self.operation.id

    @property
    def kind(self) -> str:
        return self.operation.header.kind

    @property
    def at(self) -> int:
        return self.operation.header.at

    @property
    def counts(self) -> bool:
        return not self.why_not


class Value(msgspec.Struct, frozen=True, gc=False):
    """One value of a field and the operation that wrote it."""

    value: Any
    by: Held

    @property
    def id(self) -> str:
        return self.by.id


class Field(msgspec.Struct, frozen=True, gc=False):
    """What a field amounts to: no value yet, one value (settled), or several (a conflict a person settles).

    `incomplete`: somebody replaced an operation that is not held here yet. `seen` is what an edit made now replaces:
    every surviving operation, those of equal values included.
    """

    values: tuple[Value, ...] = ()
    incomplete: bool = False
    seen: tuple[str, ...] = ()

    @property
    def conflict(self) -> bool:
        return len(self.values) > 1

    @property
    def settled(self) -> Any:
        """The value, or the first of several in a fixed order, or None."""
        return self.values[0].value if self.values else None


Fields = Mapping[str, Field]


def by_time(held: Held) -> tuple[int, str]:
    """The one order in which operations are shown and tried: logical clock, then id. The same everywhere."""
    return (held.operation.header.clock, held.id)


def fields_of_body(held: Held) -> Mapping[str, Any]:
    """Where an operation keeps the values it writes."""
    body = held.operation.body
    fields = body.get("fields") if isinstance(body, dict) else None
    return fields if isinstance(fields, dict) else {}


Valid = Callable[[str, str, Any], bool]
"""(kind, field, value): whether an operation of that kind may write that field, and that value in it."""


def fold_fields(operations: Iterable[Held], valid: Valid) -> dict[str, Field]:
    """Every field these operations of one record write, whatever the order they came in.

    The operation that began the record writes all the fields of its body and replaces nothing; the others say in
    their header what they write. Replacement is transitive and passes through operations that do not count. Equal
    values are one value. A value that `valid` does not accept does not count.
    """
    held = {one.operation.id: one for one in operations}
    if len(held) == 1:
        (only,) = held.values()
        if only.operation.record == only.operation.id and not only.operation.header.touches:
            return _as_begun(only, valid)  # most records of a journal are never touched again
    begun = {one.kind for one in held.values() if one.id == one.operation.record}
    writers: dict[str, list[Held]] = {}
    for one in held.values():
        first, touched = one.id == one.operation.record, one.operation.header.touches
        if one.kind in begun and not first:
            continue  # what begins a record begins its own
        for name in touched or (fields_of_body(one) if first else ()):
            writers.setdefault(name, []).append(one)
    return {name: _fold_field(name, writers[name], held, valid) for name in sorted(writers)}


class Begun(Mapping[str, Field]):
    """The fields of a record nobody wrote to since it began, all of them valid: each is made when it is asked for."""

    __slots__ = ("_only", "_values")

    def __init__(self, only: Held):
        self._only, self._values = only, fields_of_body(only)

    def __getitem__(self, name: str) -> Field:
        return Field((Value(self._values[name], self._only),), False, (self._only.operation.id,))

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._values))

    def __len__(self) -> int:
        return len(self._values)


def _as_begun(only: Held, valid: Valid) -> dict[str, Field]:
    """The fields of a record nobody wrote to since it began."""
    fields, kind, seen = fields_of_body(only), only.operation.header.kind, (only.operation.id,)
    found = dict.fromkeys(sorted(fields), Field())
    if not only.why_not:
        for name in found:
            value = fields[name]
            if valid(kind, name, value):
                found[name] = Field((Value(value, only),), False, seen)
    return found


def _fold_field(name: str, writers: list[Held], held: Mapping[str, Held], valid: Valid) -> Field:
    counting = [writer for writer in writers if _writes(writer, name, valid)]
    replaced, missing = replaced_by(name, counting, held)
    heads = sorted((writer for writer in counting if writer.id not in replaced), key=by_time)
    values: list[Value] = []
    for head in heads:
        value = fields_of_body(head)[name]
        if all(value != other.value for other in values):
            values.append(Value(value, head))
    return Field(tuple(values), missing, tuple(head.id for head in heads))


def replaced_by(name: str, counting: Iterable[Held], held: Mapping[str, Held]) -> tuple[set[str], bool]:
    """The operations replaced in that field, directly or through others; and whether one of them is not held."""
    replaced: set[str] = set()
    missing = False
    pending = [id for writer in counting for id in writer.operation.header.touches.get(name, ())]
    while pending:
        id = pending.pop()
        if id in replaced:
            continue
        replaced.add(id)
        if id in held:
            pending.extend(held[id].operation.header.touches.get(name, ()))
        else:
            missing = True
    return replaced, missing


def _writes(writer: Held, name: str, valid: Valid) -> bool:
    fields = fields_of_body(writer)
    return writer.counts and name in fields and valid(writer.kind, name, fields[name])


def settled(fields: Fields, name: str, default: Any = None) -> Any:
    """The value of a field, or `default` when it has none."""
    field = fields.get(name)
    value = field.settled if field else None
    return default if value is None else value


def conflicts(fields: Fields) -> tuple[str, ...]:
    """The names of the fields that hold several values."""
    return tuple(name for name, field in fields.items() if len(field.values) > 1)


def in_order(operations: Sequence[Held]) -> list[Held]:
    """These operations in the order shown everywhere."""
    return sorted(operations, key=by_time)
