"""Visas: who cleared which exact text, and where its circuit stands. Nothing here is ever stored."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.core.circuits import Circuit, fingerprint, from_plain
from app.core.circuits import Step as CircuitStep
from app.core.errors import Refused
from app.core.records import Author, Held, in_order
from app.core.search_text import folded
from app.core.texts import Version

DECISIONS = {
    "favourable": "favorable",
    "reservation": "favorable avec réserve",
    "unfavourable": "défavorable",
    "abstention": "abstention",
}
MEANS = {"app": "application", "phone": "téléphone", "email": "courriel", "paper": "papier signé"}
RECORDS = "CCOM"  # who may write down a visa given otherwise than in the application
WORD = re.compile(r"[^\W_]+")
CHANGED = "le texte ou le circuit a changé"


@dataclass(frozen=True, slots=True)
class Visa:
    """One visa as it was given. `counts` is false when the text or the circuit changed since, or when its author had no
    standing.

    One that was given by telephone, by mail or on paper was recorded by `author` for `for_name`; it is flagged until
    somebody who may sign that step has `confirmed` it.
    """

    id: str
    step: str
    organisation: str
    person: str
    author: Author
    decision: str
    comment: str
    version: str  # label
    text: str  # hash of the version it signs, empty when that is none of those submitted
    at: int
    rank: int | None
    counts: bool
    why_not: str = ""
    signs: str = ""
    regimes: frozenset[str] = frozenset()
    means: str = "app"
    for_name: str = ""
    for_function: str = ""
    called: str = ""  # the number
    confirmed: bool = True
    confirmed_by: Author | None = None

    @property
    def recorded(self) -> bool:
        """Whether somebody wrote it down for the one who gave it."""
        return self.means != "app"

    @property
    def speaker(self) -> str:
        """Who gave it, by name."""
        return self.for_name or self.author.name


@dataclass(frozen=True, slots=True)
class Submission:
    """A version sent round its circuit, as it was in force at that moment. `regimes`: the changes of that circuit that
    were made knowing of it; `returned`: who sent the text back to its writer, and why."""

    id: str
    version: str  # hash of the text
    circuit: Circuit
    organisations: tuple[tuple[str, str], ...]  # (code, name shown) of those whose visa is asked
    at: int
    regimes: frozenset[str] = frozenset()
    returned: tuple[Author, str] | None = None

    @property
    def signs(self) -> str:
        """What a visa on it signs."""
        return signed_hash(self.version, fingerprint(self.circuit), [code for code, _ in self.organisations])


def signed_hash(version: str, circuit: str, organisations: Iterable[str]) -> str:
    """What a visa signs: the text (with the message's id inside its hash), under that circuit, beside the visas of
    those organisations. One that is left out afterwards makes it another question, to be answered again."""
    asked = "\n".join(sorted(set(organisations)))
    return hashlib.sha256(f"diapason-visa-1\n{version}\n{circuit}\n{asked}\n".encode()).hexdigest()


def submissions(operations: Sequence[Held]) -> tuple[Submission, ...]:
    """Every submission that counts, in order. Only the head of the cell sends a text round the urgent circuit."""
    returned = _returned(operations)
    found = []
    for held in in_order(operations):
        if held.kind != "message.submitted" or not held.counts:
            continue
        body = held.operation.body
        try:
            circuit = from_plain(body["circuit"])
            organisations = tuple((str(one["code"]), str(one["name"])) for one in body["organisations"])
            version = str(body["version"])
            sent_back = returned.get(held.id) or returned.get(version)
        except (KeyError, TypeError, Refused):
            continue
        if circuit.urgent and held.author.role != RECORDS:
            continue
        regimes = _regimes(held, circuit.id)
        found.append(Submission(held.id, version, circuit, organisations, held.at, regimes, sent_back))
    return tuple(found)


def _regimes(held: Held, circuit: str) -> frozenset[str]:
    return frozenset(id for name, id in held.regimes if name == circuit)


def _returned(operations: Sequence[Held]) -> dict[str, tuple[Author, str]]:
    """Who sent back which submissions, and which texts: one that is asked for again is still sent back."""
    found = {}
    for held in in_order(operations):
        body = held.operation.body
        if held.kind == "message.returned" and held.counts and isinstance(body, dict):
            named = body.get("submissions")
            for id in (body.get("version"), *(named if isinstance(named, list) else ())):
                found[str(id)] = (held.author, str(body.get("reason", "")))
    return found


def visas(operations: Sequence[Held], versions: Iterable[Version], asked: Sequence[Submission]) -> tuple[Visa, ...]:
    """Every visa that was given, in order. One counts when it signs a text under the circuit it was submitted to, by
    somebody whose role is that step's, while that circuit was in force."""
    texts = {one.hash: one for one in versions}
    signed = {one.signs: (texts[one.version], one.circuit) for one in asked if one.version in texts}
    confirmed = _confirmations(operations)
    given = [
        _visa(held, held.operation.body, signed, confirmed)
        for held in in_order(operations)
        if held.kind == "visa.given" and isinstance(held.operation.body, dict)
    ]
    rounds = {(one.signs, one.regimes) for one in asked}
    given = [one if (one.signs, one.regimes) in rounds else _void(one, CHANGED) for one in given]
    return tuple(_alone(one, given) for one in given)


def _alone(visa: Visa, given: Sequence[Visa]) -> Visa:
    """Who records a visa records one, and gives none himself: else two steps would rest on one person's word."""
    if not visa.recorded or not visa.counts:
        return visa
    others = [one for one in given if one.counts and one.text == visa.text and one.person == visa.person]
    if any(not one.recorded for one in others):
        return _void(visa, "noté par quelqu'un qui a donné son propre visa")
    first = next(one for one in others if one.recorded)
    if (first.step, first.organisation) != (visa.step, visa.organisation):
        return _void(visa, "noté par quelqu'un qui en a noté un autre")
    return visa


def _void(visa: Visa, why_not: str) -> Visa:
    return replace(visa, counts=False, why_not=visa.why_not or why_not)


def _confirmations(operations: Sequence[Held]) -> dict[str, list[Author]]:
    found: dict[str, list[Author]] = {}
    for held in in_order(operations):
        body = held.operation.body
        if held.kind == "visa.confirmed" and held.counts and isinstance(body, dict):
            found.setdefault(str(body.get("visa")), []).append(held.author)
    return found


def _visa(
    held: Held, body: Any, signed: Mapping[str, tuple[Version, Circuit]], confirmed: Mapping[str, Sequence[Author]]
) -> Visa:
    signs, organisation = str(body.get("version")), str(body.get("organisation", ""))
    version, circuit = signed.get(signs, (None, None))
    told = body.get("for")
    means = str(body.get("means", "app"))
    who = told if isinstance(told, dict) and means in MEANS and means != "app" else {}
    visa = Visa(
        id=held.id,
        step=str(body.get("step", "")),
        organisation=organisation,
        person=held.author.person,
        author=held.author,
        decision=str(body.get("decision", "")),
        comment=str(body.get("comment", "")),
        version=version.label if version else str(body.get("label", "")),
        text=version.hash if version else "",
        at=held.at,
        rank=held.rank,
        counts=True,
        signs=signs,
        regimes=_regimes(held, circuit.id) if circuit else frozenset(),
        means=means if who else "app",
        for_name=str(who.get("name", "")).strip(),
        for_function=str(who.get("function", "")),
        called=str(who.get("number", "")).strip(),
    )
    step = next((one for one in circuit.steps if one.id == visa.step), None) if circuit else None
    why_not = held.why_not or (CHANGED if version is None else _why_not(step, visa, version, told is not None))
    may = [one for one in confirmed.get(held.id, ()) if step and version and _confirms(one, step, visa, version)]
    by = may[0] if may else None
    return replace(visa, counts=not why_not, why_not=why_not, confirmed=not visa.recorded or bool(by), confirmed_by=by)


def _why_not(step: CircuitStep | None, visa: Visa, version: Version, told: bool) -> str:
    if step is None:
        return "cette étape n'est pas dans le circuit"
    authors = {one.person for one in version.authors}
    if told or visa.recorded:
        if not visa.for_name:
            return "on ne sait pas qui l'a donné"
        if visa.means == "phone" and not visa.called:
            return "on ne sait pas quel numéro a été appelé"
        if visa.author.role != RECORDS:
            return f"seul le rôle {RECORDS} note un visa donné autrement que dans l'application"
        if visa.person in authors:
            return "l'auteur du texte ne note pas de visa"
        if alike(visa.for_name, visa.author.name):
            return "on ne note pas son propre visa"
        if step.final and is_author(visa.for_name, version):
            return "l'auteur du texte ne donne pas le visa final"
        return ""
    if visa.author.role not in step.roles:
        return "son rôle n'est pas celui de cette étape"
    if step.kind == "organisations" and visa.author.organisation != visa.organisation:
        return "visa au nom d'un autre organisme"
    if step.final and visa.person in authors:
        return "l'auteur du texte ne donne pas le visa final"
    return ""


def is_author(name: str, version: Version) -> bool:
    """Whether somebody of that name wrote the text."""
    return any(alike(name, one.name) for one in version.authors)


def alike(name: str, known: str) -> bool:
    """Whether a name somebody wrote down is that of a person: « M. ROY Dominique » is Dominique Roy."""
    words = set(WORD.findall(folded(known)))
    return bool(words) and words <= set(WORD.findall(folded(name)))


def _confirms(author: Author, step: CircuitStep, visa: Visa, version: Version) -> bool:
    """By who may give it himself, and did not write it down."""
    of_step = author.role in step.roles and visa.organisation in ("", author.organisation)
    wrote = step.final and author.person in {one.person for one in version.authors}
    return of_step and not wrote and author.person != visa.person
