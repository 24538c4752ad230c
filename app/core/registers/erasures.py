"""Erasing for ever, everywhere, what is known of somebody: a contact, his private numbers, an on-call slot."""

from dataclasses import dataclass

from app.core.erasure import ERASABLE, ERASING
from app.core.errors import Refused
from app.core.plain_text import clean
from app.core.register import Draft, View

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Erase:
    """Command: erase a record of the directory. `reason` must name nobody: it is what stays. `rule` says which rule
    asked for it, when one did."""

    record: str
    reason: str
    rule: str = ""


Command = Erase


def decide(command: Erase, view: View) -> list[Draft]:
    """The operations a command becomes, or Refused. The private numbers of a contact go with it."""
    reason = clean(command.reason, "reason", LONGEST_REASON)
    if not reason:
        raise Refused("Dites pourquoi ces données sont effacées, sans nommer personne.", "reason")
    body = {"reason": reason, "rule": clean(command.rule, "rule", LONGEST_REASON)}
    register = _register_of(command.record, view)
    erased = [Draft(f"{register}.erased", body, view.space_of(command.record), command.record)]
    numbers = view.private_of(command.record) if register == "contact" else ()
    return erased + [Draft("private.erased", body, view.space_of(number), number) for number in numbers]


def _register_of(record: str, view: View) -> str:
    for register in ERASABLE:
        if view.record_is(record, register):
            break
    else:
        raise Refused("Cette fiche n'est pas connue de ce poste.", "record")
    if any(one.kind in ERASING and one.counts for one in view.held(record)):
        raise Refused("Cette fiche est déjà effacée.", "record")
    return register
