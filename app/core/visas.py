"""Visas: who cleared which exact text, and where its circuit stands. Nothing here is ever stored."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.core.circuits import Circuit, fingerprint, from_plain, known
from app.core.circuits import Step as CircuitStep
from app.core.errors import Refused
from app.core.plain_text import clean
from app.core.records import Author, Held, in_order
from app.core.register import Draft, View
from app.core.texts import Version, placeholders

DECISIONS = {
    "favourable": "favorable",
    "reservation": "favorable avec réserve",
    "unfavourable": "défavorable",
    "abstention": "abstention",
}
SATISFIES = {"organisations": {"favourable", "reservation", "abstention"}, "role": {"favourable", "reservation"}}


@dataclass(frozen=True, slots=True)
class Visa:
    """One visa as it was given. `counts` is false when the text changed since, or the author had no standing."""

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


@dataclass(frozen=True, slots=True)
class Step:
    """Where a step of the circuit stands, for one party (a ministry, the CCOM, the DIR).

    `state` is `done`, `returned` or `waiting`; `ready` when the steps before it are complete.
    """

    step: str
    label: str
    role: str
    organisation: str
    state: str
    ready: bool
    visa: Visa | None


@dataclass(frozen=True, slots=True)
class Submission:
    """A version sent round its circuit, as it was in force at that moment."""

    id: str
    version: str  # hash of the text
    circuit: Circuit
    organisations: tuple[tuple[str, str], ...]  # (code, name shown) of those whose visa is asked
    at: int

    @property
    def signs(self) -> str:
        """What a visa on it signs."""
        return signed_hash(self.version, fingerprint(self.circuit), [code for code, _ in self.organisations])


@dataclass(frozen=True, slots=True)
class Judgement:
    """Where a version stands in its circuit. `missing` says in French what keeps it from being validated."""

    steps: tuple[Step, ...]
    validated: bool
    returned: bool
    missing: tuple[str, ...]


def signed_hash(version: str, circuit: str, organisations: Iterable[str]) -> str:
    """What a visa signs: the text (with the message's id inside its hash), under that circuit, beside the visas of
    those organisations. One that is left out afterwards makes it another question, to be answered again."""
    asked = "\n".join(sorted(set(organisations)))
    return hashlib.sha256(f"diapason-visa-1\n{version}\n{circuit}\n{asked}\n".encode()).hexdigest()


def submissions(operations: Sequence[Held]) -> dict[str, Submission]:
    """The submission in force of each version (its hash): the latest. A circuit that is not one of the house is none:
    whoever submits must not choose who validates."""
    found: dict[str, Submission] = {}
    for held in in_order(operations):
        if held.kind != "message.submitted" or not held.counts:
            continue
        body = held.operation.body
        try:
            circuit = from_plain(body["circuit"])
            organisations = tuple((str(one["code"]), str(one["name"])) for one in body["organisations"])
            version = str(body["version"])
        except (KeyError, TypeError, Refused):
            continue
        if fingerprint(circuit) not in known():
            continue
        found[version] = Submission(held.id, version, circuit, organisations, held.at)
    return found


def visas(operations: Sequence[Held], versions: Iterable[Version], asked: dict[str, Submission]) -> tuple[Visa, ...]:
    """Every visa that was given, in order. One counts when it signs a text under the circuit it was submitted to, by
    somebody whose role is that step's."""
    by_hash = {asked[one.hash].signs: one for one in versions if one.hash in asked}
    return tuple(
        _visa(held, by_hash, asked)
        for held in in_order(operations)
        if held.kind == "visa.given" and isinstance(held.operation.body, dict)
    )


def _visa(held: Held, by_hash: dict[str, Version], asked: dict[str, Submission]) -> Visa:
    body = held.operation.body
    version = by_hash.get(str(body.get("version")))
    why_not = held.why_not
    step: CircuitStep | None = None
    if version is None:
        why_not = why_not or "le texte ou le circuit a changé"
    else:
        named = str(body.get("step"))
        step = next((one for one in asked[version.hash].circuit.steps if one.id == named), None)
        why_not = why_not or _why_not(step, held.author, str(body.get("organisation", "")), version)
    return Visa(
        id=held.id,
        step=str(body.get("step", "")),
        organisation=str(body.get("organisation", "")),
        person=held.author.person,
        author=held.author,
        decision=str(body.get("decision", "")),
        comment=str(body.get("comment", "")),
        version=version.label if version else str(body.get("label", "")),
        text=version.hash if version else "",
        at=held.at,
        rank=held.rank,
        counts=not why_not,
        why_not=why_not,
    )


def _why_not(step: CircuitStep | None, author: Author, organisation: str, version: Version) -> str:
    if step is None:
        return "cette étape n'est pas dans le circuit"
    if author.role not in step.roles:
        return "son rôle n'est pas celui de cette étape"
    if step.kind == "organisations" and author.organisation != organisation:
        return "visa au nom d'un autre organisme"
    if step.final and author.person in {one.person for one in version.authors}:
        return "l'auteur du texte ne donne pas le visa final"
    return ""


def judge(version: Version, submission: Submission, given: Iterable[Visa], to_write: Sequence[str]) -> Judgement:
    """Where `version` stands. `to_write` are its placeholders: a text that still holds one is never validated."""
    counting = [one for one in given if one.counts and one.text == version.hash]
    steps: list[Step] = []
    ready = True
    for step in submission.circuit.steps:
        parties = submission.organisations if step.kind == "organisations" else (("", ""),)
        mine = [_party(step, code, name, counting, ready) for code, name in parties]
        steps += mine
        ready = ready and all(one.state == "done" for one in mine)
    missing = [f"texte à compléter : {', '.join(to_write)}"] if to_write else []
    missing += [_named(one) for one in steps if one.state == "waiting"]
    missing += [f"{_named(one)} : défavorable" for one in steps if one.state == "returned"]
    signers = _signers(submission.circuit, steps, counting)
    if ready and len(signers if len(steps) > 1 else signers | {one.person for one in version.authors}) < 2:
        missing.append("une deuxième personne (quatre yeux)")
    returned = any(one.state == "returned" for one in steps)
    return Judgement(tuple(steps), not missing, returned, tuple(missing))


def _signers(circuit: Circuit, steps: Sequence[Step], counting: Sequence[Visa]) -> set[str]:
    """The persons whose word satisfies some step: two may have signed one of them."""
    kinds = {step.id: step.kind for step in circuit.steps}
    asked = {(one.step, one.organisation) for one in steps}
    latest = {(one.step, one.organisation, one.person): one for one in counting}
    return {
        person
        for (step, organisation, person), one in latest.items()
        if (step, organisation) in asked and one.decision in SATISFIES[kinds[step]]
    }


def _named(step: Step) -> str:
    return f"visa {step.label}" if step.organisation else step.label


def _party(step: CircuitStep, code: str, name: str, given: Sequence[Visa], ready: bool) -> Step:
    """A party's standing. Of one person the latest visa speaks; of several, one unfavourable is enough to return."""
    latest = {one.person: one for one in given if one.step == step.id and one.organisation == code}
    label = name or step.label
    returning = [one for one in latest.values() if one.decision == "unfavourable"]
    satisfying = [one for one in latest.values() if one.decision in SATISFIES[step.kind]]
    role = step.roles[0]
    if returning:
        return Step(step.id, label, role, code, "returned", ready, returning[-1])
    if satisfying:
        return Step(step.id, label, role, code, "done", ready, satisfying[-1])
    return Step(step.id, label, role, code, "waiting", ready, next(iter(latest.values()), None))


def sign(
    message: str,
    version: Version,
    submission: Submission | None,
    given: Sequence[Visa],
    decision: str,
    comment: str,
    view: View,
    space: str,
) -> Draft:
    """The visa of my role on one exact version, or Refused. `message` is its id."""
    if decision not in DECISIONS:
        raise Refused(f"Décision inconnue. Décisions possibles : {', '.join(DECISIONS)}.", "decision")
    comment = clean(comment, "comment", 2_000, lines=True)
    if decision == "reservation" and not comment:
        raise Refused("Écrivez la réserve : l'autorité doit pouvoir la lire.", "comment")
    if submission is None:
        raise Refused(f"La version {version.label} n'a pas été soumise au visa.", "version")
    to_write = placeholders(version.text)
    step, grant = _my_step(judge(version, submission, given, to_write).steps, view, space)
    final = next(one.final for one in submission.circuit.steps if one.id == step.step)
    if final and view.me.id in {one.person for one in version.authors}:
        raise Refused("Quatre yeux : l'auteur du texte ne donne pas le visa final.", "decision")
    if final and to_write and decision in SATISFIES["role"]:
        raise Refused(f"Le texte est à compléter : {', '.join(to_write)}. Le visa final est refusé.", "version")
    body = {
        "version": submission.signs,
        "label": version.label,
        "submission": submission.id,
        "step": step.step,
        "organisation": step.organisation,
        "decision": decision,
        "comment": comment,
    }
    return Draft("visa.given", body, space, message, grant=grant)


def _my_step(steps: Sequence[Step], view: View, space: str) -> tuple[Step, str]:
    """The step that is mine to sign, those still waiting first, and the grant I sign under."""
    mine = [
        (step, grant)
        for step in sorted(steps, key=lambda one: one.state == "done")
        for grant in view.grants(space)
        if grant.role == step.role and step.organisation in ("", grant.organisation)
    ]
    if not mine:
        raise Refused("Aucune étape du circuit n'attend un visa de votre rôle et de votre organisme.", "decision")
    return mine[0][0], mine[0][1].id
