"""Every register of the house, by the name of its read table, and who decides each command."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from app.core.errors import Refused
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
    reunions,
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
    reunions,
)
_OF_CRISES = (journal, messages, briefs, figures, lists, cascades, duties, imports, directory)
ELSEWHERE_NOW = frozenset(register.REGISTER.begins for register in _OF_CRISES)
"""The kinds that no longer begin anything in a crisis that was joined to another: what was begun is still handled."""
REUNITED = "Cette crise est réunie à {0} : rien de nouveau ne s'y écrit. Écrivez dans {0}."


def decide(command: Any, view: View) -> Iterable[Draft]:
    """What the register of that command makes of it, each draft to be written before the next is asked for. Raises
    Refused."""
    for register in _DECIDES:
        if isinstance(command, register.Command):
            rule: Callable[[Any, View], Iterable[Draft]] = register.decide
            return _where_one_writes(rule(command, view), view)
    raise TypeError(f"no register knows {type(command).__name__}")


def _where_one_writes(drafts: Iterable[Draft], view: View) -> Iterator[Draft]:
    """The same; refused when what it begins is begun elsewhere now. The line that an act on an older record writes in
    the main courante stays beside that record."""
    for place, draft in enumerate(drafts):
        first = view.joined_to(draft.space) if not place and draft.kind in ELSEWHERE_NOW else ""
        if first:
            raise Refused(REUNITED.format(first), "crisis")
        yield draft
