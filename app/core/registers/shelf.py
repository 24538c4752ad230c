"""Every register of the house, by the name of its read table, and who decides each command."""

from collections.abc import Callable, Mapping
from typing import Any

from app.core.register import Draft, Register, View
from app.core.registers import (
    acknowledgements,
    briefs,
    crisis,
    directory,
    extractions,
    invitations,
    journal,
    memberships,
    messages,
)

REGISTERS: Mapping[str, Register] = {
    one.REGISTER.name: one.REGISTER
    for one in (crisis, journal, acknowledgements, messages, directory, briefs, extractions)
}
BEGINS: Mapping[str, Register] = {register.begins: register for register in REGISTERS.values()}
WRITERS: Mapping[str, frozenset[str]] = {
    kind: roles for register in REGISTERS.values() for kind, roles in register.writers.items()
}

_DECIDES = (journal, acknowledgements, crisis, messages, directory, briefs, extractions, memberships, invitations)


def decide(command: Any, view: View) -> list[Draft]:
    """What the register of that command makes of it. Raises Refused."""
    for register in _DECIDES:
        if isinstance(command, register.Command):
            rule: Callable[[Any, View], list[Draft]] = register.decide
            return rule(command, view)
    raise TypeError(f"no register knows {type(command).__name__}")
