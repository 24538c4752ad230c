"""A call cascade: whom to call in a crisis, in what order, on which numbers, and what came of each call."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from app.core.contact import USAGES, node
from app.core.phones import HIDDEN
from app.core.records import Author, Field, Held, by_time, fields_of_body, fold_fields, settled
from app.core.register import genesis, number_given
from app.core.search_text import folded
from app.core.times import MINUTE

SERIES = "CAS"
REACHED, MESSAGE, NO_ANSWER, WRONG_NUMBER = "reached", "message", "no_answer", "wrong_number"
RESULTS = {
    REACHED: "joint",
    MESSAGE: "message laissé",
    NO_ANSWER: "sans réponse",
    WRONG_NUMBER: "faux numéro",
}
FIELDS = {  # field: French label. A target is one field, `target.<key>`; so is an attempt, `attempt.<key>`
    "title": "intitulé",
    "words": "ce qui est dit à chacun",
}
TARGET, ATTEMPT = "target.", "attempt."
WRITTEN, EDITED, CALLED = "cascade.written", "cascade.edited", "cascade.called"
WRITE = (WRITTEN, EDITED)
KEY = re.compile(r"[0-9a-f]{16}")
LATEST = 2**42  # ms: what a read table orders by
MOST_ORDER = 100_000


@dataclass(frozen=True, slots=True)
class Number:
    """A number to dial, in E.164, and what it is: a usage of `contact.USAGES`, or words."""

    label: str
    number: str

    @property
    def usage(self) -> str:
        """Mobile, astreinte… as a person reads it."""
        return USAGES.get(self.label, self.label)


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody to call. `contact` and `deputy` are contacts of the directory (id), or nothing; `order` is his number on
    the sheet, given once. The numbers are those that were not private when the cascade was written."""

    name: str
    contact: str = ""
    function: str = ""
    organisation: str = ""
    order: int = 0
    numbers: tuple[Number, ...] = ()
    deputy: str = ""
    deputy_name: str = ""
    deputy_numbers: tuple[Number, ...] = ()

    @property
    def key(self) -> str:
        """The same for one person, whoever writes him down: added twice apart, he is called once."""
        return key_of(self.contact or "\n".join(map(folded, (self.name, self.function, self.organisation))))

    def is_also(self, other: "Target") -> bool:
        """Whether the two are one person: one contact or, where one of them is in no directory, one name in one
        organisation. Of two who are in none, another function is somebody else: two offices each have a duty desk."""
        if self.contact and other.contact:
            return self.contact == other.contact
        if folded(self.name.strip()) != folded(other.name.strip()) or node(self.organisation) != node(
            other.organisation
        ):
            return False
        functions = {folded(one.function.strip()) for one in (self, other) if one.function.strip()}
        return bool(self.contact or other.contact) or len(functions) < 2


@dataclass(frozen=True, slots=True)
class Attempt:
    """A call that was made, at `at` (ms). `number` is as it was dialled, the last two figures of a private one,
    or nothing; `deputy`: it
    was the deputy who was called; `by` says in words who called."""

    key: str
    target: str
    deputy: bool
    number: str
    result: str
    at: int
    note: str
    by: str
    author: Author
    written_at: int
    pending: bool

    @property
    def late(self) -> bool:
        """Whether it was written down well after it was made: from paper."""
        return self.written_at - self.at >= 5 * MINUTE


@dataclass(frozen=True, slots=True)
class Cascade:
    """A cascade as its operations leave it: `targets` by their number, `attempts` from the first call to the last."""

    id: str
    space: str
    number: str
    title: str
    words: str
    targets: tuple[Target, ...]
    attempts: tuple[Attempt, ...]
    author: Author
    written_at: int
    changed_at: int
    rank: int | None
    fields: Mapping[str, Field]
    conflicts: tuple[str, ...]
    last_order: int = 0  # the highest number given to anybody, those who were taken out included

    @property
    def pending(self) -> bool:
        return self.rank is None or any(one.pending for one in self.attempts)


def hidden(number: str) -> str:
    """Enough of a number to know which one was dialled: `•• •• •• •• 41`. A crisis has observers, to whom what anybody
    else may see of a private number would tell nearly all of it."""
    figures = [place for place, sign in enumerate(number) if sign.isdecimal()][:-2]
    return "".join(HIDDEN if place in figures else sign for place, sign in enumerate(number))


def key_of(words: str) -> str:
    """Sixteen digits that stand for these words."""
    return sha256(words.encode()).hexdigest()[:16]


def attempt_key(target: str, result: str, at: int, number: str, deputy: bool) -> str:
    """What tells two attempts apart: written twice from one sheet, on two workstations, a call is one."""
    return key_of(f"{target}\n{result}\n{at // MINUTE}\n{number}\n{deputy}")


