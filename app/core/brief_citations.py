"""What a brief cites, and what the journal says of it since: missing, rectified, contradicted, out of force."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.core import board, entry, message
from app.core.brief import Known
from app.core.brief_content import Asked, Chronology, Content, Said, Section, Table, Unverified
from app.core.brief_formats import shown_number
from app.core.message import STATES, Message, said_version
from app.core.records import Held
from app.core.registers.shelf import BEGINS

if TYPE_CHECKING:
    from app.core.store.journal_reading import LinkRow

NUMBER = re.compile(r"\b[A-Z][0-9A-Z]*(?:-[0-9A-Z]+[a-z]{0,3})*-[0-9]{1,9}\b")
LONGEST = 120  # characters of the words a citation is known by
ABSENT, ERASED, SET_ASIDE, DAMAGED, AMENDED, CONTRADICTED, VERSION, OVER = (
    *("absent", "erased", "set_aside", "damaged"),
    *("amended", "contradicted", "version", "over"),
)
MISSING = (ABSENT, ERASED, SET_ASIDE, DAMAGED)
AGAINST: Mapping[str, tuple[str, str]] = {  # kind of link → of what it names, and of the entry that holds it
    "contradicts": ("contredit par", "contredit"),
    "replaces": ("remplacé par", ""),
}
TOLD: Mapping[str, Mapping[str, str]] = {  # register → what a brief tells of its line, and how it is called
    "entry": {
        "subject": "objet",
        "occurred_at": "heure du fait",
        "precision": "précision de l'heure",
        "verification": "vérification",
        "rating": "cotation",
        "sender": "source",
        "type": "type",
    },
    "figure": {
        "indicator": "indicateur",
        "value": "valeur",
        "unit": "unité",
        "qualifier": "qualité",
        "cutoff": "heure d'arrêté",
        "source": "source",
        "perimeter": "périmètre",
        "publishable": "publiable",
    },
    "contact": {
        "name": "nom",
        "function": "fonction",
        "organisation": "organisme",
        "numbers": "numéros",
        "retired": "retiré des listes",
    },
    "duty": {
        "function": "fonction",
        "holder_name": "titulaire",
        "deputy_name": "suppléant",
        "phone": "téléphone",
        "starts": "début",
        "ends": "fin",
        "cancelled": "annulée",
    },
}


@dataclass(frozen=True, slots=True)
class Citation:
    """A record (id) that a brief tells of: under which number, in which words, in which section (0 for an annex)."""

    record: str
    called: str
    words: str
    section: int


@dataclass(frozen=True, slots=True)
class Since:
    """What became of a record since a brief cited it (`what`: ABSENT… above), in French words."""

    citation: Citation
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Then:
    """What was held when a brief of that crisis was frozen: what it says of it (`known`) and, of all it does not speak
    of, what was written before that hour (`at`, ms)."""

    space: str
    known: Known | None
    at: int

    def held(self, one: Held) -> bool:
        """Whether the brief could tell what that operation says."""
        header = one.operation.header
        bounds: Mapping[str, int] | None = None
        if self.known is not None:
            own = one.operation.space == self.space
            bounds = self.known.held if own else self.known.beside.get(one.operation.space)
        if bounds is None:
            return header.at <= self.at
        return header.seq <= bounds.get(f"{header.device}:{header.incarnation}", 0)


@dataclass(frozen=True, slots=True)
class Opposed:
    """That an entry is contradicted or replaced by another (French words), `by` the operation that says so."""

    words: str
    by: Held


def citations(content: Content) -> tuple[Citation, ...]:
    """What a brief tells of, in its order, each record once."""
    found: dict[str, Citation] = {}
    for section in content.sections:
        for one in _cited(section, shown_number(section.number)):
            found.setdefault(one.record, one)
    for section in content.annexes:
        for one in _cited(section, 0):
            found.setdefault(one.record, one)
    return tuple(found.values())


def since(citation: Citation, held: Sequence[Held], then: Then, opposed: Sequence[Opposed] = ()) -> Iterator[Since]:
    """What became of what it cites. `held` are the operations of that record, `opposed` what stands against it now."""
    first = next((one for one in held if one.id == citation.record), None)
    if first is None:
        yield Since(citation, ABSENT, "n'est pas dans le journal de ce poste")
        return
    if first.operation.body_bytes is None:
        yield Since(citation, ERASED, "ses mots ont été effacés")
        return
    if not first.counts:
        yield Since(citation, SET_ASIDE, f"ne compte plus : {first.why_not}")
        return
    before = [one for one in held if then.held(one)]
    amended = _amended(before, held) if 0 < len(before) < len(held) else []
    if amended:
        yield Since(citation, AMENDED, f"rectifié depuis : {', '.join(amended)}")
    against = [one.words for one in opposed if not then.held(one.by)]
    if against:
        yield Since(citation, CONTRADICTED, ", ".join(dict.fromkeys(against)))


def since_said(citation: Citation, now: Message, held: Sequence[Held], then: Then) -> Iterator[Since]:
    """What became of an official text that a brief cites. `now`: as it stands at this hour."""
    before = message.fold([one for one in held if then.held(one)])
    cited, shown = _version(before or now), _version(now)
    if cited.hash != shown.hash:
        yield Since(citation, VERSION, f"cité en v{cited.number}, {_said_now(now)} en v{shown.number}")
    if before is None or not before.dispatches or before.state in message.ENDED:
        return  # it was not in force there
    why = board.why_gone(now) if now.dispatches else ""
    if now.state in ("expired", "review", "abandoned"):
        why = STATES[now.state]
    if why:
        yield Since(citation, OVER, f"n'est plus en vigueur : {why}")


def is_message(held: Sequence[Held]) -> bool:
    """Whether these operations are those of an official text."""
    return any(one.kind == "message.drafted" and one.id == one.operation.record for one in held)


def is_entry(held: Sequence[Held]) -> bool:
    """Whether these operations are those of an entry of the main courante."""
    return any(one.kind == "entry.recorded" and one.id == one.operation.record for one in held)


def opposing(link: "LinkRow", source: entry.Entry, record: str) -> Opposed | None:
    """What stands against an entry by that link, which the entry `source` holds; a replacement says nothing against
    what replaces."""
    field = source.fields.get(f"link.{link.kind}.{record if not link.outgoing else link.id}")
    words = AGAINST[link.kind][link.outgoing]
    return Opposed(f"{words} {link.number}", field.values[0].by) if field and field.values and words else None


def _cited(section: Section, number: int) -> Iterator[Citation]:
    for block in section.blocks:
        match block:
            case Chronology(lines) | Unverified(lines):
                told = [(line.record, line.number, line.text) for line in lines]
            case Table(rows=rows, records=records):
                told = [(record, _number(row), " · ".join(row)) for record, row in zip(records, rows, strict=False)]
            case Asked(lines=asked, records=records):
                told = [(record, _number((line,)), line) for record, line in zip(records, asked, strict=False)]
            case Said(reference=reference, title=title, record=record):
                told = [(record, reference, title)]
            case _:
                told = []
        for record, called, words in told:
            if record:
                yield Citation(record, called, words[:LONGEST], number)


def _number(cells: Sequence[str]) -> str:
    """The number that these cells print; failing that, what they begin with."""
    found = next((match[0] for cell in cells if (match := NUMBER.search(cell))), "")
    return found or next((cell[:40] for cell in cells if cell.strip()), "")


def _amended(before: Sequence[Held], after: Sequence[Held]) -> list[str]:
    """What their line says otherwise now, in French; nothing for what a brief does not tell."""
    former, now = _line(before), _line(after)
    if not former:
        return []
    found = [words for name, words in _told(after).items() if former.get(name) != now.get(name)]
    return found or (["contenu"] if former.get("footing") != now.get("footing") else [])


def _line(operations: Sequence[Held]) -> Mapping[str, Any]:
    register = next((BEGINS[one.kind] for one in operations if one.kind in BEGINS), None)
    value = register.fold(operations) if register else None
    return register.row(value) if register and value is not None else {}


def _told(operations: Sequence[Held]) -> Mapping[str, str]:
    register = next((BEGINS[one.kind] for one in operations if one.kind in BEGINS), None)
    return TOLD.get(register.name, {}) if register else {}


def _version(one: Message) -> Any:
    return said_version(one) or one.current


def _said_now(now: Message) -> str:
    return "diffusé" if said_version(now) else "écrit"
