"""What left the journal: each print, export or copy of a file is written down, with what it held."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.errors import Refused
from app.core.plain_text import clean
from app.core.records import Author, Held
from app.core.register import Draft, Register, View, genesis
from app.core.roles import ROLES

WHAT = {
    "journal": "main courante",
    "decisions": "relevé de décisions",
    "attachment": "pièce jointe",
    "message": "message",
    "brief": "point de situation",
    "cascade": "feuille d'appel",
    "duties": "tableau d'astreinte",
    "directory": "annuaire",
}
HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class LogExtraction:
    """Command: say what was taken out of a crisis. `format` is pdf, csv…; `filter` says in French what was asked;
    `count` is how many records it holds; `sha256` is that of the file."""

    crisis: str
    what: str
    format: str
    filter: str
    count: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """One thing that was taken out, by whom and when (ms)."""

    id: str
    space: str
    what: str
    format: str
    filter: str
    count: int
    sha256: str
    author: Author
    at: int
    rank: int | None


Command = LogExtraction


def decide(command: Command, view: View) -> list[Draft]:
    """The operations a command becomes, or Refused. A closed crisis is still read, and its extractions logged."""
    if not view.held(command.crisis):
        raise Refused("Cette crise n'est pas connue de ce poste.", "crisis")
    body = {
        "what": command.what,
        "format": clean(command.format, "format", 20),
        "filter": clean(command.filter, "filter", 1000),
        "count": command.count,
        "sha256": command.sha256,
    }
    if not _is_sound(body):
        raise Refused("Cette extraction ne peut être notée : rien ne sort.")
    return [Draft("extraction.logged", body, command.crisis)]


def fold(operations: Sequence[Held]) -> Extraction | None:
    first = genesis(operations, "extraction.logged")
    if first is None or not _is_sound(first.operation.body):
        return None
    body = first.operation.body
    told = (body["what"], body["format"], body["filter"], body["count"], body["sha256"])
    return Extraction(first.id, first.operation.space, *told, first.author, first.at, first.rank)


def _is_sound(body: Mapping[str, Any]) -> bool:
    words = all(isinstance(body.get(name), str) for name in ("what", "format", "filter", "sha256"))
    count = type(body.get("count")) is int and 0 <= body["count"] < 2**53
    return words and count and body["what"] in WHAT and HASH.fullmatch(body["sha256"]) is not None


def _row(one: Extraction) -> Mapping[str, Any]:
    return {
        "what": one.what,
        "format": one.format,
        "filter": one.filter,
        "count": one.count,
        "sha256": one.sha256,
        "author": one.author.name,
        "at": one.at,
    }


REGISTER = Register(
    name="extraction",
    begins="extraction.logged",
    writers={"extraction.logged": frozenset(ROLES)},
    fold=fold,
    columns={"what": str, "format": str, "filter": str, "count": int, "sha256": str, "author": str, "at": int},
    row=_row,
    number=lambda _: None,
    conflicts=lambda _: {},
    key=lambda one: one.at,
    words=lambda one: f"{WHAT[one.what]}\n{one.format}\n{one.filter}\n{one.author.name}",
)
