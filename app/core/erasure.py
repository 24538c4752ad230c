"""Erasing what is known of somebody: which operations lose their words, by whose decision, and from when on.

An erasure is an operation on a record. Once it is in force, every other operation of that record and register loses
its body and its salt, wherever it is held and whenever it comes: the header stays, and with it the chains, the ranks
and the running hash. The erasure keeps its own body, which says why and names nobody.

It is in force from the first rank, its own or a later one, at which it counts in the eyes of whoever holds the log up
to there. What was destroyed does not come back: a removal or a revocation that comes later, and names something before
it, changes nothing. Everybody who holds the same ranks comes to the same answer, and whoever holds more of them never
to less.
"""

from collections.abc import Iterable, Sequence

from app.core.operations import SALT_SIZE, Operation
from app.core.registers import accounts, members
from app.core.registers.accounts import Position, control_order
from app.core.roles import ROLES, may_erase
from app.core.standing import Standing, is_control

ERASABLE = ("contact", "private", "duty")  # registers
ERASING = frozenset(f"{register}.erased" for register in ERASABLE)
ERASERS = frozenset(filter(may_erase, ROLES))
WRITERS = dict.fromkeys(sorted(ERASING), ERASERS)
NO_SALT = bytes(SALT_SIZE)
REVOKED = "workstation.revoked"

Scope = tuple[str, str, str]
"""(space, record, register): what one erasure takes the words of."""

Control = Sequence[tuple[Operation, int | None]]
"""The operations of a space that say who may do what, with their ranks."""


def register_of(kind: str) -> str:
    """`contact` for `contact.edited`."""
    return kind.partition(".")[0]


def is_erasable(kind: str) -> bool:
    """Whether an operation of that kind may be held without its body."""
    return register_of(kind) in ERASABLE and kind not in ERASING and not is_control(kind)


def scope(operation: Operation) -> Scope:
    """What an erasure erases, or where an erasable operation stands."""
    return (operation.space, operation.record, register_of(operation.header.kind))


def erased(operation: Operation) -> Operation:
    """The same operation without its words: its id, its links and its signature hold as before. Without the salt
    nobody can tell, of a telephone number, that its hash was the one in the header."""
    if operation.body_bytes is None and operation.salt == NO_SALT:
        return operation
    header = operation.header
    return Operation(operation.id, header, operation.header_bytes, NO_SALT, None, operation.signature)


def without_words(operations: Iterable[Operation], scopes: frozenset[Scope] | set[Scope]) -> list[Operation]:
    """These operations, erased where one of these scopes says so."""
    return [erased(one) if is_erasable(one.header.kind) and scope(one) in scopes else one for one in operations]


def is_without_words(operation: Operation) -> bool:
    """Whether that is how an erased operation looks. Some erasure has still to say that it is one."""
    return is_erasable(operation.header.kind) and operation.body_bytes is None and operation.salt == NO_SALT


def in_force(
    erasures: Sequence[tuple[Operation, int]], service: Control, control: Control, position: Position
) -> set[str]:
    """Those of these ranked erasures of one space that are in force, by id.

    `service` and `control` are the control operations of the accounts and of that space: only the ranked ones are
    looked at. The ranks of two spaces are not compared: of the accounts, all that is ranked is believed, but for the
    revocations. The central ranks nothing from beyond one that it knows.
    """
    people = accounts.fold([one for one in _ranked(service) if one[0].header.kind != REVOKED], position)
    ordered = control_order(_ranked(control))
    found: set[str] = set()
    left = [(operation, rank) for operation, rank in erasures if operation.header.kind in ERASING]
    for count in range(len(ordered) + 1):
        following = ordered[count][1] if count < len(ordered) else None
        asked = [one for one, rank in left if one.id not in found and (following is None or rank < following)]
        if asked:
            there = members.fold(ordered[:count], people, position)
            standing = Standing(people, {asked[0].space: there}, position, WRITERS)
            found.update(one.id for one in asked if not standing.judge(one).why_not)
    return found


def _ranked(control: Control) -> list[tuple[Operation, int | None]]:
    return [(operation, rank) for operation, rank in control if rank is not None]
