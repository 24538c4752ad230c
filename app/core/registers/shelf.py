"""Every register of the house, by the name of its read table, and who decides each command."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.core.register import Draft, Register, View
from app.core.registers import (
    acknowledgements,
    briefs,
    cascades,
    consultations,
    crisis,
    directory,
    duties,
    erasures,
    extractions,
    figures,
    imports,
    invitations,
    journal,
    lists,
    memberships,
    messages,
    private,
    regimes,
)

REGISTERS: Mapping[str, Register] = {
    one.REGISTER.name: one.REGISTER
    for one in (
        *(crisis, journal, acknowledgements, messages, directory, briefs, extractions, figures, lists),
        *(duties, imports, private, consultations, cascades),
    )
}
BEGINS: Mapping[str, Register] = {register.begins: register for register in REGISTERS.values()}
WRITERS: Mapping[str, frozenset[str]] = {
    kind: roles for register in REGISTERS.values() for kind, roles in register.writers.items()
}

_DECIDES = (
    journal,
    acknowledgements,
    crisis,
    messages,
    directory,
    duties,
    cascades,
    briefs,
    extractions,
    figures,
    lists,
    imports,
    private,
    consultations,
    erasures,
    memberships,
    invitations,
    regimes,
)


def decide(command: Any, view: View) -> Iterable[Draft]:
    """What the register of that command makes of it, each draft to be written before the next is asked for. Raises
    Refused."""
    for register in _DECIDES:
        if isinstance(command, register.Command):
            rule: Callable[[Any, View], Iterable[Draft]] = register.decide
            return rule(command, view)
    raise TypeError(f"no register knows {type(command).__name__}")