def plain_target(target: Target) -> dict[str, Any]:
    """A target as an operation holds it."""
    return {
        "contact": target.contact,
        "name": target.name,
        "function": target.function,
        "organisation": target.organisation,
        "order": target.order,
        "numbers": [{"label": one.label, "number": one.number} for one in target.numbers],
        "deputy": target.deputy,
        "deputy_name": target.deputy_name,
        "deputy_numbers": [{"label": one.label, "number": one.number} for one in target.deputy_numbers],
    }


def may_write(kind: str, name: str, value: Any) -> bool:
    """Whether an operation of that kind may write that value in that field."""
    if name.startswith(ATTEMPT):
        return kind == CALLED and bool(KEY.fullmatch(name.removeprefix(ATTEMPT))) and _is_attempt(value)
    if kind not in WRITE:
        return False
    if name.startswith(TARGET):
        return bool(KEY.fullmatch(name.removeprefix(TARGET))) and (value is None or _is_target(value))
    return name in FIELDS and isinstance(value, str) and (name != "title" or bool(value))


WORDS_OF_TARGET = ("contact", "name", "function", "organisation", "deputy", "deputy_name")
WORDS_OF_ATTEMPT = ("target", "number", "result", "note", "by")


def _is_target(value: Any) -> bool:
    if not isinstance(value, dict) or not all(isinstance(value.get(name), str) for name in WORDS_OF_TARGET):
        return False
    order = value.get("order")
    lists = all(_are_numbers(value.get(name)) for name in ("numbers", "deputy_numbers"))
    return lists and bool(value["name"]) and type(order) is int and 0 <= order < MOST_ORDER


def _are_numbers(value: Any) -> bool:
    def fits(one: Any) -> bool:
        return isinstance(one, dict) and all(isinstance(one.get(name), str) for name in ("label", "number"))

    return isinstance(value, list) and all(map(fits, value))


def _is_attempt(value: Any) -> bool:
    if not isinstance(value, dict) or not all(isinstance(value.get(name), str) for name in WORDS_OF_ATTEMPT):
        return False
    at = value.get("at")
    dated = type(at) is int and 0 <= at < LATEST
    return dated and value["result"] in RESULTS and isinstance(value.get("deputy"), bool)


def fold(operations: Sequence[Held]) -> Cascade | None:
    """The cascade these operations amount to, in whatever order they came."""
    first = genesis(operations, WRITTEN)
    if first is None:
        return None
    fields = fold_fields(operations, may_write)
    targets = (one for name, field in fields.items() if name.startswith(TARGET) for one in _target(field))
    attempts = [_attempt(name, field) for name, field in fields.items() if name.startswith(ATTEMPT) and field.values]
    return Cascade(
        id=first.id,
        space=first.operation.space,
        number=number_given(first),
        title=settled(fields, "title", ""),
        words=settled(fields, "words", ""),
        targets=tuple(sorted(targets, key=lambda one: (one.order, folded(one.name), one.key))),
        attempts=tuple(one for _, one in sorted(attempts, key=lambda pair: pair[0])),
        author=first.author,
        written_at=first.at,
        changed_at=max(one.at for one in operations if one.counts),
        rank=first.rank,
        fields=fields,
        conflicts=tuple(name for name in FIELDS if name in fields and fields[name].conflict),
        last_order=max(map(_last_order, operations), default=0),
    )


def _last_order(held: Held) -> int:
    """The highest number that operation gives: it was printed, and is not given again to somebody else."""
    values = fields_of_body(held).items() if held.counts else ()
    targets = (value for name, value in values if name.startswith(TARGET) and may_write(held.kind, name, value))
    return max((one["order"] for one in targets if one), default=0)


def _target(field: Field) -> Iterable[Target]:
    """Whom this field names: taken away by one and written by another apart, he is still to be called."""
    named = [one.value for one in field.values if one.value is not None]
    for value in named[:1]:
        words = {name: value[name] for name in WORDS_OF_TARGET}
        numbers, others = _numbers(value["numbers"]), _numbers(value["deputy_numbers"])
        yield Target(**words, order=value["order"], numbers=numbers, deputy_numbers=others)


def _numbers(value: Iterable[Mapping[str, str]]) -> tuple[Number, ...]:
    return tuple(Number(one["label"], one["number"]) for one in value)


def _attempt(name: str, field: Field) -> tuple[tuple[int, int, str], Attempt]:
    """The call this field tells, and its place among the others. Written twice apart, it keeps the notes of both."""
    first = field.values[0]
    notes = dict.fromkeys(one.value["note"] for one in field.values if one.value["note"])
    told = {part: first.value[part] for part in ("target", "deputy", "number", "result", "at", "by")}
    clock, id = by_time(first.by)
    attempt = Attempt(
        key=name.removeprefix(ATTEMPT),
        note=" / ".join(notes),
        author=first.by.author,
        written_at=first.by.at,
        pending=any(one.by.rank is None for one in field.values),
        **told,
    )
    return (attempt.at, clock, f"{id}{name}"), attempt
