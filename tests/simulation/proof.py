"""Whether a text was cleared, reckoned from signed operations alone and as domain.md says it: no fold is asked."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from app.core import circuits
from app.core.operations import Operation
from app.core.texts import text_hash, text_of
from app.core.visas import signed_hash

WRITES = ("message.drafted", "message.revised")
HOLE = re.compile(r"\[[^\[\]\n]+\]")
HEADS = ("CCOM", "DIR")
Plain = dict[str, Any]


@dataclass(frozen=True)
class Seat:
    """Whose workstation it is."""

    name: str
    organisation: str


@dataclass(frozen=True)
class Witness:
    """Who sits where, and what each workstation held when it signed each operation: what really happened."""

    seats: Mapping[str, Seat]  # by device
    knew: Mapping[str, Set[str]]  # by operation
    associated: Set[str]


class Unproven(AssertionError):
    """It was shown as cleared, and was not."""


class Proof:
    """What the operations one workstation holds of a crisis amount to, for one message."""

    def __init__(self, witness: Witness, held: Iterable[Operation], message: str):
        self.witness, self.message = witness, message
        self.held = {one.id: one for one in held}

    # -- who may do what

    def person(self, operation: Operation) -> Seat:
        return self.witness.seats[operation.header.device]

    def acting(self, operation: Operation) -> tuple[str, str]:
        """The role and the organisation it was signed under."""
        grant = self.held[operation.header.grant or operation.id]
        if grant.header.kind == "crisis.opened":
            return "CCOM", self.person(grant).organisation
        return grant.body["role"], grant.body["organisation"]

    def counts(self, operation: Operation, among: Set[str] | None = None) -> bool:
        """Whether its author held the role it was signed under, at that place of his chain."""
        grant = self.held.get(operation.header.grant)
        if operation.header.kind == "crisis.opened":
            return True
        if grant is None or operation.space != grant.space:
            return False
        given = grant.body.get("person") if grant.header.kind == "member.added" else None
        if grant.header.kind == "crisis.opened" and grant.header.device != operation.header.device:
            return False
        for one in self.of("member.removed"):
            if given is None or one.body["person"] != given or one.id in grant.body["undoes"]:
                continue
            if among is not None and one.id not in among:
                continue
            last = [self.held[id] for id in one.body["last"] if id in self.held]
            if not any(each.chain == operation.chain and operation.header.seq <= each.header.seq for each in last):
                return False
        return True

    def of(self, *kinds: str) -> Iterator[Operation]:
        return (one for one in self.held.values() if one.header.kind in kinds)

    def counted(self, *kinds: str) -> list[Operation]:
        """Those of the message that count, in the order of their clocks."""
        found = [one for one in self.of(*kinds) if one.record == self.message and self.counts(one)]
        return sorted(found, key=lambda one: (one.header.clock, one.id))

    def knew(self, operation: Operation) -> Set[str]:
        return self.witness.knew[operation.id]

    # -- the text

    def text(self) -> Plain:
        """The only text nobody replaced."""
        writers = [one for one in self.counted(*WRITES) if "version" in one.body.get("fields", {})]
        replaced: set[str] = set()
        pending = [id for one in writers for id in one.header.touches.get("version", ())]
        while pending:
            id = pending.pop()
            if id not in replaced:
                replaced.add(id)
                if id not in self.held:
                    raise Unproven("a text that replaces one nobody here has seen")
                pending += self.held[id].header.touches.get("version", ())
        texts = [one.body["fields"]["version"] for one in writers if one.id not in replaced]
        if any(text != texts[0] for text in texts):
            raise Unproven("several texts")
        found: Plain = texts[0]
        return found

    def authors(self, text: Plain) -> set[Seat]:
        """Those who wrote it; not who kept it, among others, where it stood already."""
        same = {one.id: one for one in self.counted(*WRITES) if one.body["fields"].get("version") == text}
        return {
            self.person(one)
            for one in same.values()
            if not any(id in same for id in one.header.touches.get("version", ()))
        }

    # -- the circuit

    def in_force(self, known: Set[str], id: str) -> list[Plain]:
        """The circuits of that name for somebody who knew these operations."""
        every = [one for one in self.of("circuit.set") if one.id in known and one.body["circuit"]["id"] == id]
        every = [one for one in every if self.counts(one, known) and self.acting(one)[0] == "CCOM"]
        last = [one for one in every if not any(one.id in self.knew(other) for other in every)]
        return [one.body["circuit"] for one in last] or [as_carried(circuits.load(id))]

    def changes(self, submission: Operation) -> list[Operation]:
        """The changes of its circuit made by somebody who knew of it."""
        id = submission.body["circuit"]["id"]
        return [
            one
            for one in self.of("circuit.set")
            if one.body["circuit"]["id"] == id and self.counts(one) and self.acting(one)[0] == "CCOM"
            if submission.id in self.knew(one)
        ]

    # -- the visas

    def visas(self, submission: Operation, text: Plain) -> list[Operation]:
        """The visas on that text, under that circuit, that every change of it knew of together with the submission."""
        circuit = circuits.from_plain(submission.body["circuit"])
        codes = [one["code"] for one in submission.body["organisations"]]
        hash = text_hash(self.message, self.readable(text))
        signs = signed_hash(hash, circuits.fingerprint(circuit), codes)
        changes = self.changes(submission)
        found = [one for one in self.counted("visa.given") if one.body["version"] == signs]
        found = [one for one in found if all(one.id in self.knew(change) for change in changes)]
        found = [one for one in found if self.in_place(one, submission, self.authors(text))]
        own = {self.person(one) for one in found if "for" not in one.body}
        recorded: dict[Seat, tuple[str, str]] = {}
        kept = []
        for one in found:
            where = (one.body["step"], one.body["organisation"])
            if "for" not in one.body or (
                self.person(one) not in own and recorded.setdefault(self.person(one), where) == where
            ):
                kept.append(one)
        return kept

    def readable(self, text: Plain) -> Any:
        found = text_of(text)
        assert found is not None
        return found

    def in_place(self, visa: Operation, submission: Operation, authors: set[Seat]) -> bool:
        """Whether whoever signed it could."""
        step = next((one for one in submission.body["circuit"]["steps"] if one["id"] == visa.body["step"]), None)
        if step is None:
            return False
        role, organisation = self.acting(visa)
        told = visa.body.get("for")
        if told is not None:
            named = any(words(one.name) <= words(told["name"]) for one in authors)
            return role == "CCOM" and self.person(visa) not in authors and not (step.get("final") and named)
        if step.get("final") and self.person(visa) in authors:
            return False
        of_party = step["kind"] == "role" or organisation == visa.body["organisation"]
        return role in step["roles"] and of_party

    def validated(self, submission: Operation, text: Plain) -> bool:
        """Whether every condition of its circuit is met."""
        given = self.visas(submission, text)
        signed: list[Operation] = []
        for step in submission.body["circuit"]["steps"]:
            if step.get("after"):
                continue
            worth = {"favourable", "reservation"} | ({"abstention"} if step["kind"] == "organisations" else set())
            for code in self.parties(step, submission):
                here = [one for one in given if (one.body["step"], one.body["organisation"]) == (step["id"], code)]
                last = {self.voice(one): one for one in here}
                if any(one.body["decision"] == "unfavourable" for one in last.values()):
                    return False
                done = [
                    one for one in here
                    if one.body["decision"] in worth and last[self.voice(one)].body["decision"] in worth
                    if submission.body["circuit"] in self.in_force(self.knew(one), submission.body["circuit"]["id"])
                ]  # fmt: skip
                if not done:
                    return False
                signed += done
        return any(self.two_persons(*pair) for pair in combinations(signed, 2))

    def parties(self, step: Plain, submission: Operation) -> list[str]:
        if step["kind"] == "role":
            return [""]
        if step.get("organisations"):
            return list(step["organisations"])
        named = {code for one in submission.body["circuit"]["steps"] for code in one.get("organisations", ())}
        return [one["code"] for one in submission.body["organisations"] if one["code"] not in named]

    def voice(self, visa: Operation) -> tuple[str, str]:
        return self.person(visa).name, visa.body.get("for", {}).get("name", "")

    def two_persons(self, one: Operation, other: Operation) -> bool:
        (signer, told), (another, other_told) = self.voice(one), self.voice(other)
        if not told and not other_told:
            return signer != another
        spoke, also = words(told or signer), words(other_told or another)
        return signer != another and not (spoke <= also or also <= spoke)

    def submissions(self, text: Plain) -> list[Operation]:
        """Those of that text, under the circuit that was in force where it was sent, never sent back."""
        hash = text_hash(self.message, self.readable(text))
        if any(
            one.body["version"] == hash and self.acting(one)[0] in HEADS for one in self.counted("message.returned")
        ):
            return []
        found = []
        for one in self.counted("message.submitted"):
            circuit, codes = one.body["circuit"], {each["code"] for each in one.body["organisations"]}
            named = {code for step in circuit["steps"] for code in step.get("organisations", ())}
            fits = [circuit] == self.in_force(
                self.knew(one), circuit["id"]
            ) and self.witness.associated | named <= codes
            urged = not circuit.get("urgent") or self.acting(one)[0] == "CCOM"
            if one.body["version"] == hash and fits and urged:
                found.append(one)
        return found

    # -- all of it

    def require(self, state: str, fact: str) -> None:
        """Raises Unproven unless the text in hand was cleared, and nothing since forbids to say so."""
        text = self.text()
        if any(HOLE.search(one) for one in said(text)):
            raise Unproven("a placeholder")
        proved = [one for one in self.submissions(text) if self.validated(one, text)]
        if not proved:
            raise Unproven("no circuit was completed on this text")
        if any(self.acting(one)[0] in HEADS for one in self.counted("message.withdrawn")):
            raise Unproven("withdrawn")
        if any(self.acting(one)[0] in HEADS for one in self.counted("message.abandoned")):
            raise Unproven("abandoned")
        self.require_ground(fact)
        self.require_answers(text, proved)
        if state in ("validated", "dispatched"):
            self.require_no_embargo()
        if state == "dispatched":
            hash = text_hash(self.message, self.readable(text))
            if not any(one.body["version"] == hash for one in self.counted("message.dispatched")):
                raise Unproven("it did not go out")

    def require_ground(self, fact: str) -> None:
        """Somebody looked at the fact as it is now: in a text nobody had written, or by a signed word."""
        changed = {one.id for one in self.of("entry.amended") if one.record == fact and self.counts(one)}
        writers = [one for one in self.counted(*WRITES) if "version" in one.body["fields"]]
        looked = [one for one in self.counted("message.reexamined") if self.acting(one)[0] in HEADS]
        for writer in writers:
            same = {one.id for one in writers if one.body["fields"]["version"] == writer.body["fields"]["version"]}
            wrote = [id for id in same if not same & {*self.held[id].header.touches.get("version", ())}]
            if wrote == [writer.id]:
                looked.append(writer)
        taken = {one.id for one in self.counted("message.supported") if None in one.body["fields"].values()}
        if any(taken & self.knew(one) for one in looked):
            return  # it rests on it no more
        if changed and not any(changed <= self.knew(one) for one in looked):
            raise Unproven("the fact it rests on was rectified")

    def require_answers(self, text: Plain, proved: list[Operation]) -> None:
        """No last word of anybody on that text is against it, unless somebody answered it."""
        answered = {id for one in self.counted("message.reexamined") for id in one.body["visas"]}
        last: dict[tuple[str, str], Operation] = {}
        for submission in self.counted("message.submitted"):
            for one in self.visas(submission, text):
                known = last.get(self.voice(one))
                if known is None or (known.header.clock, known.id) < (one.header.clock, one.id):
                    last[self.voice(one)] = one
        for one in last.values():
            if one.body["decision"] == "unfavourable" and one.id not in answered:
                raise Unproven("an objection nobody answered")

    def require_no_embargo(self) -> None:
        lifted = {
            id for one in self.counted("embargo.lifted") if self.acting(one)[0] == "DIR" for id in one.body["embargoes"]
        }
        if any(one.id not in lifted for one in self.counted("message.embargoed")):
            raise Unproven("an embargo stands")


def as_carried(circuit: circuits.Circuit) -> Plain:
    found: Plain = json.loads(json.dumps(circuits.plain(circuit)))
    return found


def said(value: Any) -> Iterator[str]:
    """Every word that can be read in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from said(one)


def words(name: str) -> Set[str]:
    return frozenset(name.casefold().split())
