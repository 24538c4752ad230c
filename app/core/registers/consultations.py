"""Who was shown the private numbers of whom: written down before they are shown, beside the numbers themselves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.contact import IDENTIFIER
from app.core.errors import Refused
from app.core.plain_text import clean
from app.core.records import Author, Held
from app.core.register import Draft, Register, Relation, View, genesis
from app.core.roles import OBSERVER, ROLES

WHY = {
    "shown": "affichage",
    "cascade": "cascade d'appel",
    "paper": "impression",
    "file": "fichier",
}
AT_ONCE = 200  # contacts that one operation names
CONSULTED = "consulted"


@dataclass(frozen=True, slots=True)
class LookAt:
    """Command: say that the private numbers of these contacts (ids) are about to be shown. `why` is one of WHY;
    `about` says for what (the title of a list, the name of a file), never of whom: these words outlive an erasure."""

    contacts: tuple[str, ...]
    why: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Consultation:
    """One time somebody was shown private numbers, and when (ms)."""

    id: str
    space: str
    contacts: tuple[str, ...]
    why: str
    about: str
    author: Author
    at: int
    rank: int | None


Command = LookAt


def decide(command: Command, view: View) -> Iterator[Draft]:
    """The operations a command becomes, or Refused."""
    space, contacts = view.accounts.private, list(dict.fromkeys(command.contacts))
    if view.me.role == OBSERVER:
        raise Refused("Votre rôle habituel ne donne pas à voir les numéros privés.")
    if not space:
        raise Refused("Aucun numéro privé n'est gardé par ce service.")
    if command.why not in WHY:
        raise Refused(f"Motif inconnu. Motifs possibles : {', '.join(WHY)}.", "why")
    if not contacts or not all(map(IDENTIFIER.fullmatch, contacts)):
        raise Refused("Dites de quels contacts les numéros privés sont à montrer.", "contacts")
    about = clean(command.about, "about", 200, lines=False)
    for start in range(0, len(contacts), AT_ONCE):
        body = {"contacts": contacts[start : start + AT_ONCE], "why": command.why, "about": about}
        yield Draft("consultation.logged", body, space)


def fold(operations: Sequence[Held]) -> Consultation | None:
    """The consultation that operation tells of."""
    first = genesis(operations, "consultation.logged")
    if first is None or not _is_sound(first.operation.body):
        return None
    body = first.operation.body
    contacts = tuple(dict.fromkeys(body["contacts"]))
    told = (contacts, body["why"], body["about"], first.author, first.at, first.rank)
    return Consultation(first.id, first.operation.space, *told)


def _is_sound(body: Mapping[str, Any]) -> bool:
    contacts = body.get("contacts")
    if not isinstance(contacts, list) or not 0 < len(contacts) <= AT_ONCE:
        return False
    known = all(isinstance(one, str) and IDENTIFIER.fullmatch(one) for one in contacts)
    words = isinstance(body.get("about"), str) and isinstance(body.get("why"), str)
    return known and words and body["why"] in WHY


REGISTER = Register(
    name="consultation",
    begins="consultation.logged",
    writers={"consultation.logged": frozenset(ROLES) - {OBSERVER}},
    fold=fold,
    columns={"contact": str, "count": int, "why": str, "about": str, "author": str, "at": int},
    row=lambda one: {
        "contact": one.contacts[0],
        "count": len(one.contacts),
        "why": one.why,
        "about": one.about,
        "author": one.author.name,
        "at": one.at,
    },
    number=lambda _: None,
    conflicts=lambda _: {},
    key=lambda one: one.at,
    words=None,
    relations=lambda one: [Relation(CONSULTED, contact, active=False, at=one.at) for contact in one.contacts],
)
