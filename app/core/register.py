"""What a register is: its rules, its fold and the columns of its list. The store knows registers only through this."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from app.core.errors import Refused
from app.core.records import Held
from app.core.registers.accounts import Accounts, Person
from app.core.registers.members import Grant, Members

if TYPE_CHECKING:
    from app.core.footing import Footing
    from app.core.message import Message
    from app.core.situation import ServerTime


@dataclass(frozen=True, slots=True)
class Draft:
    """An operation that `decide` grants, not yet numbered or signed.

    `space` empty begins a space, `record` empty begins a record. `grant` is chosen by the desk among the author's
    roles that may write this kind, unless the rule names one. `at`: the hour it says (ms), now when none is given.
    """

    kind: str
    body: Mapping[str, Any]
    space: str = ""
    record: str = ""
    touches: Mapping[str, Sequence[str]] = field(default_factory=dict)
    grant: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number given to a record: `SIG1-0147` is (series SIG1, n 147); `EDL-SIG2-012` is (series EDL, n 12)."""

    series: str
    n: int
    text: str


def numbered(series: str, n: str, text: str) -> Numbered | None:
    """The number written `n` in a series, or None when a body holds something else there: nine digits are plenty."""
    fits = series and n.isascii() and n.isdecimal() and len(n) <= 9
    return Numbered(series, int(n), text) if fits else None


NUMBER = re.compile(r"[0-9A-Z]+(?:-[0-9A-Z]+[a-z]{0,3})*-[0-9]{1,9}|[0-9A-Z]+[a-z]{0,3}-[0-9]{1,9}")
LIFE = re.compile("[a-z]*")  # what follows the prefix of a workstation that was restored or copied: `SIG1b`


def number_given(first: Held, name: str = "number") -> str:
    """The number that operation gives to the record it begins: none when it is not one of its author's workstation,
    or has not the shape of a number."""
    body = first.operation.body
    text = str(body.get(name, "")) if isinstance(body, dict) else ""
    return text if NUMBER.fullmatch(text) and any(is_prefix_of(part, first) for part in text.split("-")) else ""


def is_prefix_of(part: str, held: Held) -> bool:
    """Whether that part of a number is its author's workstation, in one of its lives."""
    prefix = held.author.workstation
    return bool(prefix) and part.startswith(prefix) and LIFE.fullmatch(part, len(prefix)) is not None


def series_given(held: Held, name: str, series: str) -> str:
    """The further number that operation gives in a series (`D-SIG1-004`): none when it is not one of its author's
    workstation."""
    text = number_given(held, name)
    named, _, rest = text.partition("-")
    return text if named == series and is_prefix_of(rest.partition("-")[0], held) else ""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a record says of something else: another record, or a content by its hash (`target`, 64 hex digits).
    `person` (id) when it is one person's word; `active` when somebody has still to look at it; `at` in ms."""

    kind: str
    target: str
    person: str = ""
    active: bool = True
    at: int = 0
    note: str = ""


class View(Protocol):
    """What a rule may look at while it decides: the store as it is inside the very transaction that will write."""

    @property
    def now(self) -> int: ...
    @property
    def me(self) -> Person: ...
    @property
    def prefix(self) -> str: ...
    @property
    def device(self) -> str: ...
    @property
    def accounts(self) -> Accounts: ...
    def members(self, space: str) -> Members: ...
    def grants(self, space: str) -> Sequence[Grant]: ...
    def held(self, record: str) -> Sequence[Held]: ...
    def record_is(self, record: str, register: str) -> bool: ...
    def has_read(self, entry: str) -> bool: ...
    def last_number(self, space: str, series: str) -> int: ...
    def alike(self, register: str, space: str, values: Mapping[str, str | int]) -> Sequence[str]: ...
    def chain_ends(self, space: str, devices: Iterable[str]) -> Sequence[str]: ...
    def chains(self, space: str) -> Mapping[str, int]: ...
    def space_of(self, record: str) -> str: ...
    def joined_to(self, space: str) -> str: ...
    def firsts_of(self, space: str) -> Sequence[str]: ...
    def shown_under(self, space: str) -> Sequence[str]: ...
    @property
    def begun(self) -> str: ...
    def private_of(self, contact: str) -> Sequence[str]: ...
    def footing(self, record: str) -> "Footing | None": ...
    def message(self, id: str) -> "Message": ...
    @property
    def server_time(self) -> "ServerTime": ...
    @property
    def last_exchange(self) -> int | None: ...


Writers = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Register:
    """`writers`: each kind of operation and the roles whose word counts. `fold` gives the record, or None while its
    first operation is missing or does not count. `columns` and `row` make its line in the read table (`name`), keyed
    by the record's id and its space; `key` orders it in time (ms), and `tie` among those of one instant. `words` is
    what search finds, None when nobody searches it; `further` are the numbers it has beside its own, `relations` what
    it says of others."""

    name: str
    begins: str
    writers: Writers
    fold: Callable[[Sequence[Held]], Any]
    columns: Mapping[str, type]
    row: Callable[[Any], Mapping[str, Any]]
    number: Callable[[Any], Numbered | None]
    conflicts: Callable[[Any], Mapping[str, int]]
    key: Callable[[Any], int]
    words: Callable[[Any], str] | None
    sorts: Sequence[Sequence[str]] = ()  # the columns, in order, that a list may be sorted by
    tie: Callable[[Any], int] | None = None
    further: Callable[[Any], Sequence[Numbered]] = lambda _: ()
    relations: Callable[[Any], Iterable[Relation]] = lambda _: ()


def genesis(operations: Iterable[Held], kind: str) -> Held | None:
    """The operation that began the record, if it is held, counts and is of that kind."""
    for held in operations:
        if held.kind == kind and held.operation.record == held.id:
            return held if held.counts and isinstance(held.operation.body, dict) else None
    return None


def require_open(view: View, space: str) -> None:
    """Refuses to write in a crisis that is closed or not held."""
    held = view.held(space)
    if not held:
        raise Refused("Cette crise n'est pas connue de ce poste.", "crisis")
    if any(one.kind == "crisis.closed" and one.counts for one in held):
        raise Refused("Cette crise est close : on n'y écrit plus.", "crisis")


def replaced(
    fields: Mapping[str, Any], held: Mapping[str, Any], seen: Mapping[str, Sequence[str]] | None
) -> dict[str, Sequence[str]]:
    """For each field written, the operations it replaces: those the person saw, else those held now.

    `held` is the record's `Fields`.
    """
    touches: dict[str, Sequence[str]] = {}
    for name in fields:
        known = held[name].seen if name in held else ()
        touches[name] = list(seen[name]) if seen is not None and name in seen else list(known)
    return touches
