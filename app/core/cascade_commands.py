"""What a person may do with a call cascade: one value for each act, decided by its register."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.core.cascade import TARGET, Cascade, Target, plain_target


@dataclass(frozen=True, slots=True)
class WriteCascade:
    """Command: a new cascade of a crisis. The targets are called in the order given; `words`: what each is told."""

    crisis: str
    title: str
    words: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class EditCascade:
    """Command: change fields of a cascade, as `added` and `removed` make them. `seen` as in `entry_commands.Amend`."""

    cascade: str
    fields: Mapping[str, Any]
    seen: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class LogCall:
    """Command: a call was made to that target (key), at `at` (ms; None: now). `number` is what was dialled; `deputy`:
    his deputy was called; `by`: who called, left empty when it is the author."""

    cascade: str
    target: str
    result: str
    number: str = ""
    at: int | None = None
    note: str = ""
    deputy: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class LogCalls:
    """Command: write down the calls of a sheet of paper: all of them or none. That of each is left empty."""

    cascade: str
    calls: tuple[LogCall, ...]


Command = WriteCascade | EditCascade | LogCall | LogCalls


def numbered_from(targets: Iterable[Target], first: int = 1) -> dict[str, Any]:
    """The fields of these targets, each once, numbered in their order."""
    once: dict[str, Target] = {}
    for one in targets:
        once.setdefault(one.key, one)
    return {f"{TARGET}{key}": plain_target(replace(one, order=n)) for n, (key, one) in enumerate(once.items(), first)}


def added(before: Cascade, targets: Iterable[Target]) -> dict[str, Any]:
    """The fields that add those of these targets who are not in a cascade yet: no number on a sheet changes."""
    last = before.last_order
    return numbered_from((one for one in targets if known_in(before, one) is None), last + 1)


def known_in(before: Cascade, target: Target) -> Target | None:
    """Who of a cascade that target is already; None when he is not in it."""
    return next((one for one in before.targets if one.is_also(target)), None)


def removed(targets: Iterable[str]) -> dict[str, Any]:
    """The fields that take these targets (keys) away."""
    return {f"{TARGET}{key}": None for key in targets}


def why_not_removed(before: Cascade, target: str) -> str:
    """Why that target (key) stays in a cascade; nothing when he may be taken away. His calls are in the journal."""
    called = any(one.target == target for one in before.attempts)
    named = next((one for one in before.targets if one.key == target), None)
    if named is None or not called:
        return ""
    return f"{named.name} a déjà été appelé : il reste dans la cascade."
