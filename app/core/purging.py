"""Purging what the directory keeps of people once its day has come: by rule, and written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.core.clock import moment
from app.core.contact import Contact
from app.core.desk import Desk
from app.core.errors import Refused
from app.core.registers.directory import ERASERS, ZONE
from app.core.registers.erasures import Erase
from app.core.store.reading import Reading

RULE = "durée de conservation échue le {}"
LEFT = "contact effacé"
REASON = "la finalité ne demande plus de garder ces données"


@dataclass(frozen=True, slots=True)
class Purged:
    """What a rule did: how many contacts were erased, and those it could not (name, why)."""

    erased: int
    left: tuple[tuple[str, str], ...] = ()


def due(reading: Reading) -> list[Contact]:
    """The contacts whose day has come by the server's time. When no clock can be believed, none: what is erased does
    not come back."""
    time = reading.server_time()
    return reading.to_purge(moment(time.now, ZONE).date()) if time.sure else []


def may_apply(reading: Reading) -> bool:
    """Whether this person may erase."""
    return reading.me().role in ERASERS


def purge(desk: Desk, contacts: Sequence[Contact]) -> Purged:
    """Erases these, each for the day it had to go."""
    erased, left = 0, []
    for one in contacts:
        try:
            desk.do(Erase(one.id, REASON, RULE.format(said(one.purge_on))))
            erased += 1
        except Refused as refused:
            left.append((one.name, str(refused)))
    return Purged(erased, tuple(left))


def apply_rules(desk: Desk, reading: Reading) -> Purged:
    """What is due, and the private numbers that came after the contact they are of was erased: somebody had written
    them apart."""
    purged = purge(desk, due(reading))
    for number in reading.private_left():
        desk.do(Erase(number, REASON, LEFT))
    return purged


def said(day: str) -> str:
    """24/09/2026."""
    return f"{date.fromisoformat(day):%d/%m/%Y}"
